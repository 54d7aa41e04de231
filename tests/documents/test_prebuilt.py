"""The shipped rules as data: the same rules, used only while nothing of theirs has changed."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from liushou import Rules, load_rules
from liushou.documents import rules as module
from liushou.profile import catalogue
from liushou.yaml import digest, pack, read_prebuilt, unpack


def parts(rules: Rules) -> dict[str, Any]:
    return {part.name: getattr(rules, part.name) for part in fields(rules)}


def test_as_data_and_back_they_are_the_same() -> None:
    rules = module._read()
    folder = str(module.shipped_directory())
    data = json.loads(json.dumps(pack(rules, folder)))
    assert parts(unpack(data, folder)) == parts(rules)
    # The files may lie elsewhere.
    elsewhere = unpack(data, "/elsewhere")
    assert {Path(policy.file).parent for policy in elsewhere.policies.values()} == {Path("/elsewhere")}


def test_what_is_kept_is_what_the_files_say() -> None:
    data = read_prebuilt(module.PREBUILT, module._fingerprint())
    if data is None:
        pytest.skip("no prebuilt rules for these files: python tools/make_prebuilt.py")
    assert parts(unpack(data, str(module.shipped_directory()))) == parts(module._read())


def test_the_kept_facts_are_what_their_file_says() -> None:
    data = read_prebuilt(catalogue.PREBUILT, catalogue._fingerprint())
    if data is None:
        pytest.skip("no prebuilt facts for this file: python tools/make_prebuilt.py")
    kept, read = unpack(data, str(catalogue.FACTS_FILE.parent)), catalogue._read_file()
    assert kept == read
    assert list(kept["facts"]) == list(read["facts"])


def test_a_change_makes_them_void(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PREBUILT", tmp_path / "prebuilt.json")
    module.prebuild()
    key = module._fingerprint()
    assert read_prebuilt(module.PREBUILT, key) is not None
    assert read_prebuilt(module.PREBUILT, key[::-1]) is None
    file = tmp_path / "a.yaml"
    file.write_text("a: 1")
    before = digest([file])
    file.write_text("a: 2")
    assert digest([file]) != before
    kept = module.PREBUILT.read_text(encoding="utf-8")
    head = kept.rpartition("\n")[0]
    changed = (kept.replace("半年以上", "一年以上"), kept[:-1], f"{head}\n{{}}", f"{head}\n{'[' * 100_000}", head)
    for number, broken in enumerate(("", "{", "[]", "{}", *changed)):
        assert broken != kept
        module.PREBUILT.write_text(broken, encoding="utf-8")
        assert read_prebuilt(module.PREBUILT, key) is None, number


def test_they_never_serve_other_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "read_prebuilt", lambda *_: pytest.fail("a folder's rules are read from its files"))
    (tmp_path / "own.yaml").write_text("topics: {own_topic: {title: 其他, aspect: other}}", encoding="utf-8")
    with suppress(ValueError):
        load_rules(tmp_path)


def test_nothing_but_data_is_packed() -> None:
    with pytest.raises(TypeError):
        pack(test_nothing_but_data_is_packed, "/")

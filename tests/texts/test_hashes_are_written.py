"""The SHA-256 of each clause is written into the lock file, and the documents hold none."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from liushou import InputError, Rules
from liushou.documents import LOCK_FILE
from liushou.documents.rules import load_rules, shipped_directory
from liushou.problems import Location
from liushou.texts.hashes import lock_of, read_lock, write_hashes, write_law_hashes
from liushou.texts.source import digest, find_laws, normalise, parse_source

from .helpers import DOCUMENTS, INVENTED, text_of

SHIPPED = shipped_directory() / LOCK_FILE


def test_the_shipped_file_is_as_the_tool_writes_it(rules: Rules, sources: Path, tmp_path: Path) -> None:
    for name in DOCUMENTS:
        (tmp_path / f"{name}.yaml").write_bytes((shipped_directory() / f"{name}.yaml").read_bytes())
    copies = load_rules(replace=sorted(tmp_path.glob("*.yaml"))).policies
    written = [write_hashes(copies[name], text_of(rules, sources, name)) for name in DOCUMENTS]
    assert written == [len(copies[name].clauses) + len(copies[name].annex) for name in DOCUMENTS]
    laws = [(rules.references[name], law.source) for name, law in find_laws(sources, rules).items() if law.source]
    own = [(replace(law, location=Location(str(tmp_path / "x.yaml"), 1, 1)), source) for law, source in laws]
    assert write_law_hashes(own) == len(laws) == 12
    assert (tmp_path / LOCK_FILE).read_bytes() == SHIPPED.read_bytes()
    assert [write_hashes(copies[name], text_of(rules, sources, name)) for name in DOCUMENTS] == [0] * 5


def test_the_documents_themselves_hold_no_hash() -> None:
    assert [path.name for path in shipped_directory().glob("*.yaml") if "sha256" in path.read_text("utf-8")] == []


def test_each_hash_is_that_of_its_clause(rules: Rules, sources: Path) -> None:
    lock = read_lock(SHIPPED)
    assert sorted(lock.hashes) == sorted([*DOCUMENTS, "sources/laws"])
    for name in DOCUMENTS:
        parts = text_of(rules, sources, name).clauses
        assert lock.of(name) == {part.at: digest(part.text) for part in parts}


def test_the_entries_of_other_documents_and_the_permissions_stay(rules: Rules, sources: Path, tmp_path: Path) -> None:
    copy, lock = tmp_path / "jilin.yaml", tmp_path / LOCK_FILE
    copy.write_bytes((shipped_directory() / "jilin.yaml").read_bytes())
    lock.write_text("own:\n  一: abc\njilin:\n  九（九）: abc\n", "utf-8")
    lock.chmod(0o640)
    policy = load_rules(replace=[copy]).policies["jilin"]
    assert write_hashes(policy, text_of(rules, sources, "jilin")) == 24 + 1
    assert read_lock(lock).of("own") == {"一": "abc"}
    assert "九（九）" not in read_lock(lock).of("jilin")
    assert lock.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["jilin.yaml", LOCK_FILE]


def test_a_label_that_the_text_does_not_have_gets_no_hash(rules: Rules, tmp_path: Path) -> None:
    copy = tmp_path / "jilin.yaml"
    copy.write_bytes((shipped_directory() / "jilin.yaml").read_bytes())
    assert write_hashes(load_rules(replace=[copy]).policies["jilin"], parse_source(INVENTED)) == 1
    assert list(read_lock(tmp_path / LOCK_FILE).of("jilin")) == ["前言"]


def test_a_copy_without_a_lock_file_is_held_to_the_shipped_hashes(tmp_path: Path) -> None:
    copy = tmp_path / "jilin.yaml"
    copy.write_bytes((shipped_directory() / "jilin.yaml").read_bytes())
    policy = load_rules(replace=[copy]).policies["jilin"]
    assert lock_of(policy.file, policy.id).file == str(SHIPPED)
    (tmp_path / LOCK_FILE).write_text("jilin:\n  前言: abc\n", "utf-8")
    assert lock_of(policy.file, policy.id).of("jilin") == {"前言": "abc"}


@pytest.mark.parametrize("text", ["a: {b: c}\na: {}\n", "a: [\n", "a: &x b\n"])
def test_a_broken_lock_file_is_refused_with_its_place(tmp_path: Path, text: str) -> None:
    (tmp_path / LOCK_FILE).write_text(text, "utf-8")
    with pytest.raises(InputError) as caught:
        read_lock(tmp_path / LOCK_FILE)
    assert all(problem.location is not None for problem in caught.value.problems)


def test_the_lock_file_is_neither_a_document_nor_a_register(tmp_path: Path) -> None:
    (tmp_path / LOCK_FILE).write_text("own:\n  一: abc\n", "utf-8")
    (tmp_path / "services.yaml").write_text("services: {own_service: {title: 示例}}\n", "utf-8")
    assert "own_service" in load_rules(tmp_path).services


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("甲 乙\n　丙", "甲乙丙"),
        ("（一）甲，乙。", "(一)甲,乙。"),
        ("渝民发〔2020〕38号", "渝民发[2020]38号"),
        ("渝民发〔2020〕38号", "渝民发［２０２０］３８号"),
        ("渝民发〔2020〕38号", "渝民发【2020】38号"),
    ],
)
def test_typesetting_does_not_change_a_hash(text: str, other: str) -> None:
    assert normalise(text) == normalise(other)
    assert digest(text) == digest(other)


@pytest.mark.parametrize(("text", "other"), [("甲、乙", "甲，乙"), ("“甲”", "甲"), ("留守", "留宇"), ("38号", "39号")])
def test_words_and_marks_change_a_hash(text: str, other: str) -> None:
    assert digest(text) != digest(other)

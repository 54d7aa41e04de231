"""The SHA-256 of each clause is written into the file, and nothing else of it changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from liushou import InputError, Rules
from liushou.documents.rules import load_rules, shipped_directory
from liushou.texts.hashes import hashed, write_hashes
from liushou.texts.normalise import digest, normalise
from liushou.texts.source import parse_source

from .helpers import DOCUMENTS, INVENTED, text_of

BEFORE = """# 注释
clauses:
  - at: 一
    heading: 总体要求   # 编号之外
    context: []

  - at: 二（一）
    heading: 加强救助
    sha256: 0000
    measures: []
  - at: 结尾
    context: []   # 完
annex:
  - at: 附件 一
    of: [二（一）]
    agencies: {sole: [省民政厅]}
"""


def without_hashes(text: str) -> list[str]:
    return [line for line in text.splitlines(keepends=True) if "sha256:" not in line]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_shipped_files_are_as_the_tool_writes_them(rules: Rules, sources: Path, name: str) -> None:
    path = shipped_directory() / f"{name}.yaml"
    text = path.read_bytes().decode("utf-8")
    source = text_of(rules, sources, name)
    assert hashed(text, source) == (text, 0)
    bare = "".join(without_hashes(text))
    again, count = hashed(bare, source)
    assert again == text
    assert count == len(rules.policies[name].clauses) + len(rules.policies[name].annex)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_where_the_key_stands(end: str) -> None:
    source = parse_source(INVENTED + "附件\n一、将符合条件的家庭纳入。（省民政厅负责）\n")
    text = BEFORE.replace("\n", end)
    new, count = hashed(text, source)
    assert count == 4
    assert without_hashes(new) == without_hashes(text)
    lines = new.split(end)
    for label, before in (
        ("一", "    heading: 总体要求   # 编号之外"),
        ("结尾", "  - at: 结尾"),
        ("附件 一", "    of: [二（一）]"),
    ):
        found = source.clause(label)
        assert found is not None
        assert lines[lines.index(before) + 1] == f"    sha256: {digest(found.text)}"
    assert "0000" not in new
    assert hashed(new, source) == (new, 0)


def test_a_label_that_the_text_does_not_have_is_left_alone() -> None:
    text = "clauses:\n  - at: 九（九）\n    measures: []\n"
    assert hashed(text, parse_source(INVENTED)) == (text, 0)


def test_a_broken_file_is_refused() -> None:
    with pytest.raises(InputError, match="duplicate key"):
        hashed("clauses: []\nclauses: []\n", parse_source(INVENTED))


def test_a_value_on_the_next_line_is_refused() -> None:
    with pytest.raises(InputError, match="next line"):
        hashed("clauses:\n  - at: 一\n    heading:\n      总体要求\n", parse_source(INVENTED))


def test_the_file_is_replaced_in_one_step_with_its_permissions(sources: Path, tmp_path: Path) -> None:
    copy = tmp_path / "jilin.yaml"
    copy.write_text("".join(without_hashes((shipped_directory() / "jilin.yaml").read_text("utf-8"))), "utf-8")
    copy.chmod(0o640)
    policy = load_rules(replace=[copy]).policies["jilin"]
    source = text_of(load_rules(), sources, "jilin")
    assert write_hashes(policy, source) == 24
    assert copy.read_text("utf-8") == (shipped_directory() / "jilin.yaml").read_text("utf-8")
    assert copy.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in tmp_path.iterdir()] == ["jilin.yaml"]
    assert write_hashes(policy, source) == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("甲 乙\n　丙", "甲乙丙"),
        ("（一）甲，乙。", "(一)甲,乙。"),
        ("渝民发〔2020〕38号", "渝民发[2020]38号"),
        ("渝民发〔2020〕38号", "渝民发［２０２０］３８号"),
        ("渝民发〔2020〕38号", "渝民发【2020】38号"),
    ],
)
def test_typesetting_does_not_change_a_hash(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)
    assert digest(one) == digest(other)


@pytest.mark.parametrize(("one", "other"), [("甲、乙", "甲，乙"), ("“甲”", "甲"), ("留守", "留宇"), ("38号", "39号")])
def test_words_and_marks_change_a_hash(one: str, other: str) -> None:
    assert digest(one) != digest(other)

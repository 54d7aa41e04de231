"""``liushou verify``: how a text is found, what is printed, and texts that are broken."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from liushou import Rules, load_rules
from liushou.cli.app import app
from liushou.documents.rules import shipped_directory
from liushou.texts.verify import verify

from .helpers import DOCUMENTS, INVENTED

run = CliRunner().invoke


@pytest.fixture
def texts(sources: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    shutil.copytree(sources, folder)
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    return folder


def test_clean(sources: Path) -> None:
    result = run(app, ["verify", "--sources", str(sources)])
    assert result.exit_code == 0
    assert result.stdout.count(": clean (") == len(DOCUMENTS) + 12
    assert result.stdout.count(" offices 单位)") == len(DOCUMENTS)


def test_clean_as_json(sources: Path) -> None:
    result = run(app, ["verify", "--sources", str(sources), "--json"])
    assert result.exit_code == 0
    data = json.loads(result.stdout)
    assert data["findings"] == []
    assert [document["policy"] for document in data["documents"]] == list(load_rules().policies)
    assert all(Path(document["text"]).parent == sources for document in data["documents"])
    assert {Path(law["text"]) for law in data["laws"]} == set((sources / "laws").glob("*.txt"))


def test_a_text_is_found_by_its_number_whatever_its_name(texts: Path, rules: Rules) -> None:
    for number, path in enumerate(sorted(texts.glob("*.txt"))):
        path.rename(texts / f"{number}-全文.txt")
    assert [checked.policy for checked in verify(rules, texts) if checked.findings] == []


def test_a_wrong_number_is_found_by_the_name_of_the_file(texts: Path) -> None:
    path = texts / "jilin.txt"
    path.write_text(path.read_text("utf-8").replace("吉民发〔2020〕28号", "吉民发〔2020〕29号"), "utf-8")
    result = run(app, ["verify", "--sources", str(texts), "--json"])
    assert result.exit_code == 1
    found = json.loads(result.stdout)["findings"]
    assert {finding["code"] for finding in found} == {"number", "hash"}
    number = next(finding for finding in found if finding["code"] == "number")
    assert number["expected"] == "吉民发〔2020〕29号"
    assert number["at"]["line"] == 4
    assert number["source"] == {"file": str(path), "line": 2, "column": 1}


def test_a_missing_text_is_a_finding(texts: Path) -> None:
    (texts / "jilin.txt").unlink()
    result = run(app, ["verify", "--sources", str(texts)])
    assert result.exit_code == 1
    assert "no text of 吉民发〔2020〕28号" in result.stdout
    assert result.stdout.count(": clean (") == len(DOCUMENTS) - 1 + 12


def test_two_texts_of_one_document(texts: Path) -> None:
    (texts / "jilin.txt").rename(texts / "a.txt")
    shutil.copy(texts / "a.txt", texts / "b.txt")
    result = run(app, ["verify", "--sources", str(texts)])
    assert result.exit_code == 1
    assert "several texts carry 吉民发〔2020〕28号: a.txt, b.txt" in result.stdout


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "the text is empty"),
        (b"\n\n  \n", "the text is empty"),
        (b"\xff\xfe\x00\x01binary", "not UTF-8 text"),
        (b"PK\x00\x00", "NUL byte"),
        ("重".encode("gbk") * 50, "not UTF-8 text"),
        (b"x" * (5 * 1024 * 1024), "larger than"),
        ("一段没有编号的话。".encode(), "no clause found"),
        ("（".encode() * 200_000, "no clause found"),
        ("一、甲\n".encode() * 5_000, "more than 2000 parts"),
    ],
    ids=["empty", "blank", "binary", "nul", "gbk", "huge", "prose", "brackets", "parts"],
)
def test_a_broken_text_is_a_finding(texts: Path, content: bytes, words: str) -> None:
    (texts / "fengdu.txt").write_bytes(content)
    result = run(app, ["verify", "--sources", str(texts), "--document", "fengdu"])
    assert result.exit_code == 1, result.output
    assert words in result.stdout
    assert "fengdu.yaml:" in result.stdout
    assert not isinstance(result.exception, ValueError)


def test_a_text_with_windows_line_ends_and_a_bom_is_the_same_text(texts: Path, rules: Rules) -> None:
    for path in texts.glob("*.txt"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert [checked.policy for checked in verify(rules, texts) if checked.findings] == []


def test_typesetting_is_not_a_difference_of_the_hash(texts: Path, rules: Rules) -> None:
    path = texts / "national_2025.txt"
    text = path.read_text("utf-8").replace("\n", "\n\n　　").replace("〔2025〕", "[2025]")
    path.write_text(text, "utf-8")
    found = verify(rules, texts, ["national_2025"])[0].findings
    # the number is read either way, and no quote holds a bracket of it
    assert found == ()


@pytest.mark.parametrize("folder", ["nowhere", "file.txt"])
def test_a_folder_that_cannot_be_read_is_bad_input(tmp_path: Path, folder: str) -> None:
    (tmp_path / "file.txt").write_text("x")
    result = run(app, ["verify", "--sources", str(tmp_path / folder)])
    assert result.exit_code == 2
    assert "is not a directory" in result.stderr


def test_an_unknown_document_is_bad_input(tmp_path: Path) -> None:
    result = run(app, ["verify", "--sources", str(tmp_path), "--document", "chonqing"])
    assert result.exit_code == 2
    assert "did you mean: chongqing" in result.stderr


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_finding_names_line_difference_and_text(name: str, sources: Path, tmp_path: Path) -> None:
    """From file to report: a changed copy of the shipped file stands in for it."""
    text = (shipped_directory() / f"{name}.yaml").read_text("utf-8")
    quote = next(line for line in text.splitlines() if line.strip().startswith("quote: ") and "农村留守妇女" in line)
    copy = tmp_path / f"{name}.yaml"
    copy.write_text(text.replace(quote, quote.replace("留守", "留宇"), 1), "utf-8")
    checked = {document.policy: document for document in verify(load_rules(replace=[copy]), sources)}
    found = checked.pop(name).findings
    assert [finding.code for finding in found] == ["quote"]
    lines = found[0].format().splitlines()
    line = text.splitlines().index(quote) + 1
    assert lines[0].startswith(f"{copy}:{line}:")
    assert "「宇」→「守」" in found[0].format()
    assert "  the text: " in found[0].format()
    assert f"{name}.txt:" in lines[-1]
    assert all(not document.findings for document in checked.values())


def test_a_document_of_ones_own(sources: Path, tmp_path: Path) -> None:
    policies, texts = tmp_path / "policies", tmp_path / "texts"
    policies.mkdir()
    texts.mkdir()
    (texts / "任意名.txt").write_text(INVENTED, "utf-8")
    (policies / "own.yaml").write_text(OWN, "utf-8")
    (policies / "agencies.yaml").write_text(AGENCIES, "utf-8")
    arguments = ["--sources", str(texts), "--policies", str(policies), "--document", "own"]
    result = run(app, ["verify", *arguments])
    assert result.exit_code == 1
    assert result.stdout.count("own: no hash in texts.lock.yaml") == 1
    assert run(app, ["verify", *arguments, "--write-hashes"]).exit_code == 0
    assert run(app, ["verify", *arguments]).exit_code == 0
    assert (policies / "own.yaml").read_text("utf-8") == OWN
    assert (policies / "texts.lock.yaml").read_text("utf-8").count("\n  ") == 6
    covered = run(app, ["coverage", *arguments])
    assert covered.exit_code == 1
    assert "nobody accounts for a sentence" in covered.stdout
    assert "支持社会力量参与" in covered.stdout


OWN = """policy: own
title: 关于做好某事的实施意见
number: 甲民发〔2022〕5号
issued: 2022-03-09
place: "220000"
issuers: [甲省民政厅, 甲省财政厅]
definition:
  at: 一
  quote: 意义重大
  when: [sex is female]
clauses:
  - at: 前言
  - at: 一
    heading: 总体要求  # 编号之外

  - at: 二（一）
    heading: 加强救助
    agencies: {lead: [省民政厅], support: [省财政厅]}
    measures:
      - service: dibao
        force: shall
        quote: 将符合条件的家庭纳入救助范围
        residual: [符合条件]
  - at: 二（二）
    heading: 加强服务
    agencies: {sole: [省民政厅]}
    measures:
      - {service: legal_service, force: provide, quote: 为有需要的人提供服务}
  - at: 三（三）
    heading: 加强领导
    agencies: {joint: [各市, 各部门（单位）]}
  - at: 结尾
"""
AGENCIES = """agencies:
  own_civil_affairs: {name: 甲省民政厅, level: province, place: "220000"}
  own_finance: {name: 甲省财政厅, level: province, place: "220000"}
  own_cities: {name: 各市, level: group, place: "220000"}
  own_departments: {name: 各部门（单位）, level: group, place: "220000"}
"""

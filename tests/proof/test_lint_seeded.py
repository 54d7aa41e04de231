"""A folder with one defect of each kind yields exactly those findings, and mended none."""

from __future__ import annotations

from pathlib import Path

import pytest

from liushou.proof.lint import KINDS, lint
from liushou.proof.lint.findings import GAVE_UP

from .rulefiles import ON, block, document, folder, measure

pytest.importorskip("z3")

SERVICES = ("never", "always", "narrow", "twice", "short", "odd", "words")
REGISTERS = (
    "services:\n"
    + "".join(f"  {name}: {{title: {name}}}\n" for name in SERVICES)
    + """\
agencies:
  county_office: {name: 县办, level: county, place: "500240", aliases: [县办]}
parameters:
  short_line:
    title: 短
    unit: 元/月
    values: [{place: "500240", from: 2022-01-01, value: 300, source: 测试}]
concepts:
  forgotten: {title: 忘了, source: 测试, when: [disabled]}
"""
)
COUNTY_DOCUMENT = document(
    measure("never", "[age >= 60, age < 50]", quote="为60周岁以上、不满50周岁的提供服务"),
    measure("always", "[lives_in_village]"),
    measure("narrow", quote="提供一"),
    measure("narrow", "[disabled]", quote="为残疾人提供二"),
    measure("twice", force="shall", quote="给予"),
    measure("twice", force="encourage", quote="给予", extra="reading: 全句由“给予”统领"),
    measure("short", "[income_per_capita_month < $short_line]", quote="为收入低于标准的提供服务"),
    measure("words", "[age >= 65]", quote="为60周岁以上有需要的提供服务", extra="residual: [视困难程度]"),
    measure(
        "odd",
        block("- any:\n    - all: [disabled, seriously_ill]\n    - all: [{not: disabled}, seriously_ill]"),
        quote="为残疾、重病妇女提供服务",
    ),
)
EXPLAINED = "explained:\n  L002 county 一 always: 看过\n  L003 nothing < at all: 没有这回事\n"

EXPECTED = [
    ("L001", "error", "county 一 never"),
    ("L003", "warning", "county 一 narrow 2 < county 一 narrow"),
    ("L004", "error", "county 一 twice / county 一 twice 2"),
    ("L006", "warning", "county short_line 2021-01-01"),
    ("L007", "note", "county 一 odd"),
    ("L009", "warning", "L003 nothing < at all"),
    ("L011", "warning", "county 一 twice 2"),
    ("L012", "warning", "county 一 words: age >= 65"),
    ("L012", "warning", "county 一 words: 60周岁以上"),
    ("L013", "warning", "county 一 words: 有需要的"),
    ("L014", "warning", "county 一 words: 视困难程度"),
    ("L005", "warning", "concept forgotten"),
]


def test_one_of_each(tmp_path: Path) -> None:
    where = folder(tmp_path, COUNTY_DOCUMENT, registers=REGISTERS, explained=EXPLAINED)
    report = lint(ON, policies=[where])
    own = sorted((one.kind.id, one.severity, one.subject) for one in report.findings)
    assert own == sorted(EXPECTED)
    assert report.failed
    explained = [one for one in report.explained if one.location and "policies/document" in one.location.file]
    assert [(one.key, one.explained) for one in explained] == [("L002 county 一 always", "看过")]
    seeded = {kind for kind, _, _ in own} | {one.kind.id for one in explained}
    assert seeded == {kind.id for kind in KINDS if kind is not GAVE_UP}


def test_every_finding_has_a_place_and_a_page(tmp_path: Path) -> None:
    where = folder(tmp_path, COUNTY_DOCUMENT, registers=REGISTERS, explained=EXPLAINED)
    report = lint(ON, files=sorted(where.glob("*.yaml")))
    assert report.findings
    for finding in report.findings:
        assert finding.location is not None
        lines = Path(finding.location.file).read_text(encoding="utf-8").splitlines()
        assert lines[finding.location.line - 1] == finding.location.text
        text = finding.format()
        assert f"{finding.location}: {finding.severity} {finding.kind.id}: " in text
        assert "^" in text
        assert f"page: liushou explain {finding.kind.id}" in text


def test_mended_there_is_nothing_left(tmp_path: Path) -> None:
    mended = document(
        measure("never", "[age >= 60]", quote="为60周岁以上的提供服务"),
        measure("always"),
        measure("narrow", quote="提供一"),
        measure("twice", force="shall", quote="给予"),
        measure("short", "[income_per_capita_month < $short_line]", quote="为收入低于标准的提供服务"),
        measure("odd", "[seriously_ill]", quote="为重病妇女提供服务"),
        measure("words"),
    )
    registers = REGISTERS.replace("2022-01-01", "2020-01-01")
    registers = registers[: registers.index("concepts:")]
    where = folder(tmp_path, mended, registers=registers, explained="explained: {}\n")
    report = lint(ON, files=sorted(where.glob("*.yaml")))
    assert [finding.format() for finding in report.findings] == []
    assert report.explained == ()
    assert not report.failed

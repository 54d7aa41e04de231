"""L007: conditions that ask for a fact in both directions."""

from __future__ import annotations

from pathlib import Path

import pytest

from .rulefiles import block, document, folder, found, measure, report

pytest.importorskip("z3")

HIDDEN = """
- any:
    - all: [disabled, receives_dibao]
    - all: [{not: disabled}, receives_dibao]
"""


@pytest.mark.parametrize(
    ("when", "names"),
    [
        (block(HIDDEN), "`disabled`"),
        ("[{any: [{all: [age < 60, disabled]}, {all: [age >= 60, disabled]}]}]", "`age`"),
        (
            block("- seriously_ill\n- any:\n    - disability_grade in [1, 2]\n    - disability_grade in [3, 4]"),
            "`disability_grade`",
        ),
        (
            block("- any:\n    - domestic_violence\n    - not: rights_infringed"),
            "`domestic_violence`, `rights_infringed`",
        ),
    ],
    ids=["a or not a", "ages that complete each other", "all grades", "one implies the other"],
)
def test_it_is_noted(tmp_path: Path, when: str, names: str) -> None:
    [finding] = report(folder(tmp_path, document(measure(when=when)))).findings
    assert (finding.kind.id, finding.severity, finding.witness) == ("L007", "note", None)
    assert f"asks for {names} in both directions" in finding.message


def test_a_note_does_not_fail(tmp_path: Path) -> None:
    assert not report(folder(tmp_path, document(measure(when=block(HIDDEN))))).failed


def test_a_dead_part_is_said_to_be_that_and_no_more(tmp_path: Path) -> None:
    when = "[{any: [{all: [sex is male, disabled]}, {all: [seriously_ill, {not: seriously_ill}]}, disabled]}]"
    assert {kind for kind, _ in found(folder(tmp_path, document(measure(when=when))))} == {"L001"}


@pytest.mark.parametrize(
    "when",
    [
        "[disabled, receives_dibao]",
        "[{any: [disabled, seriously_ill]}, {any: [disabled, in_treatment]}]",
        "[disability_allowance_group]",
        "[{any: [age >= 60, age >= 50]}]",
        "[{not: disabled}, {not: seriously_ill}]",
        "[domestic_violence, rights_infringed]",
    ],
)
def test_it_is_not_noted_where_each_fact_has_one_direction(tmp_path: Path, when: str) -> None:
    assert "L007" not in {kind for kind, _ in found(folder(tmp_path, document(measure(when=when))))}


def test_together_with_the_definition(tmp_path: Path) -> None:
    """Each alone is exact; together, 不满六十 is asked for on both sides."""
    definition = ("sex is female", "lives_in_village", "age < 60")
    where = folder(tmp_path, document(measure(when="[{any: [age >= 60, disabled]}]"), definition=definition))
    assert found(where) == [("L001", "county 一 meals: age >= 60")]
    where = folder(
        tmp_path,
        document(
            measure(when="[{any: [disabled, seriously_ill]}]"),
            definition=("sex is female", "lives_in_village", "{any: [{not: disabled}, age >= 60]}"),
        ),
    )
    [finding] = report(where).findings
    assert finding.kind.id == "L007"
    assert "together with the definition" in finding.message


def test_a_concept_is_noted_once(tmp_path: Path) -> None:
    registers = f"""\
services:
  meals: {{title: 送餐}}
agencies:
  county_office: {{name: 县办, level: county, place: "500240", aliases: [县办]}}
concepts:
  odd:
    title: 怪
    source: 测试
    when:
{block(HIDDEN)}
"""
    where = folder(tmp_path, document(measure(when="[odd]"), measure(when="[odd]", quote="二")), registers=registers)
    assert found(where) == [("L007", "concept odd")]

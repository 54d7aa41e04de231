"""Lines that depend on the place: one unknown for both, or the place's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from liushou import Rules
from liushou.compare import diff, read_side
from liushou.documents import parse_places
from liushou.documents.rules import shipped_directory

from ..conftest import ON

pytest.importorskip("z3")


def _by_income(folder: Path) -> str:
    """Jilin's document with an income line of 500 for low-income families' dibao."""
    text = (shipped_directory() / "jilin.yaml").read_text(encoding="utf-8")
    changed = text.replace(
        "when: [{any: [dibao_household, dibao_alone]}]", "when: [income_per_capita_month < 500, assets_within_limit]"
    )
    assert changed != text
    file = folder / "jilin.yaml"
    file.write_text(changed, encoding="utf-8")
    return str(file)


def test_the_same_unknown_on_both_sides_and_its_values_listed() -> None:
    comparison = diff(read_side("chongqing", on=ON), read_side("jilin", on=ON), on=ON)
    assert comparison.service("dibao").verdict == "equivalent"
    (line,) = [row for row in comparison.parameters if row.id == "rural_dibao_line"]
    assert line.treated == "unknown"
    assert line.values == (("重庆市 2025-06-30", "610"), ("吉林省 2025-06-30", "≥410"))


def test_a_line_against_a_number_needs_a_value_of_its_own(tmp_path: Path) -> None:
    """Under a floor of 410, an income of 450 may lie under the line or over it."""
    comparison = diff(read_side("jilin", on=ON), read_side(_by_income(tmp_path), on=ON), on=ON)
    row = comparison.service("dibao")
    assert row.verdict == "incomparable"
    by_income = [witness.profile for witness in row.witnesses if "income_per_capita_month" in witness.profile]
    # Whoever receives dibao is in Jilin's document; only an income of 500 or more takes her out of the other.
    received = [profile["income_per_capita_month"] for profile in by_income if profile.get("receives_dibao")]
    assert [income for income in received if income < 500] == []
    over = row.witnesses[1]
    assert over.profile["income_per_capita_month"] >= over.assumed["rural_dibao_line"] >= 410
    assert "农村低保标准" in over.sentence


def test_a_place_gives_its_own_line_and_facts(tmp_path: Path, rules: Rules) -> None:
    places = parse_places(
        '"220182":\n  facts: {two_cancer_project_county: true}\n  parameters: {rural_dibao_line: 500}\n', rules
    )
    sides = read_side("jilin", on=ON), read_side(_by_income(tmp_path), on=ON)
    comparison = diff(*sides, on=ON, place="220182", places=places)
    # At exactly 500 the two lines are one; who receives dibao already is still only in the first.
    assert comparison.service("dibao").verdict == "a_wider"
    assert comparison.place == ("220182", "吉林省长春市榆树市")
    chongqing = read_side("chongqing", on=ON)
    assert (
        diff(chongqing, sides[0], on=ON, place="220182", places=places).service("two_cancer_screening").verdict
        == "equivalent"
    )

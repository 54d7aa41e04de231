"""Who is a 留守妇女: 区县外 stands in Chongqing's and Fengdu's definition only."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import pytest

from liushou.compare import Diff

OUTSIDE = ("chongqing", "fengdu")
OTHERS = ("jilin", "yunnan", "national_2025")
Compared = Callable[[str, str], Diff]


@pytest.mark.parametrize("narrow", OUTSIDE)
@pytest.mark.parametrize("wide", OTHERS)
def test_outside_the_county_makes_the_definition_narrower(narrow: str, wide: str, compared: Compared) -> None:
    comparison = compared(narrow, wide)
    assert comparison.definition.verdict == "b_wider"
    assert "丈夫在区县外" in comparison.definition.sentence
    assert comparison.definition.a.facts == ("丈夫在区县外",)
    assert comparison.definition.b.facts == ()
    (witness,) = comparison.definition.witnesses
    assert witness.profile["husband_outside_county"] is False
    assert (witness.a, witness.b) == ("no", "yes")


@pytest.mark.parametrize(("a", "b"), [OUTSIDE, *combinations(OTHERS, 2)])
def test_the_other_definitions_are_equivalent(a: str, b: str, compared: Compared) -> None:
    assert compared(a, b).definition.verdict == "equivalent"
    assert compared(a, b).definition.witnesses == ()


def test_the_witness_is_told_in_a_sentence(compared: Compared) -> None:
    assert compared("chongqing", "jilin").definition.witnesses[0].sentence == "丈夫在本县务工八个月：重庆不算，吉林算"


def test_the_fact_of_one_side_is_listed_first(compared: Compared) -> None:
    assert compared("chongqing", "jilin").facts_only_a[0] == "丈夫在区县外"
    assert "“两癌”检查项目县" in compared("chongqing", "jilin").facts_only_b

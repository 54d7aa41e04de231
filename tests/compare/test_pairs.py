"""All ten pairs of the shipped documents, held to what their texts say."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import pytest

from liushou import Rules
from liushou.compare import Diff

IDS = ("chongqing", "fengdu", "jilin", "yunnan", "national_2025")
PAIRS = tuple(combinations(IDS, 2))
Compared = Callable[[str, str], Diff]

# What the texts say, read from them: (a, b, service, verdict among women of both definitions).
TEXT = [
    ("chongqing", "jilin", "two_cancer_screening", "a_wider"),  # 吉林 项目县
    ("fengdu", "jilin", "two_cancer_screening", "a_wider"),
    ("jilin", "national_2025", "two_cancer_screening", "b_wider"),
    ("yunnan", "national_2025", "two_cancer_screening", "b_wider"),  # 云南 贫困地区
    ("jilin", "yunnan", "two_cancer_screening", "incomparable"),  # 项目县 / 贫困地区
    ("chongqing", "fengdu", "two_cancer_screening", "equivalent"),
    ("chongqing", "fengdu", "two_cancer_relief", "equivalent"),  # 丰都保留“贫困母亲”
    ("chongqing", "fengdu", "basic_living_support", "incomparable"),  # 残疾贫困 / 脱贫残疾、边缘易致贫
    ("chongqing", "fengdu", "health_service", "a_wider"),  # 贫困 / 脱贫和边缘易致贫
    ("chongqing", "fengdu", "legal_service", "equivalent"),  # 支持…依法维权，引导…公益法律服务：两份都有
    ("chongqing", "jilin", "elderly_care_priority", "only_a"),
    ("fengdu", "yunnan", "elderly_care_priority", "only_a"),
    ("yunnan", "national_2025", "ledger_registration", "a_wider"),  # 7号只录困难群体
    ("fengdu", "national_2025", "ledger_registration", "a_wider"),
    ("chongqing", "national_2025", "disability_allowances", "only_b"),
    ("jilin", "national_2025", "dibao", "only_a"),
    ("chongqing", "national_2025", "health_service", "incomparable"),  # 贫困 / 困难群体
    ("jilin", "yunnan", "dibao", "equivalent"),
]


@pytest.mark.parametrize(("a", "b", "service", "verdict"), TEXT)
def test_verdict_holds_against_the_text(a: str, b: str, service: str, verdict: str, compared: Compared) -> None:
    assert compared(a, b).service(service).verdict == verdict


@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_every_pair_is_decided(a: str, b: str, compared: Compared) -> None:
    comparison = compared(a, b)
    assert comparison.undecided == ()
    assert comparison.services


@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_only_means_that_the_other_has_no_measure(a: str, b: str, compared: Compared, rules: Rules) -> None:
    services = compared(a, b).services
    has_a, has_b = (
        {m.name for _, m in rules.policies[key].measures() if m.individual and m.until is None} for key in (a, b)
    )
    expected = {"only_a": (True, False), "only_b": (False, True)}
    assert {row.id: expected.get(row.verdict, (True, True)) for row in services} == {
        name: (name in has_a, name in has_b) for name in has_a | has_b
    }


@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_the_verdict_with_the_definition_follows(a: str, b: str, compared: Compared) -> None:
    """A narrower definition can only take women away from its own side."""
    comparison = compared(a, b)
    assert comparison.definition.verdict in ("equivalent", "b_wider")
    same = {verdict: verdict for verdict in ("equivalent", "a_wider", "b_wider", "incomparable", "only_a", "only_b")}
    narrower = {"equivalent": "b_wider", "a_wider": "incomparable"}
    after = same if comparison.definition.verdict == "equivalent" else same | narrower
    rows = comparison.services
    assert {row.id: row.verdict_with_definition for row in rows} == {row.id: after[row.verdict] for row in rows}


@pytest.mark.parametrize(("a", "b"), [("chongqing", "jilin"), ("yunnan", "national_2025")])
def test_swapping_the_sides_swaps_the_verdicts(a: str, b: str, compared: Compared) -> None:
    swap = {"a_wider": "b_wider", "b_wider": "a_wider", "only_a": "only_b", "only_b": "only_a"}
    there, back = compared(a, b), compared(b, a)
    swapped = {row.id: swap.get(row.verdict, row.verdict) for row in there.services}
    assert {row.id: row.verdict for row in back.services} == swapped


@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_residual_conditions_are_said(a: str, b: str, compared: Compared) -> None:
    comparison = compared(a, b)
    listed = {(part.side, part.title, part.text) for part in comparison.not_analysed}
    left = [
        (row, side, text)
        for row in (*comparison.services, *comparison.topics)
        for side, group in (("a", row.a), ("b", row.b))
        for text in (group.residual if group else ())
    ]
    assert [(side, row.title, text) for row, side, text in left if (side, row.title, text) not in listed] == []
    assert [(row.id, text) for row, _, text in left if not any(text in note for note in row.notes)] == []

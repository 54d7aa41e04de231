"""A leaf may compare with a multiple of a parameter (DESIGN §2): exact, bounds included, the same in every reading."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liushou import Rules
from liushou.rules import (
    Between,
    Compare,
    Explanation,
    KnownFacts,
    Parameter,
    Plan,
    Situation,
    evaluate,
    phrase,
    say,
    say_leaf,
)
from liushou.rules.durable.rulesets import messages, write_rulesets
from liushou.values import Bounds, Truth, exactly, multiplied, product, rational

ON = date(2025, 6, 30)
LINE = "rural_dibao_line"
BELOW = Compare("income_per_capita_month", "<", Parameter(LINE, 1.5))


def known(income: Bounds[float] | None, line: Bounds[float] | None) -> Situation:
    values = {} if income is None else {"income_per_capita_month": income}
    return Situation(KnownFacts(on=ON, values=values), {} if line is None else {LINE: line})


@pytest.mark.parametrize(
    ("value", "factor", "result"),
    [(610, 1.5, 915), (610, 1.1, 671), (7321 / 12, 1.5, 915.125), (0.1, 3, 0.3), (580, 1.15, 667), (0, 1.5, 0)],
)
def test_a_product_is_what_a_person_writes(value: float, factor: float, result: float) -> None:
    assert product(float(value), float(factor)) == result


cents = st.integers(0, 10**8)


@given(cents, st.integers(1, 10**7))
def test_products_of_decimals_are_exact(amount: int, millionths: int) -> None:
    """The float nearest to the exact product, whatever float arithmetic would make of it."""
    value, factor = amount / 100, millionths / 10**6
    assert product(value, factor) == float(Decimal(amount) * Decimal(millionths) / Decimal(10**8))


@given(cents)
def test_a_yearly_amount_is_a_twelfth(amount: int) -> None:
    assert rational(amount / 100 / 12) == Fraction(amount, 1200)


@given(st.floats(0, 1e9), st.floats(0.001, 1000))
def test_a_product_is_near(value: float, factor: float) -> None:
    assert product(value, factor) == pytest.approx(value * factor, rel=1e-12)


def test_both_bounds_are_multiplied_and_open_ones_stay_open() -> None:
    """DESIGN §2: both bounds are multiplied, after the unit, unrounded."""
    assert multiplied(Bounds(581.0, 600.0), 1.5) == Bounds(871.5, 900.0)
    assert multiplied(Bounds(4770 / 12, None), 1.5) == Bounds(596.25, None)


@pytest.mark.parametrize(
    ("income", "line", "truth"),
    [
        (exactly(914.99), exactly(610.0), True),
        (exactly(915.0), exactly(610.0), False),
        (exactly(899.0), Bounds(581.0, 600.0), None),
        (exactly(900.0), Bounds(581.0, 600.0), False),
        (exactly(871.0), Bounds(581.0, 600.0), True),
        (exactly(901.0), Bounds(415.0, None), None),
        (exactly(600.0), Bounds(415.0, None), True),
        (Bounds(None, 900.0), exactly(610.0), True),
        (exactly(100.0), None, None),
        (None, exactly(610.0), None),
    ],
)
def test_evaluation(rules: Rules, income: Bounds[float] | None, line: Bounds[float] | None, truth: Truth) -> None:
    situation = known(income, line)
    assert evaluate(BELOW, situation) is truth
    plan = Plan(rules.vocabulary)
    number = plan.add(BELOW)
    assert Explanation(plan, situation).values[number] is truth


def test_what_is_missing_names_the_parameter(rules: Rules) -> None:
    plan = Plan(rules.vocabulary)
    number = plan.add(BELOW)
    floor, asked = Bounds(415.0, None), ("income_per_capita_month",)
    assert Explanation(plan, known(None, floor)).missing(number) == (asked, (LINE,))
    assert Explanation(plan, known(exactly(700.0), floor)).missing(number) == ((), (LINE,))
    assert Explanation(plan, known(None, None)).missing(number) == ((), (LINE,))


def test_written_as_a_rule_file_writes_it() -> None:
    assert phrase(BELOW) == "income_per_capita_month < 1.5 * $rural_dibao_line"
    assert phrase(Compare("income_per_capita_month", "<", Parameter(LINE, 2.0))).endswith("< 2 * $rural_dibao_line")


def test_words(rules: Rules) -> None:
    """The texts show threshold and product; without values the factor and the title."""
    words = rules.vocabulary
    assert say(BELOW, words) == "家庭人均月收入低于农村低保标准的1.5倍"
    shown = {
        exactly(610.0): "家庭人均月收入低于农村低保标准（610元/月）的1.5倍（915元/月）",
        Bounds(581.0, 600.0): "家庭人均月收入低于农村低保标准（581至600元/月）的1.5倍（871.5至900元/月）",
        Bounds(415.0, None): "家庭人均月收入低于农村低保标准（至少415元/月）的1.5倍（至少622.5元/月）",
        Bounds(None, 500.0): "家庭人均月收入低于农村低保标准（至多500元/月）的1.5倍（至多750元/月）",
    }
    for bounds, text in shown.items():
        assert say_leaf(BELOW, words, parameters={LINE: bounds}) == text
    between = Between("income_per_capita_month", Parameter(LINE), Parameter(LINE, 1.5))
    assert say_leaf(between, words, parameters={LINE: exactly(610.0)}) == "家庭人均月收入在610至915元/月之间"
    assert say_leaf(BELOW, words, False, parameters={LINE: exactly(610.0)}).startswith(
        "家庭人均月收入不低于农村低保标准（610"
    )


def test_ages_show_the_value_used(rules: Rules) -> None:
    """Issue 10, 7: 年龄在35至64周岁之间, never 在起始年龄至…之间."""
    ages = {"two_cancer_screening_age_min": exactly(35.0), "two_cancer_screening_age_max": exactly(64.0)}
    low, high = map(Parameter, ages)
    assert say_leaf(Between("age", low, high), rules.vocabulary, parameters=ages) == "年龄在35至64周岁之间"
    assert say_leaf(Compare("age", ">=", low), rules.vocabulary, parameters=ages) == "年满35周岁"
    assert "“两癌”筛查起始年龄" in say_leaf(Between("age", low, high), rules.vocabulary)


def test_durable_messages_bring_each_multiple(rules: Rules) -> None:
    single = Compare("income_per_capita_month", "<", Parameter(LINE))
    rulesets = write_rulesets({"a": single, "b": BELOW}, rules.facts)
    (message,) = messages(rulesets, known(exactly(900.0), exactly(610.0)))
    assert {name: value for name, value in message.items() if name.startswith(LINE)} == {
        "rural_dibao_line__low": 610.0,
        "rural_dibao_line__high": 610.0,
        "rural_dibao_line__times_1_5__low": 915.0,
        "rural_dibao_line__times_1_5__high": 915.0,
    }

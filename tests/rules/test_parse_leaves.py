"""Every kind of leaf, as a rule file writes it."""

from datetime import date

import pytest

from liushou import Rules
from liushou.rules import (
    AllOf,
    AnyOf,
    Between,
    Compare,
    Concept,
    Condition,
    Elapsed,
    IsTrue,
    Not,
    OneOf,
    Parameter,
    Parser,
)
from liushou.yaml.tree import compose


def parse(rules: Rules, text: str) -> Condition:
    tree, wrong = compose(text)
    assert wrong == ()
    parser = Parser(rules.vocabulary)
    condition = parser.condition(tree)
    assert parser.problems == []
    return condition


@pytest.mark.parametrize(
    ("phrase", "leaf"),
    [
        ("disabled", IsTrue("disabled")),
        ("disabled is yes", IsTrue("disabled")),
        ("disabled is no", Not(IsTrue("disabled"))),
        ("disabled is 否", Not(IsTrue("disabled"))),
        ("sex is female", OneOf("sex", ("female",))),
        ("sex is 女", OneOf("sex", ("female",))),
        ("sex in [female, male]", OneOf("sex", ("female", "male"))),
        ("disability_grade is 1", OneOf("disability_grade", (1.0,))),
        ("disability_grade in [1, 2]", OneOf("disability_grade", (1.0, 2.0))),
        ("disability_grade in[1,2]", OneOf("disability_grade", (1.0, 2.0))),
        ("age >= 60", Compare("age", ">=", 60.0)),
        ("age>=60", Compare("age", ">=", 60.0)),
        ("age is 60", Compare("age", "=", 60.0)),
        ("age = 60", Compare("age", "=", 60.0)),
        ("age == 60", Compare("age", "=", 60.0)),
        ("children_count < 3", Compare("children_count", "<", 3.0)),
        ("husband_away_years > 0.5", Compare("husband_away_years", ">", 0.5)),
        ("income_per_capita_month <= 500", Compare("income_per_capita_month", "<=", 500.0)),
        ("income_per_capita_month < $rural_dibao_line", Compare("income_per_capita_month", "<", Parameter("rural_dibao_line"))),
        ("income_per_capita_month < 1.5 * $rural_dibao_line", Compare("income_per_capita_month", "<", Parameter("rural_dibao_line", 1.5))),
        ("income_per_capita_month<1.5*$rural_dibao_line", Compare("income_per_capita_month", "<", Parameter("rural_dibao_line", 1.5))),
        ("income_per_capita_month < 1 * $rural_dibao_line", Compare("income_per_capita_month", "<", Parameter("rural_dibao_line"))),
        ("income_per_capita_month between 1.2 * $rural_dibao_line and 1.5 * $rural_dibao_line", Between("income_per_capita_month", Parameter("rural_dibao_line", 1.2), Parameter("rural_dibao_line", 1.5))),
        ("age between 35 and 64", Between("age", 35.0, 64.0)),
        ("age between $two_cancer_screening_age_min and 64", Between("age", Parameter("two_cancer_screening_age_min"), 64.0)),
        ("birth_date < 1990-01-01", Compare("birth_date", "<", date(1990, 1, 1))),
        ("birth_date between 1960-01-01 and 1990-12-31", Between("birth_date", date(1960, 1, 1), date(1990, 12, 31))),
        ("husband_away_since at least 6 months ago", Elapsed("husband_away_since", 6, "months")),
        ("husband_away_since at least 1 month ago", Elapsed("husband_away_since", 1, "months")),
        ("birth_date at least 60 years ago", Elapsed("birth_date", 60, "years")),
        ("husband_away_since at least 30 days ago", Elapsed("husband_away_since", 30, "days")),
    ],
)  # fmt: skip
def test_a_leaf(rules: Rules, phrase: str, leaf: Condition) -> None:
    assert parse(rules, phrase if "'" in phrase else f"'{phrase}'") == leaf
    assert parse(rules, f"- {phrase}\n") == AllOf((leaf,))
    assert parse(rules, f'- "{phrase}  "\n') == AllOf((leaf,))


def test_a_concept_is_opened(rules: Rules) -> None:
    found = parse(rules, "elderly")
    assert isinstance(found, Concept)
    assert found.title == "老年"
    assert found.condition == AllOf((Compare("age", ">=", 60.0),))


def test_lists_are_all_and_nest(rules: Rules) -> None:
    text = """
- disabled
- any:
    - is_tekun
    - all: [is_monitored, poor_area]
- not: receives_dibao
- not: [seriously_ill, in_treatment]
"""
    assert parse(rules, text) == AllOf(
        (
            IsTrue("disabled"),
            AnyOf((IsTrue("is_tekun"), AllOf((IsTrue("is_monitored"), IsTrue("poor_area"))))),
            Not(IsTrue("receives_dibao")),
            Not(AllOf((IsTrue("seriously_ill"), IsTrue("in_treatment")))),
        )
    )


@pytest.mark.parametrize("text", ["", "[]"])
def test_nothing_is_always_met(rules: Rules, text: str) -> None:
    assert parse(rules, text) == AllOf(())

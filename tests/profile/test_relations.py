"""What facts say of each other: looked up, and checked when they are read."""

from __future__ import annotations

from typing import Any

import pytest

from liushou.problems import Location
from liushou.profile import BY_NAME, Fact, InsteadOf, relation_problems, relations

PAIR = InsteadOf(fact="since", unit_months=12, decides_months=6, apart_months=12)


def fact(name: str, kind: Any = "yes_no", **more: Any) -> Fact:
    return Fact(name=name, title=name, kind=kind, ask="？", location=Location("own.yaml", 3, 1, name), **more)


def problems(*facts: Fact) -> list[tuple[str, str | None]]:
    found = relation_problems({**BY_NAME, **{one.name: one for one in facts}})
    return [(problem.message, problem.location and problem.location.file) for problem in found]


def test_the_catalogue_says_what_the_contract_says() -> None:
    """DESIGN §2."""
    known = relations(BY_NAME)
    assert list(known.past) == ["birth_date", "husband_away_since"]
    assert known.implied_by == {
        "assets_within_marginal_limit": ("assets_within_limit",),
        "is_monitored": ("at_risk_of_poverty",),
        "disabled": ("disability_certificate", "mental_or_intellectual_disability"),
        "disability_certificate": ("disability_grade",),
        "seriously_ill": ("major_illness_recognised",),
        "meets_registration_standard": ("is_monitored", "registered_poor"),
        "rights_infringed": ("domestic_violence",),
    }
    of_the_disabled = (
        "disability_certificate",
        "disability_grade",
        "mental_or_intellectual_disability",
        "needs_long_term_care",
    )
    assert known.needs == {
        **dict.fromkeys(of_the_disabled, ("disabled",)),
        "major_illness_recognised": ("seriously_ill",),
    }
    assert [(name, pair.fact, pair.threshold) for name, pair in known.pairs] == [
        ("husband_away_years", "husband_away_since", 0.5)
    ]
    assert not list(relation_problems(BY_NAME))


def test_what_says_something_of_a_fact() -> None:
    known = relations(BY_NAME)
    assert known.about(["needs_long_term_care"]) == {
        "needs_long_term_care",
        "disabled",
        "disability_certificate",
        "mental_or_intellectual_disability",
        "disability_grade",
    }
    assert known.about(["husband_away_years"]) == {"husband_away_years", "husband_away_since"}
    assert known.about(["husband_away_since"]) == {"husband_away_years", "husband_away_since"}
    assert known.about(["domestic_violence"]) == {"domestic_violence"}
    assert known.about(["rights_infringed", "sex"]) == {"rights_infringed", "domestic_violence", "sex"}


def test_implications_close() -> None:
    known = relations({one.name: one for one in (fact("a", implies=("b",)), fact("b", implies=("c",)), fact("c"))})
    assert known.implies("a", "c")
    assert not known.implies("c", "a")
    assert known.said_by == {"b": ("a",), "c": ("b", "a")}


def test_all_that_says_that_she_is_disabled() -> None:
    assert set(relations(BY_NAME).said_by["disabled"]) == {
        "disability_certificate",
        "mental_or_intellectual_disability",
        "disability_grade",
    }


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        ([fact("a", implies=("b",))], "`a`: implies: unknown fact `b`"),
        ([fact("a", needs=("disable",))], "`a`: needs: unknown fact `disable`"),
        ([fact("a", implies=("sex",))], "`a`: implies: `sex` is not a fact of type yes_no"),
        ([fact("a", needs=("wants_job",))], "`a`: needs: `wants_job` is not a fact of type yes_no"),
        ([fact("a", past=True)], "`a`: past: only a date can be in the past"),
        (
            [fact("a", "choice", choices={"x": "甲"}, implies=("disabled",))],
            "`a`: implies: a choice or a need implies nothing",
        ),
        ([fact("a", instead_of=PAIR), fact("since", "date")], "`a`: instead_of: only a number replaces a date"),
        ([fact("a", "number", hardship="more")], "`a`: hardship: `more` does not fit number"),
        ([fact("a", implies=("a",))], "`a`: implies: a circle: a → a"),
        ([fact("a", implies=("b",)), fact("b", implies=("a",))], "`a`: implies: a circle: a → b → a"),
        ([fact("a", needs=("b",)), fact("b", needs=("a",))], "`a`: needs: a circle: a → b → a"),
    ],
)
def test_what_is_wrong_is_found_at_its_place(facts: list[Fact], message: str) -> None:
    assert problems(*facts) == [(message, "own.yaml")]


def test_two_numbers_for_one_day_are_one_mistake_of_the_second() -> None:
    pair = [fact(name, "number", instead_of=PAIR) for name in ("a", "b")]
    assert problems(*pair, fact("since", "date")) == [
        ("`b`: instead_of: another fact already replaces `since`", "own.yaml")
    ]


def test_every_circle_is_reported_once() -> None:
    circles = [fact("a", implies=("b",)), fact("b", implies=("a",)), fact("c", implies=("c",)), fact("d", needs=("d",))]
    assert [message for message, _ in problems(*circles)] == [
        "`a`: implies: a circle: a → b → a",
        "`c`: implies: a circle: c → c",
        "`d`: needs: a circle: d → d",
    ]


def test_what_needs_and_implies_a_fact_is_no_circle() -> None:
    """As a grade of disability does."""
    assert not problems(fact("a"), fact("b", implies=("a",), needs=("a",)), fact("c", implies=("b",), needs=("a",)))

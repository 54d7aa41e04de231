"""The two-bit encoding as a reading: a stated profile is pinned onto it and read off."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from liushou import ContradictionError, Profile
from liushou.rules import ALWAYS, AllOf, AnyOf, Compare, Condition, Elapsed, IsTrue, Not, OneOf, Parameter
from liushou.rules.solver.knowledge import Knowledge

from ..readings.solver_reading import PinningError, SolverReading
from .small import PARAMETERS, VOCABULARY

pytest.importorskip("z3")
ON = date(2025, 8, 31)
CARE, DISABLED = IsTrue("needs_long_term_care"), IsTrue("disabled")


def reading(*conditions: Condition, **place_facts: bool) -> SolverReading:
    return SolverReading(conditions, vocabulary=VOCABULARY, on=ON, parameters=PARAMETERS, place_facts=place_facts)


@pytest.mark.parametrize(
    ("condition", "stated", "expected"),
    [
        (ALWAYS, {}, True),
        (DISABLED, {}, None),
        (DISABLED, {"disability_grade": 2}, True),
        (IsTrue("rights_infringed"), {"domestic_violence": True}, True),
        (IsTrue("is_monitored"), {"at_risk_of_poverty": True}, True),
        (CARE, {"disabled": False}, False),
        (CARE, {"disabled": False, "needs_long_term_care": True}, False),
        (Not(CARE), {"disabled": False, "needs_long_term_care": True}, True),
        (OneOf("disability_grade", (1.0, 2.0)), {"disability_grade": {"at_most": 2}}, True),
        (OneOf("disability_grade", (1.0, 2.0)), {"disability_grade": {"at_least": 2}}, None),
        (Compare("age", ">=", 60.0), {"birth_date": "1965-08-31"}, True),
        (Compare("age", ">=", 60.0), {"birth_date": "1965-09-01"}, False),
        (Compare("age", ">=", 60.0), {"birth_date": "1965"}, None),
        (Elapsed("husband_away_since", 6, "months"), {"husband_away_since": "2025-02-28"}, True),
        (Elapsed("husband_away_since", 6, "months"), {"husband_away_since": "2025-03-01"}, False),
        (Elapsed("husband_away_since", 6, "months"), {"husband_away_years": 3}, False),
        (Compare("husband_away_years", ">=", 0.5),
         {"husband_away_years": {"at_least": 0.25}, "husband_away_since": "2024-12"}, True),
        (Compare("income_per_capita_month", "<", Parameter("floor")), {"income_per_capita_month": 399.99}, True),
        (Compare("income_per_capita_month", "<", Parameter("floor")), {"income_per_capita_month": 400}, None),
        (AnyOf((DISABLED, Not(DISABLED))), {}, None),
    ],
)  # fmt: skip
def test_by_hand(condition: Condition, stated: dict[str, Any], expected: bool | None) -> None:
    assert reading(condition).truths(Profile(**stated)) == (expected,)


def test_many_conditions_for_one_profile_after_the_other() -> None:
    read = reading(DISABLED, Not(DISABLED), CARE)
    assert read.truths(Profile(disabled=True)) == (True, False, None)
    assert read.truths(Profile()) == (None, None, None)
    assert read.truths(Profile(disabled=False)) == (False, True, False)
    assert reading().truths(Profile(disabled=True)) == ()


def test_what_she_states_of_her_county_comes_first() -> None:
    read = reading(IsTrue("poor_area"), poor_area=True)
    assert read.truths(Profile()) == (True,)
    assert read.truths(Profile(poor_area=False)) == (False,)
    assert read.truths(Profile(poor_area=True)) == (True,)


def test_a_contradiction_is_refused_as_everywhere() -> None:
    with pytest.raises(ContradictionError) as caught:
        reading(DISABLED).truths(Profile(domestic_violence=True, rights_infringed=False))
    assert caught.value.fields == ("domestic_violence", "rights_infringed")


def test_an_encoding_that_refuses_too_much_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    right = Knowledge.add_fact

    def wrong(knowledge: Knowledge, axis: Any, node: Condition) -> None:
        right(knowledge, axis, node)
        knowledge.axioms.append(knowledge.z3.Not(knowledge.values["disabled"]))

    monkeypatch.setattr(Knowledge, "add_fact", wrong)
    read = reading(DISABLED)
    assert read.truths(Profile(disabled=False)) == (False,)
    with pytest.raises(PinningError, match="refuses"):
        read.truths(Profile(disabled=True))


def test_an_encoding_that_leaves_bits_open_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where a variable is forgotten when the profile is pinned."""
    from ..readings import solver_reading

    right = solver_reading._pins

    def forgetful(knowledge: Knowledge, stated: dict[str, Any]) -> Any:
        return (one for one in right(knowledge, stated) if "!" in str(one))

    monkeypatch.setattr(solver_reading, "_pins", forgetful)
    with pytest.raises(PinningError, match="leaves open"):
        reading(AllOf((DISABLED, CARE))).truths(Profile(disabled=True, needs_long_term_care=True))


def test_after_an_error_it_still_answers() -> None:
    read = reading(DISABLED)
    with pytest.raises(ContradictionError):
        read.truths(Profile(disabled=False, disability_grade=1))
    assert read.truths(Profile(disabled=False)) == (False,)

"""The compiled rules refuse what resolve() refuses, with the same words, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liushou import ContradictionError, InputError, Matcher, Profile
from liushou.rules import ALWAYS, resolve
from liushou.rules.compile.program import compile_rules
from liushou.values import Bounds

from ..rules.readings.worlds import DAYS

flags = st.sampled_from((None, True, False))


def numbers(low: float, high: float) -> st.SearchStrategy[Bounds[float] | None]:
    """A number known exactly, within bounds, or not at all."""
    one = st.integers(int(low * 12), int(high * 12)).map(lambda months: months / 12) | st.sampled_from((0.5, 1.0, 1.5))
    return st.one_of(
        st.none(),
        one.map(lambda value: Bounds(value, value)),
        st.tuples(one, one).map(lambda pair: Bounds(min(pair), max(pair))),
        one.map(lambda value: Bounds(value, None)),
        one.map(lambda value: Bounds(None, value)),
    )


def dates(on: date) -> st.SearchStrategy[Bounds[date] | None]:
    """A day around ``on``, known exactly, within bounds, or not at all."""
    one = st.dates(date(on.year - 3, 1, 1), date(on.year + 1, 12, 31))
    return st.one_of(
        st.none(),
        one.map(lambda day: Bounds(day, day)),
        st.tuples(one, one).map(lambda pair: Bounds(min(pair), max(pair))),
        one.map(lambda day: Bounds(day, None)),
        one.map(lambda day: Bounds(None, day)),
    )


@st.composite
def unchecked(draw: st.DrawFn) -> tuple[Profile, date]:
    """Women whose facts were drawn without regard to each other."""
    on = draw(st.sampled_from(DAYS))
    grades = st.one_of(st.none(), st.integers(1, 4), st.just({"at_least": 2}))
    names = ("disabled", "needs_long_term_care", "domestic_violence", "rights_infringed",
             "at_risk_of_poverty", "is_monitored")  # fmt: skip
    return Profile(
        **{name: draw(flags) for name in names},
        disability_grade=draw(grades),
        birth_date=draw(dates(on)),
        husband_away_since=draw(dates(on)),
        husband_away_years=draw(numbers(0, 4)),
    ), on


@given(unchecked())
def test_what_contradicts_itself_is_refused_alike(case: tuple[Profile, date]) -> None:
    profile, on = case
    compiled = compile_rules({"it": [(ALWAYS, ALWAYS)]}, (0, 1, 2), on=on)
    refusal: ContradictionError | None = None
    try:
        resolve(profile, on)
    except ContradictionError as error:
        refusal = error
    if refusal is None:
        assert compiled.truths(profile) == (True,)
        return
    for function in (compiled.truths, compiled.table):
        with pytest.raises(ContradictionError) as caught:
            function(profile)
        assert caught.value.fields == refusal.fields
        assert str(caught.value) == str(refusal)


CONTRADICTIONS = {
    ("disabled", "disability_grade"): {"disabled": False, "disability_grade": 2},
    ("domestic_violence", "rights_infringed"): {"domestic_violence": True, "rights_infringed": False},
    ("at_risk_of_poverty", "is_monitored"): {"at_risk_of_poverty": True, "is_monitored": False},
    ("birth_date", "on"): {"birth_date": "2026-01-01"},
    ("husband_away_since", "on"): {"husband_away_since": "2025-07-01"},
    ("husband_away_since", "husband_away_years"): {"husband_away_since": "2020-01-01", "husband_away_years": 1},
}


@pytest.mark.parametrize("fields", CONTRADICTIONS)
def test_each_contradiction_names_both_fields(fields: tuple[str, str]) -> None:
    matcher = Matcher(place="500230", on=date(2025, 6, 30))
    profile = Profile(**CONTRADICTIONS[fields])
    for function in (matcher.match, matcher.statuses, matcher.truths):
        with pytest.raises(ContradictionError) as caught:
            function(profile)
        assert caught.value.fields == fields


@pytest.mark.parametrize("wrong", [{"sexx": "female"}, {"sex": "x"}, {"age": 40}, "female", None, 3])
def test_what_is_no_profile_is_refused_alike(wrong: object) -> None:
    matcher = Matcher(place="500230", on=date(2025, 6, 30))
    messages = set()
    for function in (matcher.match, matcher.statuses, matcher.truths):
        with pytest.raises(InputError) as caught:
            function(wrong)  # type: ignore[arg-type]
        messages.add(str(caught.value))
    assert len(messages) == 1

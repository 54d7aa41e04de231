"""The lean answer that is put together of kept pieces is the lean answer, byte for byte."""

from __future__ import annotations

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liushou import ContradictionError, Decision, InputError, Matcher, Profile, load_rules
from liushou.documents import parse_places
from liushou.matching import lean
from liushou.testing import left_behind, profiles

RULES = load_rules()
OWN = load_rules(Path(__file__).parents[2] / "examples" / "sixth")
#: A county's own facts and lines.
PLACES = """
"500230":
  facts: {two_cancer_project_county: false}
  parameters:
    rural_dibao_line: [{from: 2025-01-01, value: 900, source: 试}]
"""
HERE = [
    Matcher(place=place, on=on, rules=rules, places=places)
    for place, on, rules, places in (
        ("500230", date(2025, 6, 30), RULES, None),
        ("500230", date(2025, 6, 30), RULES, parse_places(PLACES, RULES)),
        ("500230", date(2025, 6, 30), OWN, None),
        ("500101", date(2021, 1, 1), RULES, None),
        ("220182", date(2024, 8, 31), RULES, None),
        ("532601", date(2025, 12, 31), RULES, None),
        ("430000", date(2025, 6, 30), RULES, None),
        ("nation", date(2019, 1, 1), RULES, None),
        ("500230", date(2015, 1, 1), RULES, None),
    )
]


def plain(matcher: Matcher, profile: Any) -> bytes:
    return json.dumps(matcher.match(profile).to_dict(lean=True)).encode()


@st.composite
def women(draw: st.DrawFn) -> tuple[Matcher, Profile]:
    """A place, and a woman who lives there; a husband who has just left, so that time opens something."""
    matcher = draw(st.sampled_from(HERE))
    away = draw(st.sampled_from((None, 5, 60, 400)))
    since = matcher.on - timedelta(days=away or 0)
    known = {} if away is None else {**left_behind(matcher.on), "husband_away_since": since}
    return matcher, draw(profiles(on=matcher.on, known=known, place=matcher.place.code, rules=matcher.rules))


@given(women())
def test_it_is_the_lean_answer(case: tuple[Matcher, Profile]) -> None:
    matcher, woman = case
    assert matcher.lean(woman) == plain(matcher, woman)
    assert matcher.lean(woman.to_mapping()) == matcher.lean(woman)


@given(women())
def test_statuses_are_the_statuses(case: tuple[Matcher, Profile]) -> None:
    matcher, woman = case
    assert matcher.statuses_json(woman) == json.dumps(matcher.statuses(woman)).encode()


def test_nothing_known_and_nobody() -> None:
    for matcher in HERE:
        for woman in ({}, {"sex": "male"}, left_behind(matcher.on)):
            assert matcher.lean(woman) == plain(matcher, woman)


def decided(on: date = date(2025, 6, 1)) -> dict[str, Any]:
    policy = RULES.policies["fengdu"]
    each = ((clause.at, measure) for clause, measure in policy.measures() if measure.individual and measure.residual)
    clause, measure = next(each)
    about = {"policy": policy.id, "clause": clause, "service": measure.name, "residual": measure.residual[0]}
    return {**about, "outcome": "refused", "by": "丰都县民政局", "on": on}


def test_with_decisions() -> None:
    woman = {**left_behind(HERE[0].on), "decisions": [decided()]}
    assert HERE[0].lean(woman) == plain(HERE[0], woman)
    assert HERE[0].lean(Profile(decisions=(Decision(**decided()),))) == plain(HERE[0], {})


@pytest.mark.parametrize(
    ("woman", "error"),
    [
        ({"disabled": False, "disability_grade": 1}, ContradictionError),
        ({"birth_date": "2030-01-01"}, ContradictionError),
        ({"no_such_fact": True}, InputError),
        ({"decisions": [decided(date(2026, 1, 1))]}, InputError),
    ],
)
def test_it_refuses_what_match_refuses(woman: dict[str, Any], error: type[Exception]) -> None:
    messages = []
    for answer in (HERE[0].match, HERE[0].lean, HERE[0].statuses_json):
        with pytest.raises(error) as refused:
            answer(woman)
        messages.append(str(refused.value))
    assert len(set(messages)) == 1


def test_another_engine_confirms_it() -> None:
    pytest.importorskip("durable.engine", reason="the extra `durable` is not installed")
    woman = left_behind(HERE[0].on)
    assert Matcher(place="500230", on=HERE[0].on, engine="durable").lean(woman) == HERE[0].lean(woman)


def several(count: int) -> list[dict[str, Any]]:
    names = [
        fact.name for fact in RULES.facts.values() if fact.kind == "yes_no" and not fact.needs and not fact.implies
    ]
    known = left_behind(HERE[0].on)
    return [
        {**known, **{name: bool(number >> at & 1) for at, name in enumerate(names) if number >> at & 3}}
        for number in range(1, 37 * count, 37)
    ]


def test_what_is_kept_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = lean.Kept(64)
    monkeypatch.setattr(lean, "KEPT", kept)
    matcher = Matcher(place="500230", on=HERE[0].on)
    answers = [matcher.lean(woman) for woman in several(40)]
    assert len(kept.last) <= 64
    assert len(kept.before) <= 64
    assert answers == [HERE[0].lean(woman) for woman in several(40)]


def test_eight_threads_get_the_answers_of_one() -> None:
    expected = [plain(HERE[0], woman) for woman in several(24)]
    matcher, before = Matcher(place="500230", on=HERE[0].on), sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as pool:
            for answers in pool.map(lambda _: [matcher.lean(woman) for woman in several(24)], range(8)):
                assert answers == expected
    finally:
        sys.setswitchinterval(before)

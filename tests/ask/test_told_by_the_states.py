"""What the states of a service's conditions say that it hangs on is what its diagrams say."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liushou import Matcher, Profile, load_rules
from liushou.ask.asking import State
from liushou.matching import Lean
from liushou.profile import BY_NAME
from liushou.rules import resolve
from liushou.rules.compile import compile_states
from liushou.testing import left_behind, profiles

from .small import ON, Rules, Trial, known, rules

RULES = load_rules()
HERE = [
    Matcher(place=place, on=on)
    for place, on in (("500230", ON), ("220182", date(2024, 8, 31)), ("532601", date(2025, 12, 31)), ("nation", ON))
]


def told(small: Rules, values: dict[str, Any]) -> dict[str, frozenset[str] | None]:
    """By the states, of each service that is undetermined; None where they do not say it."""
    pairs = [pair for grounds in small.services.values() for pair in grounds]
    states = compile_states(pairs, [], on=ON, parameters=small.parameters, place_facts={}, facts=BY_NAME)
    woman = Profile(**values)
    numbered = enumerate(states.of(woman))
    result: dict[str, frozenset[str] | None] = {}
    for name, grounds in small.services.items():
        own = [next(numbered) for _ in grounds]
        open_ = {(at, state) for at, state in own if states.reasons(at, state).missing}
        if open_ and not any(all(states.reasons(at, state).values) for at, state in own):
            hanging = states.hangs_on(open_)
            missing = {fact for at, state in open_ for fact in states.reasons(at, state).missing}
            bounded = any(BY_NAME[fact].kind != "yes_no" and fact in values for fact in missing)
            result[name] = None if hanging is None or bounded else hanging.facts(woman.get)
    return result


def drawn(small: Rules, values: dict[str, Any]) -> dict[str, set[str]]:
    """By the diagrams, whichever of two facts that stand instead of each other is asked for."""
    asking, facts = small.asking, resolve(Profile(**values), ON)
    left: dict[str, set[str]] = {name: set() for name in small.services}
    for number_first in (False, True):
        state = asking.state(facts, number_first=number_first)
        assert isinstance(state, State)
        for each in asking.left(state):
            left[each.service] |= {name for at, name in enumerate(asking.names) if each.relevant >> at & 1}
    return left


@st.composite
def cases(draw: st.DrawFn) -> tuple[Rules, dict[str, Any]]:
    """Rules, and what is known of a woman."""
    small = draw(rules())
    cells = Trial(small, {}, ()).cells
    values = {name: draw(st.sampled_from(cells[name])) for name in sorted(cells) if draw(st.booleans())}
    return small, values if known(values) is not None else {}


@given(cases())
def test_of_generated_rules(case: tuple[Rules, dict[str, Any]]) -> None:
    expected, facts = drawn(*case), told(*case)
    assert not {name: (own, expected[name]) for name, own in facts.items() if own not in (None, expected[name])}


@given(st.data())
def test_of_the_documents(data: st.DataObject) -> None:
    matcher = data.draw(st.sampled_from(HERE))
    own = data.draw(profiles(on=matcher.on, known=left_behind(matcher.on), place=matcher.place.code))
    dropped = data.draw(st.sets(st.sampled_from(sorted(BY_NAME)), max_size=12))
    woman = Profile(**{name: value for name, value in own.known() if name not in dropped})
    lean = Lean(matcher, matcher.answering, lambda *_: ())
    texts = [text for group in lean.groups_of(woman) for text in group.texts if text.missing]
    values = {**matcher.place_values.facts, **dict(woman.known())}
    told = {text.name: text.hangs_on(values.get) for text in texts}
    expected = matcher.relevant(woman)
    wrong = {name: (facts, expected[name]) for name, facts in told.items() if facts not in (None, expected[name])}
    assert not wrong, (matcher, woman, wrong)


@pytest.mark.parametrize(
    ("known", "facts"),
    [
        ({"disabled": True, "disability_certificate": True}, {"disability_grade", "needs_long_term_care"}),
        # A grade says that there is a certificate: without one it stays unknown, and nothing is a no by it.
        ({"disabled": True, "disability_certificate": False}, {"needs_long_term_care"}),
        # It needs her to be disabled: more than a look at the states.
        ({}, None),
    ],
)
def test_of_the_allowances_for_the_disabled(known: dict[str, Any], facts: set[str] | None) -> None:
    on = HERE[0].on
    woman = Profile(**left_behind(on), receives_dibao=False, assets_within_limit=False, **known)
    lean = Lean(HERE[0], HERE[0].answering, lambda *_: ())
    (text,) = [each for group in lean.groups_of(woman) for each in group.texts if each.name == "disability_allowances"]
    assert text.hangs_on(woman.get) == facts
    if facts is not None:
        assert HERE[0].relevant(woman)["disability_allowances"] == facts


def test_most_is_told_by_the_states() -> None:
    """Else the diagrams would be gone through for most women."""
    lean = Lean(HERE[0], HERE[0].answering, lambda *_: ())
    yes_no = [name for name, fact in BY_NAME.items() if fact.kind == "yes_no" and not fact.need and not fact.place]
    counts: Counter[bool] = Counter()
    for number in range(100):
        facts = {name: False for at, name in enumerate(yes_no) if (number + at) % 10}
        woman = Profile(**(facts | left_behind(ON)))
        texts = [text for group in lean.groups_of(woman) for text in group.texts if text.missing]
        counts.update(text.hangs_on(woman.get) is not None for text in texts)
    assert counts[True] > 4 * counts[False], counts

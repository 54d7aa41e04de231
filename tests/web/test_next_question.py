"""The next question in JavaScript is that of Python: the same screens in the same order, in whole interviews."""

from __future__ import annotations

import json
from datetime import date
from random import Random
from typing import Any

import pytest

from liushou import Profile
from liushou.ask import Interview, next_question
from liushou.testing import left_behind

from .alike import first_difference
from .test_answers_agree import DAYS, ON, PLACES, drawn
from .v8 import Module

ACTS = ("yes", "yes", "no", "no", "unsure", "skip", "back", "tick", "bounds", "wrong")


def plain(data: Any) -> Any:
    """As JSON has it."""
    return json.loads(json.dumps(data, default=str))


def value_of(row: Any, act: str, draw: Random, on: date) -> Any:
    if row.kind == "yes_no":
        return act in ("yes", "tick")
    if row.kind == "choice":
        return draw.choice(sorted(row.choices))
    if row.kind == "date":
        year = draw.randint(1940, on.year)
        if act == "bounds":
            return {"at_least": f"{min(year, on.year)}-01-01"} if draw.random() < 0.5 else str(year)
        return date(year, 1, draw.randint(1, 28)).isoformat() if act != "wrong" else f"{on.year + 1}-01-01"
    low, high = int(row.minimum or 0), int(min(row.maximum or 5000, 5000))
    number = draw.randint(low, high)
    return {"at_most": number} if act == "bounds" else number if act != "wrong" else -5


def step(interview: Interview, draw: Random, on: date) -> tuple[str, Any]:
    """One act of somebody at random, done in Python; what JavaScript is to do."""
    screen, act = interview.screen, draw.choice(ACTS)
    if screen is None or act == "back":
        interview.back()
        return "back", []
    row = draw.choice(screen.rows)
    if act in ("unsure", "skip"):
        getattr(interview, act)(row.fact)
        return act, [row.fact]
    if act == "tick" and screen.several:
        ticked = [each.fact for each in screen.rows if draw.random() < 0.3]
        interview.tick(*ticked)
        return act, ticked
    values = {row.fact: value_of(row, act, draw, on)}
    interview.answer(values)
    return "answer", values


def interviews_alike(module: Module, seed: int, steps: int) -> None:
    draw = Random(seed)
    place, on = draw.choice(PLACES), draw.choice(DAYS)
    begun = draw.choice(({}, {"sex": "female"}, left_behind(on)))
    interview = Interview(place=place, on=on, profile=begun)
    acts, expected = [], []
    for _ in range(steps):
        acts.append(step(interview, draw, on))
        expected.append(
            {
                "screen": plain(interview.screen.to_dict()) if interview.screen else None,
                "profile": plain(interview.profile.to_mapping()),
                "refused": bool(interview.problems),
            }
        )
    profile = Profile.from_mapping(begun).to_mapping()
    results = module.call("interviewed", place, on.isoformat(), plain(profile), [list(act) for act in acts])
    for act, result, one in zip(acts, results, expected, strict=True):
        result["refused"] = result["refused"] is not None
        read = Profile.from_mapping(result["profile"]).to_mapping()
        assert plain(read) == one["profile"], (seed, act)
        assert first_difference(result["screen"], one["screen"]) is None, (seed, act)
        assert result["refused"] == one["refused"], (seed, act)


@pytest.mark.parametrize("seed", range(6))
def test_random_interviews(shipped: Module, seed: int) -> None:
    interviews_alike(shipped, seed, steps=14)


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(100, 200))
def test_many_random_interviews(shipped: Module, seed: int) -> None:
    interviews_alike(shipped, seed, steps=20)


def test_the_next_question_for_random_women(shipped: Module) -> None:
    women = drawn(20)
    asked = [[woman.to_mapping(), place, on.isoformat(), [], None] for woman, place, on in women]  # type: ignore[union-attr]
    expected = []
    for woman, place, on in women:
        screen = next_question(woman, place=place, on=on)
        expected.append(plain(screen.to_dict()) if screen else None)
    assert shipped.call("questions", asked) == expected


def test_what_was_skipped_comes_last_and_then_no_more(shipped: Module) -> None:
    for skipped in (["birth_date"], ["birth_date"] * 2, ["birth_date", "receives_dibao", "receives_dibao"]):
        for group in (None, "assistance", "illness"):
            screen = next_question(left_behind(ON), place="500230", on=ON, skipped=skipped, group=group)
            known = Profile(**left_behind(ON)).to_mapping()
            assert shipped.call("questions", [[known, "500230", ON.isoformat(), skipped, group]]) == [
                plain(screen.to_dict()) if screen else None
            ]

"""POST /v1/next-question: whoever asks keeps what is known, and the service nothing."""

from __future__ import annotations

import json
from typing import Any

from starlette.testclient import TestClient

from liushou.ask import Interview, next_question

from .asking import HER, HERE, ON, PLACE, ask, codes, refused


def as_json(screen: Any) -> Any:
    return None if screen is None else json.loads(json.dumps(screen.to_dict()))


def test_the_screen_is_that_of_python(client: TestClient) -> None:
    data = HERE | {"profile": HER, "skipped": ["lives_in_village"], "group": "person"}
    screen = next_question(HER, place=PLACE, on=ON, skipped=("lives_in_village",), group="person")
    assert screen is not None
    assert ask(client, "next-question", data).json()["screen"] == as_json(screen)
    assert screen.rows[0].why


def test_an_interview_to_its_end(client: TestClient) -> None:
    """Yes to all, and unsure of numbers and days: the same screens as an interview in Python."""
    interview = Interview(place=PLACE, on=ON)
    profile: dict[str, Any] = {}
    group, screens = None, 0
    while True:
        screen = ask(client, "next-question", HERE | {"profile": profile, "group": group}).json()["screen"]
        assert screen == as_json(interview.screen)
        if screen is None:
            break
        screens, group = screens + 1, screen["group"]
        answers = [row["fact"] for row in screen["rows"] if row["kind"] == "yes_no"]
        fact = next(iter(answers), None)
        if fact is None:
            unsure = screen["rows"][0]["fact"]
            profile["unsure"] = [*profile.get("unsure", []), unsure]
            interview.unsure(unsure)
        else:
            profile[fact] = True
            interview.answer(fact, True)
    assert screens > 2
    assert ask(client, "match", HERE | {"profile": profile}).json() == interview.match.to_dict()


def test_nothing_is_known_at_the_beginning(client: TestClient) -> None:
    screens = [ask(client, "next-question", HERE | known).json()["screen"] for known in ({}, {"profile": {}})]
    assert screens[0] == screens[1] == as_json(next_question({}, place=PLACE, on=ON))


def test_names_that_are_none(client: TestClient) -> None:
    data = HERE | {"skipped": ["sexx", 3], "group": "persn"}
    problems = refused(ask(client, "next-question", data), 422)
    assert codes(problems) == {"/skipped/1": "type", "/group": "not-one-of"}
    assert problems[-1]["did_you_mean"] == "person"
    problems = refused(ask(client, "next-question", HERE | {"skipped": ["sex", "sexx"]}), 422)
    assert [(problem["field"], problem["did_you_mean"]) for problem in problems] == [("/skipped/1", "sex")]

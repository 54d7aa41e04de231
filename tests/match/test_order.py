"""Services come in order of force, those with a condition of her own before the general ones (DESIGN §5)."""

from __future__ import annotations

from typing import Any

import pytest

from liushou import Match
from liushou.documents import FORCES
from liushou.match import Matcher
from liushou.rules import ALWAYS

from .persons import FENGDU, HUNAN, KUNMING, ON, WANZHOU, YUSHU, ask

WOMEN: list[dict[str, Any]] = [{}, {"disabled": True, "disability_grade": 1}, {"sex": "male"}, {"birth_date": 1980}]


@pytest.mark.parametrize("place", [FENGDU, WANZHOU, YUSHU, KUNMING, HUNAN])
@pytest.mark.parametrize("woman", WOMEN, ids=str)
def test_force_first_and_own_conditions_before_general_ones(place: str, woman: dict[str, Any]) -> None:
    answer = ask(place, **woman)
    ranks = [rank(answer, service.id, place) for service in answer.services]
    assert ranks == sorted(ranks)
    assert len({force for force, _ in ranks}) > 2


def rank(answer: Match, name: str, place: str) -> tuple[int, bool]:
    service = answer.service(name)
    measures = [measure for _, measure in Matcher(place=place, on=ON).measures(name)]
    deciding = [
        measure for ground, measure in zip(service.grounds, measures, strict=True) if ground.status == service.status
    ]
    assert len(deciding) == len(service.deciding)
    force = min(FORCES.index(measure.force) for measure in deciding)
    general = all(measure.condition == ALWAYS for measure in deciding if FORCES.index(measure.force) == force)
    return force, general


def test_equals_stay_in_the_register_s_order() -> None:
    answer, matcher = ask(FENGDU), Matcher(place=FENGDU, on=ON)
    order = {name: number for number, name in enumerate(matcher.services)}
    keys = [(*rank(answer, service.id, FENGDU), order[service.id]) for service in answer.services]
    assert keys == sorted(keys)

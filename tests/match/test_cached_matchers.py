"""match() prepares a place and a day once, for the same rules and places file, and no longer."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from liushou import InputError, Profile, load_rules, match
from liushou.documents import parse_places
from liushou.match import KEPT, cached_matcher

ON = date(2025, 6, 30)
POOR = {"sex": "female", "income_per_capita_month": 605, "assets_within_limit": True, "receives_dibao": False}
POOR |= {"is_dibao_marginal": False, "disabled": False, "seriously_ill": False}  # 第八条 does not reach her


def test_the_same_place_and_day_are_prepared_once() -> None:
    assert cached_matcher(place="500230", on=ON) is cached_matcher(place="500230", on=ON)
    assert cached_matcher(place="500230", on="2025-06-30") is cached_matcher(place="500230", on=ON)  # type: ignore[arg-type]


def test_another_day_place_or_rules_are_prepared_anew() -> None:
    matcher = cached_matcher(place="500230", on=ON)
    assert cached_matcher(place="500230", on=date(2025, 7, 1)) is not matcher
    assert cached_matcher(place="500101", on=ON) is not matcher
    rules = load_rules(replace=[Path(load_rules().policies["fengdu"].file)])
    assert cached_matcher(place="500230", on=ON, rules=rules) is not matcher
    assert cached_matcher(place="500230", on=ON, rules=rules).rules is rules


def test_two_equal_places_files_do_not_share_a_matcher() -> None:
    rules = load_rules()
    low = parse_places('"500230": {parameters: {rural_dibao_line: 600}}', rules)
    high = parse_places('"500230": {parameters: {rural_dibao_line: 700}}', rules)
    assert match(POOR, place="500230", on=ON, places=low).service("dibao").status == "ineligible"
    assert match(POOR, place="500230", on=ON, places=high).service("dibao").status == "undetermined"
    again = parse_places('"500230": {parameters: {rural_dibao_line: 600}}', rules)
    assert cached_matcher(place="500230", on=ON, places=again) is not cached_matcher(place="500230", on=ON, places=low)


@pytest.mark.parametrize("place", ["999999", 500230, None, ["500230"], "５００２３０"])
def test_an_error_stays_an_error(place: object) -> None:
    for _ in range(2):
        with pytest.raises(InputError):
            match(Profile(), place=place, on=ON)  # type: ignore[arg-type]


def test_only_so_many_are_kept() -> None:
    first = cached_matcher(place="nation", on=date(2021, 1, 1))
    for day in range(1, KEPT + 2):
        cached_matcher(place="nation", on=date(2022, 1 + day // 28, 1 + day % 28))
    assert cached_matcher(place="nation", on=date(2021, 1, 1)) is not first

"""Every code and every name means the same place in JavaScript, in every year."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from liushou.places import UnknownPlaceError, answering_place, codes, codes_by_name, find_place, place_of_code

from .v8 import Module

YEARS = (1985, 1998, 2010, 2016, 2021, 2025)


def expected(code: str, year: int) -> Any:
    on = date(year, 6, 30)
    place = place_of_code(code, on)
    answering, note = answering_place(place, on)
    return [_data(place), _data(answering), note]


def _data(place: Any) -> dict[str, Any]:
    return {
        "code": place.code, "name": place.name, "level": place.level, "ended": place.ended, "under": place.answers_under,
    }  # fmt: skip


@pytest.mark.parametrize("year", YEARS)
def test_every_code(shipped: Module, year: int) -> None:
    listed = codes()[:: 1 if year == 2025 else 9]
    known = shipped.call("lookups", listed, year)
    wrong = [code for code, place in zip(listed, known, strict=True) if place != expected(code, year)]
    assert wrong == []


@pytest.mark.parametrize("code", ["", "0", "000000", "999999", "50023", "5002301", "ABCDEF", "５００２３０", "990000"])
def test_what_is_no_code(shipped: Module, code: str) -> None:
    assert shipped.call("lookups", [code], 2025) == [None]


def test_names(shipped: Module) -> None:
    names = [name for number, name in enumerate(sorted(codes_by_name())) if number % 200 == 0]
    names += [
        "重庆市丰都县",
        "丰都县",
        "吉林市",
        "吉林省吉林市",
        "鼓楼区",
        "江苏省南京市鼓楼区",
        "全国",
        "无此地",
        "通州区",
    ]
    on = date(2025, 6, 30)
    for name in names:
        code = shipped.call("named", name, 2025)
        try:
            assert code == find_place(name, on).code
        except UnknownPlaceError:
            assert code in ("unknown-place", "ambiguous-place")


def test_the_places_to_choose_from(shipped: Module) -> None:
    places = shipped.call("places", 2025)
    assert len(places) > 3000
    assert {place["level"] for place in places} == {"province", "prefecture", "county"}
    by_code = {place["code"]: place["name"] for place in places}
    assert by_code["500230"] == "重庆市丰都县"
    assert all(name == place_of_code(code, date(2025, 6, 30)).name for code, name in by_code.items())

"""Codes are six digits as text; one that names no place is an error."""

from datetime import date

import pytest

from liushou import InputError
from liushou.places import UnknownPlaceError, find


@pytest.mark.parametrize(
    ("code", "name", "level"),
    [
        ("500230", "重庆市丰都县", "county"),
        ("500101", "重庆市万州区", "county"),
        ("500000", "重庆市", "province"),
        ("220182", "吉林省长春市榆树市", "county"),
        ("220100", "吉林省长春市", "prefecture"),
        ("430000", "湖南省", "province"),
        ("530000", "云南省", "province"),
        ("429004", "湖北省仙桃市", "county"),
        ("110101", "北京市东城区", "county"),
        ("nation", "全国", "nation"),
    ],
)
def test_places(code: str, name: str, level: str) -> None:
    found = find(code)
    assert (found.name, found.level, found.ended) == (name, level, None)


@pytest.mark.parametrize(
    "code",
    ["999999", "500299", "000000", "230", "5002300", "", "五〇〇二三〇", "50023O", " 500230", "500230 ", "500230\n",
     "China", "全国", "丰都县", "-50023", "500230.0", 500230, None, True, 500230.0, ["500230"]],
)  # fmt: skip
def test_anything_else_is_an_error(code: object) -> None:
    with pytest.raises(UnknownPlaceError) as caught:
        find(code)
    assert isinstance(caught.value, InputError)
    assert caught.value.problems[0].expected


@pytest.mark.parametrize("code", ["500230102", "500230102003"])
def test_a_township_s_or_village_s_code_hints_at_its_county(code: str) -> None:
    with pytest.raises(UnknownPlaceError) as caught:
        find(code)
    assert "500230" in str(caught.value.problems[0].did_you_mean)


def test_a_number_hints_at_text() -> None:
    with pytest.raises(UnknownPlaceError) as caught:
        find(500230)
    assert '"500230"' in str(caught.value.problems[0].did_you_mean)


def test_a_code_that_was_given_up_says_when() -> None:
    retired = find("500222")  # 綦江县, a district of another code since 2011
    assert retired.ended == 2011
    assert retired.name.startswith("重庆市")


def test_the_name_is_that_of_the_year() -> None:
    assert find("500230", date(1999, 1, 1)).name == "重庆市丰都县"

"""Places by code or by name; what names no place, or several, is an error."""

from datetime import date

import pytest

from liushou import InputError, find_place
from liushou.places import UnknownPlaceError, place_of_code

ON = date(2025, 6, 30)


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
        ("710000", "台湾省", "province"),
        ("330113", "浙江省杭州市临平区", "county"),
        ("330114", "浙江省杭州市钱塘区", "county"),
        ("653132", "新疆维吾尔自治区喀什地区岑岭县", "county"),
        ("659013", "新疆维吾尔自治区草湖市", "county"),
        ("500157", "重庆市两江新区", "county"),
        ("nation", "全国", "nation"),
    ],
)
def test_places(code: str, name: str, level: str) -> None:
    for place in (find_place(code), place_of_code(code, ON)):
        assert (place.name, place.level, place.ended, place.answers_under) == (name, level, None, None)


@pytest.mark.parametrize(
    "code",
    ["999999", "500299", "000000", "110300", "230", "5002300", "", " ", "50023O",
     "China", "-50023", "500230.0", 500230, None, True, 500230.0, ["500230"]],
)  # fmt: skip
@pytest.mark.parametrize("find", [find_place, place_of_code])
def test_anything_else_is_an_error(code: object, find: object) -> None:
    assert callable(find)
    with pytest.raises(UnknownPlaceError) as caught:
        find(code)
    assert isinstance(caught.value, InputError)
    assert caught.value.problems[0].expected


@pytest.mark.parametrize("name", ["丰都县", "全国", "五〇〇二三〇"])
def test_a_name_is_no_code(name: str) -> None:
    with pytest.raises(UnknownPlaceError):
        place_of_code(name)


@pytest.mark.parametrize("code", ["500230102", "500230102003"])
def test_a_township_s_or_village_s_code_hints_at_its_county(code: str) -> None:
    with pytest.raises(UnknownPlaceError) as caught:
        find_place(code)
    assert "500230" in str(caught.value.problems[0].did_you_mean)


def test_a_number_hints_at_text() -> None:
    with pytest.raises(UnknownPlaceError) as caught:
        find_place(500230)
    assert '"500230"' in str(caught.value.problems[0].did_you_mean)


def test_the_name_is_that_of_the_year() -> None:
    assert find_place("500230", date(1999, 1, 1)).name == "重庆市丰都县"
    assert find_place("500110", date(2005, 1, 1)).name == "重庆市万盛区"
    assert find_place("500110", ON).name == "重庆市綦江区"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("丰都县", "500230"),
        ("重庆市丰都县", "500230"),
        (" 重庆市丰都县 ", "500230"),
        ("榆树市", "220182"),
        ("长春市榆树市", "220182"),
        ("吉林省榆树市", "220182"),
        ("吉林省长春市榆树市", "220182"),
        ("北京市朝阳区", "110105"),
        ("重庆市", "500000"),
        ("长春市", "220100"),
        ("吉林省长春市", "220100"),
        ("苏州工业园区", "320576"),
        ("全国", "nation"),
        # Both codes that had the name have ended: the later one.
        ("武隆县", "500232"),
    ],
)
def test_a_name_finds_its_code(name: str, code: str) -> None:
    assert find_place(name, ON).code == code


def test_several_places_of_a_name_are_listed_with_their_codes() -> None:
    with pytest.raises(UnknownPlaceError) as caught:
        find_place("鼓楼区", ON)
    text = str(caught.value)
    assert "鼓楼区" in text
    for listed in ("320106 江苏省南京市鼓楼区", "320302", "350102", "410204"):
        assert listed in text


@pytest.mark.parametrize(
    ("name", "meant"),
    [("丰都", "重庆市丰都县 500230"), ("重庆丰都县", "重庆市丰都县 500230"), ("重庆", "重庆市 500000"), ("榆树县", "榆树市 220182")],
)  # fmt: skip
def test_a_wrong_name_says_which_was_probably_meant(name: str, meant: str) -> None:
    with pytest.raises(UnknownPlaceError) as caught:
        find_place(name, date(2026, 1, 1)) if name != "榆树县" else find_place("榆树是", ON)
    assert meant in str(caught.value.problems[0].did_you_mean)


@pytest.mark.parametrize("code", [" 500230", "500230 ", "500230\n"])
def test_a_code_alone_has_no_spaces(code: str) -> None:
    with pytest.raises(UnknownPlaceError):
        place_of_code(code)


def test_spaces_around_a_code_or_a_name_do_not_matter() -> None:
    assert find_place(" 500230 ", ON) == find_place("重庆市丰都县\u3000", ON) == find_place("丰都县", ON)

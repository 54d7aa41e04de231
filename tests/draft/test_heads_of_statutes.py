"""Number, day and offices of texts that are not signed as notices are: orders, statutes, days in digits."""

from __future__ import annotations

from datetime import date

import pytest

from liushou.documents import load_rules
from liushou.draft import Frame
from liushou.draft.frame import frame_of

TODAY = date(2026, 11, 26)
RULES = load_rules()
ARTICLES = "第一条 为了关爱农村留守妇女，制定本办法。\n第二条 本办法自印发之日起施行。\n"
ORDER = f"""江西省人民政府令
第256号
《江西省农村留守妇女关爱办法》已经省人民政府常务会议审议通过，现予公布。
省长 王某某
2022年3月15日
江西省农村留守妇女关爱办法
{ARTICLES}"""


def _frame(text: str) -> Frame:
    return frame_of(text, "own.txt", RULES, today=TODAY)


def _certain(frame: Frame, key: str) -> str:
    return frame.judgements[(key,)].certainty


def test_who_signs_an_order_in_person_is_no_office() -> None:
    frame = _frame(ORDER)
    assert (frame.number, frame.issued) == ("江西省人民政府令第256号", date(2022, 3, 15))
    assert frame.issuers == ("江西省人民政府",)
    assert (_certain(frame, "number"), _certain(frame, "issuers")) == ("check", "check")


@pytest.mark.parametrize(
    ("line", "number", "day"),
    [
        (
            "（2021年9月13日贵州省人民政府令第203号公布 自2021年12月1日起施行）",
            "贵州省人民政府令第203号",
            (2021, 9, 13),
        ),
        ("（2024年9月26日甘肃省第十四届人民代表大会常务委员会第十二次会议通过）", None, (2024, 9, 26)),
    ],
)
def test_the_day_in_brackets_under_the_title_is_to_be_checked(
    line: str, number: str | None, day: tuple[int, int, int]
) -> None:
    frame = _frame(f"贵州省农村留守妇女关爱办法\n{line}\n{ARTICLES}")
    assert frame.issued == date(*day)
    assert number in (None, frame.number)
    assert _certain(frame, "issued") == "check"


@pytest.mark.parametrize("day", ["2021/06/15", "2021-6-15", "2021.06.15"])
def test_a_day_in_digits_below_the_offices_is_the_day(day: str) -> None:
    frame = _frame(f"关于关爱农村留守妇女的通知\n一、建立台账。\n二、定期走访。\n云南省民政厅\n{day}\n")
    assert (frame.issued, frame.issuers) == (date(2021, 6, 15), ("云南省民政厅",))


def test_offices_above_a_month_are_the_issuers() -> None:
    frame = _frame("关于关爱农村留守妇女的通知\n一、建立台账。\n二、定期走访。\n潜江市妇女联合会\n2023年1月\n")
    assert (frame.issuers, _certain(frame, "issued")) == (("潜江市妇女联合会",), "open")


def test_a_signature_that_is_no_office_is_to_be_checked() -> None:
    frame = _frame("关于关爱农村留守妇女的通知\n一、建立台账。\n二、定期走访。\n张某某\n2023年1月5日\n")
    assert _certain(frame, "issuers") != "sure"


def test_a_number_without_the_words_of_its_office_is_to_be_checked() -> None:
    frame = _frame("关于关爱农村留守妇女的公告\n第3号\n一、建立台账。\n二、定期走访。\n云南省民政厅\n2021年6月15日\n")
    assert (frame.number, _certain(frame, "number")) == ("第3号", "check")


def test_women_are_read_as_such_where_nothing_else_is_said() -> None:
    frame = _frame("关于免费检查的公告\n一、检查对象\n35至64周岁的农村妇女。\n二、检查内容\n免费检查。\n")
    assert not frame.facts
    assert _certain(frame, "definition") == "open"


def test_offices_that_run_into_each_other_are_to_be_checked() -> None:
    frame = _frame(
        "关于关爱农村留守妇女的通知\n一、建立台账。\n二、定期走访。\n云南省民政厅云南省教育厅\n2021年6月15日\n"
    )
    assert _certain(frame, "issuers") == "check"


def test_a_title_with_words_of_a_web_page_is_to_be_checked() -> None:
    frame = _frame(
        "首页 政策 关于关爱农村留守妇女的通知\n一、建立台账。\n二、定期走访。\n云南省民政厅\n2021年6月15日\n"
    )
    assert _certain(frame, "title") == "check"


@pytest.mark.parametrize(("above", "place"), [("", "open"), ("北京市", "sure"), ("吉林省长春市", "sure")])
def test_a_district_of_a_name_that_several_have_is_open_where_nothing_tells_them_apart(above: str, place: str) -> None:
    text = f"关于关爱农村留守妇女的通知\n一、建立台账。\n二、按照{above}要求定期走访。\n朝阳区民政局\n2021年6月15日\n"
    assert _certain(_frame(text), "place") == place


def test_what_is_carried_out_no_more_is_not_implemented() -> None:
    cited = "根据民发〔2019〕86号、巫府发〔2020〕12号，不再执行巫民发〔2018〕3号，通知如下。"
    frame = _frame(f"关于关爱农村留守妇女的通知\n{cited}\n一、建立台账。\n二、定期走访。\n")
    assert frame.implements == ("民发〔2019〕86号", "巫府发〔2020〕12号")


def test_a_number_of_the_nation_above_an_office_of_a_county_is_to_be_checked() -> None:
    frame = _frame(
        "转发民政部意见的通知\n民发〔2019〕86号\n一、建立台账。\n二、定期走访。\n丰都县民政局\n2021年6月15日\n"
    )
    assert _certain(frame, "number") == "check"

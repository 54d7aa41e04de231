"""The page for a phone in a real browser: from the first question to the printed sheet, by finger and by keyboard."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from liushou import Profile, load_rules, match, read_profile
from liushou.ask import Interview
from liushou.profile import plain
from liushou.web import render_page

from .opening import DESK, PHONE, Opened, Opener

if TYPE_CHECKING:
    from playwright.sync_api import Page

WOMEN = Path(__file__).resolve().parents[2] / "examples" / "women"
LIVING = {"fengdu": "500230", "chongqing": "500101", "jilin": "220182", "yunnan": "530102"}
ON = date(2025, 6, 30)
LARGEST = 600_000


@pytest.fixture(scope="module")
def html() -> str:
    return render_page(load_rules(), place="500230")


def heading(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def begin(opened: Opened, place: str | None = None) -> Page:
    """Choose a place by its name, and the day; go to the first question."""
    page = opened.page
    if place is not None:
        page.get_by_label("居住的县（区、市）").fill(place)
        page.locator("#found button").first.click()
    page.get_by_text("换一个日期").click()
    page.get_by_label("按哪一天判断").fill(ON.isoformat())
    page.get_by_role("button", name="开始").click()
    return page


def answer(page: Page, woman: dict[str, Any]) -> None:
    """Answer the screen as this woman does: what she does not state she does not know."""
    if page.locator("input[type=checkbox]").count():
        rows = page.locator(".row")
        for row in rows.all():
            yes, unknown = row.locator("input").all()
            stated = woman.get(yes.get_attribute("id") or "")
            if stated is not False:
                (unknown if stated is None else yes).check()
        ticked = page.locator("input[type=checkbox]:checked").count()
        page.get_by_role("button", name="选好了，下一步" if ticked else "没有").last.click()
        return
    value = woman.get(page.locator("main").get_attribute("data-fact") or "")
    if value is None:
        page.get_by_role("button", name="不清楚").click()
    elif isinstance(value, bool):
        page.locator("main > button").nth(0 if value else 1).click()
    elif page.locator("#year").count():
        for name, part in zip(("year", "month", "day"), str(value).split("-"), strict=False):
            page.locator(f"#{name}").fill(part)
        page.get_by_role("button", name="下一步").click()
    elif page.locator("#amount").count():
        side, amount = next(iter(value.items())) if isinstance(value, dict) else ("", value)
        page.locator("#side").select_option(side)
        page.locator("#amount").fill(str(amount))
        page.get_by_role("button", name="下一步").click()
    else:
        page.get_by_role("button", name={"female": "女", "male": "男"}[value], exact=True).click()


def through(page: Page, woman: dict[str, Any]) -> list[str]:
    """All questions, to the result."""
    asked = []
    while heading(page) != "结果":
        asked.append(heading(page))
        answer(page, woman)
        assert len(asked) < 60
        assert page.locator(".alert").count() == 0, asked
    return asked


def stated(profile: Profile) -> dict[str, Any]:
    """What she would say: a month as a month, a year as a year."""
    values = {name: plain(value) for name, value in profile.known()}
    return {name: said(value) for name, value in values.items()}


def said(value: Any) -> Any:
    if not isinstance(value, dict) or not isinstance(value.get("at_least"), str):
        return value
    first, last = value["at_least"], value["at_most"]
    return first[:7] if first[:7] == last[:7] else first[:4]


def test_from_the_first_question_to_the_sheet(open_page: Opener, html: str, tmp_path: Path) -> None:
    opened = open_page(html, PHONE)
    opened.picture("page/start.png")
    assert opened.barriers() == []
    page = begin(opened)
    opened.picture("page/question.png")
    assert (opened.barriers(), opened.sideways()) == ([], [])
    through(page, stated(read_profile(WOMEN / "fengdu.yaml")))
    opened.picture("page/answer.png")
    assert (opened.barriers(), opened.sideways(), opened.requests, opened.errors) == ([], [], [], [])
    sheet = page.pdf(format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page[^s]", sheet)) == 1
    page.emulate_media(media="print")
    assert page.locator("#sheet").is_visible()
    assert not page.locator("main").is_visible()
    text = page.locator("#sheet").inner_text()
    assert "农村留守妇女关爱服务告知单" in text
    assert "以主管部门核定为准" in text
    page.set_viewport_size({"width": 794, "height": 1123})
    opened.picture("page/notice.png")


@pytest.mark.nightly
@pytest.mark.parametrize("value", [True, False, None])
def test_the_sheet_is_one_page_whatever_she_answers(open_page: Opener, html: str, value: bool | None) -> None:
    facts = load_rules().facts
    woman = {name: value for name, fact in facts.items() if fact.kind == "yes_no"}
    usual = {"lives_in_village": True, "husband_away_for_work": True, "husband_outside_county": True}
    woman |= {**usual, "sex": "female", "birth_date": "1980-05-01", "husband_away_since": "2020"}
    page = begin(open_page(html, PHONE))
    through(page, woman)
    sheet = page.pdf(format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page[^s]", sheet)) == 1


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=pytest.mark.nightly) if name in ("chongqing", "yunnan") else name for name in LIVING],
)
def test_the_example_women_get_the_same_answer(open_page: Opener, html: str, name: str) -> None:
    opened = open_page(html, PHONE)
    woman = stated(read_profile(WOMEN / f"{name}.yaml"))
    page = begin(opened, LIVING[name])
    through(page, woman)
    text = page.evaluate("document.getElementById('profile').value")
    filled = Path(opened.page.url.removeprefix("file://")).with_suffix(".yaml")
    filled.write_text(text, encoding="utf-8")
    expected = match(read_profile(filled), place=LIVING[name], on=ON)
    for status in ("eligible", "undetermined", "ineligible"):
        titles = page.locator(f".{status} .card h3").evaluate_all("nodes => nodes.map(node => node.firstChild.data)")
        assert titles == [service.title for service in expected.services if service.status == status]
    # What she was not asked changes nothing.
    assert expected.statuses() == {
        **match(woman, place=LIVING[name], on=ON).statuses(),
        **{service.id: service.status for service in expected.services if service.status == "undetermined"},
    }


def test_the_same_questions_in_the_same_order(open_page: Opener, html: str) -> None:
    woman = stated(read_profile(WOMEN / "fengdu.yaml"))
    asked = through(begin(open_page(html, PHONE)), woman)
    interview, expected = Interview(place="500230", on=ON), []
    while interview.screen is not None:
        screen = interview.screen
        expected.append(f"{screen.title}：下面哪些符合？" if screen.several else screen.rows[0].ask)
        if screen.several:
            values = {row.fact: woman.get(row.fact) for row in screen.rows if woman.get(row.fact) is not False}
            for row in screen.rows:
                # As the page does it: no where something still hangs on it.
                trial = Interview(place="500230", on=ON, profile=interview.answer(values).profile)
                interview.back()
                if row.fact not in values and row.fact in trial._desk.relevant(_known(trial)):
                    values[row.fact] = False
            interview.answer(values)
        else:
            interview.answer(screen.rows[0].fact, woman.get(screen.rows[0].fact))
    assert asked == expected


def _known(interview: Interview) -> Any:
    from liushou.ask.desk import known_of

    return known_of(interview._desk, interview.profile)


def test_a_name_that_is_typed_is_never_another_place(open_page: Opener, html: str) -> None:
    """Whatever was chosen before: a name over which several places stand has to be chosen from."""
    page = open_page(html, PHONE).page
    name, chosen = page.get_by_label("居住的县（区、市）"), page.locator("[role=status]")
    name.fill("丰都")
    page.locator("#found button").first.click()
    name.fill("鼓楼区")
    assert chosen.inner_text() == "还没有选地方"
    name.press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "江苏省南京市鼓楼区"
    page.get_by_role("button", name="开始").click()
    assert "点一个" in page.get_by_role("alert").inner_text()
    name.fill("榆树")
    page.get_by_role("button", name="开始").click()
    assert "吉林省长春市榆树市" in page.locator("#where").inner_text()


def test_by_keyboard_alone(open_page: Opener, html: str) -> None:
    page = open_page(html, DESK).page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "name"
    page.keyboard.type("榆树市")
    page.keyboard.press("Enter")
    assert "吉林省长春市榆树市" in page.locator("[role=status]").inner_text()
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "开始":
            break
    page.keyboard.press("Enter")
    for _ in range(60):
        if heading(page) == "结果":
            break
        # The heading has the focus; what follows is reached by Tab, and every screen can be answered by 不清楚.
        assert page.evaluate("document.activeElement.tagName") == "H1"
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.textContent") in ("不清楚", "都不清楚"):
                break
        page.keyboard.press("Enter")
    assert heading(page) == "结果"


@pytest.mark.parametrize("size", [(195, 422), pytest.param((320, 256), marks=pytest.mark.nightly)])
def test_at_twice_the_size_nothing_is_cut_off(open_page: Opener, html: str, size: tuple[int, int]) -> None:
    """A phone at 200 %, and what WCAG 1.4.10 asks for."""
    opened = open_page(html, size)
    page = begin(opened)
    assert opened.sideways() == []
    through(page, stated(read_profile(WOMEN / "fengdu.yaml")))
    assert opened.sideways() == []


def test_back_skip_and_what_cannot_be(open_page: Opener, html: str) -> None:
    page = begin(open_page(html, PHONE))
    first = heading(page)
    page.get_by_role("button", name="以后再问").click()
    assert heading(page) != first
    page.get_by_role("button", name="上一步").click()
    assert heading(page) == first
    page.get_by_role("button", name="先看结果").click()
    page.get_by_role("button", name=re.compile("接着回答")).click()
    assert heading(page) == first
    page.go_back()
    assert page.get_by_role("button", name="开始").is_visible()


def test_a_date_that_cannot_be_is_asked_again(open_page: Opener, html: str) -> None:
    page = begin(open_page(html, PHONE))
    woman = {"sex": "female", "lives_in_village": True}
    while not page.locator("#year").count():
        answer(page, woman)
    before = heading(page)
    for year, words in (("", "年份"), ("2025-99", "日期"), ("2027", "矛盾")):
        page.locator("#year").fill(year[:4])
        page.locator("#month").fill(year[5:])
        page.get_by_role("button", name="下一步").click()
        assert words in page.get_by_role("alert").inner_text()
        assert heading(page) == before


def test_places_by_province_city_and_county(open_page: Opener, html: str) -> None:
    page = open_page(html, PHONE).page
    page.get_by_text("按省、市、县选").click()
    page.locator("#level0").select_option(label="云南省")
    page.locator("#level1").select_option(label="昆明市")
    page.locator("#level2").select_option(label="五华区")
    assert "已选：云南省昆明市五华区" in page.locator("[role=status]").inner_text()
    page.locator("#level0").select_option(label="重庆市")
    page.locator("#level1").select_option(label="丰都县")
    assert "已选：重庆市丰都县" in page.locator("[role=status]").inner_text()


def test_own_documents_and_their_facts_are_asked_for(open_page: Opener) -> None:
    rules = load_rules(WOMEN.parent / "sixth")
    opened = open_page(render_page(rules, place="四川省"), PHONE)
    woman = read_profile(WOMEN / "heating.yaml", facts=rules.facts)
    page = begin(opened)
    asked = through(page, {name: said(plain(value)) for name, value in woman.known()})
    assert any(rules.facts[name].ask in asked for name in woman.extra)
    expected = match(woman, place="510000", on=ON, rules=rules)
    titles = page.locator(".eligible .card h3").evaluate_all("nodes => nodes.map(node => node.firstChild.data)")
    assert titles == [service.title for service in expected.services if service.status == "eligible"]
    assert (opened.errors, opened.barriers()) == ([], [])


def test_it_is_small_and_stores_nothing(open_page: Opener, html: str) -> None:
    assert len(html.encode()) <= LARGEST
    assert not re.findall(r"https?://|localStorage|sessionStorage|indexedDB|document\.cookie|fetch\(", html)
    opened = open_page(html, PHONE)
    begin(opened)
    assert opened.page.context.cookies() == []
    assert opened.page.evaluate("[location.hash, location.search, JSON.stringify(history.state)]") == ["", "", "null"]


def test_her_facts_are_carried_away(open_page: Opener, html: str) -> None:
    opened = open_page(html, PHONE)
    woman = stated(read_profile(WOMEN / "fengdu.yaml"))
    page = begin(opened)
    through(page, woman)
    page.get_by_text("我填的情况").click()
    assert "性别：女" in page.locator("details[open] li").all_inner_texts()
    page.get_by_text("把填写的情况带走").click()
    heads, cells = page.locator("#ledger").input_value().splitlines()
    assert len(heads.split("\t")) == len(cells.split("\t"))
    assert "性别" in heads.split("\t")
    page.get_by_text("二维码（用另一部手机扫）").click()
    page.locator("img.code").wait_for()
    assert page.locator("img.code").evaluate("image => image.naturalWidth") > 0
    assert (opened.requests, opened.errors, opened.barriers(), opened.sideways()) == ([], [], [], [])


def test_without_scripts_it_says_what_it_needs(open_page: Opener, html: str) -> None:
    assert "JavaScript" in open_page(html, PHONE, scripts=False).page.locator("main").inner_text()

"""The page to check a draft by: everything is on it once, nothing in a text is markup, and it needs nothing else."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest

from liushou import Rules
from liushou.draft import Proposals, ProposedMeasure
from liushou.draft.page import render_page
from liushou.problems import Code, Problem
from liushou.texts.source import parse_source

from ..report.pageparts import Node, tree
from .pages import LINES, NOTICE, draft, edition, judged

EVIL = "\"><script>alert(1)</script><img src=x onerror=alert(1)>'&\u202e\x07</style>" + "长" * 300


@pytest.fixture(scope="module")
def html(rules: Rules) -> str:
    frame, proposals = draft(rules)
    notes = [Problem(Code.EMPTY_TEXT)]
    return render_page(frame, proposals, LINES, rules=rules, edition=edition(), notes=notes)


@pytest.fixture(scope="module")
def page(html: str) -> Node:
    return tree(html)


def by_id(page: Node, name: str) -> Node:
    (node,) = [node for node in page.walk() if node.attributes.get("id") == name]
    return node


def words(node: Node) -> str:
    return re.sub(r"\s+", " ", node.text("style")).strip()


def printed(node: Node) -> str:
    """What the page shows of the text itself."""
    beside = {"proposals", "where", "changed", "label", "filter"}
    if node.classes & beside or node.tag in ("sup", "label", "h2"):
        return ""
    return "".join(child if isinstance(child, str) else printed(child) for child in node.children)


def test_every_character_of_the_text_is_on_the_page_once_and_in_order(page: Node) -> None:
    assert re.sub(r"\s", "", printed(by_id(page, "text"))) == re.sub(r"\s", "", NOTICE)


def test_each_measure_is_a_card_with_what_is_proposed(page: Node) -> None:
    cards = page.all("card")
    assert [sorted(card.classes & {"sure", "check", "open"}) for card in cards] == [
        ["sure"],
        ["check"],
        ["sure"],
        ["open"],
    ]
    dibao = words(cards[1])
    for part in ("2. 最低生活保障", "? 请核对", "应当", "到人", "「及时将符合条件的农村留守妇女纳入农村低保」", "待部门认定符合条件",
                 "理解理解", "经办（推断）县民政局", "“及时将…纳入”是应当", "“符合条件”由部门认定", "渝民发〔2020〕38号", "YAML 第 31 行",
                 "牵头：县民政局；配合：县妇联", "相似 70%"):  # fmt: skip
        assert part in dibao, part
    assert re.search(r"条件低保家庭.*，或", dibao)


def test_certainty_is_said_in_words_and_by_a_sign(page: Node) -> None:
    badges = {words(node) for node in page.all("badge") if node.classes & {"sure", "check", "open"}}
    assert badges == {"✓ 确定", "? 请核对", "＋ 待定"}


def test_differing_characters_of_the_neighbour_are_marked(page: Node, rules: Rules) -> None:
    (compared,) = page.all("card", "check")[0].all("compared")
    measure = next(m for _, m in rules.policies["chongqing"].measures() if m.service == "dibao")
    assert (compared.text("ins"), compared.text("del")) == (measure.quote, "及时将符合条件的农村留守妇女纳入农村低保")


def test_what_is_marked_in_the_text_is_the_quote(page: Node) -> None:
    marks = [(sorted(mark.classes), mark.text()) for mark in by_id(page, "text").tags("mark")]
    assert marks == [
        (["sure"], "为适龄农村留守妇女免费进行“两癌”筛查"),
        (["check"], "及时将符合条件的农村留守妇女纳入农村低保"),
        (["sure"], "鼓励农村留守妇女参加职业技能培训"),
        (["open"], "为农村留守妇女开设夜间托管班"),
    ]
    assert [words(sup) for sup in page.tags("sup")] == ["1✓", "2?", "3✓", "4＋"]


def test_the_links_lead_from_each_thing_to_decide_to_the_next(page: Node) -> None:
    first = by_id(page, "todo").all("next")[0].attributes["href"][1:]
    way = [first]
    while (step := by_id(page, way[-1]).all("next")[0].attributes["href"][1:]) != "todo":
        way.append(step)
    titles = [words(by_id(page, name))[:12] for name in way]
    listed = [link.attributes["href"][1:] for link in by_id(page, "todo").tags("ol")[0].tags("a")]
    assert way == listed
    assert len(way) == len(set(way)) == 6
    assert [title.partition(" ")[0] for title in titles] == [
        "主送各乡镇人民政府",
        "对象的定义前言「丈夫连续",
        "2.",
        "不是措施：组织",
        "牵头：县民政局；配合：县",
        "4.",
    ]


def test_the_counts_are_those_of_the_proposals(page: Node) -> None:
    rows = [[words(cell) for cell in row.tags("td")] for row in page.tags("tbody")[0].tags("tr")]
    assert rows == [["2", "1", "1"], ["2", "1", "0"], ["6", "3", "0"]]


def test_lines_of_the_file_stand_at_what_they_are_of(page: Node) -> None:
    assert "YAML 第 3 行" in words(by_id(page, "h-number"))
    assert "YAML 第 9 行" in words(by_id(page, "h-definition"))
    assert "YAML 第 40 行" in words(page.all("context", "check")[0])
    assert "YAML 第 22 行" in words(page.all("entry")[0])


def test_what_is_new_in_the_registers_is_listed(page: Node) -> None:
    registers = words(by_id(page, "registers"))
    assert "some_civil_affairs" in registers
    assert "某县民政局（县级，重庆市丰都县）" in registers
    assert "night_care" in registers
    assert "建议新增" in words(page.all("card", "open")[0])


def test_a_new_edition_lists_what_changed(page: Node) -> None:
    section = by_id(page, "edition")
    assert "改了字句 1 句，新增 1 句，不再写 1 句，没有变 1 句" in words(section)
    gone, new = (section.tags(tag)[-1] for tag in ("del", "ins"))
    assert (words(gone), words(new)) == ("每年走访一次", "为农村留守妇女开设夜间托管班，方便照料子女")
    assert "对象写明农村" in words(section)
    assert "最低生活保障：新文件更宽" in words(section)
    assert [words(node) for node in by_id(page, "text").all("changed")] == ["改", "新"]


def test_without_an_older_document_nothing_is_said_of_one(rules: Rules) -> None:
    frame, proposals = draft(rules)
    page = tree(render_page(frame, proposals, LINES))
    assert [node for node in page.walk() if node.attributes.get("id") == "edition"] == []


def test_headings_are_in_order_and_landmarks_are_there(page: Node) -> None:
    levels = [int(node.tag[1]) for node in page.walk() if re.fullmatch("h[1-6]", node.tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert [len(page.tags(tag)) for tag in ("header", "nav", "main", "footer", "h1")] == [1] * 5
    assert page.tags("html")[0].attributes["lang"] == "zh-CN"


def test_ids_are_given_once_and_every_link_leads_somewhere(page: Node) -> None:
    ids = [node.attributes["id"] for node in page.walk() if "id" in node.attributes]
    assert len(ids) == len(set(ids))
    links = {link.attributes["href"] for link in page.tags("a")}
    labels = {
        node.attributes[key] for node in page.walk() for key in ("for", "aria-labelledby") if key in node.attributes
    }
    assert {link[1:] for link in links} | labels <= set(ids)
    assert {link[0] for link in links} == {"#"}


def test_it_loads_nothing_and_runs_nothing(html: str, page: Node) -> None:
    tags = {node.tag for node in page.walk()}
    assert not tags & {"script", "link", "img", "iframe", "object", "embed", "base", "form", "svg"}
    assert "url(" not in html
    assert "@import" not in html
    assert "://" not in html
    assert "default-src 'none'" in html.replace("&#x27;", "'")


def test_nothing_in_a_text_is_markup(rules: Rules) -> None:
    text = NOTICE.replace("高度重视", "高度重视" + EVIL.replace("\x07", "")).replace(
        "要高度重视" + EVIL.replace("\x07", ""), "要高度重视"
    )
    text = text.replace("二、促进增收", "二、<script>alert(1)</script>").replace("方便照料子女", f"方便{EVIL}子女")
    frame, proposals = draft(rules, text, EVIL)
    html = render_page(
        frame, proposals, LINES, rules=rules, edition=edition(text.replace(f"方便{EVIL}子女", "方便照料子女"), EVIL)
    )
    page = tree(html)
    assert not {node.tag for node in page.walk()} & {"script", "img"}
    assert not [name for node in page.walk() for name in node.attributes if name.startswith("on")]
    assert len(page.tags("style")) == 1
    assert not set(html) & {"\u202e", "\x07"}
    assert words(page).count("<script>alert(1)</script>") >= 10


def test_a_text_without_parts_keeps_its_proposals(rules: Rules) -> None:
    frame, proposals = draft(rules)
    page = tree(render_page(replace(frame, source=parse_source("")), proposals, {}, rules=rules))
    assert len(page.all("card")) == len(proposals.measures)


def test_a_proposal_that_lies_nowhere_is_shown_all_the_same(rules: Rules) -> None:
    frame, proposals = draft(rules)
    lost = replace(proposals.measures[0], at="九", start=10**6, end=10**6 + 5)
    page = tree(render_page(frame, replace(proposals, measures=(*proposals.measures, lost)), {}, rules=rules))
    assert len(page.all("card")) == len(proposals.measures) + 1


def test_quotes_that_overlap_take_the_colour_of_the_less_certain(rules: Rules) -> None:
    frame, proposals = draft(rules)
    whole = proposals.measures[0]
    inner = replace(whole, start=whole.end - 6, judgement=judged("open"))
    measures: tuple[ProposedMeasure, ...] = (whole, inner)
    page = tree(render_page(frame, Proposals(measures=measures, context=()), {}, rules=rules))
    marks = [(sorted(mark.classes), mark.text()) for mark in by_id(page, "text").tags("mark")]
    assert marks == [(["sure"], "为适龄农村留守妇女免费进行"), (["open"], "“两癌”筛查")]


def test_a_long_document_stays_small_and_quick(rules: Rules) -> None:
    body = "".join(f"（{number}）为农村留守妇女办第{number}件事，并且说明理由。\n" for number in range(400))
    frame, proposals = draft(rules, NOTICE + body)
    first = proposals.measures[1]
    many = tuple(replace(first, start=first.start + step, end=first.end + step) for step in range(300))
    page = render_page(frame, replace(proposals, measures=many), {}, rules=rules)
    assert len(page.encode()) < 1_000_000

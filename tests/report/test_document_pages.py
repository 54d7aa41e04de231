"""A document's page shows its text whole and in order, with every quote beside its rule."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from liushou import Rules, load_rules
from liushou.chinese import label_words
from liushou.documents.model import FORCE_WORDS
from liushou.documents.rules import shipped_directory
from liushou.report.pages import render_docs
from liushou.rules import ALWAYS, say
from liushou.texts.source import Source

from ..conftest import ON
from .pageparts import Node, tree

DOCUMENTS = ("chongqing", "fengdu", "jilin", "yunnan", "national_2025")
each_document = pytest.mark.parametrize("name", DOCUMENTS)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def source_text(page: Node) -> str:
    return "".join(node.text(leave="sup") for section in page.all("clause") for node in section.all("source"))


@each_document
def test_the_text_is_whole_and_in_order(pages: dict[str, str], texts: dict[str, Source], name: str) -> None:
    assert squeezed(source_text(tree(pages[f"{name}.html"]))) == squeezed(texts[name].text)


@each_document
def test_the_parts_stand_in_printed_order(pages: dict[str, str], texts: dict[str, Source], name: str) -> None:
    sections = tree(pages[f"{name}.html"]).all("clause")
    assert [section.attributes["data-at"] for section in sections] == [clause.at for clause in texts[name].clauses]


@each_document
def test_every_quote_stands_beside_its_rule(rules: Rules, pages: dict[str, str], name: str) -> None:
    shown, lost = [], []
    for section in tree(pages[f"{name}.html"]).all("clause"):
        for row in section.all("row"):
            left = "".join(node.text(leave="sup") for node in row.all("text"))
            marked = "".join(node.text() for node in row.tags("mark"))
            for card in row.all("card"):
                quote = card.all("quote")[0].text().removeprefix("「").removesuffix("」")
                number = card.all("mark")[0].text()
                if not (quote in left and quote in marked and any(number in sup.text() for sup in row.tags("sup"))):
                    lost.append(quote)
                title = card.tags("h4")[0].tags("a")[0].text()
                shown.append((section.attributes["data-at"], title, quote, card.all("badge")[0].text()))
    assert lost == []
    expected = []
    for clause, measure in rules.policies[name].measures():
        register = rules.services if measure.individual else rules.topics
        expected.append((clause.at, register[measure.name].title, measure.quote, FORCE_WORDS[measure.force]))
    assert sorted(shown) == sorted(expected)


@each_document
def test_cards_follow_the_text(pages: dict[str, str], name: str) -> None:
    marks = {
        section.attributes["data-at"]: [card.all("mark")[0].text() for card in section.all("card")]
        for section in tree(pages[f"{name}.html"]).all("clause")
    }
    assert marks == {
        at: [chr(0x245F + number) for number in range(1, len(printed) + 1)] for at, printed in marks.items()
    }


@each_document
def test_the_words_of_the_rule_are_on_the_card(rules: Rules, pages: dict[str, str], name: str) -> None:
    sections = {section.attributes["data-at"]: section for section in tree(pages[f"{name}.html"]).all("clause")}
    lacking = []
    for clause, measure in rules.policies[name].measures():
        section = sections[clause.at]
        cards = [card.text() for card in section.all("card") if measure.quote in card.text()]
        words = [*measure.residual, *measure.carried_out_by]
        words += [text for text in (measure.reading, measure.contact, label_words(measure.annex or "")) if text]
        if measure.condition != ALWAYS:
            words.append(say(measure.condition, rules.vocabulary))
        if measure.need:
            words.append(rules.facts[measure.need].title)
        if measure.until:
            words.append(measure.until.isoformat())
        if not any(all(word in card for word in words) for card in cards):
            lacking.append((clause.at, words))
    assert lacking == []


@each_document
def test_offices_stand_under_their_role(rules: Rules, pages: dict[str, str], name: str) -> None:
    policy = rules.policies[name]
    printed = {part.at: [list(offices) for _, offices in part.agencies.roles()] for part in policy.clauses}
    printed |= {part.at: [list(offices) for _, offices in part.agencies.roles()] for part in policy.annex}
    shown = {
        section.attributes["data-at"]: [
            [office.text().partition("今：")[0] for office in role.all("office")]
            for seats in section.all("seats")
            for role in seats.tags("dd")
        ]
        for section in tree(pages[f"{name}.html"]).all("clause")
    }
    assert {at: shown[at] for at in printed} == printed


def test_a_successor_is_named_with_its_certainty(pages: dict[str, str]) -> None:
    offices = {node.text() for node in tree(pages["jilin.html"]).all("office")}
    assert any(text.startswith("省扶贫办今：") and "（推定）" in text for text in offices)


def test_a_replaced_law_is_marked(pages: dict[str, str]) -> None:
    section = next(
        clause for clause in tree(pages["yunnan.html"]).all("clause") if clause.attributes["data-at"] == "二（六）"
    )
    warnings = [node.text() for node in section.all("warn")]
    assert warnings == ["《中华人民共和国婚姻法》：自 2021-01-01 起由中华人民共和国民法典取代（推定）"]


def test_an_annex_item_names_the_body_clause_and_the_differences(pages: dict[str, str]) -> None:
    section = next(
        clause for clause in tree(pages["yunnan.html"]).all("clause") if clause.attributes["data-at"] == "附件 十九"
    )
    notes = [re.sub(r"\s+", "", node.text()) for node in section.all("note")]
    assert notes == ["重述三（十三）", "出入正文「家庭家教家风建设」，附件「家庭教育家风建设」"]


@each_document
def test_without_the_text_headings_and_quotes(rules: Rules, bare_pages: dict[str, str], name: str) -> None:
    page = tree(bare_pages[f"{name}.html"])
    assert "未给出全文" in page.text()
    policy = rules.policies[name]
    sections = page.all("clause")
    assert [part.attributes["data-at"] for part in sections] == [part.at for part in (*policy.clauses, *policy.annex)]
    lacking = []
    for clause, section in zip(policy.clauses, sections, strict=False):
        left = [node.text(leave="sup") for node in section.all("text")]
        quotes = [*(measure.quote for measure in clause.measures), *(str(context) for context in clause.context)]
        lacking += [quote for quote in quotes if quote not in left]
        lacking += [clause.heading] if clause.heading and clause.heading not in section.text() else []
        lacking += [
            card.text()
            for row in section.all("row")
            for card in row.all("card")
            if card.all("quote")[0].text() != "「" + row.all("text")[0].text(leave="sup") + "」"
        ]
    assert lacking == []


def test_a_quote_that_the_text_lacks_is_said_so(rules: Rules, texts: dict[str, Source], tmp_path: Path) -> None:
    copy = tmp_path / "jilin.yaml"
    shipped = (shipped_directory() / "jilin.yaml").read_text("utf-8")
    copy.write_text(
        shipped.replace("努力做到农村留守妇女应援尽援优援速援", "努力做到农村留宇妇女应援尽援优援速援"), "utf-8"
    )
    page = tree(render_docs(load_rules(replace=[copy]), ON, texts)["jilin.html"])
    warned = [card for card in page.all("card") if card.all("warn")]
    assert len(warned) == 1
    assert "此引文不在所给的原文里" in warned[0].text()
    assert squeezed(source_text(page)) == squeezed(texts["jilin"].text)

"""The pages of services, agencies, facts and references name every entry and every use."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from liushou import Rules, load_rules
from liushou.chinese import label_words
from liushou.report import render_docs

from .pageparts import Node, tree


def entries(html: str) -> dict[str, Node]:
    return {node.attributes["id"]: node for node in tree(html).all("entry")}


def test_every_service_with_every_clause_that_gives_it(rules: Rules, pages: dict[str, str]) -> None:
    shown = entries(pages["services.html"])
    assert set(shown) == {*rules.services, *(f"topic-{name}" for name in rules.topics)}
    uses: dict[str, list[tuple[str, str, str]]] = {name: [] for name in rules.services}
    for policy in rules.policies.values():
        for clause, measure in policy.measures():
            if measure.individual:
                uses[measure.name].append((policy.number, label_words(clause.at), measure.quote))
    texts = {name: [item.text() for item in shown[name].tags("li")] for name in rules.services}
    assert {name: len(items) for name, items in texts.items()} == {name: len(parts) for name, parts in uses.items()}
    assert [
        (name, parts)
        for name in rules.services
        for text, parts in zip(texts[name], uses[name], strict=True)
        if not all(part in text for part in parts)
    ] == []


def test_every_agency_with_successors_and_certainty(rules: Rules, pages: dict[str, str]) -> None:
    shown = entries(pages["agencies.html"])
    assert set(shown) == set(rules.agencies)
    certainty = {"confirmed": "有出处", "presumed": "推定", "unknown": "不明"}
    words = [
        (name, word)
        for name, agency in rules.agencies.items()
        for word in (
            agency.name,
            *agency.aliases,
            *(successor.since.isoformat() for successor in agency.successors),
            *(certainty[successor.certainty] for successor in agency.successors),
            *(rules.agencies[successor.office].name for successor in agency.successors if successor.office),
        )
    ]
    assert [(name, word) for name, word in words if word not in shown[name].text()] == []


def test_an_office_lists_the_clauses_where_it_is_printed(rules: Rules, pages: dict[str, str]) -> None:
    justice = rules.agency("县司法局", "500230")
    assert justice is not None
    links = [node.attributes["href"] for node in entries(pages["agencies.html"])[justice.id].tags("a")]
    assert links == ["fengdu.html#二（四）"]


def test_every_fact_and_concept(rules: Rules, pages: dict[str, str]) -> None:
    shown = entries(pages["facts.html"])
    assert set(shown) == {*rules.facts, *(f"concept-{name}" for name in rules.concepts)}
    assert [name for name, fact in rules.facts.items() if fact.ask not in shown[name].text()] == []
    texts = {name: shown[f"concept-{name}"].text() for name in rules.concepts}
    assert [
        name
        for name, concept in rules.concepts.items()
        if concept.title not in texts[name] or concept.source not in texts[name]
    ] == []


OWN = """
fields: {heating: 取暖部门}
concepts:
  small_home:
    title: 住房小
    cites: [{law: 法律援助法, at: 第四十二条（一）, quote: 无固定生活来源}]
    since: 2022-01-01
    unless: [司法救助或者优抚对象]
    residual: [有材料证明]
    when: [disabled]
facts:
  coal: {title: 用煤, type: yes_no, ask: 是否用煤？, cites: [{law: 民发〔2025〕7号, at: 三（一）, quote: 重病妇女}]}
parameters:
  area:
    title: 面积
    unit: 平方米
    cites: [{law: 残疾人保障法, at: 第二条, quote: 甲}]
    values:
      - {place: nation, from: 2020-01-01, value: 1, cites: [{law: 老年人权益保障法, at: 第二条, quote: 六十周岁}]}
      - {place: nation, from: 2021-01-01, value: 2, source: 报道}
services:
  heating:
    title: 取暖补助
    open_to: everyone
    cites: [{law: 社会救助暂行办法, at: 第九条, quote: 共同生活}]
    door: {office: 乡镇人民政府, cites: [{law: 社会救助暂行办法, at: 第四十八条, quote: 街道办事处}]}
"""


@pytest.mark.parametrize(
    ("page", "entry", "words"),
    [
        ("facts", "concept-small_home", "依据 法律援助法 第四十二条（一）「无固定生活来源」"),
        ("facts", "concept-small_home", "施行 自 2022-01-01 起，此前为未知"),
        ("facts", "concept-small_home", "另由各地认定 司法救助或者优抚对象"),
        ("facts", "concept-small_home", "待部门认定 有材料证明"),
        ("facts", "coal", "民发〔2025〕7号 三（一）「重病妇女」"),
        ("references", "parameter-area", "残疾人保障法 第二条「甲」"),
        ("references", "parameter-area", "老年人权益保障法 第二条「六十周岁」"),
        ("references", "parameter-area", "报道（转载）"),
        ("services", "heating", "不限于留守妇女的依据 社会救助暂行办法 第九条「共同生活」"),
        ("services", "heating", "向谁申请 乡镇人民政府 社会救助暂行办法 第四十八条「街道办事处」"),
    ],
)
def test_each_entry_shows_law_article_and_quote(tmp_path: Path, page: str, entry: str, words: str) -> None:
    (tmp_path / "own.yaml").write_text(OWN, "utf-8")
    pages = render_docs(load_rules(tmp_path), date(2025, 6, 30))

    def bare(text: str) -> str:
        return re.sub(r"[\\\s：（）()|-]+", "", text)

    assert bare(words) in bare(entries(pages[f"{page}.html"])[entry].text())
    assert bare(words) in bare(pages[f"{page}.md"]).replace("**", "").replace("<br>", "")


def test_a_passage_leads_to_its_law(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(OWN, "utf-8")
    pages = render_docs(load_rules(tmp_path), date(2025, 6, 30))
    links = [node.attributes["href"] for node in entries(pages["facts.html"])["coal"].tags("a")]
    assert links == ["national_2025.html#三（一）"]
    links = [node.attributes["href"] for node in entries(pages["services.html"])["heating"].tags("a")]
    assert links == ["references.html#社会救助暂行办法"] * 2


def test_a_fact_names_where_it_is_asked(pages: dict[str, str]) -> None:
    links = {node.attributes["href"] for node in entries(pages["facts.html"])["incapacitated"].tags("a")}
    assert links == {"chongqing.html#二（一）", "fengdu.html#二（一）"}


def test_every_reference_and_value(rules: Rules, pages: dict[str, str]) -> None:
    shown = entries(pages["references.html"])
    assert set(shown) == {*rules.references, *(f"parameter-{name}" for name in rules.parameters)}
    rows = {name: [row.text() for row in shown[f"parameter-{name}"].tags("tr")[1:]] for name in rules.parameters}
    assert {name: len(texts) for name, texts in rows.items()} == {
        name: len(parameter.values) for name, parameter in rules.parameters.items()
    }
    assert [
        (name, value)
        for name, parameter in rules.parameters.items()
        for value in parameter.values
        for words in [(value.since.isoformat(), value.source.title, "官方页面" if value.official else "转载")]
        if not any(all(word in row for word in words) for row in rows[name])
    ] == []


def test_a_replaced_law_is_marked_with_what_it_was_when_cited(pages: dict[str, str]) -> None:
    found = entries(pages["references.html"])
    assert [node.text() for node in found["婚姻法"].all("warn")] == [
        "自 2021-01-01 起由中华人民共和国民法典取代（推定）"
    ]
    assert "印发时：所列文本自 2021-01-01 起施行，此前尚未施行" in found["民法典"].text()


def test_the_index_leads_to_every_page(pages: dict[str, str]) -> None:
    links = {node.attributes["href"] for node in tree(pages["index.html"]).tags("a")}
    assert {name for name in pages if name.endswith(".html")} == {link for link in links if not link.startswith("#")}

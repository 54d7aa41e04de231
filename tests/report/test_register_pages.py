"""The pages of services, agencies, facts and references name every entry and every use."""

from __future__ import annotations

from liushou import Rules

from .pageparts import Node, tree


def entries(html: str) -> dict[str, Node]:
    return {node.attributes["id"]: node for node in tree(html).all("entry")}


def test_every_service_with_every_clause_that_gives_it(rules: Rules, pages: dict[str, str]) -> None:
    found = entries(pages["services.html"])
    assert set(found) == {*rules.services, *(f"topic-{name}" for name in rules.topics)}
    for name in rules.services:
        uses = [item.text() for item in found[name].tags("li")]
        expected = [
            (policy.number, clause.at, measure.quote)
            for policy in rules.policies.values()
            for clause, measure in policy.measures()
            if measure.individual and measure.name == name
        ]
        assert len(uses) == len(expected)
        for text, parts in zip(uses, expected, strict=True):
            assert all(part in text for part in parts)


def test_every_agency_with_successors_and_certainty(rules: Rules, pages: dict[str, str]) -> None:
    found = entries(pages["agencies.html"])
    assert set(found) == set(rules.agencies)
    for name, agency in rules.agencies.items():
        text = found[name].text()
        assert agency.name in text
        assert all(alias in text for alias in agency.aliases)
        for successor in agency.successors:
            assert successor.since.isoformat() in text
            assert {"confirmed": "有出处", "presumed": "推定", "unknown": "不明"}[successor.certainty] in text
            if successor.office:
                assert rules.agencies[successor.office].name in text


def test_an_office_lists_the_clauses_where_it_is_printed(rules: Rules, pages: dict[str, str]) -> None:
    justice = rules.agency("县司法局", "500230")
    assert justice is not None
    links = [node.attributes["href"] for node in entries(pages["agencies.html"])[justice.id].tags("a")]
    assert links == ["fengdu.html#二（四）"]


def test_every_fact_and_concept(rules: Rules, pages: dict[str, str]) -> None:
    found = entries(pages["facts.html"])
    assert set(found) == {*rules.facts, *(f"concept-{name}" for name in rules.concepts)}
    for name, fact in rules.facts.items():
        assert fact.ask in found[name].text()
    for name, concept in rules.concepts.items():
        text = found[f"concept-{name}"].text()
        assert concept.title in text
        assert concept.source in text


def test_a_fact_names_where_it_is_asked(pages: dict[str, str]) -> None:
    links = {node.attributes["href"] for node in entries(pages["facts.html"])["incapacitated"].tags("a")}
    assert links == {"chongqing.html#二（一）", "fengdu.html#二（一）"}


def test_every_reference_and_value(rules: Rules, pages: dict[str, str]) -> None:
    found = entries(pages["references.html"])
    assert set(found) == {*rules.references, *(f"parameter-{name}" for name in rules.parameters)}
    for name, parameter in rules.parameters.items():
        rows = [row.text() for row in found[f"parameter-{name}"].tags("tr")[1:]]
        assert len(rows) == len(parameter.values)
        for value in parameter.values:
            wanted = (value.since.isoformat(), value.source, "官方页面" if value.official else "转载")
            assert any(all(word in row for word in wanted) for row in rows)


def test_a_replaced_law_is_marked_with_what_it_was_when_cited(pages: dict[str, str]) -> None:
    found = entries(pages["references.html"])
    assert [node.text() for node in found["婚姻法"].all("warn")] == [
        "自 2021-01-01 起由中华人民共和国民法典取代（推定）"
    ]
    assert "印发时：所列文本自 2021-01-01 起施行，此前尚未施行" in found["民法典"].text()


def test_the_index_leads_to_every_page(pages: dict[str, str]) -> None:
    links = {node.attributes["href"] for node in tree(pages["index.html"]).tags("a")}
    assert {name for name in pages if name.endswith(".html")} == links

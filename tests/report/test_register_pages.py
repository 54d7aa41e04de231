"""The pages of services, agencies, facts and references name every entry and every use."""

from __future__ import annotations

from liushou import Rules

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
                uses[measure.name].append((policy.number, clause.at, measure.quote))
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
        for words in [(value.since.isoformat(), value.source, "官方页面" if value.official else "转载")]
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
    assert {name for name in pages if name.endswith(".html")} == links

"""Open lists (DESIGN §2): what a no hangs on is repeated where it matters, and only there; it changes no status."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from liushou import Match, Rules, load_rules
from liushou.documents import Clause, ConceptEntry, Measure
from liushou.match import Matcher
from liushou.report import page
from liushou.rules import AllOf, AnyOf, Concept, Condition, IsTrue, Not
from liushou.values import Truth

from ..rules.readings.plain import of_today, plain_match

ON = date(2025, 6, 30)
RULES = load_rules()
#: Facts that say nothing of each other.
FACTS = ("lives_in_village", "receives_dibao", "is_tekun", "seriously_ill", "self_employed", "in_treatment")
#: Each may use those before it.
CONCEPTS = ("one", "two", "three", "four")
SERVICES = ("visits", "counselling")


def conditions(concepts: Mapping[str, Condition]) -> st.SearchStrategy[Condition]:
    leaves: st.SearchStrategy[Condition] = st.sampled_from(FACTS).map(IsTrue)
    named = [Concept(name, name, condition) for name, condition in concepts.items()]
    parts = leaves | st.sampled_from(named) if named else leaves
    return st.recursive(
        parts,
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=3).map(lambda children: AllOf(tuple(children))),
            st.lists(inner, min_size=1, max_size=3).map(lambda children: AnyOf(tuple(children))),
            inner.map(Not),
        ),
        max_leaves=5,
    )


@st.composite
def worlds(draw: st.DrawFn) -> tuple[Rules, dict[str, Truth]]:
    """Rules of one document over generated concepts, some of them open, and what is known of a woman."""
    meanings: dict[str, Condition] = {}
    for name in CONCEPTS:
        meanings[name] = draw(conditions(meanings))
    texts = st.lists(st.sampled_from(["其他困难人员", "等", "其他情形"]), max_size=2, unique=True).map(tuple)
    entries = {
        name: ConceptEntry(
            id=name, title=name, source="试", condition=condition, unless=draw(texts), residual=draw(texts)
        )
        for name, condition in meanings.items()
    }
    measures = [
        Measure(service=service, force="shall", quote="试", condition=draw(conditions(meanings)))
        for service in draw(st.lists(st.sampled_from(SERVICES), min_size=1, max_size=3))
    ]
    policy = RULES.policies["national_2025"]
    definition = replace(policy.definition, condition=draw(conditions(meanings)))
    policy = replace(policy, definition=definition, clauses=(Clause(at="一", measures=tuple(measures)),), annex=())
    rules = replace(RULES, policies={policy.id: policy}, concepts=entries)
    known = draw(st.fixed_dictionaries(dict.fromkeys(FACTS, st.sampled_from([True, False, None]))))
    return rules, known


def value(condition: Condition, known: Mapping[str, Truth], opened: str | None = None) -> Truth:
    """Kleene's three values, written out once more: ``opened`` is the concept whose no is unknown."""
    if isinstance(condition, IsTrue):
        return known[condition.fact]
    if isinstance(condition, Concept):
        inner = value(condition.condition, known, opened)
        return None if condition.name == opened and inner is False else inner
    if isinstance(condition, Not):
        inner = value(condition.child, known, opened)
        return None if inner is None else not inner
    assert isinstance(condition, (AllOf, AnyOf))
    values = [value(child, known, opened) for child in condition.children]
    decisive = isinstance(condition, AnyOf)
    return decisive if decisive in values else None if None in values else not decisive


def names(condition: Condition) -> set[str]:
    if isinstance(condition, Concept):
        return {condition.name} | names(condition.condition)
    if isinstance(condition, Not):
        return names(condition.child)
    children = condition.children if isinstance(condition, (AllOf, AnyOf)) else ()
    return {name for child in children for name in names(child)}


def answered(rules: Rules, known: Mapping[str, Truth]) -> tuple[Matcher, Match]:
    matcher = Matcher(place="430000", on=ON, rules=rules)
    return matcher, matcher.match({name: fact for name, fact in known.items() if fact is not None})


def differing(
    world: tuple[Rules, dict[str, Truth]], part: Callable[[Rules, Condition, Mapping[str, Truth]], set[str]], of: str
) -> list[object]:
    rules, known = world
    matcher, answer = answered(rules, known)
    (policy,) = rules.policies.values()
    wrong: list[object] = []
    for service in answer.services:
        for ground, (_, measure) in zip(service.grounds, matcher.measures(service.id), strict=True):
            whole = AllOf((policy.definition.condition, measure.condition))
            texts = getattr(ground, of)
            if len(texts) != len(set(texts)) or set(texts) != part(rules, whole, known):
                wrong.append((service.id, texts, part(rules, whole, known)))
    return wrong


@given(worlds())
def test_unless_is_carried_exactly_where_the_no_hangs_on_it(world: tuple[Rules, dict[str, Truth]]) -> None:
    def expected(rules: Rules, whole: Condition, known: Mapping[str, Truth]) -> set[str]:
        if value(whole, known) is not False:
            return set()
        return {
            text for name in names(whole) if value(whole, known, name) is None for text in rules.concepts[name].unless
        }

    assert differing(world, expected, "unless") == []


@given(worlds())
def test_a_concepts_residual_is_reported_where_it_is_open_or_met(world: tuple[Rules, dict[str, Truth]]) -> None:
    def expected(rules: Rules, whole: Condition, known: Mapping[str, Truth]) -> set[str]:
        nodes = [Concept(name, name, rules.concepts[name].condition) for name in names(whole)]
        met = [node.name for node in nodes if value(node, known) is not False]
        return {text for name in met for text in rules.concepts[name].residual}

    assert differing(world, expected, "residual") == []


@given(worlds())
def test_open_lists_change_no_status_in_any_reading(world: tuple[Rules, dict[str, Truth]]) -> None:
    rules, known = world
    matcher, answer = answered(rules, known)
    closed = {name: replace(entry, unless=(), residual=()) for name, entry in rules.concepts.items()}
    without = answered(replace(rules, concepts=closed), known)[1]
    assert answer.statuses() == without.statuses() == matcher.statuses(answer_mapping(known))
    assert of_today(answer) == plain_match(matcher, answer_mapping(known))
    outcomes = matcher.outcomes(answer_mapping(known)).services
    assert {service.id: set(outcomes[service.id].unless) for service in answer.services} == {
        service.id: {text for ground in service.deciding for text in ground.unless} for service in answer.services
    }
    assert Match.from_dict(answer.to_dict()) == answer


def answer_mapping(known: Mapping[str, Truth]) -> dict[str, bool]:
    return {name: fact for name, fact in known.items() if fact is not None}


def test_the_page_says_except() -> None:
    entry = replace(RULES.concepts["low_income"], unless=("其他困难人员",))
    rules = replace(RULES, concepts={**RULES.concepts, "low_income": entry})
    facts = ("receives_dibao", "is_tekun", "is_dibao_marginal", "is_rigid_expenditure_hardship", "is_monitored")
    woman = {
        **dict.fromkeys(
            (*facts, "disabled", "seriously_ill", "assets_within_limit", "assets_within_marginal_limit"), False
        ),
        "sex": "female",
    }
    woman |= {
        "lives_in_village": True,
        "husband_away_for_work": True,
        "husband_away_years": 2,
        "at_risk_of_poverty": False,
    }
    answer = Matcher(place="430000", on=ON, rules=rules).match({**woman, "income_per_capita_month": 9000})
    service = answer.service("low_income_monitoring")
    assert (service.status, service.grounds[0].unless) == ("ineligible", ("其他困难人员",))
    assert f"{service.title}【暂不符合（除非其他困难人员）】" in page(answer, rules)

"""Strategies for conditions and whole documents: nothing that a rule file of the shipped registers could not say."""

from datetime import date
from typing import Any

from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

import yaml

from ..documents import CONTEXT_KINDS, FORCES, Rules, load_rules
from ..profile import DERIVED, Fact
from ..rules import to_data, tree
from ..values import Operator, Unit
from . import arguments
from .profile_strategies import constants_of

_OPERATORS: tuple[Operator, ...] = (">=", "<=", ">", "<", "=")
_FACTORS = (1.0, 1.5, 0.5, 1.1, 2.0)
_UNITS: tuple[Unit, ...] = ("months", "years", "days")


def conditions(*, vocabulary: tree.Vocabulary | None = None, max_leaves: int = 8) -> st.SearchStrategy[tree.Condition]:
    """Condition trees of the names in ``vocabulary`` (the shipped one unless given).

    Every kind of node occurs: all, any, not, concepts, and the leaves ``fact``, ``is``, ``in``, comparisons,
    ``between``, ``at least … ago``, with constants, parameters and multiples of parameters. Needs never do. A tree
    holds about ``max_leaves`` phrases at most; what a concept stands for is not counted. Each tree can be written into
    a rule file (:func:`liushou.rules.to_data`) and reads back the same. Shrinks towards one fact.
    """
    arguments.size("max_leaves", max_leaves, 1)
    if vocabulary is None:
        vocabulary = load_rules().vocabulary
    if not isinstance(vocabulary, tree.Vocabulary):
        raise InvalidArgument(f"vocabulary={vocabulary!r} must be a liushou.rules.Vocabulary")
    if not any(not fact.need for fact in vocabulary.facts.values()):
        raise InvalidArgument("vocabulary holds no fact that a condition may use")
    return st.recursive(_phrases(vocabulary), _branches, max_leaves=max_leaves)


def _branches(inner: st.SearchStrategy[tree.Condition]) -> st.SearchStrategy[tree.Condition]:
    several = st.lists(inner, min_size=1, max_size=4).map(tuple)
    return st.one_of(several.map(tree.AllOf), several.map(tree.AnyOf), inner.map(tree.Not))


def _phrases(vocabulary: tree.Vocabulary) -> st.SearchStrategy[tree.Condition]:
    facts = [fact for fact in vocabulary.facts.values() if not fact.need]
    facts += [fact for fact, source in DERIVED.values() if source in vocabulary.facts]
    yes_no, listed, ordered, dates = (
        st.sampled_from(some) if (some := [fact for fact in facts if fact.kind in kinds]) else st.nothing()
        for kinds in (("yes_no",), ("choice", "integer"), ("date", "number", "integer"), ("date",))
    )
    return st.one_of(
        yes_no.map(lambda fact: tree.IsTrue(fact.name)),
        listed.filter(lambda fact: fact.name not in DERIVED).flatmap(_one_of),
        ordered.flatmap(lambda fact: _numbers(vocabulary, fact)),
        st.builds(tree.Elapsed, dates.map(lambda fact: fact.name), st.integers(1, 24), st.sampled_from(_UNITS)),
        st.sampled_from(list(vocabulary.concepts.values())) if vocabulary.concepts else st.nothing(),
    )


def _one_of(fact: Fact) -> st.SearchStrategy[tree.Condition]:
    values: st.SearchStrategy[Any] = constants_of(fact)
    if fact.kind == "choice":
        values = st.sampled_from(sorted(fact.choices))
    several = st.lists(values, min_size=1, max_size=3, unique=True).map(tuple)
    return several.map(lambda chosen: tree.OneOf(fact.name, chosen))


def _numbers(vocabulary: tree.Vocabulary, fact: Fact) -> st.SearchStrategy[tree.Condition]:
    """Comparisons, and what lies between two operands."""
    name, operands = st.just(fact.name), _operands(vocabulary, fact)
    ordered = st.tuples(operands, operands).map(lambda two: two if tree.in_order(*two) else two[::-1])
    pairs = ordered.map(lambda two: tree.Between(fact.name, *two))
    return st.builds(tree.Compare, name, st.sampled_from(_OPERATORS), operands) | pairs


def _operands(vocabulary: tree.Vocabulary, fact: Fact) -> st.SearchStrategy[tree.Operand]:
    same_unit = [name for name, known in vocabulary.parameters.items() if known.unit == (fact.unit or "")]
    if fact.kind == "date" or not same_unit:
        return constants_of(fact)
    multiples = st.builds(tree.Parameter, st.sampled_from(same_unit), st.sampled_from(_FACTORS))
    return st.one_of(constants_of(fact), multiples)


_FIRST, _LAST, _FARTHEST = date(2019, 9, 1), date(2025, 12, 31), date(2030, 12, 31)
#: What a quote is made of; no character of it means anything to YAML at its start.
_CHARACTERS = "农村留守妇女家庭纳入范围提供服务开展支持优先保障，“”"
_QUOTES = st.text(st.sampled_from(_CHARACTERS), min_size=1, max_size=20)
_IDS = st.text("abcdefghijklmnopqrstuvwxyz0123456789_", min_size=1, max_size=8)
_SPANS = st.tuples(_QUOTES, st.just("…"), st.just("") | _QUOTES).map("".join)


def policies(
    *, rules: Rules | None = None, max_clauses: int = 3, max_measures: int = 3, max_leaves: int = 4
) -> st.SearchStrategy[str]:
    """YAML texts of small, valid documents, such as ``load_rules(directory)`` takes.

    Their names (services, topics, offices, facts, concepts, parameters, references) are those of ``rules``, the shipped
    ones unless given; their ids begin with ``own_``, so that none is a shipped document's. Every kind of clause, role,
    force, reach and condition occurs, annexes included.
    """
    used = arguments.rules_of(rules)
    arguments.size("max_clauses", max_clauses, 1)
    arguments.size("max_measures", max_measures, 0)
    arguments.size("max_leaves", max_leaves, 1)
    whens = conditions(vocabulary=used.vocabulary, max_leaves=max_leaves).map(to_data)
    places = sorted({agency.place for agency in used.agencies.values()})

    @st.composite
    def documents(draw: st.DrawFn) -> str:
        place = draw(st.sampled_from(places))
        offices = sorted({agency.name for agency in used.agencies.values() if agency.place == place})
        issued, with_annex = draw(st.dates(_FIRST, _LAST)), draw(st.booleans())
        measures = _measures(used, whens, issued)
        labels = [f"第{number}条" for number in range(1, draw(st.integers(1, max_clauses)) + 1)]
        document: dict[str, Any] = {
            "policy": f"own_{draw(_IDS)}",
            "title": draw(_QUOTES),
            "number": f"测民发〔{issued.year}〕{draw(st.integers(1, 99))}号",
            "issued": issued,
            "place": place,
            "issuers": [draw(st.sampled_from(offices))],
            "definition": {"at": draw(st.sampled_from(labels)), "quote": draw(_QUOTES), "when": draw(whens)},
            "clauses": [],
        }
        for label in labels:
            clause: dict[str, Any] = {"at": label, **draw(_clauses(used, None if with_annex else _agencies(offices)))}
            clause["measures"] = draw(st.lists(measures, max_size=max_measures))
            named = [office for role in clause.get("agencies", {}).values() for office in role]
            for measure in clause["measures"]:
                if draw(st.booleans()) and named:
                    measure["contact"] = draw(st.sampled_from(named))
            if not clause["measures"] and draw(st.booleans()):
                clause["context"] = draw(st.sampled_from(CONTEXT_KINDS))
            document["clauses"].append(clause)
        if with_annex:
            document["annex"] = [
                {"at": f"附件 {number}", "of": [label], "agencies": draw(_agencies(offices))}
                for number, label in enumerate(labels, start=1)
            ]
        return yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=200)

    return documents()


def _clauses(rules: Rules, agencies: st.SearchStrategy[Any] | None) -> st.SearchStrategy[dict[str, Any]]:
    """What a clause may say beside its label and its measures; with an annex it names no office."""
    optional: dict[str, st.SearchStrategy[Any]] = {"heading": _QUOTES}
    optional["context"] = st.tuples(st.sampled_from(CONTEXT_KINDS), _SPANS).map(lambda two: {two[0]: [two[1]]})
    if agencies is not None:
        optional["agencies"] = agencies
    if rules.references:
        optional["references"] = st.sampled_from(sorted(rules.references)).map(lambda name: [name])
    return st.fixed_dictionaries({}, optional=optional)


def _measures(rules: Rules, whens: st.SearchStrategy[Any], issued: date) -> st.SearchStrategy[dict[str, Any]]:
    required: dict[str, st.SearchStrategy[Any]] = {"force": st.sampled_from(FORCES), "quote": _QUOTES}
    optional: dict[str, st.SearchStrategy[Any]] = {
        "when": whens,
        "residual": st.tuples(_QUOTES).map(list),
        "until": st.dates(issued, _FARTHEST),
    }
    if needs := sorted(fact.name for fact in rules.facts.values() if fact.need):
        optional["need"] = st.sampled_from(needs)
    registers = [(key, names) for key, names in (("service", rules.services), ("topic", rules.topics)) if names]
    return st.one_of(
        [
            st.fixed_dictionaries({key: st.sampled_from(sorted(names)), **required}, optional=optional)
            for key, names in registers
        ]
    )


def _agencies(offices: list[str]) -> st.SearchStrategy[dict[str, list[str]]]:
    several = st.lists(st.sampled_from(offices), min_size=1, max_size=4, unique=True)
    return st.one_of(
        several.map(lambda chosen: {"joint": chosen}),
        several.map(lambda chosen: {"sole": chosen[:1]}),
        several.map(lambda chosen: {"lead": chosen[:1]} | ({"support": chosen[1:]} if chosen[1:] else {})),
    )

"""Strategies for whole documents: small ones that the shipped registers know every name of."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

import yaml

from ..documents import CONTEXT_KINDS, FORCES, Rules
from ..rules import Condition, to_data
from . import arguments
from .condition_strategies import conditions
from .named import Hidden, named

_FIRST, _LAST = date(2019, 9, 1), date(2025, 12, 31)
_NUMERALS = "一二三四五六七八九"
#: What a quote is made of; no character of it means anything to YAML at its start.
_CHARACTERS = "农村留守妇女家庭纳入范围提供服务开展支持优先保障，“”"


def policies(
    *, rules: Rules | None = None, max_clauses: int = 3, max_measures: int = 3, max_leaves: int = 4
) -> st.SearchStrategy[str]:
    """YAML texts of small, valid documents, such as ``load_rules(directory)`` takes.

    Their names (services, topics, offices, facts, concepts, parameters, references) are
    those of ``rules``, the shipped ones unless given; their ids begin with ``own_``, so
    that none is a shipped document's. Every kind of clause, role, force, reach and
    condition occurs, annexes included.
    """
    mappings = policy_mappings(rules=rules, max_clauses=max_clauses, max_measures=max_measures, max_leaves=max_leaves)
    return mappings.map(_text)


def policy_mappings(
    *, rules: Rules | None = None, max_clauses: int = 3, max_measures: int = 3, max_leaves: int = 4
) -> st.SearchStrategy[dict[str, Any]]:
    """The documents of :func:`policies` as mappings, to be changed and dumped by the test itself."""
    used = arguments.rules_of(rules)
    arguments.size("max_clauses", max_clauses, 1)
    arguments.size("max_measures", max_measures, 0)
    arguments.size("max_leaves", max_leaves, 1)
    whens = conditions(vocabulary=used.vocabulary, max_leaves=max_leaves)
    documents = _documents(Hidden(used), Hidden(whens), max_clauses, max_measures)
    return named("policy_mappings", documents, max_clauses=max_clauses, max_measures=max_measures)


def _text(document: dict[str, Any]) -> str:
    return yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=200)


def _quotes() -> st.SearchStrategy[str]:
    return st.text(st.sampled_from(_CHARACTERS), min_size=1, max_size=20)


@st.composite
def _documents(
    draw: st.DrawFn,
    hidden_rules: Hidden[Rules],
    hidden_whens: Hidden[st.SearchStrategy[Condition]],
    max_clauses: int,
    max_measures: int,
) -> dict[str, Any]:
    rules, whens = hidden_rules.value, hidden_whens.value
    places = sorted({agency.place for agency in rules.agencies.values()})
    place = draw(st.sampled_from(places))
    offices = sorted({agency.name for agency in rules.agencies.values() if agency.place == place})
    issued = draw(st.dates(_FIRST, _LAST))
    count = draw(st.integers(1, max_clauses))
    with_annex = draw(st.booleans())
    labels = [f"二（{numeral}）" for numeral in _NUMERALS[:count]] if count <= 9 else [f"第{n}条" for n in range(count)]
    clauses = [_clause(draw, rules, whens, label, offices, issued, max_measures, with_annex) for label in labels]
    document: dict[str, Any] = {
        "policy": "own_" + draw(st.text("abcdefghijklmnopqrstuvwxyz0123456789_", min_size=1, max_size=8)),
        "title": draw(_quotes()),
        "number": f"测民发〔{issued.year}〕{draw(st.integers(1, 99))}号",
        "issued": issued,
        "place": place,
        "issuers": [draw(st.sampled_from(offices))],
        "definition": {"at": draw(st.sampled_from(labels)), "quote": draw(_quotes()), "when": to_data(draw(whens))},
        "clauses": clauses,
    }
    if with_annex:
        document["annex"] = [
            {"at": f"附件 {number}", "of": [label], "agencies": _agencies(draw, offices)}
            for number, label in enumerate(labels, start=1)
        ]
        for clause in clauses:
            for measure in clause.get("measures", ()):
                measure.pop("contact", None)
    return document


def _clause(
    draw: st.DrawFn,
    rules: Rules,
    whens: st.SearchStrategy[Condition],
    label: str,
    offices: list[str],
    issued: date,
    max_measures: int,
    with_annex: bool,
) -> dict[str, Any]:
    clause: dict[str, Any] = {"at": label}
    if _maybe(draw):
        clause["heading"] = draw(_quotes())
    named: list[str] = []
    if not with_annex and _maybe(draw):
        clause["agencies"] = _agencies(draw, offices)
        named = [office for role in clause["agencies"].values() for office in role]
    cited = sorted(rules.references)
    if cited and _maybe(draw):
        clause["references"] = [draw(st.sampled_from(cited))]
    clause["measures"] = [
        _measure(draw, rules, whens, named, issued) for _ in range(draw(st.integers(0, max_measures)))
    ]
    if _maybe(draw):
        kind = draw(st.sampled_from(CONTEXT_KINDS))
        whole = not clause["measures"] and _maybe(draw)
        clause["context"] = kind if whole else {kind: [f"{draw(_quotes())}…{draw(_quotes()) if _maybe(draw) else ''}"]}
    return clause


def _maybe(draw: st.DrawFn) -> bool:
    return draw(st.booleans())


def _agencies(draw: st.DrawFn, offices: list[str]) -> dict[str, list[str]]:
    some = st.lists(st.sampled_from(offices), min_size=1, max_size=4, unique=True)
    role = draw(st.sampled_from(("joint", "sole", "lead")))
    chosen = draw(some)
    if role == "joint":
        return {"joint": chosen}
    if role == "sole" or len(chosen) == 1:
        return {role: chosen[:1]}
    return {"lead": chosen[:1], "support": chosen[1:]}


def _measure(
    draw: st.DrawFn, rules: Rules, whens: st.SearchStrategy[Condition], named: list[str], issued: date
) -> dict[str, Any]:
    measure: dict[str, Any] = {}
    if rules.topics and draw(st.integers(0, 3)) == 3:
        measure["topic"] = draw(st.sampled_from(sorted(rules.topics)))
    else:
        measure["service"] = draw(st.sampled_from(sorted(rules.services)))
    measure |= {"force": draw(st.sampled_from(FORCES)), "quote": draw(_quotes())}
    if _maybe(draw):
        measure["when"] = to_data(draw(whens))
    needs = sorted(fact.name for fact in rules.facts.values() if fact.need)
    if needs and draw(st.integers(0, 2)) == 2:
        measure["need"] = draw(st.sampled_from(needs))
    if draw(st.integers(0, 2)) == 2:
        measure["residual"] = [draw(_quotes())]
    if named and _maybe(draw):
        measure["contact"] = draw(st.sampled_from(named))
    if draw(st.integers(0, 4)) == 4:
        measure["until"] = draw(st.dates(issued, date(2030, 12, 31)))
    return measure

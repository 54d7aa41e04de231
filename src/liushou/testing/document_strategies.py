"""Strategies for whole documents: small ones that the shipped registers know every name of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from hypothesis import strategies as st

import yaml

from ..documents import CONTEXT_KINDS, FORCES, Rules
from ..rules import Condition, to_data
from . import arguments
from .condition_strategies import conditions
from .named import named

_FIRST, _LAST, _FARTHEST = date(2019, 9, 1), date(2025, 12, 31), date(2030, 12, 31)
_NUMERALS = "一二三四五六七八九"
#: What a quote is made of; no character of it means anything to YAML at its start.
_CHARACTERS = "农村留守妇女家庭纳入范围提供服务开展支持优先保障，“”"
_QUOTES = st.text(st.sampled_from(_CHARACTERS), min_size=1, max_size=20)
_IDS = st.text("abcdefghijklmnopqrstuvwxyz0123456789_", min_size=1, max_size=8)


def policies(
    *, rules: Rules | None = None, max_clauses: int = 3, max_measures: int = 3, max_leaves: int = 4
) -> st.SearchStrategy[str]:
    """YAML texts of small, valid documents, such as ``load_rules(directory)`` takes.

    Their names (services, topics, offices, facts, concepts, parameters, references) are
    those of ``rules``, the shipped ones unless given; their ids begin with ``own_``, so
    that none is a shipped document's. Every kind of clause, role, force, reach and
    condition occurs, annexes included.
    """
    used = arguments.rules_of(rules)
    arguments.size("max_clauses", max_clauses, 1)
    arguments.size("max_measures", max_measures, 0)
    arguments.size("max_leaves", max_leaves, 1)
    whens = conditions(vocabulary=used.vocabulary, max_leaves=max_leaves)

    @st.composite
    def documents(draw: st.DrawFn) -> str:
        place = draw(st.sampled_from(sorted({agency.place for agency in used.agencies.values()})))
        author = _Author(
            draw=draw,
            rules=used,
            whens=whens,
            offices=sorted({agency.name for agency in used.agencies.values() if agency.place == place}),
            issued=draw(st.dates(_FIRST, _LAST)),
            annex=draw(st.booleans()),
        )
        document = author.document(place, max_clauses, max_measures)
        return yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=200)

    return named("policies", documents(), max_clauses=max_clauses, max_measures=max_measures)


@dataclass(slots=True, kw_only=True)
class _Author:
    """Draws the parts of one document; with an ``annex``, the clauses name no office."""

    draw: st.DrawFn
    rules: Rules
    whens: st.SearchStrategy[Condition]
    offices: list[str]
    issued: date
    annex: bool

    def document(self, place: str, max_clauses: int, max_measures: int) -> dict[str, Any]:
        draw = self.draw
        count = draw(st.integers(1, max_clauses))
        labels = (
            [f"二（{numeral}）" for numeral in _NUMERALS[:count]] if count <= 9 else [f"第{n}条" for n in range(count)]
        )
        document: dict[str, Any] = {
            "policy": f"own_{draw(_IDS)}",
            "title": draw(_QUOTES),
            "number": f"测民发〔{self.issued.year}〕{draw(st.integers(1, 99))}号",
            "issued": self.issued,
            "place": place,
            "issuers": [draw(st.sampled_from(self.offices))],
            "definition": {"at": draw(st.sampled_from(labels)), "quote": draw(_QUOTES), "when": self.when()},
            "clauses": [self.clause(label, max_measures) for label in labels],
        }
        if self.annex:
            document["annex"] = [
                {"at": f"附件 {number}", "of": [label], "agencies": self.agencies()}
                for number, label in enumerate(labels, start=1)
            ]
        return document

    def clause(self, label: str, max_measures: int) -> dict[str, Any]:
        draw = self.draw
        clause: dict[str, Any] = {"at": label}
        if self.one_in(2):
            clause["heading"] = draw(_QUOTES)
        named: list[str] = []
        if not self.annex and self.one_in(2):
            clause["agencies"] = self.agencies()
            named = [office for role in clause["agencies"].values() for office in role]
        if self.rules.references and self.one_in(2):
            clause["references"] = [draw(st.sampled_from(sorted(self.rules.references)))]
        clause["measures"] = [self.measure(named) for _ in range(draw(st.integers(0, max_measures)))]
        if self.one_in(2):
            kind = draw(st.sampled_from(CONTEXT_KINDS))
            opening = f"{draw(_QUOTES)}…{draw(_QUOTES) if self.one_in(2) else ''}"
            clause["context"] = kind if not clause["measures"] and self.one_in(2) else {kind: [opening]}
        return clause

    def agencies(self) -> dict[str, list[str]]:
        role = self.draw(st.sampled_from(("joint", "sole", "lead")))
        chosen = self.draw(st.lists(st.sampled_from(self.offices), min_size=1, max_size=4, unique=True))
        if role == "joint":
            return {"joint": chosen}
        if role == "sole" or len(chosen) == 1:
            return {role: chosen[:1]}
        return {"lead": chosen[:1], "support": chosen[1:]}

    def measure(self, named: list[str]) -> dict[str, Any]:
        draw = self.draw
        collective = bool(self.rules.topics) and self.one_in(4)
        names = self.rules.topics if collective else self.rules.services
        measure: dict[str, Any] = {
            "topic" if collective else "service": draw(st.sampled_from(sorted(names))),
            "force": draw(st.sampled_from(FORCES)),
            "quote": draw(_QUOTES),
        }
        if self.one_in(2):
            measure["when"] = self.when()
        needs = sorted(fact.name for fact in self.rules.facts.values() if fact.need)
        if needs and self.one_in(3):
            measure["need"] = draw(st.sampled_from(needs))
        if self.one_in(3):
            measure["residual"] = [draw(_QUOTES)]
        if named and self.one_in(2):
            measure["contact"] = draw(st.sampled_from(named))
        if self.one_in(5):
            measure["until"] = draw(st.dates(self.issued, _FARTHEST))
        return measure

    def when(self) -> Any:
        return to_data(self.draw(self.whens))

    def one_in(self, count: int) -> bool:
        """Yes once in so many draws; shrinks to no."""
        return self.draw(st.integers(1, count)) == count

"""All documents × all services: force, lead, condition in brief, clause.

Rows that differ most come first: a service counts one for each pair of documents of
which one lacks it, or whose force, lead or condition (in words) is another.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any, Literal

from ..documents import FORCE_WORDS, FORCES, ROLE_WORDS, Agencies, Clause, Measure, Policy, Rules
from ..places import NATION, find
from ..rules import ALWAYS, Concept, say, walk
from ..values import check_day
from .sides import short_name

Kind = Literal["service", "topic"]
NOBODY = "未写"


@dataclass(frozen=True, slots=True)
class Cell:
    """What one document says of one service: the strongest measure, and how many there are."""

    force: str
    condition: str
    clause: str
    quote: str
    agencies: Agencies
    agencies_clause: str
    measures: int
    residual: tuple[str, ...] = ()

    @property
    def force_word(self) -> str:
        """应当, 优先, 提供, 鼓励支持."""
        return FORCE_WORDS[self.force]

    @property
    def lead(self) -> str:
        """Who leads, or who shares the work where nobody does: 县司法局牵头, 7家分工."""
        if self.agencies.lead:
            return "、".join(self.agencies.lead) + ROLE_WORDS["lead"]
        if self.agencies.sole:
            return "、".join(self.agencies.sole) + ROLE_WORDS["sole"]
        if self.agencies.joint:
            return f"{len(self.agencies.joint)}家{ROLE_WORDS['joint']}，未写牵头"
        return NOBODY

    @property
    def offices(self) -> str:
        """Every office by role."""
        return "；".join(f"{ROLE_WORDS[role]}：{'、'.join(names)}" for role, names in self.agencies.roles()) or NOBODY


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One service (or topic) in every document; None where a document lacks it."""

    id: str
    title: str
    kind: Kind
    cells: tuple[Cell | None, ...]
    differs: int


@dataclass(frozen=True, slots=True)
class Column:
    """A document as the matrix heads it."""

    id: str
    name: str
    number: str
    title: str
    place: str
    issued: date
    definition: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """The whole table on a day."""

    on: date
    columns: tuple[Column, ...]
    rows: tuple[MatrixRow, ...]
    concepts: tuple[tuple[str, str], ...] = ()

    @property
    def services(self) -> tuple[MatrixRow, ...]:
        """The rows that reach one woman."""
        return tuple(row for row in self.rows if row.kind == "service")

    @property
    def topics(self) -> tuple[MatrixRow, ...]:
        """The rows of collective measures."""
        return tuple(row for row in self.rows if row.kind == "topic")

    def to_dict(self) -> dict[str, Any]:
        """The JSON of ``liushou matrix --json``."""
        return {
            "on": self.on.isoformat(),
            "documents": [
                {"id": one.id, "name": one.name, "number": one.number, "title": one.title, "place": one.place,
                 "issued": one.issued.isoformat(), "definition": one.definition}
                for one in self.columns
            ],
            "rows": [
                {"id": row.id, "title": row.title, "kind": row.kind, "differs": row.differs,
                 "cells": {column.id: _cell_data(cell) for column, cell in zip(self.columns, row.cells, strict=True)}}
                for row in self.rows
            ],
            "concepts": [{"title": title, "condition": text} for title, text in self.concepts],
        }  # fmt: skip


def matrix(rules: Rules, on: date, *, documents: Iterable[str] | None = None) -> Matrix:
    """The table of all documents (or those named) on the day ``on``.

    Measures whose last day has passed are out. Services first, then topics, each sorted
    by how much it differs and then as in the register; the nation's document stands
    first. Raises KeyError for an unknown id.
    """
    check_day(on)
    names = list(rules.policies) if documents is None else list(documents)
    policies = sorted(
        (rules.policies[name] for name in names), key=lambda one: (one.place != NATION, one.place, one.id)
    )
    columns = tuple(_column(rules, policy, policies) for policy in policies)
    rows: list[MatrixRow] = []
    for kind, register in (("service", rules.services), ("topic", rules.topics)):
        found = [_row(rules, policies, name, entry.title, kind == "service", on) for name, entry in register.items()]
        rows += sorted((row for row in found if any(row.cells)), key=lambda row: -row.differs)
    return Matrix(on, columns, tuple(rows), _concepts(rules, policies))


def _column(rules: Rules, policy: Policy, policies: list[Policy]) -> Column:
    name = short_name(policy.place)
    if sum(short_name(other.place) == name for other in policies) > 1:
        name = f"{name}（{policy.number}）"
    definition = say(policy.definition.condition, rules.vocabulary)
    return Column(policy.id, name, policy.number, policy.title, find(policy.place).name, policy.issued, definition)


def _concepts(rules: Rules, policies: list[Policy]) -> tuple[tuple[str, str], ...]:
    """The named conditions that the cells use, and what they stand for."""
    used = [one.definition.condition for one in policies]
    used += [measure.condition for one in policies for _, measure in one.measures()]
    names = dict.fromkeys(node.name for one in used for node in walk(one) if isinstance(node, Concept))
    entries = [rules.concepts[name] for name in names if name in rules.concepts]
    return tuple((one.title, say(one.condition, rules.vocabulary)) for one in entries)


def _row(rules: Rules, policies: list[Policy], name: str, title: str, individual: bool, on: date) -> MatrixRow:
    cells = tuple(_cell(rules, policy, name, individual, on) for policy in policies)
    differs = sum(_unlike(one, other) for one, other in combinations(cells, 2))
    return MatrixRow(name, title, "service" if individual else "topic", cells, differs)


def _unlike(a: Cell | None, b: Cell | None) -> bool:
    if a is None or b is None:
        return a is not b
    leads = bool(a.agencies.lead) is not bool(b.agencies.lead)
    return a.force != b.force or a.condition != b.condition or leads


def _cell(rules: Rules, policy: Policy, name: str, individual: bool, on: date) -> Cell | None:
    found: list[tuple[Clause, Measure]] = [
        (clause, measure)
        for clause, measure in policy.measures()
        if measure.name == name and measure.individual is individual and (measure.until is None or on <= measure.until)
    ]
    if not found:
        return None
    clause, measure = min(found, key=lambda pair: FORCES.index(pair[1].force))
    label, agencies = policy.agencies_of(clause, measure)
    free = any(one.condition == ALWAYS for _, one in found)
    words = dict.fromkeys(say(ALWAYS if free else one.condition, rules.vocabulary) for _, one in found)
    residual = tuple(dict.fromkeys(text for _, one in found for text in one.residual))
    return Cell(measure.force, "；或者：".join(words), clause.at, measure.quote, agencies, label, len(found), residual)


def _cell_data(cell: Cell | None) -> dict[str, Any] | None:
    if cell is None:
        return None
    return {
        "force": cell.force, "condition": cell.condition, "clause": cell.clause, "quote": cell.quote,
        "agencies": {**{role: list(names) for role, names in cell.agencies.roles()}, "clause": cell.agencies_clause},
        "lead": list(cell.agencies.lead), "measures": cell.measures, "residual": list(cell.residual),
    }  # fmt: skip

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

from ..documents import ROLE_WORDS, Policy, Rules
from ..places import NATION, place_of_code
from ..report import NO_CONDITION, MeasureGroup, MeasureView, measure_view
from ..rules import say
from ..values import check_day
from .model import ConceptRow, concept_rows
from .sides import short_name

Kind = Literal["service", "topic"]
NOBODY = "未写"


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """One service (or topic) in every document; None where a document lacks it."""

    id: str
    title: str
    kind: Kind
    cells: tuple[MeasureGroup | None, ...]
    differs: int


@dataclass(frozen=True, slots=True)
class Column:
    """A document as the matrix heads it, with its definition in words."""

    name: str
    policy: Policy
    definition: str

    @property
    def place_name(self) -> str:
        """The full name of the document's place."""
        return place_of_code(self.policy.place).name


@dataclass(frozen=True, slots=True)
class Matrix:
    """The whole table on a day."""

    on: date
    columns: tuple[Column, ...]
    rows: tuple[MatrixRow, ...]
    concepts: tuple[ConceptRow, ...] = ()

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
                {
                    "id": column.policy.id,
                    "name": column.name,
                    "number": column.policy.number,
                    "title": column.policy.title,
                    "place": column.place_name,
                    "issued": column.policy.issued.isoformat(),
                    "definition": column.definition,
                }
                for column in self.columns
            ],
            "rows": [
                {
                    "id": row.id,
                    "title": row.title,
                    "kind": row.kind,
                    "differs": row.differs,
                    "cells": {
                        column.policy.id: _cell_data(cell) for column, cell in zip(self.columns, row.cells, strict=True)
                    },
                }
                for row in self.rows
            ],
            "concepts": [{"title": concept.title, "condition": concept.condition} for concept in self.concepts],
        }


def matrix(rules: Rules, on: date, *, documents: Iterable[str] | None = None) -> Matrix:
    """The table of all documents (or those named) on the day ``on``.

    Measures whose last day has passed are out. Services first, then topics, each sorted
    by how much it differs and then as in the register; the nation's document comes
    first. Raises KeyError for an unknown id.
    """
    check_day(on)
    names = list(rules.policies) if documents is None else list(documents)
    policies = sorted(
        (rules.policies[name] for name in names), key=lambda policy: (policy.place != NATION, policy.place, policy.id)
    )
    columns = tuple(_column(rules, policy, policies) for policy in policies)
    rows: list[MatrixRow] = []
    kinds: tuple[Kind, ...] = ("service", "topic")
    for kind, register in zip(kinds, (rules.services, rules.topics), strict=True):
        every = [_row(rules, policies, (kind, name, entry.title), on) for name, entry in register.items()]
        rows += sorted((row for row in every if any(row.cells)), key=lambda row: -row.differs)
    used = [policy.definition.condition for policy in policies]
    used += [measure.condition for policy in policies for _, measure in policy.measures()]
    return Matrix(on, columns, tuple(rows), concept_rows(rules, used))


def lead(measure: MeasureView) -> str:
    """Who leads, or who shares the work where nobody does: 县司法局牵头, 7家分工."""
    agencies = measure.agencies
    for role in ("lead", "sole"):
        if names := getattr(agencies, role):
            return "、".join(names) + ROLE_WORDS[role]
    return f"{len(agencies.joint)}家{ROLE_WORDS['joint']}，未写牵头" if agencies.joint else NOBODY


def _column(rules: Rules, policy: Policy, policies: list[Policy]) -> Column:
    name = short_name(policy.place)
    if sum(short_name(other.place) == name for other in policies) > 1:
        name = f"{name}（{policy.number}）"
    return Column(name, policy, say(policy.definition.condition, rules.vocabulary))


def _row(rules: Rules, policies: list[Policy], subject: tuple[Kind, str, str], on: date) -> MatrixRow:
    kind, name, title = subject
    cells = tuple(_cell(rules, policy, kind, name, on) for policy in policies)
    differs = sum(_unlike(cell, other) for cell, other in combinations(cells, 2))
    return MatrixRow(id=name, title=title, kind=kind, cells=cells, differs=differs)


def _unlike(a: MeasureGroup | None, b: MeasureGroup | None) -> bool:
    if a is None or b is None:
        return a is not b
    leads = bool(a.strongest.agencies.lead) is not bool(b.strongest.agencies.lead)
    return a.strongest.force != b.strongest.force or a.condition != b.condition or leads


def _cell(rules: Rules, policy: Policy, kind: Kind, name: str, on: date) -> MeasureGroup | None:
    views = tuple(
        measure_view(rules, policy, clause, measure)
        for clause, measure in policy.measures()
        if measure.name == name and measure.individual is (kind == "service") and measure.in_force(on)
    )
    if not views:
        return None
    conditions = dict.fromkeys(view.condition for view in views)
    return MeasureGroup(NO_CONDITION if NO_CONDITION in conditions else "；或者：".join(conditions), views)


def _cell_data(cell: MeasureGroup | None) -> dict[str, Any] | None:
    if cell is None:
        return None
    measure = cell.strongest
    return {
        "force": measure.force,
        "condition": cell.condition,
        "clause": measure.citation.clause,
        "quote": measure.citation.quote,
        "agencies": {
            **{role: list(names) for role, names in measure.agencies.roles()},
            "clause": measure.agencies_clause,
        },
        "lead": list(measure.agencies.lead),
        "measures": len(cell.measures),
        "residual": list(cell.residual),
    }

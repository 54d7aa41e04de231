"""All documents × all services: force, lead, condition in brief, clause.

Rows that differ most come first: a service counts one for each pair of documents of
which one lacks it, or whose force, lead or condition (in words) is another.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any, Literal

from ..answer import plain_data
from ..documents import ROLE_WORDS, Rules, Service
from ..places import NATION
from ..report import NO_CONDITION, MeasureGroup, MeasureView
from ..values import check_day
from .model import ConceptRow, concept_rows, document_data
from .sides import Side, short_name

Kind = Literal["service", "topic"]
NOBODY = "未写"
NOT_THERE = "没有这一项"


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """One service (or topic) in every document; None where a document lacks it."""

    id: str
    title: str
    kind: Kind
    cells: tuple[MeasureGroup | None, ...]
    differs: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """The whole table on a day."""

    on: date
    columns: tuple[Side, ...]
    services: tuple[MatrixRow, ...]
    topics: tuple[MatrixRow, ...]
    concepts: tuple[ConceptRow, ...] = ()

    @property
    def rows(self) -> tuple[MatrixRow, ...]:
        """Those that reach one woman, then those of collective measures."""
        return self.services + self.topics

    def to_dict(self) -> dict[str, Any]:
        """The JSON of ``liushou matrix --json``."""
        ids = [column.policy.id for column in self.columns]
        data: dict[str, Any] = plain_data(
            {
                "on": self.on,
                "documents": [
                    document_data(column) | {"place": column.place_name, "definition": column.definition}
                    for column in self.columns
                ],
                "rows": [
                    {name: getattr(row, name) for name in ("id", "title", "kind", "differs")}
                    | {"cells": dict(zip(ids, map(_cell_data, row.cells), strict=True))}
                    for row in self.rows
                ],
                "concepts": [{"title": concept.title, "condition": concept.condition} for concept in self.concepts],
            }
        )
        return data


def matrix(rules: Rules, on: date, *, documents: Iterable[str] | None = None) -> Matrix:
    """The table of all documents (or those named) on the day ``on``.

    Measures whose last day has passed are out. Services first, then topics, each sorted by how much it differs and then
    as in the register; the nation's document comes first. Raises KeyError for an unknown id.
    """
    check_day(on)
    policies = [rules.policies[name] for name in (rules.policies if documents is None else documents)]
    policies.sort(key=lambda policy: (policy.place != NATION, policy.place, policy.id))
    names = [short_name(policy.place) for policy in policies]
    columns = tuple(
        Side(
            spec=policy.id,
            policy=policy,
            rules=rules,
            on=on,
            name=name if names.count(name) == 1 else f"{name}（{policy.number}）",
            by_id=True,
        )
        for name, policy in zip(names, policies, strict=True)
    )
    subjects = [column.by_subject() for column in columns]
    rows: dict[Kind, list[MatrixRow]] = {"service": [], "topic": []}
    registers: tuple[tuple[Kind, Mapping[str, Service]], ...] = (("service", rules.services), ("topic", rules.topics))
    for kind, register in registers:
        for name, entry in register.items():
            pairs = (measures.get((name, kind == "topic"), ()) for measures in subjects)
            cells = tuple(_cell(column.views(of_column)) for column, of_column in zip(columns, pairs, strict=True))
            differs = sum(_unlike(cell, other) for cell, other in combinations(cells, 2))
            if any(cells):
                rows[kind].append(MatrixRow(id=name, title=entry.title, kind=kind, cells=cells, differs=differs))
        rows[kind].sort(key=lambda row: -row.differs)
    used = [policy.definition.condition for policy in policies]
    used += [measure.condition for policy in policies for _, measure in policy.measures()]
    services, topics = map(tuple, rows.values())
    return Matrix(on=on, columns=columns, services=services, topics=topics, concepts=concept_rows(rules, used))


def lead(measure: MeasureView) -> str:
    """Who leads, or who shares the work where nobody does: 县司法局牵头, 7家分工."""
    agencies = measure.agencies
    for role in ("lead", "sole"):
        if names := getattr(agencies, role):
            return "、".join(names) + ROLE_WORDS[role]
    return f"{len(agencies.joint)}家{ROLE_WORDS['joint']}，未写牵头" if agencies.joint else NOBODY


def _unlike(a: MeasureGroup | None, b: MeasureGroup | None) -> bool:
    if a is None or b is None:
        return a is not b
    leads = bool(a.strongest.agencies.lead) is not bool(b.strongest.agencies.lead)
    return a.strongest.force != b.strongest.force or a.condition != b.condition or leads


def _cell(views: tuple[MeasureView, ...]) -> MeasureGroup | None:
    conditions = dict.fromkeys(view.condition for view in views)
    condition = NO_CONDITION if NO_CONDITION in conditions else "；或者：".join(conditions)
    return MeasureGroup(condition, views) if views else None


def _cell_data(cell: MeasureGroup | None) -> dict[str, Any] | None:
    if cell is None:
        return None
    measure = cell.strongest
    return {
        "force": measure.force,
        "condition": cell.condition,
        "clause": measure.citation.clause,
        "quote": measure.citation.quote,
        "agencies": dict(measure.agencies.roles()) | {"clause": measure.agencies_clause},
        "lead": measure.agencies.lead,
        "measures": len(cell.measures),
        "residual": cell.residual,
    }

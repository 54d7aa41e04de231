"""The JSON of a comparison: keys fixed by docs/diff.md, more may be added."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from ..answer import Citation
from .model import Definitions, Diff, DocumentView, Half, MeasureView, Row, WitnessView


def diff_data(diff: Diff) -> dict[str, Any]:
    """The comparison as plain data."""
    return {
        "a": _document(diff.a),
        "b": _document(diff.b),
        "on": diff.on.isoformat(),
        "place": None if diff.place is None else {"code": diff.place[0], "name": diff.place[1]},
        "facts_only": {"a": list(diff.facts_only_a), "b": list(diff.facts_only_b)},
        "definition": _definition(diff.definition),
        "services": [_row(row) for row in diff.services],
        "topics": [_row(row) for row in diff.topics],
        "parameters": [
            {"id": one.id, "title": one.title, "unit": one.unit, "treated": one.treated,
             "values": [{"where": where, "value": value} for where, value in one.values]}
            for one in diff.parameters
        ],
        "concepts": [asdict(one) for one in diff.concepts],
        "not_analysed": [asdict(one) for one in diff.not_analysed],
        "undecided": list(diff.undecided),
        "notes": list(diff.notes),
    }  # fmt: skip


def _document(view: DocumentView) -> dict[str, Any]:
    return {
        "spec": view.spec, "id": view.id, "name": view.name, "number": view.number, "title": view.title,
        "place": {"code": view.place, "name": view.place_name},
        "on": view.on.isoformat(), "issued": view.issued.isoformat(),
    }  # fmt: skip


def _definition(found: Definitions) -> dict[str, Any]:
    return {
        "verdict": found.verdict,
        "sentence": found.sentence,
        "conditions": {"a": found.a.condition, "b": found.b.condition},
        "facts_only": {"a": list(found.a.facts), "b": list(found.b.facts)},
        "citations": {"a": citation(found.a.strongest.citation), "b": citation(found.b.strongest.citation)},
        "witnesses": [_witness(one) for one in found.witnesses],
        "reason": found.reason,
    }


def _row(row: Row) -> dict[str, Any]:
    halves: dict[str, Half | None] = {"a": row.a, "b": row.b}

    def each(take: Any) -> dict[str, Any]:
        return {side: None if half is None else take(half) for side, half in halves.items()}

    return {
        "id": row.id,
        "title": row.title,
        "verdict": row.verdict,
        "verdict_with_definition": row.verdict_with_definition,
        "sentence": row.sentence,
        "notes": list(row.notes),
        "conditions": each(lambda half: half.condition),
        "facts_only": each(lambda half: list(half.facts)),
        "force": each(lambda half: half.strongest.force),
        "force_verdict": row.force,
        "agencies": each(lambda half: _agencies(half.strongest)),
        "agencies_verdict": row.agencies,
        "citations": each(lambda half: citation(half.strongest.citation)),
        "residual": each(lambda half: list(half.residual)),
        "more": each(lambda half: [_measure(one) for one in half.more]),
        "witnesses": [_witness(one) for one in row.witnesses],
        "reason": row.reason,
    }


def citation(one: Citation) -> dict[str, str]:
    """A citation as plain data."""
    return {"number": one.number, "title": one.title, "clause": one.clause, "quote": one.quote}


def _agencies(one: MeasureView) -> dict[str, Any]:
    return {
        "lead": list(one.agencies.lead), "support": list(one.agencies.support), "joint": list(one.agencies.joint),
        "sole": list(one.agencies.sole), "clause": one.agencies_clause, "contact": one.contact,
        "carried_out_by": list(one.carried_out_by),
    }  # fmt: skip


def _measure(one: MeasureView) -> dict[str, Any]:
    return {
        "force": one.force, "condition": one.condition, "citation": citation(one.citation),
        "agencies": _agencies(one), "need": one.need, "residual": list(one.residual), "reading": one.reading,
    }  # fmt: skip


def _witness(one: WitnessView) -> dict[str, Any]:
    return {
        "profile": dict(one.profile), "a": one.a, "b": one.b, "sentence": one.sentence, "assumed": dict(one.assumed),
    }  # fmt: skip

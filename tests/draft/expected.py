"""What is told of a frame beside its text: as short as it is checked by eye."""

from __future__ import annotations

from typing import Any

from liushou.draft import Frame
from liushou.rules import to_data


def summary(frame: Frame) -> dict[str, Any]:
    """The header, the clauses with heading and offices, the annex links, and what is not sure."""
    header = {key: getattr(frame, key) for key in ("title", "number", "issued", "place")}
    lists = {key: list(getattr(frame, key)) for key in ("implements", "issuers", "addressees", "not_printed")}
    definition = {"at": frame.definition.at, "quote": frame.definition.quote}
    clauses = [
        _present(
            at=clause.at,
            heading=clause.heading,
            references=list(clause.references),
            agencies={role: list(offices) for role, offices in clause.agencies.roles()},
            others=clause.agencies.others,
        )
        for clause in frame.clauses
    ]
    annex = [
        _present(
            at=item.at,
            of=list(item.of),
            agencies={role: list(offices) for role, offices in item.agencies.roles()},
            differs=[[rewording.body, rewording.annex] for rewording in item.differs],
        )
        for item in frame.annex
    ]
    doubts = {".".join(map(str, path)): judged.certainty for path, judged in frame.judgements.items()}
    return {
        **header,
        **_present(**lists),
        "definition": {**definition, "when": to_data(frame.definition.condition)},
        **_present(
            new={key: [agency.name, agency.level, agency.field] for key, agency in frame.agencies.items()},
            laws=list(frame.references),
            doubts={path: certainty for path, certainty in doubts.items() if certainty != "sure"},
            clauses=clauses,
            annex=annex,
        ),
    }


def _present(**entries: Any) -> dict[str, Any]:
    return {key: value for key, value in entries.items() if value}

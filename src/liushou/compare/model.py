"""The result of a comparison: the same names as its JSON (docs/diff.md)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Literal

from ..documents import ROLES, Rules
from ..report import NO_CONDITION, MeasureGroup, MeasureView
from ..rules import Concept, Condition, say, walk
from .sides import Side

Only = Literal["only_a", "only_b"]
Verdict = Literal["equivalent", "a_wider", "b_wider", "incomparable", "only_a", "only_b", "undecided"]
ForceVerdict = Literal["equal", "a_stronger", "b_stronger", "only_a", "only_b"]
AgenciesVerdict = Literal["same", "differ", "only_a", "only_b"]

VERDICT_WORDS: Mapping[Verdict, str] = {
    "equivalent": "等价",
    "a_wider": "{a}更宽",
    "b_wider": "{b}更宽",
    "incomparable": "互有宽严",
    "only_a": "仅{a}有",
    "only_b": "仅{b}有",
    "undecided": "未能判定",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class WitnessView:
    """A person on whom the two differ: ``a`` and ``b`` say how each decides.

    ``assumed`` are values of parameters that depend on the place, taken for this person.
    """

    profile: Mapping[str, Any]
    a: str
    b: str
    sentence: str
    assumed: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Definitions:
    """The two definitions, and which is wider."""

    verdict: Verdict
    sentence: str
    a: MeasureGroup
    b: MeasureGroup
    witnesses: tuple[WitnessView, ...]
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One service (or topic) in both documents.

    ``verdict`` is among women who meet both definitions, ``verdict_with_definition`` with
    each document's own definition on top; a topic has no second one.
    """

    id: str
    title: str
    verdict: Verdict
    verdict_with_definition: Verdict | None
    sentence: str
    a: MeasureGroup | None
    b: MeasureGroup | None
    force: ForceVerdict
    agencies: AgenciesVerdict
    notes: tuple[str, ...] = ()
    witnesses: tuple[WitnessView, ...] = ()
    reason: str | None = None
    topic: bool = False

    @property
    def differs(self) -> bool:
        """Whether anything is different beside the wording."""
        return self.verdict != "equivalent" or self.force != "equal" or self.lead_differs

    @property
    def free_topic(self) -> bool:
        """A topic without any condition: it has none to show."""
        groups = [group for group in (self.a, self.b) if group is not None]
        return self.topic and all(group.condition == NO_CONDITION for group in groups)

    @property
    def lead_differs(self) -> bool:
        """Whether only one of the two names a lead."""
        if self.a is None or self.b is None:
            return False
        return bool(self.a.strongest.agencies.lead) is not bool(self.b.strongest.agencies.lead)


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterRow:
    """A parameter that the conditions use: one unknown for both (``unknown``), or its values."""

    id: str
    title: str
    unit: str
    treated: Literal["unknown", "bounded", "fixed", "by_date"]
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptRow:
    """A named condition in use: what it stands for, and where that comes from."""

    id: str
    title: str
    condition: str
    source: str
    reading: str | None


def concept_rows(rules: Rules, used: Iterable[Condition]) -> tuple[ConceptRow, ...]:
    """The named conditions in use, each once."""
    names = dict.fromkeys(node.name for condition in used for node in walk(condition) if isinstance(node, Concept))
    return tuple(
        ConceptRow(
            id=entry.id,
            title=entry.title,
            condition=say(entry.condition, rules.vocabulary),
            source=entry.source,
            reading=entry.reading,
        )
        for entry in (rules.concepts[name] for name in names if name in rules.concepts)
    )


@dataclass(frozen=True, slots=True)
class NotAnalysed:
    """A condition that the text leaves to the office: repeated, not compared."""

    side: Literal["a", "b"]
    title: str
    clause: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Diff:
    """The whole comparison of two documents on a day."""

    a: Side
    b: Side
    on: date
    place: tuple[str, str] | None
    definition: Definitions
    services: tuple[Row, ...]
    topics: tuple[Row, ...]
    facts_only_a: tuple[str, ...]
    facts_only_b: tuple[str, ...]
    parameters: tuple[ParameterRow, ...]
    concepts: tuple[ConceptRow, ...]
    not_analysed: tuple[NotAnalysed, ...]
    notes: tuple[str, ...]

    def service(self, name: str) -> Row:
        """The row of a service; raises KeyError."""
        for row in self.services:
            if row.id == name:
                return row
        raise KeyError(name)

    def __contains__(self, name: object) -> bool:
        return any(row.id == name for row in self.services)

    @property
    def undecided(self) -> tuple[str, ...]:
        """What was given up, and why."""
        texts = [] if self.definition.reason is None else [f"定义：{self.definition.reason}"]
        return (*texts, *(f"{row.title}：{row.reason}" for row in (*self.services, *self.topics) if row.reason))

    def verdict_text(self, verdict: Verdict) -> str:
        """等价, 重庆更宽, 仅吉林有 and so on."""
        return VERDICT_WORDS[verdict].format(a=self.a.name, b=self.b.name)

    def to_dict(self) -> dict[str, Any]:
        """The JSON of ``liushou diff --json``."""
        return {
            "a": _document(self.a),
            "b": _document(self.b),
            "on": self.on.isoformat(),
            "place": None if self.place is None else {"code": self.place[0], "name": self.place[1]},
            "facts_only": {"a": list(self.facts_only_a), "b": list(self.facts_only_b)},
            "definition": _definition(self.definition),
            "services": [_row(row) for row in self.services],
            "topics": [_row(row) for row in self.topics],
            "parameters": [
                {**asdict(row), "values": [{"where": where, "value": value} for where, value in row.values]}
                for row in self.parameters
            ],
            "concepts": [asdict(row) for row in self.concepts],
            "not_analysed": [asdict(part) for part in self.not_analysed],
            "undecided": list(self.undecided),
            "notes": list(self.notes),
        }


def _document(side: Side) -> dict[str, Any]:
    policy = side.policy
    return {
        "spec": side.spec,
        "id": policy.id,
        "name": side.name,
        "number": policy.number,
        "title": policy.title,
        "place": {"code": policy.place, "name": side.place_name},
        "on": side.on.isoformat(),
        "issued": policy.issued.isoformat(),
    }


def _definition(definition: Definitions) -> dict[str, Any]:
    a, b = definition.a, definition.b
    return {
        "verdict": definition.verdict,
        "sentence": definition.sentence,
        "conditions": {"a": a.condition, "b": b.condition},
        "facts_only": {"a": list(a.facts), "b": list(b.facts)},
        "citations": {"a": asdict(a.strongest.citation), "b": asdict(b.strongest.citation)},
        "witnesses": [asdict(witness) for witness in definition.witnesses],
        "reason": definition.reason,
    }


def _row(row: Row) -> dict[str, Any]:
    def each(take: Callable[[MeasureGroup], Any]) -> dict[str, Any]:
        return {side: None if group is None else take(group) for side, group in (("a", row.a), ("b", row.b))}

    return {
        "id": row.id,
        "title": row.title,
        "verdict": row.verdict,
        "verdict_with_definition": row.verdict_with_definition,
        "sentence": row.sentence,
        "notes": list(row.notes),
        "conditions": each(lambda group: group.condition),
        "facts_only": each(lambda group: list(group.facts)),
        "force": each(lambda group: group.strongest.force),
        "force_verdict": row.force,
        "agencies": each(lambda group: _agencies(group.strongest)),
        "agencies_verdict": row.agencies,
        "citations": each(lambda group: asdict(group.strongest.citation)),
        "residual": each(lambda group: list(group.residual)),
        "more": each(lambda group: [_measure(measure) for measure in group.others]),
        "witnesses": [asdict(witness) for witness in row.witnesses],
        "reason": row.reason,
    }


def _agencies(measure: MeasureView) -> dict[str, Any]:
    return {
        **{role: list(getattr(measure.agencies, role)) for role in ROLES},
        "clause": measure.agencies_clause,
        "contact": measure.contact,
        "carried_out_by": list(measure.carried_out_by),
    }


def _measure(measure: MeasureView) -> dict[str, Any]:
    return {
        "force": measure.force,
        "condition": measure.condition,
        "citation": asdict(measure.citation),
        "agencies": _agencies(measure),
        "need": measure.need,
        "residual": list(measure.residual),
        "reading": measure.reading,
    }

"""What a comparison found: the same names as its JSON (docs/diff.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Literal

from ..answer import Citation
from ..documents import FORCES, Agencies
from ..rules import ALWAYS, Vocabulary, say

Verdict = Literal["equivalent", "a_wider", "b_wider", "incomparable", "only_a", "only_b", "undecided"]
ForceVerdict = Literal["equal", "a_stronger", "b_stronger", "only_a", "only_b"]
AgenciesVerdict = Literal["same", "differ", "only_a", "only_b"]

NO_CONDITION = say(ALWAYS, Vocabulary())
VERDICT_WORDS: Mapping[Verdict, str] = {
    "equivalent": "等价", "a_wider": "{a}更宽", "b_wider": "{b}更宽", "incomparable": "互有宽严",
    "only_a": "仅{a}有", "only_b": "仅{b}有", "undecided": "未能判定",
}  # fmt: skip
FORCE_VERDICT_WORDS: Mapping[ForceVerdict, str] = {
    "equal": "力度相同", "a_stronger": "{a}更强", "b_stronger": "{b}更强", "only_a": "仅{a}", "only_b": "仅{b}",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DocumentView:
    """One of the two documents, as the comparison calls it."""

    spec: str
    id: str
    name: str
    number: str
    title: str
    place: str
    place_name: str
    on: date
    issued: date


@dataclass(frozen=True, slots=True)
class MeasureView:
    """A measure in words; ``condition`` comes on top of the definition."""

    force: str
    condition: str
    citation: Citation
    agencies: Agencies
    agencies_clause: str
    contact: str | None = None
    carried_out_by: tuple[str, ...] = ()
    need: str | None = None
    residual: tuple[str, ...] = ()
    reading: str | None = None

    @property
    def rank(self) -> int:
        """The stronger the force, the lower."""
        return FORCES.index(self.force)


@dataclass(frozen=True, slots=True)
class Half:
    """All measures of one service in one document; any of them gives it.

    ``condition`` are all of them in words; ``facts`` the titles of the facts that only
    this side asks for.
    """

    condition: str
    measures: tuple[MeasureView, ...]
    facts: tuple[str, ...] = ()

    @property
    def strongest(self) -> MeasureView:
        """The measure of the strongest force, the first of them as printed."""
        return min(self.measures, key=lambda measure: measure.rank)

    @property
    def more(self) -> tuple[MeasureView, ...]:
        """The others."""
        strongest = self.strongest
        return tuple(measure for measure in self.measures if measure is not strongest)

    @property
    def residual(self) -> tuple[str, ...]:
        """What the measures leave to the office, each once."""
        return tuple(dict.fromkeys(text for measure in self.measures for text in measure.residual))


@dataclass(frozen=True, slots=True)
class WitnessView:
    """A person on whom the two differ: ``a`` and ``b`` say how each decides.

    ``assumed`` are values of lines that depend on the place, taken for this person.
    """

    profile: Mapping[str, Any]
    a: str
    b: str
    sentence: str
    assumed: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Definitions:
    """The two definitions, and which is wider."""

    verdict: Verdict
    sentence: str
    a: Half
    b: Half
    witnesses: tuple[WitnessView, ...]
    reason: str | None = None


@dataclass(frozen=True, slots=True)
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
    a: Half | None
    b: Half | None
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
        halves = [half for half in (self.a, self.b) if half is not None]
        return self.topic and all(half.condition == NO_CONDITION for half in halves)

    @property
    def lead_differs(self) -> bool:
        """Whether only one of the two names a lead."""
        if self.a is None or self.b is None:
            return False
        return bool(self.a.strongest.agencies.lead) is not bool(self.b.strongest.agencies.lead)


@dataclass(frozen=True, slots=True)
class ParameterRow:
    """A line the conditions use: one unknown for both (``unknown``), or its values."""

    id: str
    title: str
    unit: str
    treated: Literal["unknown", "bounded", "fixed", "by_date"]
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ConceptRow:
    """A named condition in use: what it stands for, and where that comes from."""

    id: str
    title: str
    condition: str
    source: str
    reading: str | None


@dataclass(frozen=True, slots=True)
class NotAnalysed:
    """A condition that the text leaves to the office: repeated, not compared."""

    side: Literal["a", "b"]
    title: str
    clause: str
    text: str


@dataclass(frozen=True, slots=True)
class Diff:
    """The whole comparison of two documents on a day."""

    a: DocumentView
    b: DocumentView
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
        found = [] if self.definition.reason is None else [f"定义：{self.definition.reason}"]
        found += [f"{row.title}：{row.reason}" for row in (*self.services, *self.topics) if row.reason]
        return tuple(found)

    def say(self, text: str) -> str:
        """A word with {a} and {b} filled in by the documents' names."""
        return text.format(a=self.a.name, b=self.b.name)

    def to_dict(self) -> dict[str, Any]:
        """The JSON of ``liushou diff --json``."""
        return _diff_data(self)


def _diff_data(diff: Diff) -> dict[str, Any]:
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

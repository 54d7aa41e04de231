"""The result of a comparison: the same names as its JSON."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal

from ..answer import plain_data
from ..documents import ROLES, ConceptEntry, Rules, basis
from ..report import NO_CONDITION, MeasureGroup, MeasureView
from ..rules import AllOf, Condition, concepts, say
from ..yaml import file_data
from .sides import Side

Verdict = Literal["equivalent", "a_wider", "b_wider", "incomparable", "only_a", "only_b", "undecided"]
Treatment = Literal["unknown", "bounded", "fixed", "by_date"]
ForceVerdict = Literal["equal", "a_stronger", "b_stronger", "only_a", "only_b"]
AgenciesVerdict = Literal["same", "differ", "only_a", "only_b"]

WORDS = file_data(Path(__file__).with_name("words.yaml"))
VERDICT_WORDS: Mapping[Verdict, str] = WORDS["verdict"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WitnessView:
    """A person on whom the two differ, how each decides, and the values of parameters ``assumed`` for her."""

    profile: Mapping[str, Any]
    a: str
    b: str
    sentence: str
    assumed: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One service (or topic, or the definition) in both documents.

    ``verdict`` of a service is among women who meet both definitions, ``verdict_with_definition``
    with each document's own definition on top; only services have a second one.
    """

    id: str
    title: str
    verdict: Verdict
    sentence: str
    a: MeasureGroup | None
    b: MeasureGroup | None
    verdict_with_definition: Verdict | None = None
    notes: tuple[str, ...] = ()
    witnesses: tuple[WitnessView, ...] = ()
    reason: str | None = None
    topic: bool = False

    @property
    def force(self) -> ForceVerdict:
        """Whose strongest measure is the stronger."""
        if self.a is None or self.b is None:
            return "only_b" if self.a is None else "only_a"
        rank_a, rank_b = self.a.strongest.rank, self.b.strongest.rank
        return "equal" if rank_a == rank_b else "a_stronger" if rank_a < rank_b else "b_stronger"

    @property
    def agencies(self) -> AgenciesVerdict:
        """Whether the strongest measures name the same offices in the same roles."""
        if self.a is None or self.b is None:
            return "only_b" if self.a is None else "only_a"
        return "same" if self.a.strongest.agencies == self.b.strongest.agencies else "differ"

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
        leads = [bool(group.strongest.agencies.lead) for group in (self.a, self.b) if group is not None]
        return True in leads and False in leads


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterRow:
    """A parameter that the conditions use: one unknown for both (``unknown``), or its values."""

    id: str
    title: str
    unit: str
    treated: Treatment
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptRow:
    """A named condition in use: what it stands for, where that comes from, and what it leaves to others."""

    id: str
    title: str
    condition: str
    source: str
    reading: str | None
    unless: tuple[str, ...] = ()
    residual: tuple[str, ...] = ()


def concept_rows(rules: Rules, used: Iterable[Condition]) -> tuple[ConceptRow, ...]:
    """The named conditions in use, each once."""
    return tuple(
        ConceptRow(
            **{name: getattr(entry, name) for name in ("id", "title", "reading", "unless", "residual")},
            condition=say(entry.condition, rules.vocabulary),
            source=basis(entry),
        )
        for entry in concepts_in(rules, AllOf(tuple(used)))
    )


def concepts_in(rules: Rules, condition: Condition) -> list[ConceptEntry]:
    """The concepts that a condition rests on, each once."""
    return [rules.concepts[name] for name in concepts(condition) if name in rules.concepts]


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
    definition: Row
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
        return {row.id: row for row in self.services}[name]

    @property
    def undecided(self) -> tuple[str, ...]:
        """What was given up, and why."""
        rows = (self.definition, *self.services, *self.topics)
        return tuple(f"{row.title}：{row.reason}" for row in rows if row.reason)

    def verdict_text(self, verdict: Verdict) -> str:
        """等价, 重庆更宽, 仅吉林有 and so on."""
        return VERDICT_WORDS[verdict].format(a=self.a.name, b=self.b.name)

    def to_dict(self) -> dict[str, Any]:
        """The JSON of ``liushou diff --json``."""
        shown = ("verdict", "sentence", "notes", "witnesses", "reason")
        definition = {name: getattr(self.definition, name) for name in shown}
        data: dict[str, Any] = plain_data(
            {
                "a": _side(self.a),
                "b": _side(self.b),
                "on": self.on,
                "place": self.place and {"code": self.place[0], "name": self.place[1]},
                "facts_only": {"a": self.facts_only_a, "b": self.facts_only_b},
                "definition": definition | _of_each(self.definition, ("conditions", "facts_only", "citations")),
                "services": [_row(row) for row in self.services],
                "topics": [_row(row) for row in self.topics],
                "parameters": self.parameters,
                "concepts": self.concepts,
                "not_analysed": self.not_analysed,
                "undecided": self.undecided,
                "notes": self.notes,
            }
        )
        for row in data["parameters"]:
            row["values"] = [{"where": where, "value": value} for where, value in row["values"]]
        return data


def document_data(side: Side) -> dict[str, Any]:
    """What the JSON says of a document: its id, number, title, day of issue, and short name."""
    policy = side.policy
    return {name: getattr(policy, name) for name in ("id", "number", "title", "issued")} | {"name": side.name}


def _side(side: Side) -> dict[str, Any]:
    place = {"code": side.policy.place, "name": side.place_name}
    return document_data(side) | {"spec": side.spec, "on": side.on, "place": place}


def _row(row: Row) -> dict[str, Any]:
    own = ("id", "title", "verdict", "verdict_with_definition", "sentence", "notes", "witnesses", "reason")
    verdicts = {"force_verdict": row.force, "agencies_verdict": row.agencies}
    return {name: getattr(row, name) for name in own} | verdicts | _of_each(row, _OF_A_GROUP)


def _of_each(row: Row, keys: Iterable[str]) -> dict[str, dict[str, Any]]:
    """What is shown of each side, by key."""
    groups = {"a": row.a, "b": row.b}
    return {key: {side: group and _OF_A_GROUP[key](group) for side, group in groups.items()} for key in keys}


def _agencies(measure: MeasureView) -> dict[str, Any]:
    roles = {role: getattr(measure.agencies, role) for role in ROLES}
    beside = {"contact": measure.contact, "carried_out_by": measure.carried_out_by}
    return roles | {"clause": measure.agencies_clause} | beside


def _measure(measure: MeasureView) -> dict[str, Any]:
    own = ("force", "condition", "citation", "need", "residual", "reading")
    return {name: getattr(measure, name) for name in own} | {"agencies": _agencies(measure)}


_OF_A_GROUP: Mapping[str, Callable[[MeasureGroup], Any]] = {
    "conditions": lambda group: group.condition,
    "facts_only": lambda group: group.facts,
    "force": lambda group: group.strongest.force,
    "agencies": lambda group: _agencies(group.strongest),
    "citations": lambda group: group.strongest.citation,
    "residual": lambda group: group.residual,
    "more": lambda group: [_measure(measure) for measure in group.others],
}

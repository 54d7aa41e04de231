"""Documents and registers as liushou holds them: frozen, complete, checked at load."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from ..problems import Location
from ..rules import Condition
from ..values import Bounds

Force = Literal["shall", "priority", "provide", "encourage"]
Reach = Literal["individual", "collective"]
ContextKind = Literal["background", "goal", "organisation", "duty"]
Certainty = Literal["unchanged", "confirmed", "presumed", "unknown"]

FORCES: tuple[Force, ...] = ("shall", "priority", "provide", "encourage")
FORCE_WORDS: dict[str, str] = {
    "shall": "应当", "priority": "优先", "provide": "提供", "encourage": "鼓励支持",
}  # fmt: skip
CONTEXT_KINDS: tuple[ContextKind, ...] = ("background", "goal", "organisation", "duty")
CONTEXT_WORDS: dict[str, str] = {"background": "背景", "goal": "目标", "organisation": "组织", "duty": "要求"}
#: The longest quote of a measure or a definition, in characters.
MAX_QUOTE = 80
ROLES = ("lead", "support", "joint", "sole")
ROLE_WORDS: dict[str, str] = {"lead": "牵头", "support": "配合", "joint": "分工", "sole": "负责"}


@dataclass(frozen=True, slots=True)
class Agencies:
    """Offices as the closing （…负责） of a clause names them, in printed order."""

    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    joint: tuple[str, ...] = ()
    sole: tuple[str, ...] = ()

    def all(self) -> tuple[str, ...]:
        """Every office, in printed order."""
        return self.lead + self.support + self.joint + self.sole

    def roles(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """(role, offices) of the roles that are filled."""
        for role in ROLES:
            offices: tuple[str, ...] = getattr(self, role)
            if offices:
                yield role, offices

    def __bool__(self) -> bool:
        return bool(self.all())


@dataclass(frozen=True, slots=True)
class Measure:
    """One promise of a clause: one service (or topic) and one quote.

    ``condition`` comes on top of the document's definition; ``need`` is reported and
    never decides; ``residual`` conditions are left to the office; ``until`` is the last
    day of a dated goal.
    """

    name: str
    reach: Reach
    force: Force
    quote: str
    condition: Condition
    when: Any = None
    need: str | None = None
    residual: tuple[str, ...] = ()
    reading: str | None = None
    contact: str | None = None
    carried_out_by: tuple[str, ...] = ()
    until: date | None = None
    annex: str | None = None
    location: Location | None = field(default=None, compare=False, repr=False)

    @property
    def individual(self) -> bool:
        """Whether the measure reaches one woman; its name is then a service."""
        return self.reach == "individual"

    def in_force(self, on: date) -> bool:
        """Whether the measure's dated goal, if it has one, is not over on the day ``on``."""
        return self.until is None or on <= self.until


@dataclass(frozen=True, slots=True)
class Context:
    """A part of a clause that promises nothing: background, goal, organisation or duty.

    ``opening`` are the first words of its first 分句; it ends with that 分句, or with the
    words ``ending`` where they are given. Without an opening it is the whole clause.
    """

    kind: ContextKind
    opening: str = ""
    ending: str = ""
    location: Location | None = field(default=None, compare=False, repr=False)

    @property
    def whole(self) -> bool:
        """Whether it covers the whole clause."""
        return not self.opening

    def __str__(self) -> str:
        return f"{self.opening}…{self.ending}" if self.opening else "整条"


@dataclass(frozen=True, slots=True)
class Clause:
    """A numbered clause, or a part of the text outside them (前言, 一, 结尾)."""

    at: str
    heading: str | None
    references: tuple[str, ...]
    agencies: Agencies
    measures: tuple[Measure, ...]
    context: tuple[Context, ...]
    location: Location | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Rewording:
    """Where an annex item says it in other words than the body clause."""

    body: str
    annex: str


@dataclass(frozen=True, slots=True)
class AnnexItem:
    """An item of an annex that repeats body clauses and names their agencies.

    ``context`` is what the item says beside the body.
    """

    at: str
    of: tuple[str, ...]
    agencies: Agencies
    differs: tuple[Rewording, ...]
    context: tuple[Context, ...] = ()
    location: Location | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Definition:
    """Who is a 农村留守妇女 under a document."""

    at: str
    quote: str
    condition: Condition
    when: Any = None
    location: Location | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Policy:
    """One document: header, definition, clauses in printed order, annex."""

    id: str
    title: str
    number: str
    issued: date
    place: str
    implements: tuple[str, ...]
    issuers: tuple[str, ...]
    definition: Definition
    clauses: tuple[Clause, ...]
    annex: tuple[AnnexItem, ...] = ()
    file: str = field(default="", compare=False)

    def clause(self, at: str) -> Clause | None:
        """The clause with this label."""
        return next((clause for clause in self.clauses if clause.at == at), None)

    def annex_item(self, at: str) -> AnnexItem | None:
        """The annex item with this label."""
        return next((item for item in self.annex if item.at == at), None)

    def measures(self) -> Iterator[tuple[Clause, Measure]]:
        """Every measure with its clause, in printed order."""
        for clause in self.clauses:
            for measure in clause.measures:
                yield clause, measure

    def agencies_of(self, clause: Clause, measure: Measure | None = None) -> tuple[str, Agencies]:
        """(label, agencies) of a clause: its own, or those of the annex item for the measure."""
        if clause.agencies or not self.annex:
            return clause.at, clause.agencies
        items = [item for item in self.annex if clause.at in item.of]
        if measure is not None and measure.annex is not None:
            items = [item for item in items if item.at == measure.annex]
        if len(items) != 1:
            return clause.at, clause.agencies
        return items[0].at, items[0].agencies


@dataclass(frozen=True, slots=True)
class Service:
    """A service: its title, one sentence about it, and whether it is open to everyone."""

    id: str
    title: str
    about: str = ""
    open_to_everyone: bool = False
    source: str | None = None
    location: Location | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Successor:
    """Who took an office's work over, from which day, and how sure that is."""

    since: date
    office: str | None
    certainty: Literal["confirmed", "presumed", "unknown"]
    source: str
    official: bool


@dataclass(frozen=True, slots=True)
class Agency:
    """One office at one level, with the strings under which documents print it."""

    id: str
    name: str
    level: str
    place: str
    aliases: tuple[str, ...] = ()
    successors: tuple[Successor, ...] = ()
    location: Location | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ConceptEntry:
    """A named condition with its source and how it is read."""

    id: str
    title: str
    source: str
    reading: str | None
    condition: Condition
    when: Any = None
    location: Location | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ParameterValue:
    """A value in one place from one day on, until the next one or until its last day."""

    place: str
    since: date
    until: date | None
    bounds: Bounds[float]
    source: str
    official: bool
    url: str | None = None
    note: str | None = None
    location: Location | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ParameterEntry:
    """A parameter: title, unit, and its values by place and date."""

    id: str
    title: str
    unit: str
    about: str
    values: tuple[ParameterValue, ...]
    location: Location | None = field(default=None, compare=False, repr=False)

    def at(self, place: str, on: date) -> ParameterValue | None:
        """The value in force for exactly this place code on that day."""
        return value_in_force((value for value in self.values if value.place == place), on)


def value_in_force(values: Iterable[ParameterValue], on: date) -> ParameterValue | None:
    """The latest of the values of one place that has begun, unless it has ended by the day ``on``."""
    begun = [value for value in values if value.since <= on]
    if not begun:
        return None
    latest = max(begun, key=lambda value: value.since)
    return latest if latest.until is None or on <= latest.until else None


@dataclass(frozen=True, slots=True)
class Reference:
    """A law or document that the texts name, and whether it has been replaced."""

    id: str
    title: str
    kind: str
    cited_as: tuple[str, ...] = ()
    in_force: date | None = None
    until: date | None = None
    replaced_by: str | None = None
    certainty: str | None = None
    source: str = ""
    official: bool | None = None
    note: str | None = None
    location: Location | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """The facts that hold for a place, and its lines where a places file gives them."""

    code: str
    facts: Mapping[str, bool]
    parameters: Mapping[str, tuple[ParameterValue, ...]] = field(default_factory=dict)
    source: str | None = None
    location: Location | None = field(default=None, compare=False, repr=False)

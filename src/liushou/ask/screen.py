"""What is shown at once: the facts of one group that can still change a status, and why each is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from ..profile import Fact, plain
from ..rules import KnownFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """A clause that hangs on a fact: its document, label and words, and the service (id and title) it may give."""

    policy: str
    number: str
    clause: str
    quote: str
    service: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One fact to ask for.

    ``known`` is what is known of it already, within bounds (as a profile file has it); ``settles`` counts the services
    whose status hangs on it, ``why`` are their clauses. The other names are those of facts.yaml.
    """

    fact: str
    title: str
    ask: str
    kind: str
    unit: str | None
    choices: Mapping[str, str]
    minimum: float | None
    maximum: float | None
    yes: str
    no: str
    settled_by: str
    office: str | None
    known: Any
    settles: int
    why: tuple[Why, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """The facts of one ``group`` that can still change a status, the one that is worth most first.

    Of ``services`` services, ``settled`` can no longer change. Where ``several`` is true all facts are yes or no, and
    may be shown as one list to tick: "none of these" answers all of them.
    """

    group: str
    title: str
    rows: tuple[Row, ...]
    several: bool
    services: int
    settled: int

    @property
    def facts(self) -> tuple[str, ...]:
        """The names of the facts."""
        return tuple(row.fact for row in self.rows)

    def row(self, fact: str) -> Row | None:
        """The row of a fact, if it is on the screen."""
        return next((row for row in self.rows if row.fact == fact), None)

    def to_dict(self) -> dict[str, Any]:
        """The screen as JSON data."""
        return asdict(self)


def row_of(fact: Fact, known: KnownFacts, settles: int, why: tuple[Why, ...]) -> Row:
    """The row of a fact of which this is known."""
    return Row(
        fact=fact.name,
        title=fact.title,
        ask=fact.ask,
        kind=fact.kind,
        unit=fact.unit,
        choices=dict(fact.choices),
        minimum=fact.low,
        maximum=fact.high,
        yes=fact.statement(True) if fact.kind == "yes_no" else "",
        no=fact.statement(False) if fact.kind == "yes_no" else "",
        settled_by=fact.settled_by,
        office=fact.office,
        known=plain(known.values.get(fact.name)),
        settles=settles,
        why=why,
    )

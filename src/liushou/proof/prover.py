"""The solver as the checks use it: one a place, with the parameters of the day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ..documents import Rules, local
from ..profile import IMPLIES
from ..rules import Condition
from ..rules.solver import Encoding, Knowledge, Prover
from ..values import Bounds
from .sites import Site

TIMEOUT = 5.0


class _BesideTable(Prover):
    """Blind spots of the conditions themselves, not of the table of implications.

    The table is applied forwards and once (DESIGN §2): what follows from it backwards, and
    from the two facts on his absence taken together, stays unknown by intent. Knowledge in
    which it would say more is left out here.
    """

    def solve(self, encoding: Encoding, formulas: list[Any], *, fewest: list[Any] | None = None) -> Any | None:
        """As the solver's own, over knowledge to which the table has nothing to add."""
        if isinstance(encoding, Knowledge):
            formulas = [*formulas, *_nothing_to_add(encoding)]
        return super().solve(encoding, formulas, fewest=fewest)


def _nothing_to_add(knowledge: Knowledge) -> Iterator[Any]:
    z3 = knowledge.z3
    if knowledge.one_given is not None:
        yield knowledge.one_given
    for fact, _, other, implied in IMPLIES:
        # What may turn out not applicable says nothing backwards: it is not refused (settle).
        if implied is None or not {fact, other} <= set(knowledge.values):
            continue
        against = knowledge.values[other] != implied
        yield z3.Implies(z3.And(knowledge.known[other], against), knowledge.known[fact])


@dataclass(slots=True)
class PlaceProver:
    """Questions about the women of one place on one day; each answer is kept.

    Raises :class:`~liushou.rules.solver.terms.Undecided` where the solver gives up and
    :class:`~liushou.MissingExtraError` without z3.
    """

    prover: Prover
    beside_table: Prover
    lines: Mapping[str, Bounds[Any]]
    _witnesses: dict[tuple[Condition, Condition | None], Mapping[str, Any] | None] = field(default_factory=dict)
    _possible: dict[Condition, bool] = field(default_factory=dict)
    _implied: dict[tuple[Condition, Condition], bool] = field(default_factory=dict)

    def __call__(self, parameter: str) -> Bounds[Any] | None:
        """The bounds of a parameter here and now."""
        return self.lines.get(parameter)

    def witness(self, condition: Condition, *, fails: Condition | None = None) -> Mapping[str, Any] | None:
        """A woman who meets the condition (and fails the other), as a profile file holds her.

        None: there is none.
        """
        key = condition, fails
        if key not in self._witnesses:
            found = self.prover.witness(condition, fails=fails)
            self._witnesses[key] = None if found is None else found.profile.to_mapping()
        return self._witnesses[key]

    def possible(self, condition: Condition) -> bool:
        """Whether some woman meets the condition."""
        if condition not in self._possible:
            self._possible[condition] = self.prover.satisfiable(condition)
        return self._possible[condition]

    def blind_spot(self, condition: Condition) -> Mapping[str, Any] | None:
        """What may be known so that the condition is decided and yet reported as unknown.

        What only the table of implications could tell, read backwards, is left out.
        """
        found = self.beside_table.blind_spot(condition)
        return None if found is None else found.profile.to_mapping()

    def implies(self, one: Condition, other: Condition) -> bool:
        """Whether every woman who meets one meets the other."""
        if (one, other) not in self._implied:
            self._implied[one, other] = self.prover.implies(one, other)
        return self._implied[one, other]


class Provers:
    """The provers of a rule set on one day, made on first use.

    Parameters stand as they do in the document's place; what is known there only within
    bounds, or not at all, is one unknown constant. Place facts are free: a document covers
    counties in which they differ.
    """

    def __init__(self, rules: Rules, on: date, *, timeout: float = TIMEOUT) -> None:
        self.rules, self.on, self.timeout = rules, on, timeout
        self._provers: dict[str, PlaceProver] = {}

    def at(self, place: str) -> PlaceProver:
        """The prover of a place."""
        if place not in self._provers:
            lines = local(self.rules, place, self.on).parameters
            self._provers[place] = PlaceProver(self._new(Prover, lines), self._new(_BesideTable, lines), lines)
        return self._provers[place]

    def of(self, site: Site) -> PlaceProver:
        """The prover of a condition's place."""
        return self.at(site.place)

    def _new(self, kind: type[Prover], lines: Mapping[str, Bounds[Any]]) -> Prover:
        return kind(vocabulary=self.rules.vocabulary, on=self.on, parameters=lines, timeout=self.timeout)

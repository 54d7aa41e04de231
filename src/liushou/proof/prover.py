"""The solver as the checks use it: one a place, with the parameters of the day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ..documents import Rules
from ..documents.placesfile import local
from ..places import NATION
from ..profile import Value
from ..rules import Condition
from ..rules.solver import Prover
from ..values import Bounds
from .sites import Site

TIMEOUT = 5.0


@dataclass(slots=True)
class PlaceProver:
    """Questions about the women of one place on one day; each answer is kept.

    Raises :class:`~liushou.rules.solver_terms.Undecided` where the solver gives up and
    :class:`~liushou.MissingExtraError` without z3.
    """

    prover: Prover
    lines: Mapping[str, Bounds[Any]]
    _witnesses: dict[Condition, Mapping[str, Any] | None] = field(default_factory=dict)
    _implied: dict[tuple[Condition, Condition], bool] = field(default_factory=dict)

    def __call__(self, parameter: str) -> Bounds[Any] | None:
        """The bounds of a parameter here and now."""
        return self.lines.get(parameter)

    def witness(self, condition: Condition) -> Mapping[str, Any] | None:
        """A woman who meets the condition, as a profile file holds her; None: there is none."""
        if condition not in self._witnesses:
            found = self.prover.witness(condition)
            self._witnesses[condition] = None if found is None else found.profile.to_mapping()
        return self._witnesses[condition]

    def possible(self, condition: Condition) -> bool:
        """Whether some woman meets the condition."""
        if condition in self._witnesses:
            return self._witnesses[condition] is not None
        return self.prover.satisfiable(condition)

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
            self._provers[place] = PlaceProver(self.new(lines), lines)
        return self._provers[place]

    def of(self, site: Site) -> PlaceProver:
        """The prover of a condition's place; that of the nation for a concept."""
        return self.at(site.policy.place if site.policy else NATION)

    def new(self, lines: Mapping[str, Bounds[Any]], place_facts: Mapping[str, Value] | None = None) -> Prover:
        """A prover with these lines and place facts."""
        return Prover(
            vocabulary=self.rules.vocabulary,
            on=self.on,
            parameters=lines,
            place_facts=place_facts or {},
            timeout=self.timeout,
        )

"""The solver as the checks use it: one prover per place, with the parameters of the day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ..documents import Rules, values_at
from ..rules import AllOf, Condition, Not
from ..rules.solver import TIMEOUT, Prover
from ..values import Bounds


@dataclass(slots=True)
class PlaceProver:
    """Questions about the women of one place on one day; what is possible is asked once.

    Raises :class:`~liushou.rules.solver.UndecidedError` where the solver gives up and
    :class:`~liushou.MissingExtraError` without z3.
    """

    prover: Prover
    parameters: Mapping[str, Bounds[Any]]
    _possible: dict[Condition, bool] = field(default_factory=dict)

    def witness(self, condition: Condition, *, fails: Condition | None = None) -> Mapping[str, Any] | None:
        """A woman who meets the condition (and fails the other), as a profile file holds her; None if there is none."""
        witness = self.prover.witness(condition, fails=fails)
        return None if witness is None else witness.profile.to_mapping()

    def possible(self, condition: Condition) -> bool:
        """Whether some woman meets the condition."""
        if condition not in self._possible:
            self._possible[condition] = self.prover.satisfiable(condition)
        return self._possible[condition]

    def implies(self, condition: Condition, other: Condition) -> bool:
        """Whether every woman who meets the condition meets the other."""
        return not self.possible(AllOf((condition, Not(other))))


class Provers:
    """The provers of a rule set on one day, made on first use.

    Parameters have the values of the document's place; what is known there only within
    bounds, or not at all, is one unknown constant. Place facts are free: a document covers
    counties in which they differ.
    """

    def __init__(self, rules: Rules, on: date, *, timeout: float | None = None) -> None:
        self.rules, self.on, self.timeout = rules, on, TIMEOUT if timeout is None else timeout
        self._provers: dict[str, PlaceProver] = {}

    def at(self, place: str) -> PlaceProver:
        """The prover of a place."""
        if place not in self._provers:
            parameters = values_at(self.rules, place, self.on).parameters
            self._provers[place] = PlaceProver(
                self.new(vocabulary=self.rules.vocabulary, parameters=parameters), parameters
            )
        return self._provers[place]

    def new(self, **about: Any) -> Prover:
        """A prover of its own, on the same day and with the same time for a question."""
        return Prover(on=self.on, timeout=self.timeout, **about)

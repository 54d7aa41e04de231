"""The solver as the checks use it: one prover per place, with the parameters of the day."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from ..documents import Rules, values_at
from ..rules.solver import TIMEOUT, Prover, Witness


def shown(witness: Witness | None) -> Mapping[str, Any] | None:
    """A witness as a profile file holds her."""
    return None if witness is None else witness.profile.to_mapping()


class Provers:
    """The provers of a rule set on one day, made on first use.

    Parameters have the values of the document's place; what is known there only within bounds, or not at all, is one
    unknown constant. Place facts are free: a document covers counties in which they differ. Questions raise
    :class:`~liushou.rules.solver.UndecidedError` where the solver gives up and :class:`~liushou.MissingExtraError`
    without z3.
    """

    def __init__(self, rules: Rules, on: date, *, timeout: float | None = None) -> None:
        self.rules, self.on, self.timeout = rules, on, TIMEOUT if timeout is None else timeout
        self._provers: dict[str, Prover] = {}

    def at(self, place: str) -> Prover:
        """The prover of a place."""
        if place not in self._provers:
            parameters = values_at(self.rules, place, self.on).parameters
            self._provers[place] = self.new(vocabulary=self.rules.vocabulary, parameters=parameters)
        return self._provers[place]

    def new(self, **about: Any) -> Prover:
        """A prover of its own, on the same day and with the same time for a question."""
        return Prover(on=self.on, timeout=self.timeout, **about)

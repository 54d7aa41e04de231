"""The two-bit encoding as a reading: what it reports of a profile that is stated.

A profile is pinned onto the encoding as it is stated; that stated facts imply, narrow or
rule out others is left to the encoding's own constraints. z3 then has to find the bits,
and to find no others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, cast

from liushou.problems import LiushouError
from liushou.profile import DERIVED, Profile, Value, relations
from liushou.rules import resolve
from liushou.rules.condition import Condition, Vocabulary
from liushou.rules.solver.knowledge import Knowledge
from liushou.rules.solver.prover import TIMEOUT, Prover, truth
from liushou.rules.solver.terms import Axis, Bits, Side, UndecidedError
from liushou.values import Bounds, Truth, ages


class PinningError(LiushouError):
    """A profile that the encoding refuses or leaves open: a mistake in liushou itself."""


@dataclass(frozen=True, slots=True)
class _Encoded:
    """The conditions over the facts that a place leaves to the profile."""

    knowledge: Knowledge
    bits: tuple[Bits, ...]
    solver: Any


class SolverReading:
    """What the two-bit encoding reports of conditions, for one profile after the other.

    ``parameters`` are bounds by name (absent: unknown); ``place_facts`` lie beneath what
    a profile states; ``timeout`` is in seconds for each question. Raises
    :class:`~liushou.rules.condition.UnsupportedNodeError` for a node that the solver cannot
    read and :class:`~liushou.MissingExtraError` without z3. Not for use from several
    threads.
    """

    def __init__(
        self,
        conditions: Sequence[Condition],
        *,
        vocabulary: Vocabulary,
        on: date,
        parameters: Mapping[str, Bounds[Any]] | None = None,
        place_facts: Mapping[str, Value] | None = None,
        timeout: float = TIMEOUT,
    ) -> None:
        self.conditions, self.vocabulary, self.on = tuple(conditions), vocabulary, on
        self.parameters, self.place_facts = parameters or {}, place_facts or {}
        self.timeout = timeout
        self._encoded: dict[frozenset[str], _Encoded] = {}
        self._encoding(frozenset(self.place_facts))

    def truths(self, profile: Profile) -> tuple[Truth, ...]:
        """The truths of the conditions, in their order.

        Raises :class:`~liushou.ContradictionError` for a profile that cannot be true,
        :class:`~liushou.rules.solver.terms.UndecidedError` on a timeout, and
        :class:`PinningError` where the encoding does not settle what it should.
        """
        resolve(profile, self.on, self.place_facts, facts=self.vocabulary.facts)
        stated = dict(profile.known())
        encoded = self._encoding(frozenset(self.place_facts) - set(stated))
        z3, solver = encoded.knowledge.z3, encoded.solver
        solver.push()
        try:
            solver.add(*_pins(encoded.knowledge, stated))
            if not self._possible(encoded):
                raise PinningError(f"the solver refuses on {self.on} what is no contradiction: {sorted(stated)}")
            model = solver.model()
            found = [(truth(model, bits.yes), truth(model, bits.no)) for bits in encoded.bits]
            others = [
                z3.Or(bits.yes != yes, bits.no != no) for bits, (yes, no) in zip(encoded.bits, found, strict=True)
            ]
            solver.add(encoded.knowledge.terms.any(others))
            if (True, True) in found or self._possible(encoded):
                raise PinningError(f"the solver leaves open on {self.on} what follows from: {sorted(stated)}")
        finally:
            solver.pop()
        return tuple(True if yes else False if no else None for yes, no in found)

    def refuses(self, profile: Profile) -> bool:
        """Whether the encoding itself, not :func:`resolve`, has no such woman."""
        stated = dict(profile.known())
        encoded = self._encoding(frozenset(self.place_facts) - set(stated))
        encoded.solver.push()
        try:
            encoded.solver.add(*_pins(encoded.knowledge, stated, cut=False))
            return not self._possible(encoded)
        finally:
            encoded.solver.pop()

    def _possible(self, encoded: _Encoded) -> bool:
        z3, solver = encoded.knowledge.z3, encoded.solver
        answer = solver.check()
        if answer == z3.unknown:
            raise UndecidedError(f"{solver.reason_unknown() or 'unknown'} (after at most {self.timeout:g} s)")
        return bool(answer == z3.sat)

    def _encoding(self, left: frozenset[str]) -> _Encoded:
        """The encoding where the place settles the facts ``left`` to it."""
        if left not in self._encoded:
            prover = Prover(
                vocabulary=self.vocabulary,
                on=self.on,
                parameters=self.parameters,
                place_facts={name: self.place_facts[name] for name in left},
            )
            knowledge = prover.knowledge(exact=False, pinned=False)
            for condition in self.conditions:
                knowledge.read(condition)
            _add_premises(knowledge, self.conditions)
            bits = tuple(knowledge.bits(condition) for condition in self.conditions)
            solver = knowledge.z3.Solver(ctx=knowledge.terms.context)
            solver.set("timeout", max(1, int(self.timeout * 1000)))
            solver.add(*knowledge.axioms)
            self._encoded[left] = _Encoded(knowledge, bits, solver)
        return self._encoded[left]


def _add_premises(knowledge: Knowledge, conditions: Sequence[Condition]) -> None:
    """Take in the facts that no condition names, but that say something of one it names."""
    facts = knowledge.vocabulary.facts
    named = {DERIVED[name][1] if name in DERIVED else name for name in knowledge.axes}
    for name in sorted(relations(facts).about(named) - named):
        knowledge.touch(name, conditions[0])
    knowledge.refuse_contradictions()


def _pins(knowledge: Knowledge, stated: Mapping[str, Value], *, cut: bool = True) -> Iterator[Any]:
    """That the facts of the encoding are stated so, and no others."""
    for source, flag in knowledge.stated.items():
        if not knowledge.z3.is_false(flag):
            yield flag == (source in stated)
    for name, axis in knowledge.axes.items():
        source = DERIVED[name][1] if name in DERIVED else name
        value = stated.get(source)
        if value is None:
            continue
        if name in knowledge.spans:
            bounds = _seen(knowledge, name, source, value) if cut else cast("Bounds[Any]", value)
            yield from _sides(knowledge, axis, bounds)
        elif axis.kind == "choice":
            yield knowledge.values[name] == axis.choices.index(str(value))
        else:
            yield knowledge.terms.flag(name) == value


def _seen(knowledge: Knowledge, name: str, source: str, value: Any) -> Bounds[Any]:
    """The bounds of a fact, cut at the day of assessment as :func:`resolve` does."""
    on = knowledge.on
    if source in knowledge.relations.past and (value.high is None or value.high > on):
        value = Bounds(value.low, on)
    return ages(value, on) if name in DERIVED else value


def _sides(knowledge: Knowledge, axis: Axis, bounds: Bounds[Any]) -> Iterator[Any]:
    span = knowledge.spans[axis.fact]
    sides: tuple[tuple[Side, Any], ...] = ((span.low, bounds.low), (span.high, bounds.high))
    for side, edge in sides:
        yield side.there == (edge is not None)
        if edge is not None:
            number = Fraction(edge.toordinal() if isinstance(edge, date) else edge)
            yield knowledge.terms.compare(side.at, "=", number, axis.whole)

"""The solver reading: what holds for every woman, proved with z3.

The questions, over *complete persons* (every fact known or not applicable; a bounded
parameter is one unknown constant within its bounds, the same wherever it stands)::

    prover = Prover(vocabulary=…, on=date, parameters={name: Bounds}, place_facts={}, timeout=5.0)
    prover.satisfiable(condition) -> bool       some woman meets it
    prover.always(condition) -> bool            every woman meets it
    prover.implies(a, b) -> bool                every woman who meets a meets b
    prover.equivalent(a, b) -> bool
    prover.compare(a, b, assuming=ALWAYS) -> Verdict   .relation, .only_a, .only_b, .reason
    prover.witness(condition, fails=None) -> Witness | None    meets it (and not `fails`)

over *partial knowledge* (each fact known, bounded or not asked), for what three-valued
evaluation reports::

    prover.reports(condition, True | False | None) -> Witness | None
    prover.differs(a, b, assuming=ALWAYS) -> Witness | None    reported otherwise for a than for b
    prover.blind_spot(condition, bounded=False) -> Witness | None
                                                reported unknown though all completions agree

All but ``compare`` raise :class:`Undecided` on a timeout; ``compare`` gives the relation
``undecided`` with the reason. The same names are functions of this module that take
``vocabulary=, on=, parameters=`` each time. A :class:`Witness` has ``profile`` and
``assumed`` (values picked for parameters that are known only within bounds); it is
replayed through :mod:`liushou.rules.evaluate` before it is handed out, and one that does
not replay raises :class:`WitnessError`.

Dates go in as day numbers and spans of time by :func:`liushou.values.cutoff`, so that
solver and evaluator agree on every day. Raises
:class:`~liushou.rules.condition.UnsupportedNode` for a node it cannot read and
:class:`~liushou.MissingExtraError` without z3 (extra ``prove``).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ..values import Bounds, Truth
from .condition import ALWAYS, Condition
from .solver_prover import TIMEOUT, Prover, Relation, Verdict
from .solver_terms import Undecided
from .solver_witness import Witness, WitnessError
from .vocabulary import Vocabulary

__all__ = [
    "TIMEOUT",
    "Prover",
    "Relation",
    "Undecided",
    "Verdict",
    "Witness",
    "WitnessError",
    "always",
    "blind_spot",
    "compare",
    "equivalent",
    "implies",
    "reports",
    "satisfiable",
    "witness",
]


def _prover(vocabulary: Vocabulary, on: date, parameters: Mapping[str, Bounds[Any]] | None, timeout: float) -> Prover:
    return Prover(vocabulary=vocabulary, on=on, parameters=parameters, timeout=timeout)


def satisfiable(
    condition: Condition,
    *,
    vocabulary: Vocabulary,
    on: date,
    parameters: Mapping[str, Bounds[Any]] | None = None,
    timeout: float = TIMEOUT,
) -> bool:
    """:meth:`Prover.satisfiable` for one question."""
    return _prover(vocabulary, on, parameters, timeout).satisfiable(condition)


def always(
    condition: Condition,
    *,
    vocabulary: Vocabulary,
    on: date,
    parameters: Mapping[str, Bounds[Any]] | None = None,
    timeout: float = TIMEOUT,
) -> bool:
    """:meth:`Prover.always` for one question."""
    return _prover(vocabulary, on, parameters, timeout).always(condition)


def implies(
    a: Condition,
    b: Condition,
    *,
    vocabulary: Vocabulary,
    on: date,
    parameters: Mapping[str, Bounds[Any]] | None = None,
    timeout: float = TIMEOUT,
) -> bool:
    """:meth:`Prover.implies` for one question."""
    return _prover(vocabulary, on, parameters, timeout).implies(a, b)


def equivalent(
    a: Condition,
    b: Condition,
    *,
    vocabulary: Vocabulary,
    on: date,
    parameters: Mapping[str, Bounds[Any]] | None = None,
    timeout: float = TIMEOUT,
) -> bool:
    """:meth:`Prover.equivalent` for one question."""
    return _prover(vocabulary, on, parameters, timeout).equivalent(a, b)


def compare(
    a: Condition,
    b: Condition,
    *,
    vocabulary: Vocabulary,
    on: date,
    parameters: Mapping[str, Bounds[Any]] | None = None,
    assuming: Condition = ALWAYS,
    timeout: float = TIMEOUT,
) -> Verdict:
    """:meth:`Prover.compare` for one question."""
    return _prover(vocabulary, on, parameters, timeout).compare(a, b, assuming=assuming)


def witness(
    condition: Condition,
    *,
    vocabulary: Vocabulary,
    on: date,
    parameters: Mapping[str, Bounds[Any]] | None = None,
    fails: Condition | None = None,
    timeout: float = TIMEOUT,
) -> Witness | None:
    """:meth:`Prover.witness` for one question."""
    return _prover(vocabulary, on, parameters, timeout).witness(condition, fails=fails)


def reports(
    condition: Condition,
    value: Truth,
    *,
    vocabulary: Vocabulary,
    on: date,
    parameters: Mapping[str, Bounds[Any]] | None = None,
    timeout: float = TIMEOUT,
) -> Witness | None:
    """:meth:`Prover.reports` for one question."""
    return _prover(vocabulary, on, parameters, timeout).reports(condition, value)


def blind_spot(
    condition: Condition,
    *,
    vocabulary: Vocabulary,
    on: date,
    parameters: Mapping[str, Bounds[Any]] | None = None,
    timeout: float = TIMEOUT,
) -> Witness | None:
    """:meth:`Prover.blind_spot` for one question."""
    return _prover(vocabulary, on, parameters, timeout).blind_spot(condition)

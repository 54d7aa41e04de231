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

All but ``compare`` raise :class:`UndecidedError` on a timeout; ``compare`` gives the relation
``undecided`` with the reason. A :class:`Witness` has ``profile`` and
``assumed`` (values picked for parameters that are known only within bounds); it is
replayed through :mod:`liushou.rules.evaluate` before it is handed out, and one that does
not replay raises :class:`WitnessError`.

Dates go in as day numbers and spans of time by :func:`liushou.values.cutoff`, so that
solver and evaluator agree on every day. Raises
:class:`~liushou.rules.condition.UnsupportedNodeError` for a node it cannot read and
:class:`~liushou.MissingExtraError` without z3 (extra ``prove``).
"""

from .prover import TIMEOUT, Prover, Relation, Verdict
from .terms import UndecidedError
from .witness import Setting, Witness, WitnessError

__all__ = ["TIMEOUT", "Prover", "Relation", "Setting", "UndecidedError", "Verdict", "Witness", "WitnessError"]

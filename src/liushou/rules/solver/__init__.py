"""The solver reading: what holds for every woman, proved with z3 (:class:`Prover`).

Over *complete persons* every fact is known or not applicable, and a bounded parameter is one unknown constant within
its bounds; over *partial knowledge* each fact is known, bounded or not asked, for what three-valued evaluation reports.
A :class:`Witness` is replayed through :func:`liushou.rules.evaluate` before it is handed out. Dates go in as day
numbers and spans of time by :func:`liushou.values.cutoff`, so that solver and evaluator agree on every day.
"""

from .prover import TIMEOUT, Prover, Relation, Verdict
from .terms import UndecidedError
from .witness import Setting, Witness, WitnessError

__all__ = ["TIMEOUT", "Prover", "Relation", "Setting", "UndecidedError", "Verdict", "Witness", "WitnessError"]

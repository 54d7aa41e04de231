"""Parameters that are known only within bounds, as unknown constants."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from ...values import Bounds, rational
from ..condition import InForce, Parameter
from .terms import Numerals


class UnknownParameters:
    """One constant for each parameter without a known value, the same wherever it stands."""

    def __init__(self, terms: Numerals, parameters: Mapping[str, Bounds[Any]]) -> None:
        self.terms, self.parameters = terms, parameters
        self.constants: dict[str, Any] = {}
        self.axioms: list[Any] = []
        #: What something is compared with.
        self._multiples: dict[Parameter, None] = {}

    def multiple(self, parameter: Parameter) -> Any:
        """The (multiple of the) constant, within its bounds."""
        self._multiples[parameter] = None
        constant = self._constant(parameter.name)
        return constant if parameter.factor == 1 else self.terms.number(rational(parameter.factor), False) * constant

    def in_force(self, condition: InForce) -> Any:
        """That a law is in force: known, or the same unknown constant wherever it is asked."""
        known = condition.within(self.parameters)
        if known is None:
            return self._constant(condition.parameter) == 1
        return self.terms.true if known else self.terms.false

    def _constant(self, name: str) -> Any:
        if name not in self.constants:
            term = self.constants[name] = self.terms.variable(f"${name}", False)
            known = Parameter(name).within(self.parameters)
            for operator, edge in ((">=", known.low), ("<=", known.high)):
                if edge is not None:
                    self.axioms.append(self.terms.compare(term, operator, Fraction(edge), False))
            # Registers hold no line under nothing.
            self.axioms.append(term >= 0)
        return self.constants[name]

    def edges(self) -> set[Fraction]:
        """The edges of their bounds: as evaluation has them, and exactly."""
        edges: set[Fraction] = set()
        for parameter in self._multiples:
            rounded, single = parameter.within(self.parameters), Parameter(parameter.name).within(self.parameters)
            for known, factor in ((rounded, Fraction(1)), (single, rational(parameter.factor))):
                edges |= {factor * Fraction(edge) for edge in (known.low, known.high) if edge is not None}
        return edges

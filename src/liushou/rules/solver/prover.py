"""The prover: what is asked of z3, and how a model becomes facts as a profile file writes them, or a verdict."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from math import inf, nextafter
from typing import Any, Literal

from ...on_demand import library
from ...profile import Value, catalogue_order
from ...values import FIRST_DAY, Bounds, Truth, cutoff
from ..condition import ALWAYS, AllOf, Condition, Not, Vocabulary, source_fact
from .knowledge import Knowledge
from .terms import Axis, Span, UndecidedError
from .witness import Claim, Setting, Witness, WitnessError, settle_witness

Relation = Literal["equivalent", "a_wider", "b_wider", "incomparable", "undecided"]

#: Seconds after which one question is given up.
TIMEOUT = 5.0
#: The pairs of unlike answers, the most telling first.
_UNLIKE: list[tuple[Truth, Truth]] = [
    pair for one, other in ((True, False), (True, None), (False, None)) for pair in ((one, other), (other, one))
]


@dataclass(frozen=True, slots=True)
class Verdict:
    """How two conditions relate, over complete persons.

    ``only_a`` meets a and not b, ``only_b`` the other way round. ``undecided`` says, by
    side, why it was not decided whether somebody meets that side alone.
    """

    relation: Relation
    only_a: Witness | None = None
    only_b: Witness | None = None
    undecided: Mapping[str, str] = field(default_factory=dict)

    @property
    def reason(self) -> str | None:
        """Why something was not decided, in one line."""
        return "; ".join(f"{side}: {reason}" for side, reason in self.undecided.items()) or None


class Prover:
    """Proofs about conditions on one day, with the parameters of one place.

    ``parameters`` are bounds by name (absent: unknown); ``place_facts`` hold for every woman there; ``usual`` names
    values to prefer where a bounded parameter has to be taken at one; ``timeout`` is in seconds for each question.
    Raises :class:`~liushou.MissingExtraError` without z3. Not for use from several threads.
    """

    def __init__(
        self,
        *,
        vocabulary: Vocabulary,
        on: date,
        parameters: Mapping[str, Bounds[Any]] | None = None,
        place_facts: Mapping[str, Value] | None = None,
        usual: Mapping[str, float] | None = None,
        timeout: float = TIMEOUT,
    ) -> None:
        self._z3 = library("z3", "prove", "z3-solver")
        self._context = self._z3.Context()
        self.setting = Setting(vocabulary, on, parameters or {}, place_facts or {})
        self.usual = usual or {}
        self.timeout = timeout
        self._satisfiable: dict[Condition, bool] = {}

    # -- over complete persons ---------------------------------------------------------

    def satisfiable(self, condition: Condition) -> bool:
        """Whether some complete person meets the condition; asked once for each condition."""
        if condition not in self._satisfiable:
            knowledge = self.knowledge(exact=True, pinned=True, complete=True)
            knowledge.read(condition)
            self._satisfiable[condition] = self.solve(knowledge, [knowledge.bits(condition).yes]) is not None
        return self._satisfiable[condition]

    def always(self, condition: Condition) -> bool:
        """Whether every complete person meets the condition."""
        return not self.satisfiable(Not(condition))

    def implies(self, a: Condition, b: Condition) -> bool:
        """Whether every complete person who meets ``a`` meets ``b``."""
        return not self.satisfiable(AllOf((a, Not(b))))

    def equivalent(self, a: Condition, b: Condition) -> bool:
        """Whether the same complete persons meet both."""
        return self.implies(a, b) and self.implies(b, a)

    def compare(self, a: Condition, b: Condition, *, assuming: Condition = ALWAYS, witnesses: bool = True) -> Verdict:
        """Which of two conditions is wider among those who meet ``assuming``.

        Never raises :class:`UndecidedError`: what was found before giving up is kept, and
        ``undecided`` says what was not decided.
        """
        only: dict[str, Witness | None] = {"a": None, "b": None}
        more: dict[str, bool] = {}
        undecided: dict[str, str] = {}
        for side, condition, other in (("a", a, b), ("b", b, a)):
            try:
                more[side] = self.satisfiable(AllOf((assuming, condition, Not(other))))
                if more[side] and witnesses:
                    only[side] = self.witness(AllOf((assuming, condition)), fails=other)
            except UndecidedError as error:
                undecided[side] = error.reason
        if len(more) < 2:
            return Verdict("undecided", only["a"], only["b"], undecided)
        relation: Relation = "incomparable" if more["a"] and more["b"] else "equivalent"
        if more["a"] is not more["b"]:
            relation = "a_wider" if more["a"] else "b_wider"
        return Verdict(relation, only["a"], only["b"], undecided)

    def witness(self, condition: Condition, *, fails: Condition | None = None) -> Witness | None:
        """A person who meets ``condition`` (and does not meet ``fails``), or None.

        As few stated facts as decide it, with ordinary values, replayed.
        """
        whole = condition if fails is None else AllOf((condition, Not(fails)))
        if not self.satisfiable(whole):
            return None
        expected: list[tuple[Condition, Truth]] = [(condition, True)]
        expected += [] if fails is None else [(fails, False)]
        witness = self._stated(Claim(tuple(expected)), exact=True, pin=True)
        if witness is None:
            raise WitnessError("a person exists but cannot be stated", {})
        return witness

    # -- over partial knowledge --------------------------------------------------------

    def reports(self, condition: Condition, value: Truth) -> Witness | None:
        """What may be known so that evaluation reports ``value``; None if it never does."""
        return self._reported(Claim(((condition, value),)))

    def differs(self, a: Condition, b: Condition, *, assuming: Condition = ALWAYS) -> Witness | None:
        """What may be known so that evaluation reports other values for ``a`` and ``b``; None if it never does.

        ``assuming`` is reported met. None means that the two say the same of everyone, also
        of those of whom not everything is known: stronger than :meth:`equivalent`.
        """
        if not self._unlike(a, b, assuming):
            return None
        for of_a, of_b in _UNLIKE:
            witness = self._reported(Claim(((assuming, True), (a, of_a), (b, of_b))))
            if witness is not None:
                return witness
        return None

    def _reported(self, claim: Claim) -> Witness | None:
        return self._stated(claim, exact=True, pin=False) or self._stated(claim, exact=False, pin=False)

    # -- asking z3 -----------------------------------------------------------------------

    def knowledge(self, *, exact: bool, pinned: bool, complete: bool = False) -> Knowledge:
        """A fresh encoding in this setting."""
        return Knowledge(self._z3, self._context, self.setting, exact=exact, pinned=pinned, complete=complete)

    def solve(self, knowledge: Knowledge, formulas: list[Any], *, fewest: list[Any] | None = None) -> Any | None:
        """A model of the formulas and the axioms of what is known, or None; raises UndecidedError.

        Both facts on his absence are left to the last: together they need a table.
        ``fewest``: as few of these terms true as possible.
        """
        base = [*knowledge.axioms, *knowledge.unknowns.axioms, *knowledge.float_gaps(), *formulas]
        one_given = knowledge.one_given()
        if not one_given:
            return self._check(base, fewest)
        model = self._check([*base, *one_given], fewest)
        if model is not None:
            return model
        if self._check(base, None) is None:
            return None
        return self._check([*base, *knowledge.both_agree()], fewest)

    def _check(self, formulas: list[Any], fewest: list[Any] | None) -> Any | None:
        z3 = self._z3
        solver = z3.Solver(ctx=self._context) if fewest is None else z3.Optimize(ctx=self._context)
        solver.set("timeout", max(1, int(self.timeout * 1000)))
        # Else z3 takes the interruption for itself, and says only that it does not know.
        solver.set("ctrl_c", False)
        solver.add(*formulas)
        for position, term in enumerate(fewest or ()):
            # Of as many facts rather those that are asked first, so that the answer is the same however it was asked.
            solver.add_soft(z3.Not(term), weight=1000 + position)
        answer = solver.check()
        if answer == z3.unknown:
            raise UndecidedError(f"{solver.reason_unknown() or 'unknown'} (after at most {self.timeout:g} s)")
        return solver.model() if answer == z3.sat else None

    def _unlike(self, a: Condition, b: Condition, assuming: Condition) -> bool:
        """One question for all pairs of unlike answers: most that are asked end here."""
        knowledge = self.knowledge(exact=False, pinned=False)
        for condition in (assuming, a, b):
            knowledge.read(condition)
        of_a, of_b = knowledge.bits(a), knowledge.bits(b)
        differ = self._z3.Or(of_a.yes != of_b.yes, of_a.no != of_b.no)
        return self.solve(knowledge, [self._bit(knowledge, assuming, True), differ]) is not None

    def _stated(self, claim: Claim, *, exact: bool, pin: bool) -> Witness | None:
        """What may be known so that evaluation reports the claim.

        With parameters by their bounds; where that cannot be and ``pin`` is set, with each
        bounded parameter taken at one value.
        """
        for pinned in (False, True) if pin else (False,):
            knowledge = self.knowledge(exact=exact, pinned=pinned)
            for condition, _ in claim.expected:
                knowledge.read(condition)
            formulas = [self._bit(knowledge, condition, value) for condition, value in claim.expected]
            if pinned and not knowledge.unknowns.constants:
                return None
            model = self._model(knowledge, formulas)
            if model is not None:
                raw = knowledge_raw(knowledge, model)
                assumed = {name: float(fraction(model, term)) for name, term in knowledge.unknowns.constants.items()}
                return settle_witness(claim, self.setting, raw, assumed, ordinary=exact)
        return None

    def _model(self, knowledge: Knowledge, formulas: list[Any]) -> Any | None:
        fewest = [knowledge.stated[name] for name in sorted(knowledge.stated, key=catalogue_order)]
        terms = knowledge.unknowns.constants
        usual = [terms[name] == value for name, value in self.usual.items() if name in terms]
        if usual:
            model = self.solve(knowledge, [*formulas, *usual], fewest=fewest)
            if model is not None:
                return model
        return self.solve(knowledge, formulas, fewest=fewest)

    def _bit(self, knowledge: Knowledge, condition: Condition, value: Truth) -> Any:
        bits = knowledge.bits(condition)
        if value is None:
            return self._z3.Not(self._z3.Or(bits.yes, bits.no))
        return bits.yes if value else bits.no


def knowledge_raw(knowledge: Knowledge, model: Any) -> dict[str, Any]:
    """The facts stated in this model, bounded where their two sides differ."""
    raw: dict[str, Any] = {}
    for name, axis in knowledge.axes.items():
        source = source_fact(name)
        if not truth(model, knowledge.stated[source]):
            continue
        if name in knowledge.spans:
            value = _bounded(knowledge, axis, model, knowledge.spans[name])
        else:
            value = _value(knowledge, axis, model, knowledge.values[name])
        if source == name or source not in raw:
            raw[source] = value
    return raw


def _bounded(knowledge: Knowledge, axis: Axis, model: Any, span: Span) -> Any:
    low = _value(knowledge, axis, model, span.low.at) if truth(model, span.low.there) else None
    high = _value(knowledge, axis, model, span.high.at) if truth(model, span.high.there) else None
    if axis.kind == "age":
        # The younger bound of the age is the later bound of the birth.
        if low is not None and knowledge.exact:
            return cutoff(knowledge.on, low, "years").isoformat()
        before = None if high is None else cutoff(knowledge.on, high + 1, "years") + timedelta(days=1)
        sides = {
            "at_least": before and max(FIRST_DAY, before).isoformat(),
            "at_most": None if low is None else cutoff(knowledge.on, low, "years").isoformat(),
        }
    else:
        sides = {"at_least": low, "at_most": high}
    if sides["at_least"] == sides["at_most"]:
        return sides["at_least"]
    return {side: value for side, value in sides.items() if value is not None}


def _value(knowledge: Knowledge, axis: Axis, model: Any, term: Any) -> Any:
    if axis.kind == "flag":
        return truth(model, term)
    value = fraction(model, term)
    if axis.kind == "choice":
        return axis.choices[int(value)]
    if axis.kind == "day":
        return date.fromordinal(int(value)).isoformat()
    if axis.whole:
        return int(value)
    return as_float(value, knowledge.constants.get(axis.fact, set()))


def as_float(value: Fraction, constants: set[Fraction]) -> float:
    """A float that lies to every constant as the exact number does."""
    near = float(value)
    for candidate in (near, nextafter(near, inf), nextafter(near, -inf)):
        if all((candidate < edge, candidate == edge) == (value < edge, value == edge) for edge in constants):
            return candidate
    return near


def truth(model: Any, term: Any) -> bool:
    """The Boolean term in the model."""
    return bool(str(model.eval(term, model_completion=True)) == "True")


def fraction(model: Any, term: Any) -> Fraction:
    """The number term in the model, exactly."""
    number = model.eval(term, model_completion=True)
    return Fraction(number.as_fraction()) if hasattr(number, "as_fraction") else Fraction(number.as_long())

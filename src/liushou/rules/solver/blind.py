"""Blind spots: what is decided, and yet reported as unknown.

Three-valued evaluation takes each leaf on its own: ``any: [a, not: a]`` holds for
everyone and is unknown while ``a`` is. The search proposes knowledge that evaluates to
unknown, asks for completions that meet the condition and that fail it, and, where both
exist, rules out all knowledge that allows the two; what is left in the end is a blind
spot, or there is none.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from time import monotonic
from typing import TYPE_CHECKING, Any

from ..condition import Condition
from .complete import SINCE, YEARS, Persons
from .decode import fraction, knowledge_raw, truth
from .partial import Knowledge
from .terms import Undecided
from .witness import Claim, Witness, settle_witness

if TYPE_CHECKING:
    from .prover import Prover

#: Rounds of the search after which it is given up.
ROUNDS = 200

Point = Mapping[str, Any]


def search(prover: Prover, condition: Condition, *, bounded: bool = False, rounds: int = ROUNDS) -> Witness | None:
    """Knowledge with which the condition is decided and reported as unknown, or None.

    Raises :class:`Undecided` after ``rounds`` proposals or the prover's time for a question.
    """
    knowledge = prover.knowledge(exact=not bounded, pinned=False)
    knowledge.read(condition)
    bits = knowledge.bits(condition)
    persons = prover.encoding()
    persons.read(condition)
    formula = persons.formula(condition)
    z3 = persons.z3
    wanted: list[Any] = [z3.Not(z3.Or(bits.yes, bits.no))]
    started = monotonic()
    for done in range(rounds):
        if monotonic() - started > prover.timeout:
            raise Undecided(f"the search for a blind spot took more than {prover.timeout:g} s ({done} rounds)")
        model = prover.solve(knowledge, wanted, fewest=list(knowledge.stated.values()))
        if model is None:
            return None
        extends = _extends(knowledge, persons, model)
        meets = prover.solve(persons, [*extends, formula])
        fails = prover.solve(persons, [*extends, z3.Not(formula)])
        if meets is not None and fails is not None:
            excluded = [_excludes(knowledge, persons, _point(persons, one)) for one in (meets, fails)]
            wanted.append(z3.Or(*excluded))
        elif meets is None and fails is None:
            # Bounds that leave no whole person: not a blind spot, and not to be proposed again.
            wanted.append(_different(knowledge, model))
        else:
            raw = knowledge_raw(knowledge, model)
            return settle_witness(Claim(((condition, None),)), prover.stage, raw, {}, ordinary=False, fewer=False)
    raise Undecided(f"the search for a blind spot was given up after {rounds} rounds")


def _extends(knowledge: Knowledge, persons: Persons, model: Any) -> list[Any]:
    """That a complete person is a completion of what the model knows."""
    found: list[Any] = []
    z3 = persons.z3
    for name, axis in knowledge.axes.items():
        term = persons.values[name]
        away = knowledge.away.get(name)
        if away is not None and truth(model, away):
            found.append(persons.away[name])
            continue
        if not truth(model, knowledge.known[name]):
            continue
        # A stated yes or no becomes not applicable without contradiction (settle), anything else not.
        if name in persons.away and axis.kind == "flag":
            found.append(z3.Or(persons.away[name], term == truth(model, knowledge.values[name])))
            continue
        if name in persons.away:
            found.append(z3.Not(persons.away[name]))
        if axis.kind == "flag":
            found.append(term == truth(model, knowledge.values[name]))
        elif axis.kind == "choice":
            found.append(term == int(fraction(model, knowledge.values[name])))
        else:
            span = knowledge.spans[name]
            for operator, side in ((">=", span.low), ("<=", span.high)):
                if truth(model, side.there):
                    found.append(persons.terms.compare(term, operator, fraction(model, side.at), axis.whole))
    return found


def _point(persons: Persons, model: Any) -> Point:
    """The person as {fact: exact number, truth, or None for not applicable}."""
    point: dict[str, Any] = {}
    for name, axis in persons.axes.items():
        away = persons.away.get(name)
        if away is not None and truth(model, away):
            point[name] = None
        elif axis.kind == "flag":
            point[name] = truth(model, persons.values[name])
        else:
            point[name] = fraction(model, persons.values[name])
    return point


def _excludes(knowledge: Knowledge, persons: Persons, point: Point) -> Any:
    """That knowledge does not allow this person, nor one that no leaf tells from her."""
    z3, found = knowledge.z3, []
    for name, axis in knowledge.axes.items():
        known, value = knowledge.known[name], point[name]
        away = knowledge.away.get(name)
        if value is None:
            if axis.kind != "flag":
                found.append(known if away is None else z3.And(known, z3.Not(away)))
            continue
        if away is not None:
            found.append(away)
        if axis.kind in ("flag", "choice"):
            differs = knowledge.values[name] != (value if axis.kind == "flag" else int(value))
        else:
            low, high = _cell(knowledge, persons, point, name)
            span, compare = knowledge.spans[name], knowledge.terms.compare
            sides = []
            if high is not None:
                sides.append(z3.And(span.low.there, compare(span.low.at, *high, axis.whole)))
            if low is not None:
                sides.append(z3.And(span.high.there, compare(span.high.at, *low, axis.whole)))
            differs = knowledge.terms.any(sides)
        here = z3.And(known, differs)
        found.append(here if away is None else z3.And(z3.Not(away), here))
    return knowledge.terms.any(found)


def _cell(
    knowledge: Knowledge, persons: Persons, point: Point, name: str
) -> tuple[tuple[str, Fraction] | None, tuple[str, Fraction] | None]:
    """What lies below and above the values that no leaf tells from the person's.

    The value alone where another fact narrows this one (age and birth, both facts on his
    absence, two facts compared with one unknown line).
    """
    value: Fraction = point[name]
    linked = name in ("age", "birth_date") and {"age", "birth_date"} <= set(point)
    both = name in (SINCE, YEARS) and point.get(SINCE) is not None and point.get(YEARS) is not None
    lines = [line for line, facts in persons.parameter_facts.items() if name in facts]
    shared = any(len(persons.parameter_facts[line]) > 1 for line in lines)
    if linked or both or shared:
        return ("<", value), (">", value)
    # Inside a line's bounds the line can lie on either side of every value of a cell.
    edges = persons.constants.get(name, set()) | knowledge.constants.get(name, set()) | persons.edges(lines)
    if value in edges:
        return ("<", value), (">", value)
    under = [edge for edge in edges if edge < value]
    over = [edge for edge in edges if edge > value]
    return ("<=", max(under)) if under else None, (">=", min(over)) if over else None


def _different(knowledge: Knowledge, model: Any) -> Any:
    """Something is stated otherwise than in the model."""
    z3, found = knowledge.z3, []
    terms = [*knowledge.stated.values(), *knowledge.values.values()]
    for span in knowledge.spans.values():
        terms += [span.low.there, span.low.at, span.high.there, span.high.at]
    for term in terms:
        if not z3.is_true(term) and not z3.is_false(term):
            found.append(term != model.eval(term, model_completion=True))
    return knowledge.terms.any(found)

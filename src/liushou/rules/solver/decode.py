"""From a z3 model back to facts as a profile file writes them."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from math import inf, nextafter
from typing import Any

from ...profile import DERIVED
from ...values import FIRST_DAY, cutoff
from .complete import CompletePersons, Encoding
from .partial import PartialKnowledge
from .spans import Span
from .terms import Axis


def complete_raw(persons: CompletePersons, model: Any) -> dict[str, Any]:
    """The facts that a complete person of this model states: ``{fact: raw value}``."""
    raw: dict[str, Any] = {}
    for name, axis in persons.axes.items():
        away = persons.away.get(name)
        if away is not None and truth(model, away):
            continue
        if name in persons.place_facts:
            continue
        value = _value(persons, axis, model, persons.values[name])
        if name in DERIVED:
            raw.setdefault(DERIVED[name][1], birth_of(int(value), persons.on).isoformat())
        else:
            raw[name] = value
    return raw


def knowledge_raw(knowledge: PartialKnowledge, model: Any) -> dict[str, Any]:
    """The facts stated in this model, bounded where their two sides differ."""
    raw: dict[str, Any] = {}
    for name, axis in knowledge.axes.items():
        source = DERIVED[name][1] if name in DERIVED else name
        if not truth(model, knowledge.stated[source]):
            continue
        if name in knowledge.spans:
            value = _bounded(knowledge, axis, model, knowledge.spans[name])
        elif axis.kind == "flag":
            value = truth(model, knowledge.z3.Bool(name, knowledge.terms.context))
        else:
            value = _value(knowledge, axis, model, knowledge.values[name])
        if name in DERIVED:
            raw.setdefault(source, value)
        else:
            raw[name] = value
    return raw


def parameter_values(encoding: Encoding, model: Any) -> dict[str, Any]:
    """The value that each unknown parameter has in the model."""
    found: dict[str, Any] = {}
    for name, term in encoding.parameter_terms.items():
        value = fraction(model, term)
        whole = encoding.z3.is_int(term)
        found[name] = date.fromordinal(int(value)) if whole else float(value)
    return found


def birth_of(years: int, on: date) -> date:
    """The latest birth of someone of that age."""
    return cutoff(on, years, "years")


def earliest_birth(years: int, on: date) -> date:
    """The earliest birth of someone of that age."""
    return max(FIRST_DAY, cutoff(on, years + 1, "years") + timedelta(days=1))


def _bounded(knowledge: PartialKnowledge, axis: Axis, model: Any, span: Span) -> Any:
    low = _value(knowledge, axis, model, span.low.at) if truth(model, span.low.there) else None
    high = _value(knowledge, axis, model, span.high.at) if truth(model, span.high.there) else None
    if axis.kind == "age":
        # The younger bound of the age is the later bound of the birth.
        if low is not None and knowledge.exact:
            return birth_of(int(low), knowledge.on).isoformat()
        sides = {
            "at_least": None if high is None else earliest_birth(int(high), knowledge.on).isoformat(),
            "at_most": None if low is None else birth_of(int(low), knowledge.on).isoformat(),
        }
    else:
        sides = {"at_least": low, "at_most": high}
    if sides["at_least"] == sides["at_most"]:
        return sides["at_least"]
    return {side: value for side, value in sides.items() if value is not None}


def _value(encoding: Encoding, axis: Axis, model: Any, term: Any) -> Any:
    if axis.kind == "flag":
        return truth(model, term)
    value = fraction(model, term)
    if axis.kind == "choice":
        return axis.choices[int(value)]
    if axis.kind == "day":
        return date.fromordinal(int(value)).isoformat()
    if axis.whole:
        return int(value)
    return as_float(value, encoding.constants.get(axis.fact, set()))


def as_float(value: Fraction, constants: set[Fraction]) -> float:
    """A float that lies to every constant as the exact number does."""
    near = float(value)
    for candidate in (near, nextafter(near, inf), nextafter(near, -inf)):
        if all((candidate < one, candidate == one) == (value < one, value == one) for one in constants):
            return candidate
    return near


def truth(model: Any, term: Any) -> bool:
    """The Boolean term in the model."""
    return bool(str(model.eval(term, model_completion=True)) == "True")


def fraction(model: Any, term: Any) -> Fraction:
    """The number term in the model, exactly."""
    number = model.eval(term, model_completion=True)
    if hasattr(number, "as_fraction"):
        return Fraction(number.as_fraction())
    return Fraction(number.as_long())

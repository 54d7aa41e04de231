"""From a z3 model back to facts as a profile file writes them."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from math import inf, nextafter
from typing import Any

from ...profile import DERIVED
from ...values import FIRST_DAY, cutoff
from .knowledge import Knowledge
from .terms import Axis, Span


def knowledge_raw(knowledge: Knowledge, model: Any) -> dict[str, Any]:
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


def parameter_values(knowledge: Knowledge, model: Any) -> dict[str, float]:
    """The value that each unknown parameter has in the model."""
    return {name: float(fraction(model, term)) for name, term in knowledge.unknowns.constants.items()}


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

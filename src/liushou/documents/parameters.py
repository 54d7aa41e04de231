"""Parameters: dated values by place, their ranges, and the facts and values of a place."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any, Literal

from ..problems import Code, Phrase, Problem
from ..values import Bounds, show
from ..yaml import GIVEN, By, Key, Known, Length, Name, Passages, Text, Unit
from .model import PlaceCode, Placed


@dataclass(frozen=True, slots=True)
class Source:
    """Where a parameter's value was found."""

    title: Text
    url: Text | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterValue(Placed):
    """A value in one place from one day on, until the next or its last day; ``bounds`` are what it is a month."""

    place: PlaceCode
    since: Annotated[date, Key("from")]
    until: date | None = None
    value: float | None = None
    at_least: float | None = None
    at_most: float | None = None
    per: Literal["month", "year"] = "month"
    official: bool = False
    source: Annotated[Source, By("source", Text | Source)] = Source("")
    cites: Passages = ()
    bounds: Annotated[Bounds[float], GIVEN] = field(default=Bounds(None, None))


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterEntry(Placed):
    """A parameter: title, unit, range, and its values by place and date."""

    id: Annotated[str, GIVEN]
    title: Text
    unit: Unit
    about: Text = ""
    minimum: float = 0
    maximum: float | None = None
    not_over: Annotated[Name | None, Known("parameter"), "同一地方、同一天不得大于的另一参数"] = None
    cites: Passages = ()
    values: Annotated[tuple[Annotated[ParameterValue, By("dated_value", ParameterValue)], ...], Length(1)]

    def at(self, place: str, on: date) -> ParameterValue | None:
        """The value in force for exactly this place code on that day."""
        return value_in_force((value for value in self.values if value.place == place), on)


def value_in_force(values: Iterable[ParameterValue], on: date) -> ParameterValue | None:
    """The latest of the values of one place that has begun, unless it has ended by the day ``on``."""
    latest = max((value for value in values if value.since <= on), key=lambda value: value.since, default=None)
    return latest if latest and (latest.until is None or on <= latest.until) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceFacts(Placed):
    """The facts that hold for a place, and its thresholds where a places file gives them."""

    code: Annotated[str, GIVEN]
    facts: Annotated[Mapping[str, bool], By("place_facts")] = field(default_factory=dict)
    parameters: Annotated[Mapping[str, tuple[ParameterValue, ...]], GIVEN] = field(default_factory=dict)
    source: Text | None = None
    cites: Passages = ()


def out_of_range(parameter: ParameterEntry, value: ParameterValue) -> Problem | None:
    """The problem of a value outside the range of its parameter."""
    low, high = parameter.minimum, parameter.maximum
    sides = [side for side in (value.bounds.low, value.bounds.high) if side is not None]
    wrong = next((side for side in sides if side < low or (high is not None and side > high)), None)
    if wrong is None:
        return None
    limits = {"low": show(low), "high": None if high is None else show(high), "unit": parameter.unit}
    yearly = {"hint": Phrase("yearly-figure")} if wrong > low and parameter.unit.endswith("/月") else {}
    data: dict[str, Any] = {"value": show(wrong), "title": parameter.title, **limits, **yearly}
    return Problem(Code.PARAMETER_RANGE, value.location, subject=parameter.id, **data)


def reversed_pairs(entries: Mapping[str, ParameterEntry], bounds: Mapping[str, Bounds[float]]) -> Iterator[Problem]:
    """The problem of each parameter whose value is certainly over that of the one it may not be over."""
    for name, other in ((name, entries[name].not_over or "") for name in bounds):
        low, high = bounds[name].low, bounds[other].high if other in bounds else None
        if low is not None and high is not None and low > high:
            yield Problem(Code.OVER_PARAMETER, None, subject=name, value=show(low), other=other, limit=show(high))

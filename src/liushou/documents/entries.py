"""Single entries of documents and registers: places, conditions, context, values of parameters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal

from ..places import NATION, UnknownPlaceError, place_of_code
from ..problems import Code, Location, Phrase, Problem, closest
from ..profile import Fact, FactError
from ..rules import Concept, Condition, Parser, Vocabulary
from ..values import FIRST_DAY, Bounds, show
from ..yaml import BROKEN, Key, Node, Passages, Reader, Scalar, Sequence, Text, child, scalars, to_data
from ..yaml import Mapping as Tree
from .model import CONTEXT_KINDS, Context, ContextKind, ParameterEntry, ParameterValue, PlaceCode, Source

#: 首词… or 首词…尾词; …… is typed as readily as ….
_SPAN = re.compile(r"([^…]+)…+([^…]*)")
_DOTS = re.compile(r"\.{2,}|。{2,}|⋯+|･{3,}|…+")


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedValue:
    """A value of a parameter as a places file states it."""

    since: Annotated[date, Key("from")] = FIRST_DAY
    until: date | None = None
    value: float | None = None
    at_least: float | None = None
    at_most: float | None = None
    per: Literal["month", "year"] = "month"
    source: Text | Source | None = None
    cites: Passages = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedValue(StatedValue):
    """A value of a parameter as parameters.yaml states it."""

    place: PlaceCode
    since: Annotated[date, Key("from")]
    official: bool = False


def check_place(code: str, where: Location | None = None) -> Problem | None:
    """The problem of a code that names no place."""
    if code != NATION:
        try:
            place_of_code(code)
        except UnknownPlaceError as error:
            return error.problems[0].at(where)
    return None


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


def span(text: str) -> tuple[str, str] | None:
    """(first words, last words) of 首词…尾词; None where it is not of that form."""
    found = _SPAN.fullmatch(text.strip())
    return (found[1].strip(), found[2].strip()) if found and found[1].strip() else None


class EntryReader(Reader):
    """Reads what documents and registers are made of, with the facts and names that exist."""

    def __init__(
        self,
        facts: Mapping[str, Fact],
        vocabulary: Vocabulary | None = None,
        *,
        concept: Callable[[str, Location], Concept | None] | None = None,
        unread: Mapping[str, str] | None = None,
        loose: bool = False,
    ) -> None:
        super().__init__(loose=loose)
        self.facts, self.vocabulary = facts, vocabulary or Vocabulary(facts)
        self.concept, self.unread = concept, dict(unread or {})
        self.by |= {
            "place": self.place,
            "condition": self.condition,
            "context": self.context,
            "value": self.dated_value,
            "place_facts": self.place_facts,
        }

    def place(self, node: Node, where: Location) -> Any:
        """A code that names a place."""
        code = self.value(Text, node, where, "place")
        problem = None if code is BROKEN else check_place(code, where)
        if problem is not None:
            self.problems.append(problem)
        return code if problem is None else BROKEN

    def condition(self, node: Node, where: Location) -> Condition:
        """A condition; an unreadable part of it holds always, and its problem is noted."""
        if isinstance(node, Sequence) and not node.items:
            self.add(Code.NO_CONDITION, where, subject="when")
        parser = Parser(self.vocabulary, self.concept, unread=self.unread)
        condition = parser.condition(node)
        self.problems += parser.problems
        return condition

    def dated_value(self, node: Node, where: Location) -> Any:
        """A parameter's value in parameters.yaml."""
        stated = self.read(DatedValue, node, where)
        if stated is None:
            return BROKEN
        if stated.source is None and not stated.cites:
            self.add(Code.SOURCE_NEEDED, where)
        return self.parameter_value(stated, stated.place, node.location)

    def parameter_value(self, stated: StatedValue, place: str, where: Location) -> Any:
        """The value with its bounds, a yearly figure turned into a monthly one."""
        low = stated.at_least if stated.value is None else stated.value
        high = stated.at_most if stated.value is None else stated.value
        code = None
        if (stated.value is None) == (stated.at_least is None and stated.at_most is None):
            code = Code.VALUE_NEEDED
        elif low is not None and high is not None and low > high:
            code = Code.AT_LEAST_OVER_AT_MOST
        elif stated.until is not None and stated.until < stated.since:
            code = Code.UNTIL_BEFORE_FROM
        if code is not None:
            self.add(code, where)
            return BROKEN
        if stated.per == "year":
            low, high = (None if side is None else side / 12 for side in (low, high))
        source = stated.source if isinstance(stated.source, Source) else Source(stated.source or "")
        return ParameterValue(
            place=place,
            since=stated.since,
            until=stated.until,
            bounds=Bounds(low, high),
            source=source.title,
            official=isinstance(stated, DatedValue) and stated.official,
            url=source.url,
            note=source.note,
            cites=stated.cites,
            location=where,
        )

    def place_facts(self, node: Node, where: Location) -> Any:
        """The facts of a place by name."""
        known: dict[str, bool] = {}
        if not isinstance(node, Tree):
            return {} if to_data(node)[0] is None else self.value(Mapping[str, bool], node, where)
        allowed = {name: fact for name, fact in self.facts.items() if fact.place}
        for key, value in node:
            if key.text not in allowed:
                code = Code.NOT_A_PLACE_FACT if key.text in self.facts else Code.UNKNOWN_NAME
                near = closest(key.text, allowed)
                kind = Phrase("kind-fact")
                self.add(code, key.location, subject=key.text, near=near, names=list(allowed), kind=kind)
                continue
            try:
                answer = allowed[key.text].read(to_data(value, loose=self.loose)[0])
            except FactError as error:
                self.problems.append(error.at(key.location))
                continue
            if isinstance(answer, bool):
                known[key.text] = answer
        return known

    # -- context ----------------------------------------------------------------------------

    def context(self, node: Node, where: Location) -> Any:
        """Context by kind, or the kind of a clause that is nothing else."""
        if isinstance(node, Scalar):
            kind = self.value(ContextKind, node, where, "context")
            return BROKEN if kind is BROKEN else (Context(kind, location=node.location),)
        if isinstance(node, Sequence):
            self.add(Code.CONTEXT_LIST, where)
            return BROKEN
        if not any(scalars(listed) for _, listed in node):
            self.add(Code.CONTEXT_EMPTY, where)
        result: list[Context] = []
        for key, listed in node:
            if key.text in CONTEXT_KINDS:
                self.value(tuple[Text, ...], listed, key.location, key.text)
            else:
                near = closest(key.text, CONTEXT_KINDS)
                self.add(Code.UNKNOWN_KEY, key.location, subject=key.text, near=near, names=CONTEXT_KINDS)
        for kind in CONTEXT_KINDS:
            for entry in scalars(child(node, kind)) if isinstance(child(node, kind), Sequence) else ():
                parts = span(entry.text)
                if parts is None:
                    if entry.text:  # an empty text is a mistake of its own
                        self._not_a_span(entry)
                    continue
                first = next((other for other in result if (other.opening, other.ending) == parts), None)
                if first is not None and first.location is not None:
                    self.add(Code.CONTEXT_TWICE, entry.location, subject=entry.text, line=first.location.line)
                result.append(Context(kind, *parts, location=entry.location))
        return tuple(result)

    def _not_a_span(self, entry: Scalar) -> None:
        text = _DOTS.sub("…", entry.text.strip())
        near = f"{text}…" if "…" not in text else text if span(text) else None
        if text.strip("…"):
            code = Code.CONTEXT_FORM if near is None else Code.CONTEXT_NO_DOTS
            self.add(code, entry.location, subject=entry.text, near=near)
        else:
            self.add(Code.CONTEXT_EMPTY, entry.location)

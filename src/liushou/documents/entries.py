"""Single entries of documents, registers and places files: places, conditions, context, values of parameters."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Annotated, Any

from ..places import NATION, UnknownPlaceError, place_of_code
from ..problems import Code, Location, Phrase, Problem, closest, unknown_name
from ..profile import Fact, FactError
from ..rules import Concept, Condition, Parser, Vocabulary
from ..values import FIRST_DAY, Bounds, number
from ..yaml import BROKEN, GIVEN, By, Key, Node, Reader, Scalar, Sequence, Text, scalars, to_data
from ..yaml import Mapping as Tree
from .model import CONTEXT_KINDS, Context, ContextKind, Contexts
from .parameters import ParameterEntry, ParameterValue, PlaceFacts, Source, out_of_range

#: 首词… or 首词…尾词; …… is typed as readily as ….
_SPAN = re.compile(r"([^…]+)…+([^…]*)")
_DOTS = re.compile(r"\.{2,}|。{2,}|⋯+|･{3,}|…+")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnValue(ParameterValue):
    """A value of a parameter as a places file states it, below its place."""

    place: Annotated[str, GIVEN]
    since: Annotated[date, Key("from")] = FIRST_DAY


def check_place(code: str, where: Location | None = None) -> Problem | None:
    """The problem of a code that names no place."""
    if code != NATION:
        try:
            place_of_code(code)
        except UnknownPlaceError as error:
            return error.problems[0].at(where)
    return None


def span(text: str) -> tuple[str, str] | None:
    """(first words, last words) of 首词…尾词; None where it is not of that form."""
    found = _SPAN.fullmatch(text.strip())
    return (found[1].strip(), found[2].strip()) if found and found[1].strip() else None


class EntryReader(Reader):
    """Reads what documents and registers are made of, with the facts and names that exist."""

    #: Finds a concept that is itself still to be read; the titles of all such.
    concept: Callable[[str, Location], Concept | None] | None = None
    unread: Mapping[str, str] = {}

    def __init__(self, facts: Mapping[str, Fact], vocabulary: Vocabulary | None = None, *, loose: bool = False) -> None:
        super().__init__(loose=loose)
        self.facts, self.vocabulary = facts, vocabulary or Vocabulary(facts)
        self.spans: dict[tuple[str, str], Location] = {}

    def place(self, node: Node, where: Location) -> Any:
        """A code that names a place."""
        code = self.value(Text, node, where, "place")
        problem = None if code is BROKEN else check_place(code, where)
        return self.wrong(problem) if problem else code

    def condition(self, node: Node, where: Location) -> Condition:
        """A condition; an unreadable part of it holds always, and its problem is noted."""
        if isinstance(node, Sequence) and not node.items:
            self.add(Code.NO_CONDITION, where, subject="when")
        parser = Parser(self.vocabulary, self.concept, unread=dict(self.unread))
        condition = parser.condition(node)
        self.problems += parser.problems
        return condition

    def source(self, node: Node, where: Location) -> Any:
        """Where a value was found: a title, or a title with an address and a note."""
        source = self.value(Source if isinstance(node, Tree) else Text, node, where, "source")
        return Source(source) if isinstance(source, str) else source

    def dated_value(self, node: Node, where: Location) -> Any:
        """A parameter's value in parameters.yaml."""
        stated = self.read(ParameterValue, node, where, location=node.location)
        if stated is not None and not stated.source.title and not stated.cites:
            self.add(Code.SOURCE_NEEDED, where)
        return self.bounded(stated, where)

    def bounded(self, stated: ParameterValue | None, where: Location) -> Any:
        """The value with its bounds, a yearly figure turned into a monthly one."""
        if stated is None:
            return BROKEN
        low = stated.at_least if stated.value is None else stated.value
        high = stated.at_most if stated.value is None else stated.value
        if (stated.value is None) == (stated.at_least is None and stated.at_most is None):
            return self.add(Code.VALUE_NEEDED, where)
        if low is not None and high is not None and low > high:
            return self.add(Code.AT_LEAST_OVER_AT_MOST, where)
        if stated.until is not None and stated.until < stated.since:
            return self.add(Code.UNTIL_BEFORE_FROM, where)
        if stated.per == "year":
            low, high = (None if side is None else side / 12 for side in (low, high))
        return replace(stated, bounds=Bounds(low, high))

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
                self.problems.append(error.problems[0].at(key.location))
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
            return self.add(Code.CONTEXT_LIST, where)
        if not any(scalars(listed) for _, listed in node):
            self.add(Code.CONTEXT_EMPTY, where)
        self.spans.clear()
        by_kind = self.read(Contexts, node, where)
        if by_kind is None:
            return BROKEN
        return tuple(replace(part, kind=kind) for kind in CONTEXT_KINDS for part in getattr(by_kind, kind))

    def span(self, node: Node, where: Location) -> Any:
        """A part of a clause: 首词… or 首词…尾词, once."""
        text = self.value(Text, node, where)
        if text is BROKEN:
            return BROKEN
        parts = span(text)
        if parts is None:
            return self.wrong(_not_a_span(text, node.location))
        first = self.spans.setdefault(parts, node.location)
        if first != node.location:
            self.add(Code.CONTEXT_TWICE, node.location, subject=text, line=first.line)
        return Context("background", *parts, location=node.location)


def _not_a_span(written: str, where: Location) -> Problem:
    text = _DOTS.sub("…", written.strip())
    near = f"{text}…" if "…" not in text else text if span(text) else None
    code = Code.CONTEXT_FORM if near is None else Code.CONTEXT_NO_DOTS
    return Problem(code if text.strip("…") else Code.CONTEXT_EMPTY, where, subject=written, near=near)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceEntry(PlaceFacts):
    """What a places file says of one place."""

    parameters: Annotated[Mapping[str, tuple[ParameterValue, ...]], By("parameters")] = field(default_factory=dict)


class PlacesReader(EntryReader):
    """Reads the entry of one place."""

    def __init__(self, facts: Mapping[str, Fact], parameters: Mapping[str, ParameterEntry], code: str) -> None:
        super().__init__(facts, loose=True)
        self.known, self.code = parameters, code

    def parameters(self, node: Node, where: Location) -> Any:
        """The values of parameters by name."""
        if not isinstance(node, Tree):
            return {} if to_data(node)[0] is None else self.value(Mapping[str, float], node, where)
        values: dict[str, tuple[ParameterValue, ...]] = {}
        for name, stated in node:
            if name.text not in self.known:
                self.problems.append(unknown_name("parameter", name.text, self.known, name.location))
                continue
            nodes = stated.items if isinstance(stated, Sequence) else (stated,)
            read = [self._value(value, name) for value in nodes]
            values[name.text] = tuple(value for value in read if value is not BROKEN)
        return values

    def _value(self, node: Node, name: Scalar) -> Any:
        where = node.location if isinstance(node, Scalar) and node.text else name.location
        data = {"subject": name.text, "expected": Phrase("parameter-forms")}
        stated: OwnValue | None = None
        if isinstance(node, Tree):
            stated = self.read(OwnValue, node, where, place=self.code, location=where)
        elif isinstance(node, Sequence):
            self.add(Code.LIST_IN_LIST, where, **data)
        else:
            try:
                stated = OwnValue(value=number(to_data(node)[0]), place=self.code, location=where)
            except ValueError:
                self.add(Code.PARAMETER_VALUE, where, value=node.text, **data)
        value = self.bounded(stated, where)
        problem = None if value is BROKEN else out_of_range(self.known[name.text], value)
        return value if problem is None else self.wrong(problem)

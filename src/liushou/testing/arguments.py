"""Arguments of the strategies, checked when the strategy is made, not when it is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

from hypothesis.errors import InvalidArgument

from ..documents import Rules, load_rules
from ..places import find_place
from ..problems import ContradictionError, InputError, closest
from ..profile import Fact, FactError, Profile, Value
from ..rules import resolve
from ..values import check_day


@contextmanager
def _asked(label: str) -> Iterator[None]:
    """What is wrong with the input is said as what is wrong with an argument."""
    try:
        yield
    except InputError as error:
        raise InvalidArgument(f"{label}{error}") from None


def day(on: object) -> date:
    """The day of assessment."""
    with _asked(""):
        return check_day(on)


def size(name: str, value: object, least: int) -> int:
    """A whole number that is not under ``least``."""
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        raise InvalidArgument(f"{name}={value!r} must be a whole number of at least {least}")
    return value


def flag(name: str, value: object) -> bool:
    """True or False."""
    if not isinstance(value, bool):
        raise InvalidArgument(f"{name}={value!r} must be True or False")
    return value


def rules_of(rules: object) -> Rules:
    """The rules handed in, or the shipped ones."""
    if rules is None:
        return load_rules()
    if not isinstance(rules, Rules):
        raise InvalidArgument(f"rules={rules!r} must come from liushou.load_rules()")
    return rules


def place_of(place: object, on: date) -> str | None:
    """A code that names a place, or None."""
    if place is None:
        return None
    with _asked(f"place={place!r}: "):
        return find_place(place, on).code


def facts_of(names: Iterable[str] | None, facts: Mapping[str, Fact]) -> tuple[Fact, ...]:
    """The facts of these names, all where none are given."""
    if names is None:
        return tuple(facts.values())
    if isinstance(names, str) or not isinstance(names, Iterable):
        raise InvalidArgument(f"facts={names!r} must be a list of names of facts")
    wanted = list(names)
    for name in wanted:
        if name not in facts:
            raise InvalidArgument(f"facts: {_unknown(name, facts)}")
    return tuple(facts[name] for name in facts if name in wanted)


def known_of(known: Mapping[str, Any] | None, facts: Mapping[str, Fact], on: date) -> dict[str, Value]:
    """What every profile must state; consistent in itself and as of the day."""
    if known is None:
        return {}
    if not isinstance(known, Mapping):
        raise InvalidArgument(f"known={known!r} must be a mapping of fact: value")
    values: dict[str, Value] = {}
    for name, raw in known.items():
        if name not in facts:
            raise InvalidArgument(f"known: {_unknown(name, facts)}")
        try:
            value = facts[name].read(raw)
        except FactError as error:
            problem = error.problems[0]
            raise InvalidArgument(f"known: {problem.message} (expected: {problem.expected})") from None
        if value is None:
            raise InvalidArgument(f"known: {name} is None; to leave a fact out, name the others in facts=")
        values[name] = value
    try:
        resolve(Profile.from_mapping(values, facts=facts), on, facts=facts)
    except ContradictionError as error:
        raise InvalidArgument(f"known: {error}") from None
    return values


def _unknown(name: object, facts: Mapping[str, Fact]) -> str:
    near = closest(str(name), facts)
    return f"unknown fact {name!r}" + (f"; did you mean {near!r}?" if near else "")

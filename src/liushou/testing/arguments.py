"""Arguments of the strategies, checked when the strategy is made, not when it is drawn."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

from hypothesis.errors import InvalidArgument

from ..documents import Rules, load_rules
from ..places import find_place
from ..problems import InputError, closest
from ..profile import Fact, Profile, Value
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


def exists(kind: str, name: str, names: Iterable[str]) -> None:
    """That a name is one of those that there are."""
    if name not in names:
        near = closest(name, names)
        hint = f"did you mean {near!r}?" if near else f"there are {', '.join(names)}"
        raise InvalidArgument(f"unknown {kind} {name!r}; {hint}")


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
        exists("fact", name, facts)
    return tuple(facts[name] for name in facts if name in wanted)


def known_of(known: Mapping[str, Any] | None, facts: Mapping[str, Fact], on: date) -> dict[str, Value]:
    """What every profile must state; consistent in itself and as of the day."""
    if not isinstance(known or {}, Mapping):
        raise InvalidArgument(f"known={known!r} must be a mapping of fact: value")
    for name in known or {}:
        exists("fact", name, facts)
    with _asked("known: "):
        profile = Profile.from_mapping(known or {}, facts=facts)
        resolve(profile, on, facts=facts)
    values = dict(profile.known())
    for name in known or {}:
        if name not in values:
            raise InvalidArgument(f"known: {name} is None; to leave a fact out, name the others in facts=")
    return values

"""The facts of policies/facts.yaml, in the order in which they are asked and listed.

The file is read when a fact is first looked at, not when liushou is imported.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from ..yaml import Passage, digest, read_prebuilt, write_prebuilt
from .facts import Fact, InsteadOf, RollUp, Short

FACTS_FILE = Path(__file__).resolve().parent.parent / "policies" / "facts.yaml"
#: The same as data, made by tools/make_prebuilt.py.
PREBUILT = Path(__file__).with_name("prebuilt.json")

T = TypeVar("T")
_RENAMED = {"type": "kind", "minimum": "low", "maximum": "high"}


class _OnDemand(Mapping[str, T]):
    """A mapping that is made when it is first used."""

    def __init__(self, make: Callable[[], Mapping[str, T]]) -> None:
        self._make = make

    def __getitem__(self, name: str) -> T:
        return self._make()[name]

    def __contains__(self, name: object) -> bool:
        return name in self._make()

    def __iter__(self) -> Iterator[str]:
        return iter(self._make())

    def __len__(self) -> int:
        return len(self._make())


@cache
def _file() -> Mapping[str, Mapping[str, Any]]:
    content: Mapping[str, Mapping[str, Any]] = read_prebuilt(PREBUILT, digest([FACTS_FILE])) or _read_file()
    return content


def prebuild() -> Path:
    """Keep the file as JSON data, which is read instead while the file has not changed."""
    write_prebuilt(PREBUILT, digest([FACTS_FILE]), _read_file())
    return PREBUILT


def _read_file() -> Mapping[str, Mapping[str, Any]]:
    import yaml

    # Every scalar stays text: `yes` is a key here, and only these readers know what is a number.
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    with FACTS_FILE.open(encoding="utf-8") as file:
        content: Mapping[str, Mapping[str, Any]] = yaml.load(file, Loader=loader)
    return content


@cache
def catalogue() -> dict[str, Fact]:
    """The facts of the contract (DESIGN §4) by name."""
    return {name: _fact(name, entry) for name, entry in _file()["facts"].items()}


@cache
def _derived() -> dict[str, tuple[Fact, str]]:
    entries = {name: dict(entry) for name, entry in _file()["derived"].items()}
    sources = {name: entry.pop("from") for name, entry in entries.items()}
    return {name: (_fact(name, {"ask": "", **entry}), sources[name]) for name, entry in entries.items()}


def _fact(name: str, entry: Mapping[str, Any]) -> Fact:
    return Fact(name=name, **{_RENAMED.get(key, key): _VALUES.get(key, _as_it_is)(raw) for key, raw in entry.items()})


def _as_it_is(raw: Any) -> Any:
    return raw


def _flag(raw: str) -> bool | str:
    return raw == "true" or raw


def _instead_of(raw: Mapping[str, str]) -> InsteadOf:
    return InsteadOf(**{key: value if key == "fact" else int(value) for key, value in raw.items()})  # type: ignore[arg-type]


_VALUES: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("minimum", "maximum"), float),
    **dict.fromkeys(("place", "need", "past", "identity", "usual"), _flag),
    **dict.fromkeys(("implies", "needs", "columns"), tuple),
    "instead_of": _instead_of,
    "cites": lambda raw: tuple(Passage(**entry) for entry in raw),
    "short": lambda raw: Short(**raw),
    "roll_up": lambda raw: RollUp(**raw),
}

#: The facts of the contract by name.
BY_NAME: Mapping[str, Fact] = _OnDemand(catalogue)
#: The same in order.
FACTS = BY_NAME.values()
#: Facts derived from others on the day of assessment, never stated: (the fact, what it is derived from).
DERIVED: Mapping[str, tuple[Fact, str]] = _OnDemand(_derived)
#: The titles of the groups in which facts are asked together.
GROUPS: Mapping[str, str] = _OnDemand(lambda: _file()["groups"])


@cache
def _positions() -> dict[str, int]:
    return {name: index for index, name in enumerate(catalogue())}


def catalogue_order(name: str) -> tuple[int, str]:
    """Sorts names of facts: the order of the catalogue, then those of one's own by name."""
    return _positions().get(name, len(_positions())), name

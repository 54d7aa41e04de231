"""The facts of policies/facts.yaml, in the order in which they are asked and listed.

The file is read when a fact is first looked at, not when liushou is imported.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from ..problems import InputError
from ..yaml import Mapping as Tree
from ..yaml import Reader, compose_file, digest, pack, read_prebuilt, text_of, unpack, write_prebuilt
from .facts import DerivedFact, Fact

FACTS_FILE = Path(__file__).resolve().parent.parent / "policies" / "facts.yaml"
#: The same as data, made by tools/make_prebuilt.py.
PREBUILT = Path(__file__).with_name("prebuilt.json")

T = TypeVar("T")


class _OnDemand(Mapping[str, T]):
    """A mapping that is made when it is first used."""

    def __init__(self, make: Callable[[], Mapping[str, T]]) -> None:
        self._make = make

    def __getitem__(self, name: str) -> T:
        return self._make()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._make())

    def __len__(self) -> int:
        return len(self._make())


@cache
def _file() -> Mapping[str, Any]:
    data = read_prebuilt(PREBUILT, _fingerprint())
    content: Mapping[str, Any] = _read_file() if data is None else unpack(data, str(FACTS_FILE.parent))
    return content


def _fingerprint() -> str:
    return digest([FACTS_FILE, *Path(__file__).parent.glob("*.py")])


def prebuild() -> Path:
    """Keep the file as JSON data, which is read instead while neither it nor this package has changed."""
    write_prebuilt(PREBUILT, _fingerprint(), pack(_read_file(), str(FACTS_FILE.parent)))
    return PREBUILT


def _read_file() -> Mapping[str, Any]:
    reader, (tree, problems) = Reader(), compose_file(FACTS_FILE)
    content: dict[str, dict[str, Any]] = {"groups": {}, "derived": {}, "facts": {}}
    for key, names in tree if isinstance(tree, Tree) else ():
        for name, node in names if isinstance(names, Tree) else ():
            shape = {"facts": Fact, "derived": DerivedFact}.get(key.text)
            given: dict[str, Any] = {"name": name.text, "location": None}
            content[key.text][name.text] = reader.read(shape, node, **given) if shape else text_of(node)
    if wrong := (*problems, *reader.problems):
        raise InputError(wrong)
    return content


def contract_facts() -> dict[str, Fact]:
    """The shipped facts by name."""
    facts: dict[str, Fact] = _file()["facts"]
    return facts


#: The facts of the contract by name.
BY_NAME: Mapping[str, Fact] = _OnDemand(contract_facts)
#: The same in order.
FACTS = BY_NAME.values()
#: Facts derived from others on the day of assessment, never stated: (the fact, what it is derived from).
DERIVED: Mapping[str, tuple[Fact, str]] = _OnDemand(
    lambda: {name: (fact, fact.source) for name, fact in _file()["derived"].items()}
)
#: The titles of the groups in which facts are asked together.
GROUPS: Mapping[str, str] = _OnDemand(lambda: _file()["groups"])


@cache
def _positions() -> dict[str, int]:
    return {name: index for index, name in enumerate(contract_facts())}


def catalogue_order(name: str) -> tuple[int, str]:
    """Sorts names of facts: the order of the catalogue, then those of one's own by name."""
    return _positions().get(name, len(_positions())), name

"""The names that exist when a condition is read; they are handed in from outside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..profile import BY_NAME, DERIVED, Fact
from .condition import Concept


@dataclass(frozen=True, slots=True)
class ParameterType:
    """What a condition must know of a parameter: its unit, and how it is called."""

    name: str
    title: str
    unit: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Facts, concepts and parameters by name.

    ``needs`` facts may not stand in a condition: needs are reported, never decided.
    """

    facts: Mapping[str, Fact] = field(default_factory=lambda: BY_NAME)
    concepts: Mapping[str, Concept] = field(default_factory=dict)
    parameters: Mapping[str, ParameterType] = field(default_factory=dict)

    def fact(self, name: str) -> Fact | None:
        """The fact of that name, ``age`` and other derived ones included."""
        if name in DERIVED:
            return DERIVED[name][0]
        return self.facts.get(name)

    def titles(self) -> dict[str, str]:
        """Everything that may open a leaf, with its Chinese title."""
        derived = {name: fact.title for name, (fact, _) in DERIVED.items()}
        named = {name: entry.title for entries in (self.facts, self.concepts) for name, entry in entries.items()}
        return named | derived


def source_fact(name: str) -> str:
    """The fact that is asked for: ``age`` is asked as ``birth_date``."""
    return DERIVED[name][1] if name in DERIVED else name

"""The names that exist when a condition is read; they are handed in from outside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..profile import BY_NAME, DERIVED, Fact
from .condition import Concept

#: The unit of a parameter that says whether a law is in force.
LAW = "施行"


@dataclass(frozen=True, slots=True)
class ParameterType:
    """What a condition must know of a parameter: its unit, and how it is called."""

    name: str
    title: str
    unit: str

    def stated(self, value: float) -> str:
        """A value in words: 农村低保标准610元/月; of a law, whether it is in force."""
        if self.unit == LAW:
            return f"{self.title}{'已' if value else '未'}施行"
        return f"{self.title}{value:g}{self.unit}"


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

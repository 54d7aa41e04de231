"""Strategies that print as they were called: a failing test shows them, and what they are made of is long."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Generic, TypeVar

from hypothesis import strategies as st

T = TypeVar("T")


class Hidden(Generic[T]):
    """A value that prints as ``label``.

    No dataclass: Hypothesis prints those field by field.
    """

    __slots__ = ("label", "value")

    def __init__(self, value: T, label: str = "…") -> None:
        self.value, self.label = value, label

    def __repr__(self) -> str:
        return self.label


def named(name: str, strategy: st.SearchStrategy[T], **arguments: Any) -> st.SearchStrategy[T]:
    """The strategy, printed as the call that made it; arguments left at None are not shown."""
    shown = ", ".join(f"{key}={_short(value)}" for key, value in arguments.items() if value is not None)
    return _named(Hidden(strategy, f"{name}({shown})"))


def _short(value: Any) -> str:
    text = repr(dict(value)) if isinstance(value, Mapping) else repr(value)
    return text if len(text) <= 200 else text[:199] + "…"


@st.composite
def _named(draw: st.DrawFn, strategy: Hidden[st.SearchStrategy[T]]) -> T:
    return draw(strategy.value)

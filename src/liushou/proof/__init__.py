"""For rule authors: cases, lint, laws and mutants of the rules."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import Any, Literal

from ..answer import Status
from ..yaml import to_yaml

__all__ = ["Expected", "one_line"]

#: What a case may expect of a service: a status, or that no document there offers it.
Expected = Status | Literal["absent"]


def one_line(mapping: Mapping[str, Any]) -> str:
    """The mapping on one line, as YAML reads it."""
    return to_yaml(_with_days(mapping), flow=True).strip()


def _with_days(value: Any) -> Any:
    """ISO days as days, so that they are written without quotes."""
    if isinstance(value, Mapping):
        return {key: _with_days(inner) for key, inner in value.items()}
    if isinstance(value, str):
        with suppress(ValueError):
            return date.fromisoformat(value)
    return value

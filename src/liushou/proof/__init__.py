"""For rule authors: cases, lint, laws and mutants of the rules."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import Any

__all__ = ["one_line"]


def one_line(mapping: Mapping[str, Any]) -> str:
    """The mapping on one line, as YAML reads it."""
    import yaml

    data, width = _with_days(mapping), 1_000_000
    return str(yaml.safe_dump(data, default_flow_style=True, allow_unicode=True, sort_keys=False, width=width)).strip()


def _with_days(value: Any) -> Any:
    """ISO days as days, so that they are written without quotes."""
    if isinstance(value, Mapping):
        return {key: _with_days(inner) for key, inner in value.items()}
    if isinstance(value, str):
        with suppress(ValueError):
            return date.fromisoformat(value)
    return value

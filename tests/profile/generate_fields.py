"""Writes src/liushou/profile/fields.py from policies/facts.yaml: ``python tests/profile/generate_fields.py``."""

from __future__ import annotations

from pathlib import Path

from liushou.profile import FACTS

FIELDS_FILE = Path(__file__).parents[2] / "src" / "liushou" / "profile" / "fields.py"

HEAD = '''"""The fields of a profile: generated from policies/facts.yaml, not edited by hand.

Made from facts.yaml, and held equal to it by a test.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..values import Bounds

#: What a yes/no fact may be given as: True or False, or ``"是"``, ``"否"``, ``"yes"``, ``"no"``.
YesNo = bool | str | None
#: One of the values of a choice, or its Chinese word.
ChoiceInput = str | None
#: A day, ``"2024-03-01"``, ``"2024-03"``, ``"2024"`` or 2024, or ``{"at_least": …, "at_most": …}``.
DateInput = date | str | int | Mapping[str, Any] | Bounds[date] | None
#: A number, or ``{"at_least": …, "at_most": …}``.
NumberInput = float | Mapping[str, Any] | Bounds[float] | None


@dataclass(frozen=True, kw_only=True, repr=False)
class ProfileFields:
    """The facts of the contract, each None until it is stated."""

'''
TYPES = {
    "yes_no": "YesNo",
    "choice": "ChoiceInput",
    "date": "DateInput",
    "number": "NumberInput",
    "integer": "NumberInput",
}


def source() -> str:
    """The text of the module."""
    return HEAD + "".join(f"    {fact.name}: {TYPES[fact.kind]} = None\n" for fact in FACTS)


if __name__ == "__main__":
    FIELDS_FILE.write_text(source(), encoding="utf-8")

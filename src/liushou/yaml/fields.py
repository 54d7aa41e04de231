"""What a mapping may hold, said by the fields of a dataclass: types, defaults, and ``Annotated`` marks.

A field without a default must be written. Its key is its name unless a :class:`Key` says
otherwise; a plain text among the marks describes it to editors.
"""

from __future__ import annotations

import re
from dataclasses import MISSING, dataclass, fields
from functools import cache
from typing import Annotated, Any, Final, get_args, get_origin, get_type_hints

from ..problems import Code


@dataclass(frozen=True, slots=True)
class Key:
    """The key in the file where it is not the field's name."""

    name: str


@dataclass(frozen=True, slots=True)
class Length:
    """How many characters a text, or entries a list, may have."""

    least: int
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Range:
    """The least and the greatest number, both allowed."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Pattern:
    """What a text must look like, and the problem of one that does not."""

    regex: str
    code: Code

    def fits(self, text: str) -> bool:
        """Whether the whole text is of this form."""
        return re.fullmatch(self.regex, text) is not None


@dataclass(frozen=True, slots=True)
class By:
    """Read by the function that the reader holds under this name."""

    name: str


#: A field that is not written in the file but handed in by whoever reads it.
GIVEN: Final = "given"

Text = Annotated[str, Length(1, 2000)]
Name = Annotated[str, Length(1, 64)]
Unit = Annotated[str, Length(0, 32)]
Identifier = Annotated[str, Length(1, 64), Pattern("[a-z][a-z0-9_]*", Code.NOT_AN_IDENTIFIER)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One key of a mapping and the field that it fills."""

    key: str
    attribute: str
    hint: Any
    required: bool
    default: Any
    about: str | None


@cache
def entries(shape: type) -> dict[str, Entry]:
    """The keys that a mapping read as ``shape`` may have, in the order of its fields."""
    hints = get_type_hints(shape, include_extras=True)
    result = {}
    for field in fields(shape):
        marks = unwrapped(hints[field.name])[1]
        if field.name == "location" or GIVEN in marks:
            continue
        key = next((mark.name for mark in marks if isinstance(mark, Key)), field.name)
        required = field.default is MISSING and field.default_factory is MISSING
        result[key] = Entry(
            key=key,
            attribute=field.name,
            hint=hints[field.name],
            required=required,
            default=None if required or field.default is MISSING else field.default,
            about=next((mark for mark in marks if isinstance(mark, str)), None),
        )
    return result


@cache
def unwrapped(hint: Any) -> tuple[Any, tuple[Any, ...]]:
    """(the type, the marks) of an annotation."""
    if get_origin(hint) is Annotated:
        kind, *marks = get_args(hint)
        return kind, tuple(marks)
    return hint, ()

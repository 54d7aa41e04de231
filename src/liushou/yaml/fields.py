"""What a mapping may hold, said by the fields of a dataclass: types, defaults, and ``Annotated`` marks.

A field without a default must be written. Its key is its name unless a :class:`Key` says
otherwise; a plain text among the marks describes it to editors.
"""

from __future__ import annotations

import re
from dataclasses import MISSING, dataclass, field, fields
from functools import cache
from typing import Annotated, Any, Final, get_args, get_origin, get_type_hints

from ..problems import Code, Location


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
    """Read by the function that the reader holds under this name; written as ``form``, where another type says how."""

    name: str
    form: Any = None


@dataclass(frozen=True, slots=True)
class Known:
    """A name that must be among those of this kind, as the reader holds them."""

    kind: str


#: A field that is not written in the file but handed in by whoever reads it.
GIVEN: Final = "given"

Text = Annotated[str, Length(1, 2000)]
Name = Annotated[str, Length(1, 64)]
Unit = Annotated[str, Length(0, 32)]
Identifier = Annotated[str, Length(1, 64), Pattern("[a-z][a-z0-9_]*", Code.NOT_AN_IDENTIFIER)]
#: The longest quote of a law, in characters.
MAX_PASSAGE = 240


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Words of a law or document on which an entry rests; `verify` proves that they stand in the article named."""

    law: Annotated[Name, Known("law"), "references.yaml 里的名称，或政策文件的文号"]
    at: Annotated[Name, "条、款、项，如 第八条（一）"]
    quote: Annotated[str, Length(1, MAX_PASSAGE), "该条原文里连续的一段"]
    location: Location | None = field(default=None, compare=False, repr=False)

    def __str__(self) -> str:
        return f"{self.law} {self.at}“{self.quote}”"


Passages = Annotated[tuple[Passage, ...], "所据法律、文件的条文"]


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
    for part in fields(shape):
        marks = unwrapped(hints[part.name])[1]
        if part.name == "location" or GIVEN in marks:
            continue
        key = next((mark.name for mark in marks if isinstance(mark, Key)), part.name)
        required = part.default is MISSING and part.default_factory is MISSING
        result[key] = Entry(
            key=key,
            attribute=part.name,
            hint=hints[part.name],
            required=required,
            default=None if required or part.default is MISSING else part.default,
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

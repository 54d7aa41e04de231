"""Errors as data: what is wrong, where it stands, what was expected.

Checks return tuples of :class:`Problem`; only the edges (loading a file, calling
``match``) raise, and then they raise one :class:`InputError` with all of them.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

#: A message repeats names from the input, which may be of any length.
MAX_MESSAGE = 500
#: 15 or more digits on end, or an ID number written in groups.
_ID_LIKE = re.compile(r"\d{14,}[\dXx]|\d{6}[ -](?:19|20)\d{6}[ -]?\d{3}[\dXx]|\d{14}[ -]\d{3}[\dXx]")


def mask_ids(text: str) -> str:
    """``text`` with every ID-like run of digits cut to its first four; the length stays."""
    return _ID_LIKE.sub(lambda found: found[0][:4] + "*" * (len(found[0]) - 4), text)


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a file: ``line`` and ``column`` count from 1, in characters."""

    file: str
    line: int
    column: int
    text: str = ""
    length: int = 1

    def shifted(self, offset: int, length: int) -> Location:
        """The place ``offset`` characters further on in the same line."""
        return Location(self.file, self.line, self.column + offset, self.text, max(1, length))

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong.

    ``code`` is a stable short name of the kind (``unknown-name``, ``duplicate-key`` …).
    ID-like runs of digits are masked wherever the problem is shown.
    """

    message: str
    location: Location | None = None
    expected: str | None = None
    did_you_mean: str | None = None
    code: str = "invalid"

    def __post_init__(self) -> None:
        for name in ("message", "expected", "did_you_mean"):
            text = getattr(self, name)
            if text is not None:
                object.__setattr__(self, name, mask_ids(text))
        if len(self.message) > MAX_MESSAGE:
            object.__setattr__(self, "message", self.message[: MAX_MESSAGE - 1] + "…")

    def format(self) -> str:
        """``file:line:column: message``, the line with a caret, then the help."""
        lines = [f"{self.location}: {self.message}" if self.location else self.message]
        if self.location is not None and self.location.text:
            number = str(self.location.line)
            excerpt = mask_ids(self.location.text)
            shift = self.location.column - 1
            if shift > 80:
                cut = shift - 40
                excerpt, shift = "…" + excerpt[cut:], 41
            excerpt = excerpt[:120]
            pad = "".join(_blank_like(c) for c in excerpt[:shift])
            mark = "^" * max(1, sum(_width(c) for c in excerpt[shift : shift + self.location.length]))
            lines.append(f"  {number} | {excerpt}")
            lines.append(f"  {' ' * len(number)} | {pad}{mark}")
        if self.expected:
            lines.append(f"  expected: {self.expected}")
        if self.did_you_mean:
            lines.append(f"  did you mean: {self.did_you_mean}")
        return "\n".join(lines)

    def __str__(self) -> str:
        return self.format()


class LiushouError(Exception):
    """Base of every error that liushou raises on purpose; each can be pickled, so that a process pool returns it."""

    def __reduce__(self) -> tuple[Any, ...]:
        return _unpickled, (type(self), self.args), self.__dict__


def _unpickled(kind: type[LiushouError], args: tuple[object, ...]) -> LiushouError:
    """The error without another call of its ``__init__``, whose parameters are not ``args``."""
    return kind.__new__(kind, *args)


class InputError(LiushouError, ValueError):
    """What was handed in cannot be used; ``problems`` says why, all of it at once."""

    def __init__(self, problems: Iterable[Problem] | Problem | str) -> None:
        if isinstance(problems, str):
            problems = Problem(problems)
        if isinstance(problems, Problem):
            problems = (problems,)
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("\n".join(problem.format() for problem in self.problems))


class ContradictionError(InputError):
    """A profile says two things that cannot both be true; ``fields`` names both."""

    def __init__(self, fields: tuple[str, str], message: str) -> None:
        self.fields = fields
        super().__init__(Problem(message, code="contradiction"))


class MissingExtraError(LiushouError, ImportError):
    """A library of an optional extra is not installed; ``extra`` names the extra."""

    def __init__(self, extra: str, module: str) -> None:
        self.extra = extra
        super().__init__(f"this needs `{module}`, which is not installed: pip install 'liushou[{extra}]'")


def closest(name: str, candidates: Iterable[str]) -> str | None:
    """The candidate a person who typed ``name`` most likely meant, or None."""
    found = difflib.get_close_matches(name, list(candidates), n=1, cutoff=0.6)
    return found[0] if found else None


def _width(character: str) -> int:
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _blank_like(character: str) -> str:
    return "\t" if character == "\t" else " " * _width(character)

"""What one cell says; and its text, as it is compared: full-width forms folded, blanks out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

_BLANKS = re.compile(r"[\s​‌‍﻿ 　]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_REMARK = re.compile(r"[（(［\[【][^）)］\]】]*[）)］\]】]")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell says of facts and ledger items.

    ``values`` has no entry for what is not said. ``unsure`` names facts that were asked
    and are not known. ``problem`` says, in Chinese, why a cell that is not empty could
    not be read (the fact then stays unknown); ``note`` how it was understood where that
    does not go without saying.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    unsure: tuple[str, ...] = ()
    problem: str | None = None
    note: str | None = None


class UnreadableError(ValueError):
    """A cell that cannot be read; the message says why, in Chinese, and never quotes an ID number."""


NOTHING = Reading()
Reader = Callable[[Any], Reading]


def squeeze(value: str) -> str:
    """NFKC, lower case, without any blank: the form in which words are compared."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", value)).lower()


def without_remarks(text: str) -> str:
    """The text without what stands in brackets."""
    return _REMARK.sub("", text)


def cell_text(value: Any) -> str:
    """A raw cell as text for people: whole floats as integers, control characters out."""
    if value is None:
        return ""
    if isinstance(value, str):
        return _CONTROL.sub("", value).strip()
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value == value and abs(value) < 1e15 and value == int(value) else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time.min else value.isoformat(" ")
    if isinstance(value, (date, time)):
        return value.isoformat()
    return _CONTROL.sub("", str(value)).strip()


def is_blank(value: Any) -> bool:
    """Whether nothing stands in the cell."""
    return value is None or (isinstance(value, str) and not _BLANKS.sub("", value)) or value != value

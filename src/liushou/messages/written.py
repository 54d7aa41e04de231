"""A value from outside as messages write it: of any type and size, masked and short."""

import json
import re
from collections.abc import Iterator, Mapping
from math import log10
from typing import Any

from .masks import mask

#: As much is kept of a value or a line that a problem is about.
MAX_TEXT = 1000
#: What is read beyond the cut, so that a number of a person that is cut there is masked, too.
_BEYOND = 40
#: So many lists within each other are written; a list may hold itself.
_DEEPEST = 5
#: Whole numbers of more bits are written as 1.00e600; Python itself refuses to write some out.
_LONG_NUMBER = 1000
HALF_A_CHARACTER = re.compile("[\ud800-\udfff]")
_WORDS = {"None": "null", "True": "true", "False": "false"}


def written(value: object, most: int = MAX_TEXT) -> str:
    """A value as YAML and JSON write it, for messages: at most ``most`` characters that can be encoded.

    Numbers of people are masked. Never raises: what cannot be written is its type's name in ``<>``.
    """
    text = ""
    try:
        for piece in _pieces(value, 0):
            text += piece
            if len(text) > most + _BEYOND:
                break
    except Exception:
        text = f"<{type(value).__name__}>"
    text = HALF_A_CHARACTER.sub("\N{REPLACEMENT CHARACTER}", mask(text[: most + _BEYOND]))
    return text if len(text) <= most else text[: most - 1] + "…"


def _pieces(value: Any, depth: int) -> Iterator[str]:
    if isinstance(value, str):
        text = mask(str.__str__(value)[: MAX_TEXT + _BEYOND])
        yield json.dumps(text, ensure_ascii=False) if depth else text
    elif not isinstance(value, (Mapping, list, tuple, set, frozenset)):
        yield _plain(value)
    elif depth == _DEEPEST:
        yield "…"
    else:
        opening, closing = "{}" if isinstance(value, Mapping) else "[]"
        yield opening
        for number, entry in enumerate(value.items() if isinstance(value, Mapping) else ((item,) for item in value)):
            for between, part in zip((", " if number else "", ": "), entry, strict=False):
                yield between
                yield from _pieces(part, depth + 1)
        yield closing


def _plain(value: Any) -> str:
    """A value that holds no others; a number's own ways to be written do not count."""
    try:
        if value is None or isinstance(value, bool):
            return _WORDS[str(value)]
        if isinstance(value, float):  # a spreadsheet's 5.0 is a 5
            return float.__repr__(value).removesuffix(".0")
        if isinstance(value, int) and int.bit_length(value) > _LONG_NUMBER:
            power = log10(abs(value))
            return f"{'-' if value < 0 else ''}{10 ** (power % 1):.2f}e{int(power)}"
        if isinstance(value, int):
            return int.__repr__(value)
        if isinstance(value, (bytes, bytearray)):
            return f"b{mask(bytes(value[: MAX_TEXT + _BEYOND]).decode('latin-1'))!r}"
        return str(value)
    except Exception:
        return f"<{type(value).__name__}>"

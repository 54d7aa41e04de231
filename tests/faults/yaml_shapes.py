"""The kinds of the YAML test suite, in short documents of our own (yaml_shapes.txt)."""

from __future__ import annotations

import re
from pathlib import Path

_SIGNS = {
    "⇥": "\t",
    "␍": "\r",
    "␠": " ",
    "⍽": "\u00a0",
    "⌫": "\b",
    "␀": "\0",
    "␅": "\u0085",
    "␨": "\u2028",
    "␏": "\ufeff",
}
_TEXT = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").translate(str.maketrans(_SIGNS))

DOCUMENTS = tuple(document.removesuffix("␘\n") for document in re.split(r"(?m)^===.*\n", _TEXT)[1:])

"""Two sentences beside each other: what both say, what only the one, what only the other."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

#: A number is one thing, however many of its digits are the same.
_UNIT = re.compile(r"\d+(?:[.,]\d+)*|[A-Za-z]+|.", re.DOTALL)
#: The shortest run of equal characters that is taken as equal between two that differ.
_FEWEST_EQUAL = 2


class Stretch(NamedTuple):
    """Words of both (``gone`` and ``added`` are empty), or those that stand in each other's place."""

    same: str = ""
    gone: str = ""
    added: str = ""


def compared(before: str, after: str) -> Iterator[Stretch]:
    """The two sentences from left to right; ``same`` and ``gone`` are the first, ``same`` and ``added`` the second."""
    old, new = _UNIT.findall(before), _UNIT.findall(after)
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    gone = added = ""
    for number, (kind, first, last, start, stop) in enumerate(blocks):
        words = "".join(old[first:last])
        inner = 0 < number < len(blocks) - 1
        if kind != "equal" or (inner and len(words) < _FEWEST_EQUAL):
            gone, added = gone + words, added + "".join(new[start:stop])
            continue
        if gone or added:
            yield Stretch(gone=gone, added=added)
            gone = added = ""
        yield Stretch(same=words)
    if gone or added:
        yield Stretch(gone=gone, added=added)

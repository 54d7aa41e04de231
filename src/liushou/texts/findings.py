"""A difference between a document and its text, with the place in both."""

import difflib
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..messages import say
from ..problems import Location, Phrase, Problem
from ..yaml import Mapping, Node, compose_file, locate

#: Work that the search for the nearest wording may take (characters × characters).
MAX_SEARCH = 4_000_000
AROUND = 12


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference between a document's YAML file and its text.

    ``problem`` holds message, place in the YAML file and what was expected; ``source``
    and ``around`` say where the text has it and how it reads there.
    """

    policy: str
    problem: Problem
    source: Location | None = None
    around: str | None = None

    @property
    def code(self) -> str:
        """The stable short name of the kind of difference."""
        return self.problem.code

    def format(self, lang: str = "en") -> str:
        """For people: as :meth:`Problem.format`, then the text's own words."""
        lines = [self.problem.format(lang)]
        if self.around:
            lines.append(f"  {say(Phrase('the-text', text=self.around), lang)}")
        if self.source is not None:
            lines.append(f"  {say(Phrase('at-place', where=self.source), lang)}")
        return "\n".join(lines)

    def data(self) -> dict[str, Any]:
        """For programs."""
        return {
            "policy": self.policy,
            "code": self.code,
            "message": self.problem.message,
            "at": _place(self.problem.location),
            "expected": self.problem.expected,
            "source": _place(self.source),
            "text": self.around,
        }


def _place(where: Location | None) -> dict[str, Any] | None:
    return None if where is None else {"file": where.file, "line": where.line, "column": where.column}


class YamlPlaces:
    """The places in a document's YAML file, by path; the file is read once, on first use."""

    def __init__(self, file: str) -> None:
        self.file = file

    @cached_property
    def _tree(self) -> Node | None:
        return compose_file(self.file)[0] if self.file else None

    def at(self, *path: str | int) -> Location | None:
        """The place of what ``path`` leads to, or of the deepest part of it that is there."""
        if not isinstance(self._tree, Mapping):
            return Location(self.file, 1, 1) if self.file else None
        return locate(self._tree, path)


def nearest(words: str, text: str) -> tuple[int, int] | None:
    """Where ``text`` reads most like ``words``, or None where nothing comes close."""
    if not words or not text or len(words) * len(text) > MAX_SEARCH:
        return None
    matcher = difflib.SequenceMatcher(None, text, words, autojunk=False)
    block = matcher.find_longest_match()
    if block.size * 4 < len(words):
        return None
    start = max(0, block.a - block.b)
    return start, min(len(text), start + len(words))


def misquoted(words: str, text: str, at: object) -> tuple[tuple[int, int], Phrase]:
    """(where a text reads most like words that are not in it, what was expected there)."""
    near = nearest(words, text)
    if near is None:
        return (0, min(40, len(text))), Phrase("contiguous", difference="", at=at)
    difference = contrast(words, text[slice(*near)])
    return near, Phrase("own-words" if difference else "contiguous", difference=difference, at=at)


def contrast(words: str, text: str) -> str:
    """The stretches in which two wordings differ: 「居住」→「居往」."""
    if len(words) * len(text) > MAX_SEARCH:
        return ""
    matcher = difflib.SequenceMatcher(None, words, text, autojunk=False)
    return "，".join(f"「{words[a:b]}」→「{text[c:d]}」" for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal")


def excerpt(text: str, start: int, end: int, margin: int = AROUND) -> str:
    """The stretch of text with a little of what stands around it, on one line."""
    first, last = max(0, start - margin), min(len(text), end + margin)
    cut = text[first:last].replace("\r", "").replace("\n", "⏎")
    if len(cut) > 160:
        cut = cut[:157] + "…"
    return ("…" if first else "") + cut + ("…" if last < len(text) else "")

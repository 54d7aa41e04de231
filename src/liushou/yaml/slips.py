"""What broke the YAML of a text: at the place where something has to be typed, with the line put right."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from ..problems import Code, Foreign, Location, Phrase, Problem, keyboard_hint

#: A line up to its text, which may hold what it likes: `- key: `, or a key with a full-width colon.
_BEFORE_TEXT = re.compile(r"""^([\s-]*(?:[^\s:：]{1,40}：|[^:]{1,40}: *[“‘［｛【\u3000]|[［｛＃【]|)).*$""")
_BEFORE_KEY = " *(?:- +)*"
_NO_SPACE = re.compile(rf"({_BEFORE_KEY}[^\W\d]\w*:)(?![\s/]|$)|( *-)(?=[^\s\d-])")
_NO_COLON = re.compile(rf"({_BEFORE_KEY}(?:[a-z_]+(?= )|\w+(?=\s*$)))")
_WORD = re.compile(rf"({_BEFORE_KEY}[^\s：]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """Where PyYAML stopped: its error, the lines, the collections still open, and the last value read."""

    error: Any
    lines: Sequence[str]
    where: Callable[[Any], Location]
    open: Sequence[Any]
    last: Any

    def problem(self) -> Problem:
        """What is wrong, at the mistake where it is one that people make, else where PyYAML stopped."""
        error = self.error
        here = self.where(error.problem_mark or error.context_mark)
        begun = self.where(error.context_mark) if error.context_mark else here
        what = " ".join(part for part in (error.context, error.problem) if part)
        # The commonest slip: `[disability_grade in [1, 2]]` is no YAML list of one phrase.
        bracket = Phrase("phrase-in-brackets") if re.search(r"\[.*\bin\s*\[", here.text) else None
        flow = next((self.where(event.start_mark) for event in self.open if event.flow_style), None)
        above = next((line for line in range(here.line - 1, 0, -1) if self._line(line).strip()), here.line)
        keyless = flow is None and ("simple key" in what or what.startswith("mapping values"))
        for number in dict.fromkeys((begun.line if "simple key" in what else above, above, here.line)):
            if slip := self._slip(number, keyless and (number < here.line or "simple key" in what)):
                return slip
        if "simple key" in what and (word := _WORD.match(self._line(begun.line))):
            return self._syntax(begun.line, word.end(), _no_colon(word[1]))
        if flow is not None and flow.line < here.line:
            reason = Phrase("left-open", sign=flow.text[flow.column - 1], line=flow.line)
            return self._syntax(above, len(self._line(above).rstrip()), reason, bracket)
        quote = begun if "quoted scalar" in what and "escape" not in what else self._quote(here)
        if quote is not None:
            reason = Phrase("left-open", sign=quote.text[quote.column - 1], line=quote.line)
            return self._syntax(quote.line, len(quote.text.rstrip()), reason)
        return Problem(Code.SYNTAX, here, bracket, reason=Foreign(what))

    def _line(self, number: int) -> str:
        return self.lines[number - 1]

    def _slip(self, number: int, keyless: bool) -> Problem | None:
        line = self._line(number)
        structure = re.sub(_BEFORE_TEXT, r"\1", line)
        if hint := keyboard_hint(structure.lstrip(" -")):
            column = next(at for at, sign in enumerate(structure) if keyboard_hint(sign))
            return self._syntax(
                number, column, _no_colon(line[:column]) if line[column] == "：" else Phrase("typed-wide"), hint=hint
            )
        if match := _NO_SPACE.match(line):
            return self._syntax(
                number, match.end(), Phrase("no-space", sign=line[match.end() - 1]), _fixed(line, match.end())
            )
        if keyless and (match := _NO_COLON.match(line)):
            return self._syntax(number, match.end(), _no_colon(match[1]), _fixed(line, match.end(), ":"))
        return None

    def _quote(self, here: Location) -> Location | None:
        """The start of the quoted text that ends on this line and began on another: mostly it was left open there."""
        if getattr(self.last, "style", None) not in ("'", '"'):
            return None
        start, end = self.where(self.last.start_mark), self.where(self.last.end_mark)
        return start if start.line < end.line == here.line else None

    def _syntax(
        self, number: int, column: int, reason: Phrase, expected: Any = None, hint: Phrase | None = None
    ) -> Problem:
        at = Location(
            self.where(self.error.problem_mark or self.error.context_mark).file, number, column + 1, self._line(number)
        )
        return Problem(Code.SYNTAX, at, expected, reason=reason, hint=hint)


def _no_colon(before: str) -> Phrase:
    return Phrase("no-colon-after", word=before.strip(" -"))


def _fixed(line: str, column: int, sign: str = "") -> str:
    return f"{line[:column]}{sign} {line[column:].strip()}".strip()

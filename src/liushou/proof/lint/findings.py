"""What the lint says: findings with an id, a severity, a location, a witness and a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from ...messages import say
from ...problems import Code, Location, Phrase, Problem
from ..one_line import one_line

Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of finding and how severe it usually is; ``page`` is its page in docs/: what, why, how to fix."""

    id: str
    slug: str
    title: str
    severity: Severity = "warning"

    @property
    def page(self) -> str:
        """The page of this kind, from the root of the project."""
        return f"docs/lint/{self.id}-{self.slug}.md"

    def finding(self, subject: str, message: str | Phrase, location: Location | None, **more: Any) -> Finding:
        """A finding of this kind; ``more`` is its witness, its related place, or another severity."""
        fields = {"severity": self.severity, **more}
        return Finding(kind=self, subject=subject, message=message, location=location, **fields)


NEVER = Kind("L001", "never-holds", "a condition that can never hold", "error")
ALWAYS = Kind("L002", "always-holds", "a condition that always holds")
SUPERFLUOUS = Kind("L003", "superfluous-measure", "a measure that another makes superfluous")
CONTRADICTION = Kind("L004", "contradictory-grounds", "two grounds of one service that contradict each other", "error")
UNUSED = Kind("L005", "unused-name", "a name that is never used")
UNCOVERED = Kind("L006", "parameter-gap", "a parameter without a value on a day that its document covers")
BOTH_WAYS = Kind("L007", "both-directions", "a fact that a condition asks for in both directions", "note")
STALE = Kind("L009", "stale-explanation", "an explanation that matches no finding")
GAVE_UP = Kind("L010", "gave-up", "a question that the solver gave up on")
FORCE = Kind("L011", "force-and-verb", "a force that is not that of the verb that governs the quote")
NUMBER = Kind("L012", "numbers", "a number of the condition that the text does not say, or the other way round")
MISSING = Kind("L013", "words-not-carried", "a word of the quote that the measure does not carry")
UNSUPPORTED = Kind("L014", "words-not-there", "a need, residual or condition that no word of the quote supports")

#: L008 is not given again: it named thresholds that leave a gap, which ``liushou diff`` shows.
KINDS: tuple[Kind, ...] = (
    NEVER,
    ALWAYS,
    SUPERFLUOUS,
    CONTRADICTION,
    UNUSED,
    UNCOVERED,
    BOTH_WAYS,
    STALE,
    GAVE_UP,
    FORCE,
    NUMBER,
    MISSING,
    UNSUPPORTED,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that is probably wrong in a rule file.

    ``subject`` names it without line numbers (``jilin rural_dibao_line``), so that an
    explanation of it survives edits. ``witness`` is a profile that shows it, where one
    can. ``explained`` is the reason given in ``lint/explained.yaml``, if there is one.
    """

    kind: Kind
    severity: Severity
    subject: str
    message: str | Phrase
    location: Location | None
    witness: Mapping[str, Any] | None = None
    related: Location | None = None
    explained: str | None = field(default=None, compare=False)

    @property
    def key(self) -> str:
        """The key under which ``lint/explained.yaml`` explains this finding."""
        return f"{self.kind.id} {self.subject}"

    def format(self, lang: str = "en") -> str:
        """The finding with its line, a caret, its witness and its page."""
        reason = Phrase("lint-line", severity=self.severity, id=self.kind.id, message=self.message)
        lines = [Problem(Code.FINDING, self.location, reason=reason).format(lang)]
        if self.witness is not None:
            lines.append(f"  witness: {one_line(self.witness)}")
        if self.related is not None:
            lines.append(f"  see also: {self.related}")
        if self.explained is not None:
            lines.append(f"  explained: {self.explained}")
        else:
            lines.append(f'  key: "{self.key}"' if ": " in self.key or " #" in self.key else f"  key: {self.key}")
        lines.append(f"  page: {self.kind.page}")
        return "\n".join(lines)

    def to_dict(self, lang: str = "en") -> dict[str, Any]:
        """The finding as ``liushou lint --json`` prints it."""
        where = self.location
        return {
            "id": self.kind.id,
            "title": self.kind.title,
            "severity": self.severity,
            "file": where.file if where else None,
            "line": where.line if where else None,
            "column": where.column if where else None,
            "subject": self.subject,
            "key": self.key,
            "message": say(self.message, lang),
            "witness": dict(self.witness) if self.witness is not None else None,
            "related": [str(self.related)] if self.related is not None else [],
            "page": self.kind.page,
            "explained": self.explained,
        }

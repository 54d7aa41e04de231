"""What the lint says: findings with an id, a severity, a location, a witness and a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from ...messages import say
from ...problems import Code, Location, Phrase, Problem
from .. import one_line

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

    def finding(self, subject: str, text: str, location: Location | None, **more: Any) -> Finding:
        """A finding in the words of ``lint-TEXT``; ``more`` is its witness, related place, severity, and their data."""
        fields = {name: more.pop(name) for name in ("witness", "related", "severity") if name in more}
        fields = {"severity": self.severity, **fields}
        return Finding(kind=self, subject=subject, text=Phrase(f"lint-{text}", **more), location=location, **fields)


#: L008 is not given again: it named thresholds that leave a gap, which ``liushou diff`` shows.
KINDS = tuple(
    Kind(*row)
    for row in (
        ("L001", "never-holds", "a condition that can never hold", "error"),
        ("L002", "always-holds", "a condition that always holds"),
        ("L003", "superfluous-measure", "a measure that another makes superfluous"),
        ("L004", "contradictory-grounds", "two grounds of one service that contradict each other", "error"),
        ("L005", "unused-name", "a name that is never used"),
        ("L006", "parameter-gap", "a parameter without a value on a day that its document covers"),
        ("L007", "both-directions", "a fact that a condition asks for in both directions", "note"),
        ("L009", "stale-explanation", "an explanation that matches no finding"),
        ("L010", "gave-up", "a question that the solver gave up on"),
        ("L011", "force-and-verb", "a force that is not that of the verb that governs the quote"),
        ("L012", "numbers", "a number of the condition that the text does not say, or the other way round"),
        ("L013", "words-not-carried", "a word of the quote that the measure does not carry"),
        ("L014", "words-not-there", "a need, residual or condition that no word of the quote supports"),
    )
)
NEVER, ALWAYS, SUPERFLUOUS, CONTRADICTION, UNUSED, UNCOVERED, BOTH_WAYS, STALE, GAVE_UP, *_WORDS = KINDS
FORCE, NUMBER, MISSING, UNSUPPORTED = _WORDS


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
    text: Phrase
    location: Location | None
    witness: Mapping[str, Any] | None = None
    related: Location | None = None
    explained: str | None = field(default=None, compare=False)

    @property
    def key(self) -> str:
        """The key under which ``lint/explained.yaml`` explains this finding."""
        return f"{self.kind.id} {self.subject}"

    @property
    def message(self) -> str:
        """What is wrong, in English."""
        return say(self.text, "en")

    def format(self, lang: str = "en") -> str:
        """The finding with its line, a caret, its witness and its page."""
        reason = Phrase("lint-line", severity=self.severity, id=self.kind.id, message=self.text)
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
        return {
            "id": self.kind.id,
            "title": self.kind.title,
            "severity": self.severity,
            **{name: getattr(self.location, name, None) for name in ("file", "line", "column")},
            "subject": self.subject,
            "key": self.key,
            "message": say(self.text, lang),
            "witness": dict(self.witness) if self.witness is not None else None,
            "related": [str(self.related)] if self.related is not None else [],
            "page": self.kind.page,
            "explained": self.explained,
        }

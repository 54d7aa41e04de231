"""What the lint says: findings with an id, a severity, a location, a witness and a page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from ...messages import say
from ...problems import Code, Location, Phrase, Problem
from ...yaml import file_data
from .. import one_line

Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of finding and how severe it usually is; ``liushou explain ID`` prints its page: what, why, how to fix."""

    id: str
    slug: str
    title: str
    severity: Severity

    @property
    def command(self) -> str:
        """The command that prints the page of this kind."""
        return f"liushou explain {self.id}"

    def page(self, lang: str = "en") -> str:
        """The page of this kind as Markdown: what it is, why it matters, how to fix it."""
        both = (_PAGES / f"{self.id}.md").read_text(encoding="utf-8").split("\n# ")
        return both[0] if lang == "en" else f"# {both[1]}"

    def finding(self, subject: str, text: str, location: Location | None, **more: Any) -> "Finding":
        """A finding in the words of ``lint-TEXT``; ``more`` is its witness, related place, severity, and their data."""
        fields = {name: more.pop(name) for name in ("witness", "related", "severity") if name in more}
        fields = {"severity": self.severity, **fields}
        return Finding(kind=self, subject=subject, text=Phrase(f"lint-{text}", **more), location=location, **fields)


_PAGES = Path(__file__).with_name("pages")
_TABLE = file_data(Path(__file__).with_name("kinds.yaml"))
KINDS = tuple(Kind(id, *row) for id, row in _TABLE.items())
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
        """The finding with its line, a caret, its witness and the command that says more."""
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
        lines.append(f"  page: {self.kind.command}")
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
            "page": self.kind.command,
            "explained": self.explained,
        }

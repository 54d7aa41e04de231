"""What the lint says: findings with an id, a severity, a place, a witness, a page."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from ...problems import Location, Problem

Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of finding; ``page`` is its page in docs/: what, why, how to mend."""

    id: str
    slug: str
    title: str

    @property
    def page(self) -> str:
        """The page of this kind, from the root of the project."""
        return f"docs/lint/{self.id}-{self.slug}.md"


NEVER = Kind("L001", "never-holds", "a condition that can never hold")
ALWAYS = Kind("L002", "always-holds", "a condition that always holds")
SUPERFLUOUS = Kind("L003", "superfluous-measure", "a measure that another makes superfluous")
CONTRADICTION = Kind("L004", "contradictory-grounds", "two grounds of one service that contradict each other")
UNUSED = Kind("L005", "unused-name", "a name that is never used")
UNCOVERED = Kind("L006", "parameter-gap", "a parameter without a value on a day that its document covers")
UNDECIDED = Kind("L007", "decided-but-unknown", "a condition that is decided but reported as unknown")
THRESHOLDS = Kind("L008", "threshold-gap", "thresholds that leave a gap or an overlap")
STALE = Kind("L009", "stale-explanation", "an explanation of a finding that there is not")
GAVE_UP = Kind("L010", "gave-up", "a question that the solver gave up on")

KINDS: tuple[Kind, ...] = (
    NEVER, ALWAYS, SUPERFLUOUS, CONTRADICTION, UNUSED, UNCOVERED, UNDECIDED, THRESHOLDS, STALE, GAVE_UP,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is probably wrong in a rule file.

    ``subject`` names it without line numbers (``jilin rural_dibao_line``), so that an
    explanation of it survives edits. ``witness`` is a profile that shows it, where one
    can. ``explained`` is the reason of the register of explanations, where it has one.
    """

    kind: Kind
    severity: Severity
    subject: str
    message: str
    location: Location | None = None
    witness: Mapping[str, Any] | None = None
    related: tuple[Location, ...] = ()
    explained: str | None = field(default=None, compare=False)

    @property
    def key(self) -> str:
        """Under what an explanation of this finding stands."""
        return f"{self.kind.id} {self.subject}"

    def format(self) -> str:
        """The finding with its line, a caret, its witness and its page."""
        text = Problem(f"{self.severity} {self.kind.id}: {self.message}", self.location).format()
        lines = [text]
        if self.witness is not None:
            lines.append(f"  witness: {flow(self.witness)}")
        lines += [f"  see also: {place}" for place in self.related]
        if self.explained is not None:
            lines.append(f"  explained: {self.explained}")
        else:
            lines.append(f"  key: {_key(self.key)}")
        lines.append(f"  page: {self.kind.page}")
        return "\n".join(lines)

    def to_dict(self) -> dict[str, Any]:
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
            "message": self.message,
            "witness": dict(self.witness) if self.witness is not None else None,
            "related": [str(place) for place in self.related],
            "page": self.kind.page,
            "explained": self.explained,
        }


def _key(key: str) -> str:
    """A key as it is written into the register of explanations."""
    return f'"{key}"' if ": " in key or " #" in key else key


def flow(mapping: Mapping[str, Any]) -> str:
    """A profile on one line, as YAML reads it."""
    import yaml

    text: str = yaml.safe_dump(
        _days(mapping), default_flow_style=True, allow_unicode=True, sort_keys=False, width=1_000_000
    )
    return text.strip()


def _days(value: Any) -> Any:
    """ISO days as days, so that they are written without quotes."""
    if isinstance(value, Mapping):
        return {key: _days(inner) for key, inner in value.items()}
    if isinstance(value, str):
        with suppress(ValueError):
            return date.fromisoformat(value)
    return value

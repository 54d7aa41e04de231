"""Cases as liushou holds them: people, clause rows, and what was otherwise than expected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal

from ...answer import STATUS_WORDS, Status
from ...documents import PlacesFile, Rules
from ...problems import Location
from ...profile import Profile
from ...rules import Word
from ..sites import MeasureSite

Expected = Status | Literal["absent"]
EXPECTED_WORDS: Mapping[str, str] = {
    **{str(status): word for status, word in STATUS_WORDS.items()},
    "absent": "文件未提供",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """What one service must come to.

    ``policy``, ``clause`` and ``quote`` pick the grounds it is about (all of the service
    where none is given); ``status`` is theirs together; each of ``details`` must hold for
    every one of them.
    """

    service: str
    status: Expected | None = None
    policy: str | None = None
    clause: str | None = None
    quote: str | None = None
    details: Mapping[str, Any] = field(default_factory=dict)
    location: Location | None = field(default=None, compare=False, repr=False)

    def means(self, site: MeasureSite) -> bool:
        """Whether the expectation is about this measure."""
        return self.service == site.service and self.picks(site.policy.id, site.clause.at, site.measure.quote)

    def picks(self, policy: str, clause: str, quote: str) -> bool:
        """Whether the expectation is about the ground of this document, clause and quote."""
        return self.policy in (None, policy) and self.clause in (None, clause) and (self.quote or "") in quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One woman and what is expected; ``left_behind`` maps documents to yes, no, unknown.

    The key ``*`` of ``left_behind`` stands for every document that applies.
    """

    name: str
    profile: Profile
    place: str
    on: date
    expectations: tuple[Expectation, ...] = ()
    left_behind: Mapping[str, Word] = field(default_factory=dict)
    clause: str | None = None
    location: Location | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseRow:
    """What one clause (or annex item) of a document says of itself.

    ``roles`` are all of its offices by role, None where the row does not say; ``forces``
    maps a part of a quote to the force of the measures there.
    """

    policy: str
    at: str
    roles: Mapping[str, tuple[str, ...]] | None = None
    forces: Mapping[str, str] = field(default_factory=dict)
    location: Location | None = field(default=None, compare=False, repr=False)

    @property
    def name(self) -> str:
        """The name of the row in a report: its clause, and what it is about."""
        about = [] if self.roles is None else ["agencies"]
        return " ".join([self.policy, self.at, *about, *self.forces])


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """One ``*.cases.yaml`` file.

    ``base`` holds the facts that its cases share, ``place`` and ``on`` what its top says
    (the cases have all of it already); ``explained`` maps surviving mutants to why they may
    live.
    """

    path: Path
    rules: Rules
    policy: str | None
    cases: tuple[Case, ...]
    clauses: tuple[ClauseRow, ...] = ()
    explained: Mapping[str, str] = field(default_factory=dict)
    base: Mapping[str, Any] = field(default_factory=dict)
    place: str | None = None
    on: date | None = None
    places: PlacesFile | None = None
    directories: tuple[Path, ...] = ()

    @property
    def tests(self) -> tuple[Case | ClauseRow, ...]:
        """All that is checked: the cases, then the clause rows."""
        return (*self.cases, *self.clauses)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mismatch:
    """One thing that is not as expected: the service (or what else), and why it is so."""

    about: str
    what: str
    expected: str
    actual: str
    clause: str | None = None
    why: str | None = None

    def format(self) -> str:
        """The mismatch in a few lines."""
        lines = [self.about, f"  expected {self.what}: {self.expected}", f"  actual {self.what}:   {self.actual}"]
        if self.clause:
            lines.append(f"  clause: {self.clause}")
        if self.why:
            lines.append(f"  why: {self.why}")
        return "\n".join(lines)

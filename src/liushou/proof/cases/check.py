"""Cases as liushou holds them, and how an answer, or a document, is checked against them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from ...answer import STATUS_WORDS, Ground, Match, ServiceAnswer, status_of, truth_of
from ...documents import ROLES, PlacesFile, Rules
from ...matcher import Matcher
from ...problems import Location
from ...profile import Profile
from ...rules import Word, any_of
from .. import Expected, one_line
from ..sites import MeasureSite

EXPECTED_WORDS: Mapping[Any, str] = {**STATUS_WORDS, "absent": "文件未提供"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """What one service must come to.

    ``policy``, ``clause`` and ``quote`` pick the grounds it is about (all of the service where none is given);
    ``status`` is theirs together; each of ``details`` must hold for every one of them.
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

    ``base`` holds the facts that its cases share, ``place`` and ``on`` what its top says (the cases have all of it
    already); ``explained`` maps surviving mutants to why they may live.
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


def check(case: Case, answer: Match, rules: Rules) -> Iterator[Mismatch]:
    """What the answer does otherwise than the case expects."""
    for policy, word in case.left_behind.items():
        yield from _definition(policy, word, answer, rules)
    for expectation in case.expectations:
        yield from _expectation(expectation, answer, rules)


def _expectation(expectation: Expectation, answer: Match, rules: Rules) -> Iterator[Mismatch]:
    """What the answer does otherwise than one expectation of a case."""
    service = next((service for service in answer.services if service.id == expectation.service), None)
    every = service.grounds if service else ()
    grounds = [each for each in every if expectation.picks(each.policy, each.citation.clause, each.citation.quote)]
    about = f"{expectation.service} {rules.services[expectation.service].title}"
    actual: Expected = "absent"
    if grounds:
        actual = status_of(any_of(truth_of(ground.status) for ground in grounds))
    if expectation.status is not None and actual != expectation.status:
        yield Mismatch(
            about=about,
            what="status",
            expected=f"{expectation.status} ({EXPECTED_WORDS[expectation.status]})",
            actual=f"{actual} ({EXPECTED_WORDS[actual]})",
            clause="; ".join(dict.fromkeys(_cite(ground) for ground in grounds)) or _asked(expectation, rules),
            why=_why(grounds, actual, answer),
        )
    elif not grounds and expectation.status != "absent":
        yield from _compared(about, "grounds", "at least one", "none", _asked(expectation, rules))
    for ground in grounds:
        for key, wanted in expectation.details.items():
            yield from _compared(about, key, wanted, _detail(key, ground, service), _cite(ground))


def check_clause(row: ClauseRow, rules: Rules) -> Iterator[Mismatch]:
    """What the document says otherwise than the row."""
    policy = rules.policies[row.policy]
    clause, item = policy.clause(row.at), policy.annex_item(row.at)
    about, cited = f"{row.policy} {row.at}", f"{policy.number} {row.at}"
    if row.roles is not None:
        part = clause or item
        for role in ROLES:
            printed = tuple(getattr(part.agencies, role)) if part else ()
            yield from _compared(about, role, row.roles.get(role, ()), printed, cited)
    for quote, force in row.forces.items():
        measures = [measure for measure in clause.measures if quote in measure.quote] if clause else []
        if not measures:
            yield from _compared(f"{about} “{quote}”", "measure", "one", "none", cited)
        for each in measures:
            yield from _compared(f"{about} {each.name}", "force", force, each.force, f"{cited}“{each.quote}”")


class Runner:
    """Answers cases; one :class:`~liushou.match.Matcher` per place and day, kept."""

    def __init__(self, rules: Rules, places: PlacesFile | None = None) -> None:
        self.rules, self.places = rules, places
        self._matchers: dict[tuple[str, date], Matcher] = {}

    def matcher(self, case: Case) -> Matcher:
        """The matcher of a case's place and day."""
        key = (case.place, case.on)
        if key not in self._matchers:
            self._matchers[key] = Matcher(place=case.place, on=case.on, rules=self.rules, places=self.places)
        return self._matchers[key]

    def check(self, case: Case | ClauseRow) -> tuple[Mismatch, ...]:
        """What is otherwise than the case, or the clause row, expects."""
        if isinstance(case, ClauseRow):
            return tuple(check_clause(case, self.rules))
        return tuple(check(case, self.matcher(case).match(case.profile), self.rules))


def failures(files: Iterable[CaseFile]) -> Iterator[tuple[CaseFile, Case | ClauseRow, tuple[Mismatch, ...]]]:
    """The cases and clause rows that fail, with what is otherwise."""
    for file in files:
        runner = Runner(file.rules, file.places)
        yield from ((file, case, mismatches) for case in file.tests if (mismatches := runner.check(case)))


def report(case: Case | ClauseRow, mismatches: Iterable[Mismatch]) -> str:
    """A failed case for a person to read: who, what was expected, what came, by which clause, why."""
    mismatches = tuple(mismatches)
    headlines = [f"{each.about}: {each.what} {each.actual}, expected {each.expected}" for each in mismatches[:1]]
    lines = [": ".join([case.name, *headlines])]
    if case.location is not None:
        lines.append(f"  at {case.location.file}:{case.location.line}")
    if isinstance(case, Case):
        lines.append(f"  place {case.place}, on {case.on}")
        lines.append(f"  person: {one_line(case.profile.to_mapping())}")
    lines += [f"  {line}" for mismatch in mismatches for line in mismatch.format().splitlines()]
    return "\n".join(lines)


def _definition(policy: str, word: Word, answer: Match, rules: Rules) -> Iterator[Mismatch]:
    answers = {each.id: each.left_behind for each in answer.policies}
    for name in answers if policy == "*" else (policy,):
        actual = answers.get(name, "absent")
        if actual != word:
            grounds = [ground for service in answer.services for ground in service.grounds if ground.policy == name]
            document = rules.policies[name]
            yield Mismatch(
                about=f"definition 农村留守妇女 ({name})",
                what="left_behind",
                expected=word,
                actual=actual,
                clause=f"{document.number} {document.definition.at}“{document.definition.quote}”",
                why=_why(grounds[:1], "undetermined", answer) if grounds and actual != "yes" else None,
            )


def _asked(expectation: Expectation, rules: Rules) -> str | None:
    policy = None if expectation.policy is None else rules.policies.get(expectation.policy)
    return " ".join(part for part in (policy and policy.number, expectation.clause) if part) or None


def _cite(ground: Ground) -> str:
    return f"{ground.citation.number} {ground.citation.clause}“{ground.citation.quote}”"


def _why(grounds: Iterable[Ground], actual: str, answer: Match) -> str | None:
    reasons: list[str] = []
    for ground in grounds:
        reasons += [f"blocked by {blocker.condition} ({blocker.text})" for blocker in ground.blocked_by]
        if ground.missing:
            reasons.append("missing " + ", ".join(ground.missing))
        if ground.unknown_parameters:
            reasons.append("unknown parameter " + ", ".join(ground.unknown_parameters))
    if actual == "eligible":
        reasons += ["met: " + "，".join(ground.met) for ground in grounds if ground.status == "eligible" and ground.met]
    if actual == "absent":
        documents = ", ".join(policy.id for policy in answer.policies) or "none"
        reasons += [f"documents that apply in {answer.place.code} on {answer.on}: {documents}", *answer.notes]
    return "; ".join(dict.fromkeys(reasons)) or None


def _compared(about: str, what: str, expected: Any, actual: Any, clause: str | None) -> Iterator[Mismatch]:
    """A mismatch, if it is one. Of a remark, the words of the text count; a gloss in brackets may follow them."""
    same = actual == expected
    if what == "residual":
        same = len(actual) == len(expected) and all(map(str.startswith, actual, expected))
    if not same:
        yield Mismatch(about=about, what=what, expected=_in_words(expected), actual=_in_words(actual), clause=clause)


def _detail(key: str, ground: Ground, service: ServiceAnswer | None) -> Any:
    """The value of one detail, in the form in which the wanted one is read."""
    if key in (*ROLES, "contact"):
        return getattr(ground.agencies, key)
    if key == "annex":
        return ground.agencies.clause
    if key == "blocked_by":
        return frozenset(blocker.fact for blocker in ground.blocked_by)
    if key == "missing":
        return frozenset(ground.missing)
    if key == "beyond_document":
        return bool(service and service.beyond_document)
    return getattr(ground, key)


def _in_words(value: Any) -> str:
    if isinstance(value, frozenset):
        value = sorted(value)
    if isinstance(value, (tuple, list)):
        return "、".join(map(str, value)) or "none"
    return "none" if value is None else str(value).lower() if isinstance(value, bool) else str(value)

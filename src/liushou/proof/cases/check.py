"""How cases are checked: what an answer, or a document, says otherwise than expected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from ...answer import Ground, Match, ServiceAnswer, status_of
from ...documents import ROLES, PlacesFile, Policy, Rules
from ...match import Matcher
from ...rules import Word, any_of
from ..one_line import one_line
from .model import EXPECTED_WORDS, Case, CaseFile, ClauseRow, Expectation, Expected, Mismatch

_TRUTHS: Mapping[str, bool | None] = {"eligible": True, "ineligible": False, "undetermined": None}


def check(case: Case, answer: Match, rules: Rules) -> Iterator[Mismatch]:
    """What the answer does otherwise than the case expects."""
    for policy, word in case.left_behind.items():
        yield from _definition(case, policy, word, answer, rules)
    for expectation in case.expectations:
        yield from check_expectation(expectation, answer, rules)


def check_expectation(expectation: Expectation, answer: Match, rules: Rules) -> Iterator[Mismatch]:
    """What the answer does otherwise than one expectation of a case."""
    service = next((one for one in answer.services if one.id == expectation.service), None)
    grounds = _picked(expectation, service)
    title = f"{expectation.service} {rules.services[expectation.service].title}"
    actual: Expected = "absent"
    if grounds:
        actual = status_of(any_of(_TRUTHS[ground.status] for ground in grounds))
    if expectation.status is not None and actual != expectation.status:
        yield Mismatch(
            title, "status", _status(expectation.status), _status(actual),
            "; ".join(dict.fromkeys(_cite(ground) for ground in grounds)) or _asked(expectation, rules),
            _why(grounds, actual, answer),
        )  # fmt: skip
    elif not grounds and expectation.status != "absent":
        yield Mismatch(title, "grounds", "at least one", "none", _asked(expectation, rules))
    for ground in grounds:
        for key, wanted in expectation.details.items():
            found = _detail(key, ground, service)
            if not _as_wanted(key, found, wanted):
                yield Mismatch(title, key, _say(wanted), _say(found), _cite(ground))


def check_clause(row: ClauseRow, rules: Rules) -> Iterator[Mismatch]:
    """What the document says otherwise than the row."""
    policy = rules.policies[row.policy]
    clause, item = policy.clause(row.at), policy.annex_item(row.at)
    if row.roles is not None:
        part = clause or item
        agencies = part.agencies if part else None
        for role in ROLES:
            found = tuple(getattr(agencies, role)) if agencies else ()
            wanted = row.roles.get(role, ())
            if found != wanted:
                yield Mismatch(f"{row.policy} {row.at}", role, _say(wanted), _say(found), f"{policy.number} {row.at}")
    for quote, force in row.forces.items():
        measures = [measure for measure in clause.measures if quote in measure.quote] if clause else []
        if not measures:
            yield Mismatch(f"{row.policy} {row.at} “{quote}”", "measure", "one", "none", f"{policy.number} {row.at}")
        for measure in measures:
            if measure.force != force:
                cited = f"{policy.number} {row.at}“{measure.quote}”"
                yield Mismatch(f"{row.policy} {row.at} {measure.name}", "force", force, measure.force, cited)


class Runner:
    """Answers cases; one :class:`~liushou.match.Matcher` a place and day, kept."""

    def __init__(self, rules: Rules, places: PlacesFile | None = None) -> None:
        self.rules, self.places = rules, places
        self._matchers: dict[tuple[str, date], Matcher] = {}

    def matcher(self, case: Case) -> Matcher:
        """The matcher of a case's place and day."""
        key = (case.place, case.on)
        if key not in self._matchers:
            self._matchers[key] = Matcher(place=case.place, on=case.on, rules=self.rules, places=self.places)
        return self._matchers[key]

    def answer(self, case: Case) -> Match:
        """The answer for the woman of a case."""
        return self.matcher(case).match(case.profile)

    def check(self, case: Case) -> tuple[Mismatch, ...]:
        """What is otherwise than the case expects."""
        return tuple(check(case, self.answer(case), self.rules))


def failures(files: Iterable[CaseFile]) -> Iterator[tuple[CaseFile, Case | ClauseRow, tuple[Mismatch, ...]]]:
    """The cases and clause rows that fail, with what is otherwise."""
    for file in files:
        runner = Runner(file.rules, file.places)
        for case in file.cases:
            wrong = runner.check(case)
            if wrong:
                yield file, case, wrong
        for row in file.clauses:
            wrong = tuple(check_clause(row, file.rules))
            if wrong:
                yield file, row, wrong


def report(of: Case | ClauseRow, mismatches: Iterable[Mismatch]) -> str:
    """A failed case for a person to read: who, what was expected, what came, by which clause, why."""
    found = tuple(mismatches)
    lines = [f"{of.name}: {found[0].headline}" if found else of.name]
    if of.location is not None:
        lines.append(f"  at {of.location.file}:{of.location.line}")
    if isinstance(of, Case):
        lines.append(f"  place {of.place}, on {of.on}")
        lines.append(f"  person: {one_line(of.profile.to_mapping())}")
    return "\n".join([*lines, *(_indent(one.format()) for one in found)])


def _indent(text: str) -> str:
    return "\n".join("  " + line for line in text.splitlines())


def _definition(case: Case, policy: str, word: Word, answer: Match, rules: Rules) -> Iterator[Mismatch]:
    found = {one.id: one.left_behind for one in answer.policies}
    for name in found if policy == "*" else (policy,):
        actual = found.get(name, "absent")
        if actual != word:
            grounds = (one for service in answer.services for one in service.grounds if one.policy == name)
            ground = next(grounds, None)
            yield Mismatch(
                f"definition 农村留守妇女 ({name})", "left_behind", word, actual, _definition_of(rules.policies[name]),
                _why([ground], "undetermined", answer) if ground and actual != "yes" else None,
            )  # fmt: skip


def _definition_of(policy: Policy) -> str:
    return f"{policy.number} {policy.definition.at}“{policy.definition.quote}”"


def _picked(expectation: Expectation, service: ServiceAnswer | None) -> list[Ground]:
    if service is None:
        return []
    return [
        ground
        for ground in service.grounds
        if expectation.picks(ground.policy, ground.citation.clause, ground.citation.quote)
    ]


def _asked(expectation: Expectation, rules: Rules) -> str | None:
    policy = None if expectation.policy is None else rules.policies.get(expectation.policy)
    parts = [part for part in (policy and policy.number, expectation.clause) if part]
    return " ".join(parts) or None


def _cite(ground: Ground) -> str:
    return f"{ground.citation.number} {ground.citation.clause}“{ground.citation.quote}”"


def _why(grounds: Iterable[Ground], actual: str, answer: Match) -> str | None:
    reasons: list[str] = []
    for ground in grounds:
        reasons += [f"blocked by {one.condition} ({one.text})" for one in ground.blocked_by]
        if ground.missing:
            reasons.append("missing " + ", ".join(ground.missing))
        if ground.unknown_parameters:
            reasons.append("unknown parameter " + ", ".join(ground.unknown_parameters))
    if actual == "eligible":
        reasons += ["met: " + "，".join(ground.met) for ground in grounds if ground.status == "eligible" and ground.met]
    if actual == "absent":
        reasons += [f"documents that apply in {answer.place.code} on {answer.on}: "
                    + (", ".join(one.id for one in answer.policies) or "none"), *answer.notes]  # fmt: skip
    return "; ".join(dict.fromkeys(reasons)) or None


def _as_wanted(key: str, found: Any, wanted: Any) -> bool:
    if key == "residual":
        # The words of the text; what is said in brackets after them is a gloss.
        return len(found) == len(wanted) and all(map(str.startswith, found, wanted))
    return bool(found == wanted)


def _detail(key: str, ground: Ground, service: ServiceAnswer | None) -> Any:
    """The value of one detail, in the form in which :mod:`.expect` reads the wanted one."""
    if key in ROLES:
        return tuple(getattr(ground.agencies, key))
    if key == "contact":
        return ground.agencies.contact
    if key == "annex":
        return ground.agencies.clause
    if key == "blocked_by":
        return frozenset(one.fact for one in ground.blocked_by)
    if key == "missing":
        return frozenset(ground.missing)
    if key == "beyond_document":
        return bool(service and service.beyond_document)
    return getattr(ground, key)


def _status(status: Expected) -> str:
    return f"{status} ({EXPECTED_WORDS[status]})"


def _say(value: Any) -> str:
    if isinstance(value, frozenset):
        value = sorted(value)
    if isinstance(value, (tuple, list)):
        return "、".join(str(one) for one in value) if value else "none"
    return "none" if value is None else str(value).lower() if isinstance(value, bool) else str(value)

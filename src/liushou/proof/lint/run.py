"""The lint: every check over the rules, less what the registers of explanations explain."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from pathlib import Path
from re import search
from typing import Any

from ...documents import Policy, Rules, load_rules, shipped_directory
from ...rules.solver import Undecided
from ..prover import Provers
from ..sites import EVERYWHERE, Ground, Scope, Site, definition_of, sites
from .blind import blind
from .constant import constant
from .findings import GAVE_UP, SEVERITIES, STALE, Finding
from .measures import grounds
from .parameter_gaps import uncovered
from .suppressions import Explanation, read_explanations
from .thresholds import thresholds
from .unused import unused

Step = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Report:
    """What the lint found: ``findings``, and those that are ``explained``."""

    on: date
    findings: tuple[Finding, ...]
    explained: tuple[Finding, ...]

    @property
    def failed(self) -> bool:
        """Whether there is an error or a warning that nothing explains."""
        return any(finding.severity != "note" for finding in self.findings)

    def to_dict(self) -> dict[str, Any]:
        """The report as ``liushou lint --json`` prints it."""
        return {
            "on": self.on.isoformat(),
            "findings": [finding.to_dict() for finding in self.findings],
            "explained": [finding.to_dict() for finding in self.explained],
        }


def lint(
    on: date,
    *,
    files: Iterable[Path | str] = (),
    policies: Iterable[Path | str] = (),
    timeout: float | None = None,
    step: Step | None = None,
) -> Report:
    """Lint ``files``, or everything that is loaded where there are none.

    ``policies`` are folders of documents and registers besides the shipped ones; a file
    stands in for the shipped document of its id. Parameters stand as on the day ``on``,
    which is also the last day that must have a value. ``step`` is told of the progress.
    Raises :class:`~liushou.InputError` for rules that do not load and
    :class:`~liushou.MissingExtraError` without z3 (extra ``prove``).
    """
    own = [Path(file) for file in files]
    folders = [Path(folder) for folder in policies]
    rules = load_rules(*folders, replace=own)
    beside = [shipped_directory(), *folders, *(file.resolve().parent for file in own)]
    explanations = read_explanations(beside)
    scope = Scope(frozenset(file.resolve() for file in own)) if own else EVERYWHERE
    found = list(check(rules, on, scope=scope, timeout=timeout, step=step))
    if not own:
        found += _stale(found, explanations, on, all_of_shipped=not folders)
    found.sort(key=_order)
    told = [replace(one, explained=explanations[one.key].why) for one in found if one.key in explanations]
    left = [one for one in found if one.key not in explanations]
    return Report(on, tuple(left), tuple(told))


def check(
    rules: Rules, on: date, *, scope: Scope = EVERYWHERE, timeout: float | None = None, step: Step | None = None
) -> Iterator[Finding]:
    """Every finding about the rules that lies in ``scope``, explained or not, check by check."""
    provers = Provers(rules, on) if timeout is None else Provers(rules, on, timeout=timeout)
    for finding in chain(
        unused(rules),
        uncovered(rules, on),
        _conditions(rules, provers, scope, step or _silent),
        _documents(rules, provers, scope),
        _or_gave_up(thresholds(rules, provers, scope), "thresholds"),
    ):
        if scope.holds(finding.location):
            yield finding


def _conditions(rules: Rules, provers: Provers, scope: Scope, step: Step) -> Iterator[Finding]:
    """The checks of one condition at a time; one with a finding is not asked for more.

    What is wrong with a concept or a definition is said there, and not again wherever it
    is used.
    """
    todo = [site for site in sites(rules) if scope.holds(site.location)]
    faulty: set[str] = set()
    for done, site in enumerate(todo, start=1):
        step(site.name, done, len(todo))
        for finding in _of_site(site, provers, faulty):
            faulty.add(site.name)
            yield finding


def _documents(rules: Rules, provers: Provers, scope: Scope) -> Iterator[Finding]:
    """The check of the measures of a document among each other."""
    for policy in rules.policies.values():
        if scope.holds(policy.definition.location):
            yield from _or_gave_up(grounds(policy, rules, provers), f"{policy.id} measures", policy)


def _of_site(site: Site, provers: Provers, faulty: set[str]) -> Iterator[Finding]:
    try:
        found = list(constant(site, provers))
        if not found and not any(f"concept {name}" in faulty for name in site.concepts):
            sound = not isinstance(site, Ground) or definition_of(site.policy).name not in faulty
            found = list(blind(site, provers, with_definition=sound))
    except Undecided as error:
        found = [_gave_up(site.name, error.reason, site)]
    yield from found


def _or_gave_up(found: Iterator[Finding], subject: str, policy: Policy | None = None) -> Iterator[Finding]:
    try:
        yield from found
    except Undecided as error:
        yield _gave_up(subject, error.reason, definition_of(policy) if policy else None)


def _gave_up(subject: str, reason: str, site: Site | None) -> Finding:
    message = f"{subject} was not decided: {reason}"
    return Finding(GAVE_UP, "warning", subject, message, site.location if site else None)


def _stale(
    found: list[Finding], explanations: Mapping[str, Explanation], on: date, *, all_of_shipped: bool
) -> Iterator[Finding]:
    """Explanations without a finding; shipped ones only where nothing is added to what is shipped."""
    keys = {finding.key for finding in found}
    shipped = shipped_directory()
    for key, explanation in explanations.items():
        of_shipped = Path(explanation.location.file).resolve().is_relative_to(shipped)
        if key in keys or (of_shipped and not all_of_shipped) or _not_yet(key, on):
            continue
        message = f"nothing is found that `{key}` explains: mended, or spelt differently"
        yield Finding(STALE, "warning", key, message, explanation.location)


def _not_yet(key: str, on: date) -> bool:
    """Whether the explanation is of a gap that begins after the day."""
    day = search(r"\d{4}-\d{2}-\d{2}\Z", key)
    return day is not None and date.fromisoformat(day[0]) > on


def _order(finding: Finding) -> tuple[str, int, int, int, str]:
    where = finding.location
    place = (where.file, where.line, where.column) if where else ("", 0, 0)
    return (*place, SEVERITIES.index(finding.severity), finding.key)


def _silent(name: str, done: int, total: int) -> None:
    return None

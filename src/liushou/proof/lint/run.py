"""The lint: every check over the rules, less what ``lint/explained.yaml`` explains.

That register lies beside the policies (in a sub-folder: the loader of rules does not look
into it, and no answer depends on it)::

    explained:
      L006 jilin rural_dibao_line 2020-09-21: 2021 年的标准未查到，其间为未知。

A key is the id and the subject of a finding, as ``liushou lint`` prints it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from re import search
from typing import Any

from ...documents import Rules, load_rules, shipped_directory
from ...problems import Code, InputError, Location, Phrase
from ...rules.solver import UndecidedError
from ...yaml import Mapping as Tree
from ...yaml import Reader, Text, child, compose_file
from ..prover import Provers
from ..sites import MeasureSite, Site, all_sites, definition_site
from .conditions import constant, exactness
from .findings import GAVE_UP, SEVERITIES, STALE, Finding
from .measures import measures
from .registers import parameter_gaps, unused
from .words import words

FILE = Path("lint") / "explained.yaml"


@dataclass(frozen=True, slots=True)
class Suppression:
    """Why a finding is right as it is."""

    why: str
    location: Location


@dataclass(frozen=True, slots=True)
class _Register:
    explained: Mapping[str, Text]


def read_suppressions(directories: Iterable[Path | str]) -> Mapping[str, Suppression]:
    """The explanations that lie beside the policies of these folders, by key.

    A folder without a register explains nothing. Raises :class:`~liushou.InputError` with
    everything that is wrong.
    """
    suppressions: dict[str, Suppression] = {}
    reader = Reader()
    for path in dict.fromkeys(Path(directory).resolve() / FILE for directory in directories):
        tree, problems = compose_file(path) if path.is_file() else (None, ())
        reader.problems += problems
        register = None if tree is None else reader.read(_Register, tree)
        entries = child(tree, "explained")
        if register is None or not isinstance(entries, Tree):
            continue
        for key, _ in entries:
            if key.text in suppressions:
                where = Phrase("in-file", file=suppressions[key.text].location.file)
                reader.add(Code.DUPLICATE, key.location, subject=key.text, kind=Phrase("kind-explanation"), where=where)
            else:
                suppressions[key.text] = Suppression(register.explained[key.text].strip(), key.location)
    if reader.problems:
        raise InputError(reader.problems)
    return suppressions


Step = Callable[[str, int, int], None]
#: Whether a place lies in the files that are linted.
Asked = Callable[[Location | None], bool]


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

    def to_dict(self, lang: str = "en") -> dict[str, Any]:
        """The report as ``liushou lint --json`` prints it."""
        return {
            "on": self.on.isoformat(),
            "findings": [finding.to_dict(lang) for finding in self.findings],
            "explained": [finding.to_dict(lang) for finding in self.explained],
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
    replaces the shipped document of its id. Parameters have their values of the day ``on``,
    which is also the last day that must have one. ``step`` is called with the progress.
    Raises :class:`~liushou.InputError` for rules that do not load and
    :class:`~liushou.MissingExtraError` without z3 (extra ``prove``).
    """
    own = [Path(file) for file in files]
    folders = [Path(folder) for folder in policies]
    rules = load_rules(*folders, replace=own)
    suppressions = read_suppressions([shipped_directory(), *folders, *(file.resolve().parent for file in own)])
    inside = frozenset(file.resolve() for file in own)

    def asked(where: Location | None) -> bool:
        return not inside or (where is not None and Path(where.file).resolve() in inside)

    findings = list(_check(rules, Provers(rules, on, timeout=timeout), asked, step))
    if not own:
        findings += _stale(findings, suppressions, on, all_of_shipped=not folders)
    findings.sort(key=_order)
    explained = [replace(each, explained=suppressions[each.key].why) for each in findings if each.key in suppressions]
    left = [each for each in findings if each.key not in suppressions]
    return Report(on, tuple(left), tuple(explained))


def _check(rules: Rules, provers: Provers, asked: Asked, step: Step | None) -> Iterator[Finding]:
    """Every finding about the rules that lies where it is ``asked``, explained or not, check by check."""
    for finding in (*unused(rules), *parameter_gaps(rules, provers.on), *words(rules)):
        if asked(finding.location):
            yield finding
    yield from _conditions(rules, provers, asked, step)
    for policy in rules.policies.values():
        definition = definition_site(policy)
        if asked(definition.location):
            try:
                yield from measures(policy, provers)
            except UndecidedError as error:
                yield _gave_up(f"{policy.id} measures", error.reason, definition)


def _conditions(rules: Rules, provers: Provers, asked: Asked, step: Step | None) -> Iterator[Finding]:
    """The checks of one condition at a time; one with a finding is not asked for more.

    What is wrong with a concept or a definition is said there, and not again wherever it
    is used.
    """
    sites = [site for site in all_sites(rules) if asked(site.location)]
    faulty: set[str] = set()
    for done, site in enumerate(sites, start=1):
        if step is not None:
            step(site.name, done, len(sites))
        for finding in _of_site(site, provers, faulty):
            faulty.add(site.name)
            yield finding


def _of_site(site: Site, provers: Provers, faulty: set[str]) -> list[Finding]:
    try:
        findings = list(constant(site, provers))
    except UndecidedError as error:
        return [_gave_up(site.name, error.reason, site)]
    if not findings and not any(f"concept {name}" in faulty for name in site.concepts):
        sound = not isinstance(site, MeasureSite) or definition_site(site.policy).name not in faulty
        findings = list(exactness(site, provers.rules.facts, with_definition=sound))
    return findings


def _gave_up(subject: str, reason: str, site: Site) -> Finding:
    return GAVE_UP.finding(subject, "gave-up", site.location, name=subject, reason=reason)


def _stale(
    findings: list[Finding], suppressions: Mapping[str, Suppression], on: date, *, all_of_shipped: bool
) -> Iterator[Finding]:
    """Explanations without a finding; shipped ones only where nothing is added to what is shipped."""
    keys = {finding.key for finding in findings}
    shipped = shipped_directory()
    for key, suppression in suppressions.items():
        of_shipped = Path(suppression.location.file).resolve().is_relative_to(shipped)
        # A gap that begins after the day is not found yet.
        day = search(r"\d{4}-\d{2}-\d{2}\Z", key)
        later = day is not None and date.fromisoformat(day[0]) > on
        if key not in keys and not later and (all_of_shipped or not of_shipped):
            yield STALE.finding(key, "stale", suppression.location, key=f"`{key}`")


def _order(finding: Finding) -> tuple[str, int, int, int, str]:
    where = finding.location
    place = (where.file, where.line, where.column) if where else ("", 0, 0)
    return (*place, SEVERITIES.index(finding.severity), finding.key)

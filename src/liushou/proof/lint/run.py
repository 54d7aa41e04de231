"""The lint: every check over the rules, less what ``lint/explained.yaml`` explains.

That register lies beside the policies (in a sub-folder: the loader of rules does not look
into it, and no answer depends on it)::

    explained:
      L006 jilin rural_dibao_line 2020-09-21: 2021 年的标准未查到，其间为未知。

A key is the id and the subject of a finding, as ``liushou lint`` prints it.

L005 and L006 are here too: a name is used where a document says it, or something that a document
rests on does (concepts, their facts and parameters, offices and their successors). A document
covers its place from its date of issue on; a parameter without a value there makes conditions unknown.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from re import search
from typing import Any

from ...documents import ParameterEntry, Policy, Rules, load_rules, shipped_directory
from ...files import real_path
from ...places import containing
from ...problems import InputError, Location, Phrase
from ...profile import relations
from ...rules import LEAVES, Concept, concepts, parameters, source_facts
from ...rules.solver import UndecidedError
from ...yaml import Mapping as Tree
from ...yaml import Reader, Text, child, compose_file
from ..sites import MeasureSite, Provers, Site, all_sites, definition_site, document_sites, written
from .conditions import constant, exactness, measures
from .findings import GAVE_UP, SEVERITIES, STALE, UNCOVERED, UNUSED, Finding
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

    A folder without a register explains nothing. Raises :class:`~liushou.InputError` with everything that is wrong.
    """
    suppressions: dict[str, Suppression] = {}
    reader = Reader()
    for path in dict.fromkeys(real_path(directory) / FILE for directory in directories):
        tree, problems = compose_file(path) if path.is_file() else (None, ())
        reader.problems += problems
        register = None if tree is None else reader.read(_Register, tree)
        entries = child(tree, "explained")
        if register is None or not isinstance(entries, Tree):
            continue
        for key, _ in entries:
            if key.text in suppressions:
                first = suppressions[key.text].location.file
                reader.duplicate("explanation", key.text, key.location, first=first)
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

    ``policies`` are folders of documents and registers besides the shipped ones; a file replaces the shipped document
    of its id. Parameters have their values of the day ``on``, which is also the last day that must have one. ``step``
    is called with the progress. Raises :class:`~liushou.InputError` for rules that do not load and
    :class:`~liushou.MissingExtraError` without z3 (extra ``prove``).
    """
    own = [Path(file) for file in files]
    folders = [Path(folder) for folder in policies]
    rules = load_rules(*folders, replace=own)
    suppressions = read_suppressions([shipped_directory(), *folders, *(real_path(file).parent for file in own)])
    inside = frozenset(real_path(file) for file in own)

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
    """Each condition by itself; what is wrong with a concept or definition is said there, and not where it is used."""
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
    if not findings and not any(f"concept {name}" in faulty for name in concepts(site.condition)):
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


def parameter_gaps(rules: Rules, on: date) -> Iterator[Finding]:
    """A warning for each span without a value, by document and parameter, up to ``on``."""
    for policy in rules.policies.values():
        for name, where in _parameters_of(policy).items():
            entry = rules.parameters[name]
            for start, end in _gaps(entry, policy.place, policy.issued, on):
                below = {value.place for value in entry.values if policy.place in containing(value.place)}
                data = {
                    "policy": policy.id,
                    "parameter": name,
                    "title": entry.title,
                    "place": policy.place,
                    "start": start,
                    "until": Phrase("lint-gap-on") if end == on else Phrase("lint-gap-to", day=end),
                    "count": sum(entry.at(code, start) is not None for code in below) or None,
                }
                subject = f"{policy.id} {name} {start}"
                yield UNCOVERED.finding(subject, "gap", where, related=entry.location, **data)


def _parameters_of(policy: Policy) -> dict[str, Location | None]:
    """The parameters of a document, each with the phrase that brings it in first."""
    used: dict[str, Location | None] = {}
    for site in document_sites(policy):
        for node in written(site.condition):
            for name in parameters(node) if isinstance(node, (Concept, *LEAVES)) else ():
                used.setdefault(name, node.location or site.location)
    return used


def _gaps(entry: ParameterEntry, place: str, first: date, last: date) -> Iterator[tuple[date, date]]:
    """The spans within ``first`` to ``last`` on which the place has no value."""
    codes = containing(place)
    values = [value for value in entry.values if value.place in codes]
    days = {first} | {value.since for value in values}
    days |= {value.until + timedelta(days=1) for value in values if value.until is not None}
    edges = sorted(day for day in days if first <= day <= last)
    spans = groupby(edges, lambda day: any(entry.at(code, day) is not None for code in codes))
    starts = [(known, next(days)) for known, days in spans]
    ends = [*(start - timedelta(days=1) for _, start in starts[1:]), last]
    yield from ((start, end) for (known, start), end in zip(starts, ends, strict=False) if not known)


#: What an entry is called, and the register of the rules that holds it.
_REGISTERS = {name: f"{name}s" for name in ("fact", "concept", "parameter", "service", "topic")}
_REGISTERS |= {"agency": "agencies"}


def unused(rules: Rules) -> Iterator[Finding]:
    """A warning for each name of one's own registers that is never used, a note for a shipped one."""
    used = _used(rules)
    for register, names in used.items():
        entries: Mapping[str, Any] = getattr(rules, _REGISTERS[register])
        for name, entry in entries.items():
            if name in names:
                continue
            where = entry.location
            # A fact of the contract is in no rule file; everything else says where it is.
            shipped = where is None or Path(where.file).resolve().parent == shipped_directory()
            title = getattr(entry, "title", None) or entry.name
            data = {"kind": Phrase(f"kind-{register}"), "entry": name, "title": title}
            severity = "note" if shipped else "warning"
            yield UNUSED.finding(f"{register} {name}", "unused", where, severity=severity, **data)


def _used(rules: Rules) -> dict[str, set[str]]:
    """The names that the documents use, by register."""
    used: dict[str, set[str]] = {register: set() for register in _REGISTERS}
    for policy in rules.policies.values():
        printed = {*policy.issuers}
        for _, measure in policy.measures():
            used["service" if measure.individual else "topic"].add(measure.name)
            used["fact"].update(name for name in (measure.need,) if name)
        for agencies in (*(part.agencies for part in policy.clauses), *(part.agencies for part in policy.annex)):
            printed.update(agencies.all())
        for condition in (policy.definition.condition, *(measure.condition for _, measure in policy.measures())):
            used["concept"].update(concepts(condition))
            used["parameter"].update(parameters(condition))
            used["fact"].update(source_facts(condition))
        waiting = [agency.id for name in printed if (agency := rules.agency(name, policy.place)) is not None]
        while waiting:
            name = waiting.pop()
            if name not in used["agency"]:
                used["agency"].add(name)
                waiting += [after.office for after in rules.agencies[name].successors if after.office is not None]
    used["fact"] |= relations(rules.facts).about(used["fact"])
    return used

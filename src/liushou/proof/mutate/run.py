"""Do the cases test the rules? Mutants are made, the cases run, and the survivors explained.

A mutant is killed by a case that no longer comes out as expected. One that survives is
proved equivalent where the solver can, or explained in a file of cases, or comes with a
witness: a case that would kill it, ready to paste.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from ...documents import ROLES, Clause, Measure, Policy, Rules, load_rules
from ...problems import InputError, Problem, closest
from ..cases import (
    Case,
    CaseFile,
    ClauseRow,
    Expectation,
    Mismatch,
    Runner,
    check,
    check_clause,
    failures,
    find_case_files,
    read_cases,
)
from .edits import KINDS, Kind
from .leaf_coverage import LeafSeen, leaves_seen
from .mutants import Mutant, mutants

Fate = Literal["killed", "equivalent", "explained", "survived", "undecided"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a mutant.

    ``by`` is the case that killed it; ``why`` says why it may live (explained, or what
    was proved); ``witness`` is a line of YAML to paste under ``cases:`` (or ``clauses:``,
    see ``under``).
    """

    mutant: Mutant
    fate: Fate
    by: str | None = None
    why: str | None = None
    witness: str | None = None
    under: Literal["cases", "clauses"] = "cases"


@dataclass(frozen=True, slots=True)
class Report:
    """What the cases of a folder do with the mutants of one document, and its leaves."""

    policy: Policy
    outcomes: tuple[Outcome, ...]
    leaves: tuple[LeafSeen, ...]
    stale: tuple[str, ...] = ()
    failing: tuple[tuple[CaseFile, Case | ClauseRow, tuple[Mismatch, ...]], ...] = ()
    counts: Mapping[Kind, tuple[int, int]] = field(default_factory=dict)

    @property
    def killed(self) -> int:
        """How many mutants a case killed."""
        return sum(outcome.fate == "killed" for outcome in self.outcomes)

    @property
    def survivors(self) -> tuple[Outcome, ...]:
        """The mutants that no case killed."""
        return tuple(outcome for outcome in self.outcomes if outcome.fate != "killed")

    @property
    def unexplained(self) -> tuple[Outcome, ...]:
        """The survivors that are neither equivalent nor explained."""
        return tuple(outcome for outcome in self.survivors if outcome.fate in ("survived", "undecided"))

    @property
    def rate(self) -> float:
        """The share of all mutants that were killed; 1 where there are none."""
        return self.killed / len(self.outcomes) if self.outcomes else 1.0

    @property
    def clean(self) -> bool:
        """No failing case, no unexplained survivor, no explanation of a mutant that is killed."""
        return not (self.failing or self.unexplained or self.stale)


def mutate(
    policy: str,
    cases: Path | str,
    *,
    policies: Iterable[Path | str] = (),
    progress: Callable[[int, int], None] | None = None,
) -> Report:
    """Run the cases of a folder (or file) against every mutant of a document.

    ``policy`` is the id of a document, or the path of its file; ``policies`` are folders
    with documents and registers of one's own. Only cases that look at this document count.
    Raises :class:`~liushou.InputError` for an unknown document and for cases that cannot
    be read. Cases that fail before anything is changed are reported, and nothing is mutated.
    """
    folders = tuple(Path(one).resolve() for one in policies)
    instead = (Path(policy),) if Path(policy).suffix in (".yaml", ".yml") and Path(policy).is_file() else ()
    loaded: dict[tuple[Path, ...], Rules] = {}

    def load(wanted: tuple[Path, ...]) -> Rules:
        if wanted not in loaded:
            loaded[wanted] = load_rules(*wanted, replace=instead)
        return loaded[wanted]

    files = [read_cases(path, policies=folders, load=load) for path in find_case_files(cases)]
    name = _id(instead[0], load(folders)) if instead else policy
    files = [file for file in files if _looks_at(file, name)]
    rules = next((file.rules for file in files if name in file.rules.policies), load(folders))
    document = _policy(name, rules)
    if not files:
        raise InputError(Problem(f"no case in {cases} looks at {name}", expected=f"policy: {name}", code="empty"))
    failing = tuple(failures(files))
    if failing:
        return Report(document, (), (), failing=failing)
    bench = _Bench(document, files)
    found: list[Outcome] = []
    every = mutants(document, rules)
    for number, mutant in enumerate(every):
        if progress is not None:
            progress(number, len(every))
        found.append(bench.outcome(mutant))
    counts = {kind: _count(found, kind) for kind in KINDS}
    names = {outcome.mutant.name for outcome in found if outcome.fate != "killed"}
    stale = tuple(key for key in bench.explained if key not in names)
    return Report(document, tuple(found), leaves_seen(document, rules, files), stale, (), counts)


def _count(outcomes: Iterable[Outcome], kind: Kind) -> tuple[int, int]:
    of_kind = [outcome for outcome in outcomes if outcome.mutant.kind == kind]
    return sum(outcome.fate == "killed" for outcome in of_kind), len(of_kind)


def _policy(name: str, rules: Rules) -> Policy:
    if name in rules.policies:
        return rules.policies[name]
    near = closest(name, rules.policies)
    raise InputError(
        Problem(f"unknown document `{name}`", None, None if near else ", ".join(rules.policies), near, "unknown-name")
    )


def _id(path: Path, rules: Rules) -> str:
    for policy in rules.policies.values():
        if Path(policy.file).resolve() == path.resolve():
            return policy.id
    raise InputError(Problem(f"{path} is not a document", expected="a file with policy: at its top", code="type"))


def _looks_at(file: CaseFile, policy: str) -> bool:
    if file.policy is not None:
        return file.policy == policy
    named = {one.policy for case in file.cases for one in case.expectations}
    return policy in named or None in named or any(policy in case.left_behind for case in file.cases)


class _Bench:
    """The cases that look at one document, ready to be run again and again."""

    def __init__(self, policy: Policy, files: list[CaseFile]) -> None:
        self.policy, self.files = policy, files
        self.explained = {name: why for file in files for name, why in file.explained.items() if _of(name, policy)}

    def outcome(self, mutant: Mutant) -> Outcome:
        killer = next(self._killers(mutant), None)
        if killer is not None:
            return Outcome(mutant, "killed", by=killer)
        if mutant.name in self.explained:
            return Outcome(mutant, "explained", why=self.explained[mutant.name])
        # Only for survivors: the solver is slow to load, and most mutants never need it.
        from .survivors import survivor

        found = survivor(mutant, self.policy, self.files)
        return Outcome(mutant, found.fate, why=found.why, witness=found.line, under=found.under)

    def _killers(self, mutant: Mutant) -> Iterator[str]:
        for file in self.files:
            touched = _Touched(mutant, self.policy)
            services = frozenset(
                one.service for case in file.cases for one in case.expectations if touched.expectation(one)
            )
            rules = mutant.apply(file.rules, services)
            runner = Runner(rules, file.places)
            for row in file.clauses:
                if touched.row(row) and any(check_clause(row, mutant.apply(file.rules))):
                    yield f"{file.path.name}: {row.name}"
            for case in file.cases:
                part = touched.part(case)
                if part is not None and any(check(part, runner.answer(part), rules)):
                    yield f"{file.path.name}: {case.name}"


class _Touched:
    """Which expectations a mutant can change; the others need not be run."""

    def __init__(self, mutant: Mutant, policy: Policy) -> None:
        self.mutant, self.policy = mutant, policy
        self.grounds = tuple(self._grounds())

    def _grounds(self) -> Iterator[tuple[Clause, Measure]]:
        mutant = self.mutant
        used = {id(use.measure) for use in mutant.uses if use.measure is not None}
        for clause, measure in self.policy.measures():
            if not measure.individual:
                continue
            if mutant.kind == "role":
                touched = self.policy.agencies_of(clause, measure)[0] == mutant.part
            elif mutant.kind == "force":
                touched = measure is mutant.measure
            else:
                touched = mutant.of_definition or id(measure) in used
            if touched:
                yield clause, measure

    def expectation(self, one: Expectation) -> bool:
        if self.mutant.kind == "force" and "force" not in one.details:
            return False
        if self.mutant.kind == "role" and not any(role in one.details for role in ROLES):
            return False
        return any(
            measure.name == one.service and one.picks(self.policy.id, clause.at, measure.quote)
            for clause, measure in self.grounds
        )

    def part(self, case: Case) -> Case | None:
        """The case with the expectations that can change alone; None where none can."""
        from dataclasses import replace

        kept = tuple(one for one in case.expectations if self.expectation(one))
        left_behind = {}
        if self.mutant.of_definition:
            left_behind = {name: word for name, word in case.left_behind.items() if name in ("*", self.policy.id)}
        return replace(case, expectations=kept, left_behind=left_behind) if kept or left_behind else None

    def row(self, row: ClauseRow) -> bool:
        if row.policy != self.policy.id:
            return False
        if self.mutant.kind == "role":
            return row.roles is not None and row.at == self.mutant.part
        measure, clause = self.mutant.measure, self.mutant.clause
        if self.mutant.kind != "force" or measure is None or clause is None or clause.at != row.at:
            return False
        return any(quote in measure.quote for quote in row.forces)


def _of(name: str, policy: Policy) -> bool:
    return name.startswith((f"{policy.id} ", "concept ", "parameter "))

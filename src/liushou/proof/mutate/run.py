"""Do the cases test the rules? Mutants are made, the cases run, and the survivors explained.

A mutant is killed by a case that no longer comes out as expected; a need or residual that is taken from its quote, by
lint as well. One that survives is proved equivalent where the solver can, or explained in a file of cases, or comes
with a witness: a case that would kill it, ready to paste.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ...documents import ROLES, Policy, Rules, load_documents, load_rules
from ...files import real_path
from ...problems import Code, InputError, Location, Problem, unknown_name
from ...rules import Leaf, Word, evaluate, phrase, tree, word
from ..cases import Case, CaseFile, ClauseRow, Mismatch, Runner, check_clause, failures, find_case_files, read_cases
from ..lint.words import WordChecks
from ..sites import MeasureSite, Site, concept_site, definition_site, measure_sites, written_leaves
from .mutants import KINDS, Kind, Mutant, Outcome, concepts_of, mutants
from .survivors import survivor

Step = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeafSeen:
    """A leaf, where it is written, and the first case that saw it yes, no and unknown."""

    where: str
    leaf: str
    location: Location | None
    yes: str | None = None
    no: str | None = None
    unknown: str | None = None

    @property
    def unseen(self) -> tuple[str, ...]:
        """Which of the three values no case has shown."""
        return tuple(name for name in ("yes", "no", "unknown") if getattr(self, name) is None)


def leaves_seen(policy: Policy, rules: Rules, files: Iterable[CaseFile]) -> tuple[LeafSeen, ...]:
    """The leaves of the definition, the individual measures and their concepts, with the cases that pick them."""
    # A measure that reaches nobody in person is never asked of a case.
    sites = [definition_site(policy), *measure_sites(policy)]
    concepts = [concept_site(rules, name) for name in concepts_of(policy)]
    names = [(site.name, leaf) for site in (*sites, *concepts) for leaf in written_leaves(site.condition)]
    seen: dict[tuple[str, Leaf], dict[Word, str]] = {name: {} for name in names}
    for file in files:
        runner = Runner(file.rules, file.places)
        for case in file.cases:
            asked = _asked(case, policy, sites)
            if not asked:
                continue
            situation = runner.matcher(case).situation(case.profile)
            within = {f"concept {name}" for site in asked for name in tree.concepts(site.condition)}
            for site in (*asked, *(concept for concept in concepts if concept.name in within)):
                for leaf in written_leaves(site.condition):
                    seen[site.name, leaf].setdefault(word(evaluate(leaf, situation)), case.name)
    return tuple(LeafSeen(where=at, leaf=phrase(leaf), location=leaf.location, **by) for (at, leaf), by in seen.items())


def _asked(case: Case, policy: Policy, sites: Iterable[Site]) -> list[Site]:
    """The measures that a case picks, and the definition if it looks at this document at all."""
    measures = [site for site in sites if isinstance(site, MeasureSite)]
    asked: list[Site] = [site for site in measures if any(each.means(site) for each in case.expectations)]
    if asked or policy.id in case.left_behind or "*" in case.left_behind:
        asked.append(definition_site(policy))
    return asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What the cases of a folder do with the mutants of one document, and its leaves."""

    policy: Policy
    outcomes: tuple[Outcome, ...] = ()
    leaves: tuple[LeafSeen, ...] = ()
    stale: tuple[str, ...] = ()
    failing: tuple[tuple[CaseFile, Case | ClauseRow, tuple[Mismatch, ...]], ...] = ()

    @property
    def killed(self) -> int:
        """How many mutants a case killed."""
        return sum(outcome.fate == "killed" for outcome in self.outcomes)

    @property
    def counts(self) -> Mapping[Kind, tuple[int, int]]:
        """(killed, all) by kind of mutant; empty where nothing was mutated."""
        fates = {kind: [each.fate for each in self.outcomes if each.mutant.kind == kind] for kind in KINDS}
        return {kind: (fates[kind].count("killed"), len(fates[kind])) for kind in KINDS if self.outcomes}

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


def mutate(policy: str, cases: Path | str, *, policies: Iterable[Path | str] = (), step: Step | None = None) -> Report:
    """Run the cases of a folder (or file) against every mutant of a document.

    ``policy`` is the id of a document, or the path of its file; ``policies`` are folders
    with documents and registers of one's own. Only cases that look at this document count. ``step`` is called with
    each mutant's name, how many are done, and how many there are.
    Raises :class:`~liushou.InputError` for an unknown document and for cases that cannot
    be read. Cases that fail before anything is changed are reported, and nothing is mutated.
    """
    folders = tuple(real_path(folder) for folder in policies)
    own_file = policy if policy.endswith((".yaml", ".yml")) else None
    loaded: dict[tuple[Path, ...], Rules] = {}

    def load(wanted: tuple[Path, ...]) -> Rules:
        if wanted not in loaded:
            loaded[wanted] = load_rules(*wanted, replace=() if own_file is None else (own_file,))
        return loaded[wanted]

    files = [read_cases(path, policies=folders, load=load) for path in find_case_files(cases)]
    name = policy if own_file is None else load_documents([own_file], *folders)[1][0].id
    files = [file for file in files if _looks_at(file, name)]
    rules = next((file.rules for file in files if name in file.rules.policies), load(folders))
    if name not in rules.policies:
        raise InputError(unknown_name("document", name, rules.policies))
    document = rules.policies[name]
    if not files:
        raise InputError(Problem(Code.NO_CASE_FOR, file=str(cases), subject=name))
    failing = tuple(failures(files))
    if failing:
        return Report(policy=document, failing=failing)
    runner = _MutantRunner(document, files)
    outcomes, every = [], mutants(document, rules)
    for done, mutant in enumerate(every, start=1):
        if step is not None:
            step(mutant.name, done, len(every))
        outcomes.append(runner.outcome(mutant))
    alive = {outcome.mutant.name for outcome in outcomes if outcome.fate != "killed"}
    return Report(
        policy=document,
        outcomes=tuple(outcomes),
        leaves=leaves_seen(document, rules, files),
        stale=tuple(name for name in runner.explained if name not in alive),
    )


def _looks_at(file: CaseFile, policy: str) -> bool:
    if file.policy is not None:
        return file.policy == policy
    named = {expectation.policy for case in file.cases for expectation in case.expectations}
    return policy in named or None in named or any(policy in case.left_behind for case in file.cases)


#: The kinds of mutant that are named as the detail of a case that sees them.
_DETAILS = ("force", "need", "residual")


class _MutantRunner:
    """The cases that look at one document, ready to be run again and again."""

    def __init__(self, policy: Policy, files: list[CaseFile]) -> None:
        self.policy, self.files, self.words = policy, files, WordChecks(files[0].rules)
        ours = (f"{policy.id} ", "concept ", "parameter ")
        self.explained = {name: why for file in files for name, why in file.explained.items() if name.startswith(ours)}

    def outcome(self, mutant: Mutant) -> Outcome:
        killer = self._found_by_lint(mutant) or next(self._killers(mutant), None)
        if killer is not None:
            return Outcome(mutant=mutant, fate="killed", by=killer)
        if mutant.name in self.explained:
            return Outcome(mutant=mutant, fate="explained", why=self.explained[mutant.name])
        if mutant.kind in ("need", "residual"):
            return Outcome(mutant=mutant, fate="survived", why="no word of the quote speaks against it, and no case")
        return survivor(mutant, self.policy, self.files)

    def _found_by_lint(self, mutant: Mutant) -> str | None:
        """The finding that a need or residual taken from its quote gives."""
        if mutant.kind not in ("need", "residual"):
            return None
        site = mutant.uses[0].site
        before = {finding.key for finding in self.words.measure(site)} if isinstance(site, MeasureSite) else set()
        changed = (each for each in measure_sites(mutant.policy, collective=True) if each.name == site.name)
        findings = (finding for each in changed for finding in self.words.measure(each))
        return next((f"lint {finding.kind.id}" for finding in findings if finding.key not in before), None)

    def _killers(self, mutant: Mutant) -> Iterator[str]:
        measures = {id(use.site.measure) for use in mutant.uses}
        touched = list(measure_sites(self.policy))
        if not mutant.of_definition:
            label = {id(site): self.policy.agencies_of(site.clause, site.measure)[0] for site in touched}
            touched = [site for site in touched if id(site.measure) in measures or label[id(site)] == mutant.part]
        for file in self.files:
            parts = [part for case in file.cases if (part := self._part(case, mutant, touched)) is not None]
            services = frozenset(expectation.service for part in parts for expectation in part.expectations)
            runner = Runner(mutant.apply(file.rules, services), file.places)
            # What a condition asks, no row says.
            rows = file.clauses if mutant.kind in ("role", "force") else ()
            mutated = mutant.apply(file.rules) if rows else file.rules
            yield from (f"{file.path.name}: {row.name}" for row in rows if any(check_clause(row, mutated)))
            yield from (f"{file.path.name}: {part.name}" for part in parts if runner.check(part))

    def _part(self, case: Case, mutant: Mutant, touched: list[MeasureSite]) -> Case | None:
        """The case with what the mutant can change alone; None where it can change nothing."""
        keys = set(ROLES) if mutant.kind == "role" else {mutant.kind} if mutant.kind in _DETAILS else None
        seeing = [each for each in case.expectations if keys is None or keys & set(each.details)]
        kept = tuple(each for each in seeing if any(each.means(site) for site in touched))
        left_behind = {}
        if mutant.of_definition:
            left_behind = {name: word for name, word in case.left_behind.items() if name in ("*", self.policy.id)}
        return replace(case, expectations=kept, left_behind=left_behind) if kept or left_behind else None

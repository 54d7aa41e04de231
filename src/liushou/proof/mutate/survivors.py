"""What to say of a mutant that survived: that it is equivalent, or the case that would kill it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal

from ...answer import status_of
from ...documents import FORCES, PlacesFile, Policy, Rules, days_of_change, local
from ...match import Matcher
from ...problems import MissingExtraError
from ...profile import Profile
from ...rules import ALWAYS, AllOf, Condition, ParameterType, Vocabulary, evaluate, word
from ...values import Bounds
from ..cases import Case, CaseFile, ClauseRow, Expectation, Runner, check, check_clause
from ..one_line import one_line
from .mutants import MOVED, Mutant, Use

#: Days and places at which a survivor is examined, at most; parameters stand still between them.
STAGES = 40


@dataclass(frozen=True, slots=True)
class Survivor:
    """The fate of a mutant that no case killed; ``line`` is YAML to paste under ``under:``."""

    fate: Literal["equivalent", "survived", "undecided"]
    why: str | None = None
    line: str | None = None
    under: Literal["cases", "clauses"] = "cases"


def survivor(mutant: Mutant, policy: Policy, files: list[CaseFile]) -> Survivor:
    """What there is to say of a mutant that survived the cases of these files."""
    if mutant.kind in ("role", "force"):
        return _row(mutant, policy, files[0])
    from ...rules.solver import Undecided

    try:
        return _Search(mutant, policy, files[0]).run()
    except MissingExtraError:
        return Survivor("undecided", "without z3 nothing can be proved: pip install 'liushou[prove]'")
    except Undecided as error:
        return Survivor("undecided", f"the solver gave up: {error.reason}")


@dataclass(frozen=True, slots=True)
class _Stage:
    """A place and a day, with the parameters before and after the change."""

    place: str
    on: date
    parameters: Mapping[str, Bounds[Any]]
    facts: Mapping[str, Any] = field(compare=False)


class _Search:
    """A woman whom the document and its mutant answer otherwise, somewhere, some day."""

    def __init__(self, mutant: Mutant, policy: Policy, file: CaseFile) -> None:
        self.mutant, self.policy, self.file = mutant, policy, file
        self.rules: Rules = file.rules
        self.vocabulary = self._vocabulary()

    def run(self) -> Survivor:
        stages = list(self._stages())
        for stage in stages:
            # Measures that ask for the same thing need one proof between them.
            same: set[tuple[bool, Condition, Condition]] = set()
            for use in self.mutant.uses:
                key = (use.measure is None, use.before, use.after)
                if key in same or not _answers(use, stage.on):
                    continue
                same.add(key)
                found = self._at(stage, use)
                if found is not None:
                    return found
        if not stages:
            return Survivor("equivalent", f"{self.policy.id} answers nobody on any day")
        days = ", ".join(sorted({str(stage.on) for stage in stages}))
        return Survivor("equivalent", f"proved: the same answer for everyone of whom anything is known, on {days}")

    def _at(self, stage: _Stage, use: Use) -> Survivor | None:
        from ...rules.solver import Prover

        prover = Prover(vocabulary=self.vocabulary, on=stage.on, parameters=stage.parameters, place_facts=stage.facts)
        definition = self.policy.definition.condition
        assuming = ALWAYS if use.measure is None else definition
        witness = prover.differs(use.before, use.after, assuming=assuming)
        if witness is None:
            return None
        return self._said(stage, use, witness.profile)

    def _said(self, stage: _Stage, use: Use, profile: Profile) -> Survivor | None:
        """The witness as a case, run against the document and the mutant before it is handed out."""
        matcher = Matcher(place=stage.place, on=stage.on, rules=self.rules, places=self.file.places)
        situation = matcher.situation(profile)
        entry: dict[str, Any] = {"name": f"kills {self.mutant.name}"}
        if stage.place != self.file.place:
            entry["place"] = stage.place
        if stage.on != self.file.on:
            entry["on"] = stage.on
        entry["profile"] = _over_base(profile, self.file)
        case = Case(str(entry["name"]), profile, stage.place, stage.on, ())
        if use.measure is None or use.clause is None:
            answer = word(evaluate(use.before, situation))
            entry |= {"clause": self.policy.definition.at, "definition": answer}
            if self.file.policy is None:
                entry["definition"] = {self.policy.id: answer}
            case = replace(case, left_behind={self.policy.id: answer})
        else:
            both = AllOf((self.policy.definition.condition, use.before))
            status = status_of(evaluate(both, situation))
            expected: dict[str, Any] = {"status": status, "quote": use.measure.quote}
            if self.file.policy is None:
                expected["policy"] = self.policy.id
            entry |= {"clause": use.clause.at, "expect": {use.measure.name: expected}}
            made = Expectation(use.measure.name, status, self.policy.id, use.clause.at, use.measure.quote)
            case = replace(case, expectations=(made,))
        return Survivor("survived", line=_flow(entry)) if self._kills(case) else None

    def _kills(self, case: Case) -> bool:
        mutated = self.mutant.apply(self.rules)
        before = Runner(self.rules, self.file.places).check(case)
        after = any(check(case, Runner(mutated, self.file.places).answer(case), mutated))
        return not before and after

    def _vocabulary(self) -> Vocabulary:
        vocabulary = self.rules.vocabulary
        entry = self.mutant.parameter
        if entry is None:
            return vocabulary
        moved = MOVED.format(entry.id)
        types = {**vocabulary.parameters, moved: ParameterType(moved, entry.title, entry.unit)}
        return Vocabulary(vocabulary.facts, vocabulary.concepts, types)

    def _stages(self) -> Iterator[_Stage]:
        """Where the cases stand, then the days on which something changes in the document's place."""
        asked = [(case.place, case.on) for case in self.file.cases]
        known = [(self.policy.place, day) for day in days_of_change(self.rules, self.policy.place, self.file.places)]
        ends = [(self.policy.place, use.measure.until) for use in self.mutant.uses if use.measure and use.measure.until]
        seen: list[_Stage] = []
        for place, on in dict.fromkeys([*asked, *known, *ends]):
            if on < self.policy.issued or len(seen) >= STAGES:
                continue
            stage = self._stage(place, on, self.file.places)
            answering = _answering(self.mutant, on)
            if stage is not None and not any(
                stage.parameters == other.parameters
                and stage.facts == other.facts
                and answering == _answering(self.mutant, other.on)
                for other in seen
            ):
                seen.append(stage)
                yield stage

    def _stage(self, place: str, on: date, places: PlacesFile | None) -> _Stage | None:
        if self.policy not in Matcher(place=place, on=on, rules=self.rules, places=places).policies:
            return None
        here = local(self.rules, place, on, places)
        parameters = dict(here.parameters)
        entry = self.mutant.parameter
        if entry is not None:
            after = local(self.mutant.apply(self.rules), place, on, places).parameters
            if entry.id in after:
                parameters[MOVED.format(entry.id)] = after[entry.id]
        return _Stage(place, on, parameters, here.facts)


def _answers(use: Use, on: date) -> bool:
    """Whether anyone is answered by this condition on that day."""
    measure = use.measure
    return measure is None or (measure.individual and measure.in_force(on))


def _answering(mutant: Mutant, on: date) -> tuple[bool, ...]:
    return tuple(_answers(use, on) for use in mutant.uses)


def _over_base(profile: Profile, file: CaseFile) -> dict[str, Any]:
    """The profile as a case states it over the file's ``base``: null takes a fact away."""
    stated = profile.to_mapping()
    for name, value in file.base.items():
        if name not in stated:
            stated[name] = None
        elif stated[name] == value:
            del stated[name]
    return stated


def _row(mutant: Mutant, policy: Policy, file: CaseFile) -> Survivor:
    """A clause row that would kill a changed role or force."""
    entry: dict[str, Any]
    if mutant.kind == "role":
        assert mutant.part is not None
        part = policy.clause(mutant.part) or policy.annex_item(mutant.part)
        assert part is not None
        roles = {role: list(offices) for role, offices in part.agencies.roles()}
        entry = {"at": mutant.part, **roles}
        row = ClauseRow(policy.id, mutant.part, {role: tuple(names) for role, names in roles.items()}, {})
    else:
        assert mutant.clause is not None
        assert mutant.measure is not None
        at, measure = mutant.clause.at, mutant.measure
        # Measures that share a quote and not its force cannot be told apart in a row.
        same = {one.force for one in mutant.clause.measures if measure.quote in one.quote}
        if len(same) > 1:
            return _force_case(mutant, policy, file)
        entry = {"at": at, "force": {measure.quote: measure.force}}
        row = ClauseRow(policy.id, at, None, {measure.quote: measure.force})
    if not any(check_clause(row, mutant.apply(file.rules))):
        return Survivor("equivalent", "the document reads the same")
    return Survivor("survived", line=_flow(entry), under="clauses")


def _force_case(mutant: Mutant, policy: Policy, file: CaseFile) -> Survivor:
    measure, clause = mutant.measure, mutant.clause
    assert measure is not None
    assert clause is not None
    assert measure.force in FORCES
    expected = {"quote": measure.quote, "force": measure.force}
    on = measure.until or max(policy.issued, file.on or policy.issued)
    entry = {
        "name": f"kills {mutant.name}", "place": policy.place, "on": on, "profile": {},
        "clause": clause.at, "expect": {measure.name: expected},
    }  # fmt: skip
    return Survivor("survived", line=_flow(entry))


def _flow(entry: Mapping[str, Any]) -> str:
    """The entry on one line, as it is pasted."""
    return f"  - {one_line(entry)}"


__all__ = ["Survivor", "survivor"]

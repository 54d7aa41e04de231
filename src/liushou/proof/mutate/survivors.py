"""What to say of a mutant that survived: that it is equivalent, or the case that would kill it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ...answer import status_of
from ...documents import Policy, Rules, days_of_change, values_at
from ...matcher import Matcher
from ...problems import MissingExtraError
from ...profile import Profile
from ...rules import ALWAYS, AllOf, Condition, ParameterType, evaluate, word
from ...rules.solver import Prover, UndecidedError
from ...values import Bounds
from .. import one_line
from ..cases import Case, CaseFile, Expectation, Runner
from ..sites import MeasureSite
from .mutants import MOVED, Mutant, Outcome, Use

#: Days and places at which a survivor is examined, at most; between them no parameter changes.
STAGES = 40


def survivor(mutant: Mutant, policy: Policy, files: list[CaseFile]) -> Outcome:
    """What there is to say of a mutant that survived the cases of these files."""
    if mutant.kind == "role":
        return _role_row(mutant, policy)
    if mutant.kind == "force":
        return _force_row(mutant, policy, files[0])
    try:
        return _Search(mutant, policy, files[0]).run()
    except MissingExtraError:
        why = "without z3 nothing can be proved: pip install 'liushou[prove]'"
    except UndecidedError as error:
        why = f"the solver gave up: {error.reason}"
    return Outcome(mutant=mutant, fate="undecided", why=why)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stage:
    """A place and a day, with the parameters before and after the change."""

    place: str
    on: date
    parameters: Mapping[str, Bounds[Any]]
    facts: Mapping[str, Any]


class _Search:
    """A woman whom the document and its mutant answer otherwise, somewhere, some day."""

    def __init__(self, mutant: Mutant, policy: Policy, file: CaseFile) -> None:
        self.mutant, self.policy, self.file = mutant, policy, file
        self.rules: Rules = file.rules
        self.mutated = mutant.apply(file.rules)
        self.runner = Runner(file.rules, file.places)

    def run(self) -> Outcome:
        stages = list(self._stages())
        for stage in stages:
            # Measures that ask for the same thing need one proof between them.
            asked: set[tuple[bool, Condition, Condition]] = set()
            for use in self.mutant.uses:
                key = (use.site.measure is None, use.site.condition, use.after)
                if key not in asked and _answers(use, stage.on):
                    asked.add(key)
                    outcome = self._at(stage, use)
                    if outcome is not None:
                        return outcome
        days = ", ".join(sorted({str(stage.on) for stage in stages}))
        why = f"proved: the same answer for everyone of whom anything is known, on {days}"
        why = why if stages else f"{self.policy.id} answers nobody on any day"
        return Outcome(mutant=self.mutant, fate="equivalent", why=why)

    def _at(self, stage: _Stage, use: Use) -> Outcome | None:
        """A woman of this place and day, as a case that is run before it is handed out."""
        vocabulary, entry = self.rules.vocabulary, self.mutant.parameter
        if entry is not None:
            moved = ParameterType(MOVED.format(entry.id), entry.title, entry.unit)
            vocabulary = replace(vocabulary, parameters={**vocabulary.parameters, moved.name: moved})
        prover = Prover(vocabulary=vocabulary, on=stage.on, parameters=stage.parameters, place_facts=stage.facts)
        witness = prover.differs(use.site.condition, use.after, assuming=use.site.under or ALWAYS)
        if witness is None:
            return None
        case, written = self._case(stage, use, witness.profile)
        kills = not self.runner.check(case) and Runner(self.mutated, self.file.places).check(case)
        return _survived(self.mutant, written) if kills else None

    def _case(self, stage: _Stage, use: Use, profile: Profile) -> tuple[Case, Mapping[str, Any]]:
        """The witness with what the document answers her, and the same as it is written."""
        case = Case(name=f"kills {self.mutant.name}", profile=profile, place=stage.place, on=stage.on)
        situation = self.runner.matcher(case).situation(profile)
        entry: dict[str, Any] = {"name": case.name, "place": stage.place, "on": stage.on}
        entry = {key: value for key, value in entry.items() if value != getattr(self.file, key, None)}
        entry["profile"] = _over_base(profile, self.file)
        site, name = use.site, self.policy.id
        if not isinstance(site, MeasureSite):
            answer = word(evaluate(site.condition, situation))
            entry["clause"] = self.policy.definition.at
            entry["definition"] = answer if self.file.policy else {name: answer}
            return replace(case, left_behind={name: answer}), entry
        status = status_of(evaluate(AllOf((self.policy.definition.condition, site.condition)), situation))
        at, quote = site.clause.at, site.measure.quote
        expected = {"status": status, "quote": quote} | ({} if self.file.policy else {"policy": name})
        entry |= {"clause": at, "expect": {site.service: expected}}
        expectation = Expectation(service=site.service, status=status, policy=name, clause=at, quote=quote)
        return replace(case, expectations=(expectation,)), entry

    def _stages(self) -> Iterator[_Stage]:
        """Where the cases are, then the days on which something changes in the document's place."""
        here = self.policy.place
        days = days_of_change(self.rules, here, self.file.places)
        ends = [use.site.measure.until for use in self.mutant.uses if use.site.measure and use.site.measure.until]
        asked = [(case.place, case.on) for case in self.file.cases] + [(here, day) for day in (*days, *ends)]
        places, entry, seen = self.file.places, self.mutant.parameter, list[Any]()
        for place, on in dict.fromkeys(asked):
            matcher = Matcher(place=place, on=on, rules=self.rules, places=places)
            if self.policy not in matcher.policies or len(seen) == STAGES:
                continue
            values, after = (values_at(rules, place, on, places) for rules in (self.rules, self.mutated))
            parameters = dict(values.parameters)
            if entry is not None and entry.id in after.parameters:
                parameters[MOVED.format(entry.id)] = after.parameters[entry.id]
            alike = (parameters, values.facts, [_answers(use, on) for use in self.mutant.uses])
            if alike not in seen:
                seen.append(alike)
                yield _Stage(place=place, on=on, parameters=parameters, facts=values.facts)


def _answers(use: Use, on: date) -> bool:
    """Whether anyone is answered by this condition on that day."""
    measure = use.site.measure
    return measure is None or (measure.individual and measure.in_force(on))


def _over_base(profile: Profile, file: CaseFile) -> dict[str, Any]:
    """The profile as a case states it over the file's ``base``: null takes a fact away."""
    stated = profile.to_mapping()
    over = {name: value for name, value in stated.items() if name not in file.base or file.base[name] != value}
    return {**over, **{name: None for name in file.base if name not in stated}}


def _role_row(mutant: Mutant, policy: Policy) -> Outcome:
    """A clause row that would kill a changed role."""
    at = mutant.part or ""
    part = policy.clause(at) or policy.annex_item(at)
    roles = {role: list(offices) for role, offices in (part.agencies.roles() if part is not None else ())}
    return replace(_survived(mutant, {"at": at, **roles}), under="clauses")


def _force_row(mutant: Mutant, policy: Policy, file: CaseFile) -> Outcome:
    """A clause row that would kill a changed force; a case where a row cannot tell measures of one quote apart."""
    site = mutant.uses[0].site
    assert isinstance(site, MeasureSite)
    at, quote, force = site.clause.at, site.measure.quote, site.measure.force
    if any(measure.force != force for measure in site.clause.measures if quote in measure.quote):
        on = site.measure.until or max(policy.issued, file.on or policy.issued)
        entry = {"name": f"kills {mutant.name}", "place": policy.place, "on": on, "profile": {}, "clause": at}
        return _survived(mutant, {**entry, "expect": {site.service: {"quote": quote, "force": force}}})
    return replace(_survived(mutant, {"at": at, "force": {quote: force}}), under="clauses")


def _survived(mutant: Mutant, entry: Mapping[str, Any]) -> Outcome:
    """The entry on one line, as it is pasted."""
    return Outcome(mutant=mutant, fate="survived", witness=f"  - {one_line(entry)}")

"""A place and a day, prepared once, with which many profiles are answered."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import fields
from datetime import date, timedelta
from functools import cached_property, lru_cache
from itertools import pairwise, starmap
from typing import TYPE_CHECKING, Any, Literal

from .answer import (
    AnswerAgencies,
    AnswerPlace,
    Citation,
    CitedLaw,
    Match,
    PolicyAnswer,
    RulesUsed,
    Status,
    status_of,
    truth_of,
)
from .answering import Answering, ApplicableMeasure, Outcomes
from .chinese import label_words
from .documents import (
    Clause,
    Measure,
    OfficeToday,
    PlacesFile,
    Policy,
    Rules,
    cited,
    days_of_change,
    load_rules,
    offered_measures,
    office_on,
    reference_status,
    values_at,
    where_to_go,
)
from .matching import check_decisions, open_concepts, questions
from .places import NATION, answering_place, find_place, place_of_code
from .problems import Code, InputError, Problem
from .profile import Decision, Profile
from .rules import Condition, Lowering, Situation, lowering, resolve
from .values import LAST_DAY, Truth, check_day

if TYPE_CHECKING:
    from .ask import Desk
    from .matching import Lean, Openings
    from .rules.compile import Compiled
    from .rules.durable import Confirmation

Engine = Literal["python", "durable"]

#: Places and days that match() keeps ready; a county on a day takes about 0.3 MB.
KEPT = 32


class Matcher:
    """The documents of one place on one day, ready to answer for many women.

    ``place`` is a GB/T 2260 code, a name or ``nation`` (as :func:`liushou.find_place` takes it); ``on`` the day of
    assessment; ``rules`` those of :func:`liushou.load_rules` (the shipped ones unless given); ``places`` a places file
    of :func:`liushou.read_places`. ``engine`` says who decides: liushou's own readings (``python``), or ``durable``,
    the durable_rules engine, whose conclusions are held against them (:class:`liushou.rules.DisagreementError`). Raises
    :class:`~liushou.InputError` for an unknown place, an unsupported day, or a county's threshold under its province's
    floor. Holds no state that changes: safe to use from many threads.
    """

    def __init__(
        self,
        *,
        place: str,
        on: date,
        rules: Rules | None = None,
        places: PlacesFile | None = None,
        engine: Engine = "python",
    ) -> None:
        self.on = check_day(on)
        self.rules = load_rules() if rules is None else rules
        written = find_place(place, self.on)
        self._written, self._places = written.code, places
        self.place, self._place_note = answering_place(written, self.on)
        self.place_values = values_at(self.rules, self.place.code, self.on, places, written=self._written)
        of_place = self.rules.policies_of(self.place.code)
        self.policies: tuple[Policy, ...] = tuple(policy for policy in of_place if policy.issued <= self.on)
        self.notes: tuple[str, ...] = tuple(self._notes(of_place))
        #: Who does the work of the offices of a clause: (document, clause or annex item) → offices.
        self._today: dict[tuple[str, str], tuple[OfficeToday, ...]] = {}
        self._offered = offered_measures(self.rules, self.policies, self.on)
        self.applicable: dict[str, tuple[ApplicableMeasure, ...]] = {
            name: tuple(starmap(self._applicable_measure, measures)) for name, measures in self._offered.items()
        }
        # Fail here rather than on the first match where the engine is unknown or missing.
        self._confirmation = None if engine == "python" else self._confirmed_by(engine)

    def __repr__(self) -> str:
        policies = ", ".join(policy.id for policy in self.policies)
        return f"<Matcher {self.place.code} {self.place.name} on {self.on}: {policies}>"

    @property
    def services(self) -> tuple[str, ...]:
        """The services that the documents here offer on that day, in the register's order."""
        return tuple(self.applicable)

    def measures(self, service: str) -> tuple[tuple[Policy, Measure], ...]:
        """The grounds of a service: (document, measure), nearest document first."""
        return tuple((applicable.policy, applicable.measure) for applicable in self.applicable[service])

    def situation(self, profile: Profile | Mapping[str, Any], on: date | None = None) -> Situation:
        """What is known of her here and now (or ``on`` a later day); raises :class:`~liushou.ContradictionError`."""
        known = resolve(self.profile(profile), on or self.on, self.place_values.facts, lowered=self._lowered)
        return Situation(known, self.place_values.parameters)

    def profile(self, profile: Profile | Mapping[str, Any]) -> Profile:
        """The profile, read from a mapping where it is one, with its decisions held to the documents."""
        if isinstance(profile, Profile):
            profile = profile.checked(self.rules.facts)
        elif isinstance(profile, Mapping):
            profile = Profile.from_mapping(profile, facts=self.rules.facts)
        else:
            raise InputError(Problem(Code.PROFILE_TYPE, value=type(profile).__name__))
        check_decisions(self.rules, profile.decisions, self.on)
        return profile

    def statuses(self, profile: Profile | Mapping[str, Any]) -> dict[str, Status]:
        """``{service: status}`` alone, without reasons, by the compiled rules.

        Raises what :meth:`match` raises.
        """
        if not isinstance(profile, Profile) or profile.decisions:
            profile = self.profile(profile)
        statuses = self.compiled.table(profile)
        if self._confirmation is not None:
            expected = {f"service {name}": truth_of(status) for name, status in statuses.items()}
            self._confirmation.confirm(self.situation(profile), expected)
        return statuses

    def statuses_json(self, profile: Profile | Mapping[str, Any]) -> bytes:
        """:meth:`statuses` as JSON: the bytes of ``json.dumps(matcher.statuses(profile))``."""
        if self._confirmation is not None:
            return json.dumps(self.statuses(profile)).encode()
        return b"{%b}" % b", ".join(map(dict.__getitem__, self._status_texts, self.truths(profile)))

    def truths(self, profile: Profile | Mapping[str, Any]) -> tuple[Truth, ...]:
        """True, False or None (unknown) for each of :attr:`services`, in that order."""
        if not isinstance(profile, Profile) or profile.decisions:
            profile = self.profile(profile)
        return self.compiled.truths(profile)

    def match(self, profile: Profile | Mapping[str, Any]) -> Match:
        """The whole answer for one woman, the services in order of force."""
        profile = self.profile(profile)
        situation = self.situation(profile)
        left_behind, services = self.answering.answer(situation, profile.decisions, self.openings.days(profile))
        answer = Match(
            place=AnswerPlace(self.place.code, self.place.name),
            on=self.on,
            rules=RulesUsed(self.rules.version, self.rules.sha256),
            notes=(*self.notes, *self._elsewhere(profile.decisions)),
            policies=tuple(
                PolicyAnswer(policy.id, policy.number, policy.title, left_behind[policy.id]) for policy in self.policies
            ),
            services=services,
            questions=questions(
                services,
                self.rules.facts,
                situation.known.unsure,
                self._relevant(situation, [service.id for service in services if service.missing]),
            ),
        )
        if self._confirmation is not None:
            self._confirmation.confirm(situation, answer.conclusions())
        return answer

    def lean(self, profile: Profile | Mapping[str, Any]) -> bytes:
        """The lean answer in JSON: the same bytes as of ``match(profile).to_dict(lean=True)``, in far less time."""
        profile = self.profile(profile)
        if self._confirmation is not None:
            return json.dumps(self.match(profile).to_dict(lean=True)).encode()
        return self._lean.answer(profile)

    def ask_again(self, profile: Profile | Mapping[str, Any]) -> dict[str, date]:
        """The first day of each service from today on which it is no longer a no, by time alone.

        Where more than time is not known yet, that is before ``opens``, or where ``opens`` is null.
        """
        profile = self.profile(profile)
        today = dict.fromkeys(
            (name for name, status in self.statuses(profile).items() if status != "ineligible"), self.on
        )
        days = self.openings.days(profile, possibly=True)
        return today | {name: day for name, day in days.items() if isinstance(name, str) and name not in today}

    def outcomes(self, profile: Profile | Mapping[str, Any], services: Iterable[str] | None = None) -> Outcomes:
        """What these services, or all, come to for one woman, without words: statuses, needs, what is missing."""
        profile, names = self.profile(profile), self.services if services is None else services
        return self.answering.outcomes(self.situation(profile), names, profile.decisions)

    def relevant(
        self, profile: Profile | Mapping[str, Any], services: Iterable[str] | None = None
    ) -> dict[str, frozenset[str]]:
        """The facts on which the status of each of these services, or of all, still hangs, of those that can change."""
        return self._desk.relevant(self.situation(profile).known, services)

    def _relevant(self, situation: Situation, undetermined: Sequence[str]) -> Collection[str]:
        return self._desk.all_relevant(situation.known, undetermined) if undetermined else ()

    # -- prepared once ---------------------------------------------------------------
    # The parts that only some callers use are made on first use. Each is a function
    # of what __init__ set, so that two threads that come first at once make the same thing.

    @cached_property
    def _lowered(self) -> Lowering:
        return lowering(self.rules.facts)

    @cached_property
    def compiled(self) -> Compiled[Status]:
        """The rules of this place and day as one generated function."""
        from .rules.compile import compile_rules

        return compile_rules(
            self._pairs,
            ("ineligible", "undetermined", "eligible"),
            on=self.on,
            parameters=self.place_values.parameters,
            place_facts=self.place_values.facts,
            facts=self.rules.facts,
        )

    @cached_property
    def _status_texts(self) -> list[dict[Truth, bytes]]:
        """Each service with each of its statuses as JSON."""
        truths: tuple[Truth, ...] = (True, False, None)
        return [
            {truth: json.dumps({name: status_of(truth)})[1:-1].encode() for truth in truths} for name in self.services
        ]

    @cached_property
    def _desk(self) -> Desk:
        from .ask import Desk

        return Desk(self.rules, on=self.on, values=self.place_values, grounds=self._offered)

    @cached_property
    def answering(self) -> Answering:
        """What answers with all reasons."""
        return Answering(self.rules, self.policies, self.applicable, self.place_values.parameters)

    @cached_property
    def openings(self) -> Openings:
        """When something opens here by time alone."""
        from .matching import Openings

        return Openings(self._eras)

    @cached_property
    def _lean(self) -> Lean:
        from .matching import Lean

        return Lean(self, self.answering, self._relevant)

    @cached_property
    def _eras(self) -> tuple[tuple[Matcher, date], ...]:
        """(matcher, day after the last) of the times from today on in which nothing changes but time."""
        codes, eras = (self.place.code, self._written), []
        changes = {day for code in codes for day in days_of_change(self.rules, code, self._places) if day > self.on}
        after_all = LAST_DAY + timedelta(days=1)
        for start, end in pairwise((self.on, *sorted(changes), after_all)):
            with suppress(InputError):
                later = {"place": self._written, "on": start, "rules": self.rules, "places": self._places}
                eras.append((self if start == self.on else _later_matcher(**later), end))
        return tuple(eras)

    def _confirmed_by(self, engine: str) -> Confirmation:
        from .rules.durable import Confirmation, check_engine, rulesets_of

        check_engine(engine)
        definitions = {policy.id: policy.definition.condition for policy in self.policies}
        return Confirmation(rulesets_of(definitions, self._pairs, self.rules.facts))

    @property
    def _pairs(self) -> dict[str, list[tuple[Condition, Condition]]]:
        return {name: [measure.pair for measure in measures] for name, measures in self.applicable.items()}

    def _applicable_measure(self, policy: Policy, clause: Clause, measure: Measure) -> ApplicableMeasure:
        label, roles = policy.agencies_of(clause, measure)
        if (policy.id, label) not in self._today:
            offices = (office_on(self.rules, printed, policy.place, self.on) for printed in roles.all())
            self._today[policy.id, label] = tuple(offices)
        printed_by_role = {part.name: getattr(roles, part.name) for part in fields(roles)}
        today = self._today[policy.id, label]
        printed = filter(None, (measure.contact, *roles.lead, *roles.sole))
        service = self.rules.services[measure.name]
        return ApplicableMeasure(
            policy=policy,
            measure=measure,
            citation=Citation(policy.number, policy.title, clause.at, measure.quote),
            agencies=AnswerAgencies(**printed_by_role, contact=measure.contact, clause=label, today=today),
            where=where_to_go(self.rules, service, printed, document_of=policy.place, place=self.place, on=self.on),
            concepts=open_concepts(self.rules, policy, measure),
            references=tuple(self._outdated(clause)),
        )

    def _outdated(self, clause: Clause) -> Iterable[CitedLaw]:
        """What the clause refers to and is not in force as it is cited."""
        for name in clause.references:
            reference = cited(self.rules, name)
            standing = None if reference is None else reference_status(reference, self.on, self.rules)
            if standing is not None and standing.marked:
                yield CitedLaw(title=name, standing=str(standing), replaced_by=standing.replaced_by)

    def _elsewhere(self, decisions: Iterable[Decision]) -> Iterable[str]:
        for decision in decisions:
            measures = self.applicable.get(decision.service, ())
            here = {(measure.policy.id, measure.citation.clause) for measure in measures}
            if (decision.policy, decision.clause) not in here:
                part = f"{self.rules.policies[decision.policy].number} {label_words(decision.clause)}"
                yield f"关于{part}“{decision.residual}”的认定未计入：这一项此时此地不适用"

    def _notes(self, of_place: tuple[Policy, ...]) -> Iterable[str]:
        if self._place_note is not None:
            yield self._place_note
        for policy in of_place:
            if policy.issued > self.on:
                yield f"{policy.number}于{policy.issued}印发，评估日{self.on}尚未印发，未适用"
        province = self.place.code[:2] + "0000"
        if self.place.level != "nation" and all(policy.place == NATION for policy in of_place):
            national = "，仅适用全国文件" if self.policies else ""
            yield f"未收录{place_of_code(province, self.on).name}的文件{national}"
        if self.place.level in ("province", "prefecture"):
            below = self.place.code[:2] if self.place.level == "province" else self.place.code[:4]
            for policy in self.rules.policies.values():
                if policy.place.startswith(below) and policy.place != self.place.code and policy.issued <= self.on:
                    name = place_of_code(policy.place, self.on).name
                    yield f"{name}另有{policy.number}，如居住在该地请改用代码{policy.place}"
        for policy in self.policies:
            for clause, measure in policy.measures():
                if measure.individual and not measure.in_force(self.on):
                    part = f"{policy.number} {label_words(clause.at)}"
                    yield f"{part}“{measure.quote}”的期限为{measure.until}，已过，未适用"
        if not self.policies:
            yield f"{self.place.name}：{self.on}没有适用的文件"


def cached_matcher(
    *, place: str, on: date, rules: Rules | None = None, places: PlacesFile | None = None, engine: Engine = "python"
) -> Matcher:
    """A :class:`Matcher` that may be one made before, for the same place, day, rules and places.

    Rules and places files are never changed once read and each is equal to itself alone; the last
    :data:`KEPT` matchers are kept, and errors are not.
    """
    make = _cached_matcher if type(place) is str else Matcher
    return make(place=place, on=check_day(on), rules=rules, places=places, engine=engine)


_cached_matcher = lru_cache(maxsize=KEPT)(Matcher)
#: Days on which something changes are the same for every day before them.
_later_matcher = lru_cache(maxsize=KEPT)(Matcher)

"""The one main path: a profile, a place and a day → the answer with its clauses.

:class:`Matcher` prepares a place and a day once and answers many profiles;
:func:`match` is the same for one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from .answer import (
    AnswerAgencies,
    AnswerPlace,
    Blocker,
    Citation,
    Ground,
    Match,
    PolicyAnswer,
    Question,
    RulesUsed,
    ServiceAnswer,
    Status,
    status_of,
)
from .documents import Clause, Measure, Policy, Rules, load_rules
from .documents.offices import office_on
from .documents.local import Local, PlacesFile, local
from .places import NATION, Place, find
from .problems import InputError, Problem
from .profile import FACTS, Known, Profile, Value, settle
from .rules import IsTrue, Situation, Trace, evaluate, phrase, say_leaf, source_fact, trace
from .rules.evaluate import Reason, deciding, met, missing_facts, missing_parameters
from .rules.truth import Word, all_of, any_of, word
from .values import Bounds, Truth, check_day

_ORDER = {fact.name: index for index, fact in enumerate(FACTS)}


@dataclass(frozen=True, slots=True)
class _Basis:
    """A measure that can be a ground here and now, with what does not depend on her."""

    policy: Policy
    measure: Measure
    citation: Citation
    agencies: AnswerAgencies


class Matcher:
    """The documents of one place on one day, ready to answer for many women.

    ``place`` is a GB/T 2260 code or ``nation``; ``on`` the day of assessment; ``rules``
    those of :func:`liushou.load_rules` (the shipped ones unless given); ``places`` a
    places file of :func:`liushou.documents.placesfile.read_places`. Raises
    :class:`~liushou.InputError` for a code that names no place, a day that is none, or a
    county's line under its province's floor. Holds no state that changes: safe to use
    from many threads.
    """

    def __init__(self, *, place: str, on: date, rules: Rules | None = None, places: PlacesFile | None = None) -> None:
        self.on = check_day(on)
        self.rules = load_rules() if rules is None else rules
        self.place: Place = find(place, self.on)
        self.local: Local = local(self.rules, self.place.code, self.on, places)
        of_place = self.rules.policies_of(self.place.code)
        self.policies: tuple[Policy, ...] = tuple(one for one in of_place if one.issued <= self.on)
        self.notes: tuple[str, ...] = tuple(self._notes(of_place))
        self._bases = self._services()

    @property
    def services(self) -> tuple[str, ...]:
        """The services that the documents here offer on that day, in the register's order."""
        return tuple(self._bases)

    def measures(self, service: str) -> tuple[tuple[Policy, Measure], ...]:
        """The grounds of a service: (document, measure), nearest document first."""
        return tuple((basis.policy, basis.measure) for basis in self._bases[service])

    def situation(self, profile: Profile | Mapping[str, Any]) -> Situation:
        """What is known of her here and now; raises :class:`~liushou.ContradictionError`."""
        return Situation(settle(self.profile(profile), self.on, self.local.facts), self.local.parameters)

    def profile(self, profile: Profile | Mapping[str, Any]) -> Profile:
        """The profile, read from a mapping where it is one."""
        if isinstance(profile, Profile):
            return profile.checked(self.rules.facts)
        if isinstance(profile, Mapping):
            return Profile.from_mapping(profile, facts=self.rules.facts)
        raise InputError(Problem(f"a profile or a mapping is expected, not {type(profile).__name__}"))

    def statuses(self, profile: Profile | Mapping[str, Any]) -> dict[str, Status]:
        """``{service: status}`` alone, without reasons."""
        situation = self.situation(profile)
        definitions = {one.id: evaluate(one.definition.condition, situation) for one in self.policies}
        return {
            service: status_of(
                any_of(
                    all_of((definitions[basis.policy.id], evaluate(basis.measure.condition, situation)))
                    for basis in bases
                )
            )
            for service, bases in self._bases.items()
        }

    def match(self, profile: Profile | Mapping[str, Any]) -> Match:
        """The whole answer for one woman."""
        situation = self.situation(profile)
        definitions = {one.id: trace(one.definition.condition, situation) for one in self.policies}
        services = tuple(self._service(name, bases, situation, definitions) for name, bases in self._bases.items())
        return Match(
            place=AnswerPlace(self.place.code, self.place.name),
            on=self.on,
            rules=RulesUsed(self.rules.version, self.rules.sha256),
            notes=self.notes,
            policies=tuple(
                PolicyAnswer(one.id, one.number, one.title, word(definitions[one.id].value)) for one in self.policies
            ),
            services=services,
            questions=self._questions(services, situation.known),
        )

    # -- prepared once ---------------------------------------------------------------

    def _services(self) -> dict[str, tuple[_Basis, ...]]:
        found: dict[str, list[_Basis]] = {}
        for policy in self.policies:
            for clause, measure in policy.measures():
                if measure.individual and (measure.until is None or self.on <= measure.until):
                    found.setdefault(measure.name, []).append(self._basis(policy, clause, measure))
        return {name: tuple(found[name]) for name in self.rules.services if name in found}

    def _basis(self, policy: Policy, clause: Clause, measure: Measure) -> _Basis:
        label, roles = policy.agencies_of(clause, measure)
        agencies = AnswerAgencies(
            roles.lead, roles.support, roles.joint, roles.sole, measure.contact, label,
            tuple(office_on(self.rules, printed, policy.place, self.on) for printed in roles.all()),
        )  # fmt: skip
        return _Basis(policy, measure, Citation(policy.number, policy.title, clause.at, measure.quote), agencies)

    def _notes(self, of_place: tuple[Policy, ...]) -> Iterable[str]:
        if self.place.ended is not None and self.place.ended < self.on.year:
            yield f"代码{self.place.code}（{self.place.name}）已于{self.place.ended}年停用，请核对现行代码"
        for policy in of_place:
            if policy.issued > self.on:
                yield f"{policy.number}于{policy.issued}印发，评估日{self.on}尚未印发，未适用"
        province = self.place.code[:2] + "0000"
        if self.place.level != "nation" and all(one.place == NATION for one in of_place):
            yield f"未收录{find(province, self.on).name}的文件，仅适用全国文件"
        if self.place.level in ("province", "prefecture"):
            below = self.place.code[:2] if self.place.level == "province" else self.place.code[:4]
            for policy in self.rules.policies.values():
                if policy.place.startswith(below) and policy.place != self.place.code and policy.issued <= self.on:
                    name = find(policy.place, self.on).name
                    yield f"{name}另有{policy.number}，如居住在该地请改用代码{policy.place}"
        for policy in self.policies:
            for clause, measure in policy.measures():
                if measure.individual and measure.until is not None and measure.until < self.on:
                    yield f"{policy.number} {clause.at}“{measure.quote}”的期限为{measure.until}，已过，未适用"
        if not self.policies:
            yield f"{self.on}没有适用的文件"

    # -- for one woman ---------------------------------------------------------------

    def _service(
        self,
        name: str,
        bases: tuple[_Basis, ...],
        situation: Situation,
        definitions: Mapping[str, Trace],
    ) -> ServiceAnswer:
        grounds: list[Ground] = []
        values: list[Truth] = []
        only_definition = False
        for basis in bases:
            defined = definitions[basis.policy.id]
            own = trace(basis.measure.condition, situation)
            value = all_of((defined.value, own.value))
            values.append(value)
            only_definition = only_definition or (defined.value is False and own.value is not False)
            grounds.append(self._ground(basis, situation, defined, own, value))
        status = status_of(any_of(values))
        needs: list[Truth] = [_truth(ground.need) for ground in grounds if ground.need is not None]
        service = self.rules.services[name]
        return ServiceAnswer(
            name, service.title, status, word(any_of(needs)) if needs else None,
            service.open_to_everyone and status == "ineligible" and only_definition, tuple(grounds),
        )  # fmt: skip

    def _ground(self, basis: _Basis, situation: Situation, defined: Trace, own: Trace, value: Truth) -> Ground:
        measure, policy = basis.measure, basis.policy
        blocked: tuple[Blocker, ...] = ()
        missing: tuple[str, ...] = ()
        parameters: tuple[str, ...] = ()
        if value is False:
            reasons = [reason for one in (defined, own) if one.value is False for reason in deciding(one)]
            blocked = tuple(self._blocker(reason) for reason in self._telling(reasons, situation.known))
        elif value is None:
            missing = _merge(missing_facts(defined, situation), missing_facts(own, situation))
            parameters = _merge(missing_parameters(defined, situation), missing_parameters(own, situation))
        need: Word | None = None
        if measure.need is not None:
            need = word(evaluate(IsTrue(measure.need), situation))
        reasons_met = dict.fromkeys((*met(defined), *met(own)))
        return Ground(
            policy=policy.id,
            status=status_of(value),
            force=measure.force,
            need=need,
            citation=basis.citation,
            agencies=basis.agencies,
            met=tuple(say_leaf(one.leaf, self.rules.vocabulary, one.holds) for one in reasons_met),
            blocked_by=blocked,
            missing=missing,
            residual=measure.residual,
            reading=measure.reading,
            carried_out_by=measure.carried_out_by,
            until=measure.until,
            unknown_parameters=parameters,
            left_behind=word(defined.value),
        )

    def _telling(self, reasons: Iterable[Reason], known: Known) -> tuple[Reason, ...]:
        """The blockers, without those that are only not applicable beside a real one."""
        unique = tuple(dict.fromkeys(reasons))
        real = tuple(one for one in unique if one.leaf.fact not in known.not_applicable)
        return real or unique

    def _blocker(self, reason: Reason) -> Blocker:
        text = phrase(reason.leaf)
        return Blocker(
            text if reason.holds else f"not: {text}",
            source_fact(reason.leaf.fact),
            say_leaf(reason.leaf, self.rules.vocabulary, reason.holds),
        )

    def _questions(self, services: tuple[ServiceAnswer, ...], known: Known) -> tuple[Question, ...]:
        settles: dict[str, int] = {}
        for service in services:
            for name in service.missing:
                settles[name] = settles.get(name, 0) + 1
        found = []
        for name, count in settles.items():
            fact = self.rules.facts[name]
            # What she does not know is not asked of her again; an authority can still settle it.
            if name in known.unsure and fact.settled_by != "authority":
                continue
            found.append(Question(name, fact.ask, count, fact.settled_by, fact.title, fact.office, fact.unit))
        return tuple(sorted(found, key=lambda one: (-one.settles, _ORDER.get(one.fact, len(_ORDER)), one.fact)))


def match(
    profile: Profile | Mapping[str, Any],
    *,
    place: str,
    on: date,
    rules: Rules | None = None,
    places: PlacesFile | None = None,
) -> Match:
    """The services that the documents of ``place`` give her on the day ``on``.

    ``profile`` is a :class:`~liushou.Profile` or a mapping of facts. ``place``, ``on``,
    ``rules``, ``places`` and what is raised are those of :class:`Matcher`; a profile that
    contradicts itself raises :class:`~liushou.ContradictionError`. Deterministic.
    """
    return Matcher(place=place, on=on, rules=rules, places=places).match(profile)


def _truth(value: Word) -> Truth:
    return None if value == "unknown" else value == "yes"


def _merge(*parts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for part in parts for name in part))


__all__ = ["Bounds", "Match", "Matcher", "Value", "match"]

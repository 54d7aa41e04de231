"""The one main path: a profile, a place and a day → the answer with its clauses.

:class:`Matcher` prepares a place and a day once and answers many profiles;
:func:`match` is the same for one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from .answer import AnswerAgencies, AnswerPlace, Citation, Match, PolicyAnswer, RulesUsed, Status, status_of
from .answering import Answering, Basis, questions
from .documents import Clause, Local, Measure, PlacesFile, Policy, Rules, load_rules, local, office_on
from .engines import DurableAnswers, Engine, check_engine, rulesets_of
from .places import NATION, Place, find
from .problems import InputError, Problem
from .profile import Profile, Value, settle
from .rules import Situation
from .rules.compile import Compiled, compile_rules
from .rules.durable import Rulesets
from .values import Bounds, Truth, check_day

#: Places and days that match() keeps ready; a county on a day takes about 0.3 MB.
KEPT = 32


class Matcher:
    """The documents of one place on one day, ready to answer for many women.

    ``place`` is a GB/T 2260 code or ``nation``; ``on`` the day of assessment; ``rules``
    those of :func:`liushou.load_rules` (the shipped ones unless given); ``places`` a
    places file of :func:`liushou.documents.places_file.read_places`. ``engine`` says who
    decides: liushou's own readings (``python``), or ``durable``, the durable_rules engine,
    whose conclusions are held against them (:class:`liushou.engines.DisagreementError`). Raises
    :class:`~liushou.InputError` for a code that names no place, a day that is none, or a
    county's line under its province's floor. Holds no state that changes: safe to use
    from many threads.
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
        self.engine = check_engine(engine)
        self.rules = load_rules() if rules is None else rules
        self.place: Place = find(place, self.on)
        self.local: Local = local(self.rules, self.place.code, self.on, places)
        of_place = self.rules.policies_of(self.place.code)
        self.policies: tuple[Policy, ...] = tuple(one for one in of_place if one.issued <= self.on)
        self.notes: tuple[str, ...] = tuple(self._notes(of_place))
        self.bases: dict[str, tuple[Basis, ...]] = self._services()
        if self.engine == "durable":
            # A missing library is told at once, not with the first woman.
            self._durable = DurableAnswers(self.rulesets)

    @property
    def services(self) -> tuple[str, ...]:
        """The services that the documents here offer on that day, in the register's order."""
        return tuple(self.bases)

    def measures(self, service: str) -> tuple[tuple[Policy, Measure], ...]:
        """The grounds of a service: (document, measure), nearest document first."""
        return tuple((basis.policy, basis.measure) for basis in self.bases[service])

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
        """``{service: status}`` alone, without reasons, by the compiled rules.

        Raises what :meth:`match` raises.
        """
        if not isinstance(profile, Profile):
            profile = self.profile(profile)
        statuses = self.compiled.table(profile)
        if self.engine == "durable":
            return self._durable.statuses(self.situation(profile), statuses)
        return statuses

    def truths(self, profile: Profile | Mapping[str, Any]) -> tuple[Truth, ...]:
        """True, False or None (unknown) for each of :attr:`services`, in that order."""
        if not isinstance(profile, Profile):
            profile = self.profile(profile)
        return self.compiled.truths(profile)

    def match(self, profile: Profile | Mapping[str, Any]) -> Match:
        """The whole answer for one woman."""
        situation = self.situation(profile)
        left_behind, services = self._answering.answer(situation)
        if self.engine == "durable":
            self._durable.confirm(situation, left_behind, services)
        return Match(
            place=AnswerPlace(self.place.code, self.place.name),
            on=self.on,
            rules=RulesUsed(self.rules.version, self.rules.sha256),
            notes=self.notes,
            policies=tuple(PolicyAnswer(one.id, one.number, one.title, left_behind[one.id]) for one in self.policies),
            services=services,
            questions=questions(services, self.rules.facts, situation.known),
        )

    # -- prepared once ---------------------------------------------------------------
    # The parts that only some callers use are made on first use. Each is a function
    # of what __init__ set, so that two threads that come first at once make the same thing.

    @cached_property
    def compiled(self) -> Compiled[Status]:
        """The rules of this place and day as one generated function."""
        return compile_rules(
            {service: [basis.pair for basis in bases] for service, bases in self.bases.items()},
            (status_of(False), status_of(None), status_of(True)),
            on=self.on, parameters=self.local.parameters, place_facts=self.local.facts, facts=self.rules.facts,
        )  # fmt: skip

    @cached_property
    def rulesets(self) -> Rulesets:
        """The documents of this place and day as durable_rules rulesets."""
        return rulesets_of(self.policies, self.bases, self.rules.facts)

    @cached_property
    def _answering(self) -> Answering:
        return Answering(self.rules, self.policies, self.bases)

    def _services(self) -> dict[str, tuple[Basis, ...]]:
        found: dict[str, list[Basis]] = {}
        for policy in self.policies:
            for clause, measure in policy.measures():
                if measure.individual and (measure.until is None or self.on <= measure.until):
                    found.setdefault(measure.name, []).append(self._basis(policy, clause, measure))
        return {name: tuple(found[name]) for name in self.rules.services if name in found}

    def _basis(self, policy: Policy, clause: Clause, measure: Measure) -> Basis:
        label, roles = policy.agencies_of(clause, measure)
        agencies = AnswerAgencies(
            roles.lead, roles.support, roles.joint, roles.sole, measure.contact, label,
            tuple(office_on(self.rules, printed, policy.place, self.on) for printed in roles.all()),
        )  # fmt: skip
        return Basis(policy, measure, Citation(policy.number, policy.title, clause.at, measure.quote), agencies)

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


def match(
    profile: Profile | Mapping[str, Any],
    *,
    place: str,
    on: date,
    rules: Rules | None = None,
    places: PlacesFile | None = None,
    engine: Engine = "python",
) -> Match:
    """The services that the documents of ``place`` give her on the day ``on``.

    ``profile`` is a :class:`~liushou.Profile` or a mapping of facts. ``place``, ``on``,
    ``rules``, ``places``, ``engine`` and what is raised are those of :class:`Matcher`; a
    profile that contradicts itself raises :class:`~liushou.ContradictionError`. Deterministic.
    """
    return prepared(place=place, on=on, rules=rules, places=places, engine=engine).match(profile)


def prepared(
    *,
    place: str,
    on: date,
    rules: Rules | None = None,
    places: PlacesFile | None = None,
    engine: Engine = "python",
) -> Matcher:
    """A :class:`Matcher` that may be one made before, for the same place, day, rules and places.

    Rules and places files are never changed once read, so that the same objects give the
    same matcher; the last :data:`KEPT` are kept, and errors are not.
    """
    if type(place) is not str:
        return Matcher(place=place, on=on, rules=rules, places=places, engine=engine)
    return _prepared(place, check_day(on), _Same(rules), _Same(places), check_engine(engine))


class _Same:
    """A key that is equal only for the very same object, which it keeps alive."""

    __slots__ = ("it",)

    def __init__(self, it: Any) -> None:
        self.it = it

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.it is other.it

    def __hash__(self) -> int:
        return id(self.it)


@lru_cache(maxsize=KEPT)
def _prepared(place: str, on: date, rules: _Same, places: _Same, engine: Engine) -> Matcher:
    return Matcher(place=place, on=on, rules=rules.it, places=places.it, engine=engine)


__all__ = ["Bounds", "Match", "Matcher", "Value", "match", "prepared"]

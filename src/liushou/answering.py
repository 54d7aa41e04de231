"""From what is known of one woman to her services with their grounds: the work of ``match``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .answer import AnswerAgencies, Blocker, Citation, Ground, Question, ServiceAnswer, Status, status_of
from .documents import Measure, Policy, Rules
from .profile import Fact, Known, catalogue_order
from .rules import Condition, Explanation, IsTrue, Plan, Said, Situation, Word, all_of, any_of, word
from .values import Truth


@dataclass(frozen=True, slots=True)
class Basis:
    """A measure that can be a ground here and now, with what does not depend on her."""

    policy: Policy
    measure: Measure
    citation: Citation
    agencies: AnswerAgencies

    @property
    def pair(self) -> tuple[Condition, Condition]:
        """What must both be met: the document's definition, and the measure's own condition."""
        return self.policy.definition.condition, self.measure.condition


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A basis with the numbers of its conditions in the plan."""

    basis: Basis
    definition: int
    condition: int
    need: int | None


@dataclass(frozen=True, slots=True)
class _Part:
    """What a definition and a condition come to for her; many measures share one."""

    value: Truth
    status: Status
    met: tuple[str, ...]
    blocked: tuple[Blocker, ...]
    missing: tuple[str, ...]
    parameters: tuple[str, ...]
    left_behind: Word
    #: Only the definition stands in the way, not the measure's own condition.
    only_definition: bool


class Answering:
    """The bases of a place and a day, ready to be answered for one woman after another."""

    def __init__(self, rules: Rules, policies: Sequence[Policy], bases: Mapping[str, Sequence[Basis]]) -> None:
        self.rules = rules
        self.plan = Plan(rules.vocabulary)
        self.definitions = {one.id: self.plan.add(one.definition.condition) for one in policies}
        self.services = {name: tuple(self._prepare(basis) for basis in found) for name, found in bases.items()}
        self.blockers: dict[Said, Blocker] = {
            said: Blocker(said.phrase, said.fact, said.text) for node in self.plan.nodes for said in node.said
        }

    def _prepare(self, basis: Basis) -> _Prepared:
        need = basis.measure.need
        definition, condition = basis.pair
        return _Prepared(
            basis, self.plan.add(definition), self.plan.add(condition),
            None if need is None else self.plan.add(IsTrue(need)),
        )  # fmt: skip

    def answer(self, situation: Situation) -> tuple[dict[str, Word], tuple[ServiceAnswer, ...]]:
        """(whether she is a 留守妇女 under each document, the services with their grounds)."""
        one = _One(self, situation)
        left_behind = {name: word(one.values[number]) for name, number in self.definitions.items()}
        return left_behind, tuple(one.service(name, bases) for name, bases in self.services.items())


class _One:
    """One woman: what several measures need of her is worked out once."""

    def __init__(self, answering: Answering, situation: Situation) -> None:
        self.answering, self.known = answering, situation.known
        self.explained = Explanation(answering.plan, situation)
        self.values = self.explained.values
        self.parts: dict[tuple[int, int], _Part] = {}

    def service(self, name: str, bases: tuple[_Prepared, ...]) -> ServiceAnswer:
        grounds: list[Ground] = []
        parts: list[_Part] = []
        needs: list[Truth] = []
        for prepared in bases:
            pair = (prepared.definition, prepared.condition)
            part = self.parts.get(pair)
            if part is None:
                part = self.parts[pair] = self._part(*pair)
            parts.append(part)
            need: Word | None = None
            if prepared.need is not None:
                needs.append(self.values[prepared.need])
                need = word(self.values[prepared.need])
            grounds.append(_ground(prepared.basis, part, need))
        service = self.answering.rules.services[name]
        status = status_of(any_of(part.value for part in parts))
        beyond = service.open_to_everyone and status == "ineligible" and any(part.only_definition for part in parts)
        return ServiceAnswer(
            name, service.title, status, word(any_of(needs)) if needs else None, beyond, tuple(grounds)
        )

    def _part(self, definition: int, condition: int) -> _Part:
        explained, values = self.explained, self.values
        defined, own = values[definition], values[condition]
        value = all_of((defined, own))
        blocked: tuple[Blocker, ...] = ()
        missing: tuple[str, ...] = ()
        parameters: tuple[str, ...] = ()
        if value is False:
            reasons = [
                said
                for number in (definition, condition)
                if values[number] is False
                for said in explained.deciding(number)
            ]
            blocked = tuple(self.answering.blockers[said] for said in _telling(reasons, self.known))
        elif value is None:
            of_definition, of_condition = explained.missing(definition), explained.missing(condition)
            missing = tuple(dict.fromkeys(of_definition[0] + of_condition[0]))
            parameters = tuple(dict.fromkeys(of_definition[1] + of_condition[1]))
        met = dict.fromkeys(explained.met(definition) + explained.met(condition))
        return _Part(
            value, status_of(value), tuple(said.text for said in met), blocked, missing, parameters,
            word(defined), defined is False and own is not False,
        )  # fmt: skip


def _ground(basis: Basis, part: _Part, need: Word | None) -> Ground:
    measure = basis.measure
    return Ground(
        basis.policy.id, part.status, measure.force, need, basis.citation, basis.agencies,
        part.met, part.blocked, part.missing, measure.residual, measure.reading,
        measure.carried_out_by, measure.until, part.parameters, part.left_behind,
    )  # fmt: skip


def _telling(reasons: Iterable[Said], known: Known) -> tuple[Said, ...]:
    """The blockers, without those that are only not applicable beside a real one."""
    unique = tuple(dict.fromkeys(reasons))
    real = tuple(one for one in unique if one.leaf.fact not in known.not_applicable)
    return real or unique


def questions(services: Iterable[ServiceAnswer], facts: Mapping[str, Fact], known: Known) -> tuple[Question, ...]:
    """The facts that can still change a status, the ones that settle most first."""
    settles: dict[str, int] = {}
    for service in services:
        for name in service.missing:
            settles[name] = settles.get(name, 0) + 1
    found = []
    for name, count in settles.items():
        fact = facts[name]
        # What she does not know is not asked of her again; an authority can still settle it.
        if name in known.unsure and fact.settled_by != "authority":
            continue
        found.append(Question(name, fact.ask, count, fact.settled_by, fact.title, fact.office, fact.unit))
    return tuple(sorted(found, key=lambda one: (-one.settles, catalogue_order(one.fact))))

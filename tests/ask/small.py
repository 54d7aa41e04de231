"""Small sets of rules, and what can still change in them found out by trying everything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations, product
from typing import Any

from hypothesis import strategies as st

from liushou.ask.asking import Asking, State
from liushou.documents import PlaceValues
from liushou.problems import ContradictionError
from liushou.profile import BY_NAME, Profile, relations
from liushou.rules import (
    ALWAYS,
    AllOf,
    AnyOf,
    Between,
    Compare,
    Condition,
    Elapsed,
    IsTrue,
    KnownFacts,
    Leaf,
    Not,
    OneOf,
    Parameter,
    Situation,
    all_of,
    any_of,
    evaluate,
    leaves,
    resolve,
    source_fact,
)
from liushou.values import Bounds, Truth, grouped

ON = date(2025, 6, 30)
LINE = "rural_dibao_line"
PARAMETERS: tuple[dict[str, Bounds[Any]], ...] = ({}, {LINE: Bounds(500.0, 500.0)}, {LINE: Bounds(500.0, None)})
#: Leaves on facts that say something of each other, and on some that do not.
LEAVES: tuple[Leaf, ...] = (
    IsTrue("receives_dibao"),
    IsTrue("is_tekun"),
    IsTrue("rights_infringed"),
    IsTrue("domestic_violence"),
    IsTrue("disabled"),
    IsTrue("disability_certificate"),
    OneOf("disability_grade", (1.0, 2.0)),
    Compare("disability_grade", "<=", 3.0),
    IsTrue("needs_long_term_care"),
    IsTrue("is_monitored"),
    IsTrue("at_risk_of_poverty"),
    IsTrue("meets_registration_standard"),
    Elapsed("husband_away_since", 6, "months"),
    Compare("husband_away_years", ">=", 0.5),
    Compare("husband_away_years", ">=", 3.0),
    Compare("age", ">=", 60.0),
    Between("age", 35.0, 64.0),
    Compare("income_per_capita_month", "<", Parameter(LINE)),
    Compare("income_per_capita_month", "<", Parameter(LINE, 1.5)),
    Compare("income_per_capita_month", "<=", 600.0),
)
MOST_FACTS = 3


def conditions(of: list[Leaf]) -> st.SearchStrategy[Condition]:
    """Trees of a few of these leaves."""

    def wider(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
        several = st.lists(inner, min_size=2, max_size=3).map(tuple)
        return st.one_of(several.map(AllOf), several.map(AnyOf), inner.map(Not))

    return st.recursive(st.sampled_from(of), wider, max_leaves=6)


@dataclass(frozen=True)
class Rules:
    """Services with one or two grounds each, at a place."""

    services: Mapping[str, tuple[tuple[Condition, Condition], ...]]
    parameters: Mapping[str, Bounds[Any]]

    @property
    def asking(self) -> Asking:
        return Asking(self.services, on=ON, values=PlaceValues({}, dict(self.parameters)), facts=BY_NAME)

    def facts(self) -> tuple[str, ...]:
        """What stands in a rule, and what says something of it."""
        trees = [condition for grounds in self.services.values() for pair in grounds for condition in pair]
        named = {source_fact(leaf.fact) for condition in trees for leaf in leaves(condition)}
        return tuple(sorted(relations(BY_NAME).about(named)))

    def outcomes(self, known: KnownFacts) -> tuple[Truth, ...]:
        """What each service comes to, by the reference."""
        situation = Situation(known, self.parameters)
        return tuple(
            any_of(all_of(evaluate(part, situation) for part in pair) for pair in grounds)
            for grounds in self.services.values()
        )


@st.composite
def rules(draw: st.DrawFn) -> Rules:
    """One or two services, on few facts."""
    by_fact = grouped((source_fact(leaf.fact), leaf) for leaf in LEAVES)
    names = draw(st.lists(st.sampled_from(sorted(by_fact)), min_size=1, max_size=MOST_FACTS, unique=True))
    if len(relations(BY_NAME).about(names)) > MOST_FACTS + 2:
        names = names[:1]
    trees = conditions([leaf for name in names for leaf in by_fact[name]])
    grounds = st.lists(st.tuples(st.just(ALWAYS) | trees, trees), min_size=1, max_size=2).map(tuple)
    services = draw(st.lists(grounds, min_size=1, max_size=2))
    return Rules({f"service_{at}": each for at, each in enumerate(services)}, draw(st.sampled_from(PARAMETERS)))


def known(values: Mapping[str, Any], unsure: tuple[str, ...] = ()) -> KnownFacts | None:
    """What is known on the day; None where it contradicts itself."""
    try:
        return resolve(Profile(**values, unsure=frozenset(unsure)), ON)
    except ContradictionError:
        return None


class Trial:
    """Everything that can still be answered, for a set of rules and what is known so far."""

    def __init__(self, rules: Rules, values: Mapping[str, Any], unsure: tuple[str, ...]) -> None:
        self.rules, self.values, self.unsure = rules, dict(values), unsure
        asking = rules.asking
        self.cells = {
            name: [cell.value for cell in cells if cell.value is not None]
            for name, cells in zip(asking.names, asking.cells, strict=True)
        }
        open_ = [name for name in rules.facts() if name in self.cells and name not in values and name not in unsure]
        for number, pair in relations(BY_NAME).pairs:
            if pair.fact in values or (pair.fact in open_ and number in open_):
                open_ = [name for name in open_ if name != number]
            elif number in values:
                open_ = [name for name in open_ if name != pair.fact]
        self.open = tuple(open_)

    def __repr__(self) -> str:
        return f"Trial({self.rules!r}, {self.values!r}, {self.unsure!r}): {self.open}"

    def worlds(self) -> Iterator[tuple[dict[str, Any], KnownFacts]]:
        """Every consistent way in which some of the open facts are stated."""
        for choice in product(*([None, *self.cells[name]] for name in self.open)):
            stated = {name: value for name, value in zip(self.open, choice, strict=True) if value is not None}
            facts = known({**self.values, **stated}, self.unsure)
            if facts is not None:
                yield stated, facts

    def whole(self, stated: Mapping[str, Any], facts: KnownFacts) -> bool:
        """Whether nothing more can be stated."""
        rest = (name for name in self.open if name not in stated and name not in facts.not_applicable)
        return not any(
            known({**self.values, **stated, name: value}, self.unsure) for name in rest for value in self.cells[name]
        )

    def relevant(self, service: int) -> set[str]:
        """The facts of which two values make a service something else, all others being known and the same.

        Where there is none although the service is not yet what all worlds make of it: those that change it when
        they become known.
        """
        worlds = [
            (stated, self.rules.outcomes(facts)[service], self.whole(stated, facts)) for stated, facts in self.worlds()
        ]
        strictly = self._telling([(stated, outcome) for stated, outcome, whole in worlds if whole], both_known=True)
        now = next(outcome for stated, outcome, _ in worlds if not stated)
        if strictly or {outcome for _, outcome, whole in worlds if whole} <= {now}:
            return strictly
        return self._telling([(stated, outcome) for stated, outcome, _ in worlds], both_known=False)

    def _telling(self, worlds: list[tuple[dict[str, Any], Truth]], *, both_known: bool) -> set[str]:
        telling: set[str] = set()
        for (one, outcome), (other, other_outcome) in combinations(worlds, 2):
            differ = {name for name in self.open if one.get(name) != other.get(name)}
            if both_known:
                # What can be stated on one side only counts there as what all its values agree on.
                only = differ & (one.keys() ^ other.keys())
                differ -= only
                if len(differ) == 1 and only:
                    outcome, other_outcome = _agreed(worlds, one, only), _agreed(worlds, other, only)
            if len(differ) == 1 and outcome is not other_outcome:
                telling |= differ
        return telling

    def state(self) -> tuple[Asking, State]:
        """The same as the library has it."""
        asking = self.rules.asking
        facts = known(self.values, self.unsure)
        assert facts is not None
        state = asking.state(facts)
        assert isinstance(state, State)
        return asking, state


def _agreed(worlds: list[tuple[dict[str, Any], Truth]], one: dict[str, Any], free: set[str]) -> Truth:
    """What a world comes to whatever the ``free`` facts that are stated in it are."""
    rest = {name: value for name, value in one.items() if name not in free}
    outcomes = {
        outcome
        for world, outcome in worlds
        if {name: value for name, value in world.items() if name not in free} == rest
    }
    return outcomes.pop() if len(outcomes) == 1 else None

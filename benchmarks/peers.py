"""The same rules in other engines, each with the guards that it needs to get unknowns right.

A peer is a function of (outputs, situation) → answers; it is given the yes and the no of
every service as two expressions, over fields that a situation is flattened into (bounds as
two fields, null where nothing is known).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import reduce
from operator import and_, ge, gt, le, lt, or_
from typing import Any

from liushou.profile import DERIVED, Fact
from liushou.rules import (
    AllOf,
    AnyOf,
    Between,
    Compare,
    Concept,
    Condition,
    Elapsed,
    IsTrue,
    Not,
    OneOf,
    Situation,
    source_fact,
)
from liushou.rules.condition import leaves
from liushou.values import Bounds, Truth, cutoff

Answers = dict[str, Truth]
Ask = Callable[[Situation], Answers]
EPOCH = date(1970, 1, 1)


def fields_of(outputs: Mapping[str, Condition], facts: Mapping[str, Fact]) -> Callable[[Situation], dict[str, Any]]:
    """Flattens a situation into the fields that the expressions use."""
    used = list(dict.fromkeys(leaf.fact for one in outputs.values() for leaf in leaves(one)))
    kinds = {name: (DERIVED[name][0] if name in DERIVED else facts[name]).kind for name in used}

    def flatten(situation: Situation) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name in used:
            absent = source_fact(name) in situation.known.not_applicable
            value = situation.value(name)
            if kinds[name] in ("yes_no", "choice"):
                found[name] = False if absent else value
                continue
            bounds = value if isinstance(value, Bounds) else Bounds(None, None)
            found[f"{name}__na"] = absent
            found[f"{name}__low"], found[f"{name}__high"] = _plain(bounds.low), _plain(bounds.high)
        return found

    return flatten


def expressions(condition: Condition, situation: Situation) -> tuple[str, str]:
    """(certainly yes, certainly no) as text; parameters and days of ``situation`` as numbers."""
    if isinstance(condition, (AllOf, AnyOf)):
        pairs = [expressions(child, situation) for child in condition.children]
        if not pairs:
            return ("true", "false") if isinstance(condition, AllOf) else ("false", "true")
        every, some = " and ", " or "
        if isinstance(condition, AnyOf):
            every, some = some, every
        return f"({every.join(yes for yes, _ in pairs)})", f"({some.join(no for _, no in pairs)})"
    if isinstance(condition, Not):
        yes, no = expressions(condition.child, situation)
        return no, yes
    if isinstance(condition, Concept):
        return expressions(condition.condition, situation)
    name = condition.fact
    if isinstance(condition, IsTrue):
        return f"({name} == true)", f"({name} == false)"
    if isinstance(condition, OneOf) and isinstance(condition.values[0], str):
        words = " or ".join(f'{name} == "{value}"' for value in condition.values)
        return f"({name} != null and ({words}))", f"({name} != null and not ({words}))"
    if isinstance(condition, OneOf):
        yes = [
            _side(name, "low", ">=", value) + " and " + _side(name, "high", "<=", value) for value in condition.values
        ]
        low, high = min(condition.values), max(condition.values)  # type: ignore[type-var]
        no = f"{_side(name, 'high', '<', low)} or {_side(name, 'low', '>', high)}"
        return "(" + " or ".join(f"({one})" for one in yes) + ")", f"({name}__na == true or {no})"
    if isinstance(condition, Between):
        return expressions(AllOf((Compare(name, ">=", condition.low), Compare(name, "<=", condition.high))), situation)
    yes_side, no_side = sides_of(condition, situation)
    return _side(name, *yes_side), f"({name}__na == true or {_side(name, *no_side)})"


def zen_engine(outputs: Mapping[str, Condition], facts: Mapping[str, Fact], sample: Situation) -> Ask:
    """zen-engine: each service's two expressions, compiled."""
    import zen

    made = {
        name: tuple(zen.compile_expression(text) for text in expressions(one, sample)) for name, one in outputs.items()
    }
    flatten = fields_of(outputs, facts)

    def ask(situation: Situation) -> Answers:
        fields = flatten(situation)
        return {name: _truth(yes.evaluate(fields), no.evaluate(fields)) for name, (yes, no) in made.items()}

    return ask


def rule_engine(outputs: Mapping[str, Condition], facts: Mapping[str, Fact], sample: Situation) -> Ask:
    """rule-engine: each service's two rules."""
    import rule_engine as engine

    made = {name: tuple(engine.Rule(text) for text in expressions(one, sample)) for name, one in outputs.items()}
    flatten = fields_of(outputs, facts)

    def ask(situation: Situation) -> Answers:
        fields = flatten(situation)
        return {name: _truth(yes.matches(fields), no.matches(fields)) for name, (yes, no) in made.items()}

    return ask


def openfisca(outputs: Mapping[str, Condition], facts: Mapping[str, Fact], sample: Situation) -> Ask:
    """OpenFisca: every field a variable (NaN: not known), two variables with a formula for each service."""
    import numpy
    from openfisca_core import entities, periods, simulations, taxbenefitsystems, variables

    person = entities.Entity("person", "persons", "", "")
    system = taxbenefitsystems.TaxBenefitSystem([person])
    flatten = fields_of(outputs, facts)
    base = {"value_type": float, "entity": person, "definition_period": periods.DateUnit.YEAR}
    for name in flatten(sample):
        system.add_variable(type(name, (variables.Variable,), {**base, "default_value": float("nan")}))
    for number, one in enumerate(outputs.values()):
        for side, way in enumerate(("yes", "no")):
            formula = _formula(one, sample, side)
            system.add_variable(type(f"{way}_{number}", (variables.Variable,), {**base, "formula": formula}))

    def ask(situation: Situation) -> Answers:
        simulation = simulations.SimulationBuilder().build_default_simulation(system, count=1)
        for name, value in flatten(situation).items():
            if value is not None:
                simulation.set_input(name, PERIOD, numpy.array([CHOICES.get(value, value)], dtype=float))
        return {
            name: _truth(
                simulation.calculate(f"yes_{number}", PERIOD)[0] == 1.0,
                simulation.calculate(f"no_{number}", PERIOD)[0] == 1.0,
            )
            for number, name in enumerate(outputs)
        }

    return ask


def _formula(condition: Condition, sample: Situation, side: int) -> Callable[[Any, Any], Any]:
    """A variable's formula: a third argument would be taken for OpenFisca's parameters."""

    def formula(population: Any, period: Any) -> Any:
        found = _arrays(condition, sample, lambda name: population(name, period))[side]
        return found.repeat(population.count // len(found)).astype(float)

    return formula


PERIOD = "2025"
CHOICES = {"female": 2.0, "male": 3.0}


def _arrays(condition: Condition, situation: Situation, get: Callable[[str], Any]) -> tuple[Any, Any]:
    """(certainly yes, certainly no) as arrays; a comparison with NaN is no, which is the guard."""
    if isinstance(condition, (AllOf, AnyOf)):
        pairs = [_arrays(child, situation, get) for child in condition.children]
        yes, no = [one for one, _ in pairs], [one for _, one in pairs]
        if isinstance(condition, AllOf):
            return reduce(and_, yes, numpy_true()), reduce(or_, no, ~numpy_true())
        return reduce(or_, yes, ~numpy_true()), reduce(and_, no, numpy_true())
    if isinstance(condition, Not):
        yes_one, no_one = _arrays(condition.child, situation, get)
        return no_one, yes_one
    if isinstance(condition, Concept):
        return _arrays(condition.condition, situation, get)
    name = condition.fact
    if isinstance(condition, IsTrue):
        return get(name) == 1.0, get(name) == 0.0
    if isinstance(condition, OneOf) and isinstance(condition.values[0], str):
        met = reduce(or_, [get(name) == CHOICES[str(value)] for value in condition.values])
        return met, (get(name) == get(name)) & ~met
    absent = get(f"{name}__na") == 1.0
    if isinstance(condition, OneOf):
        low, high = get(f"{name}__low"), get(f"{name}__high")
        inside = reduce(or_, [(low >= value) & (high <= value) for value in condition.values])
        return inside, absent | (high < min(condition.values)) | (low > max(condition.values))
    if isinstance(condition, Between):
        both = AllOf((Compare(name, ">=", condition.low), Compare(name, "<=", condition.high)))
        return _arrays(both, situation, get)
    yes_side, no_side = sides_of(condition, situation)
    return _test(get, name, yes_side), absent | _test(get, name, no_side)


def numpy_true() -> Any:
    """The array of one row that is yes."""
    import numpy

    return numpy.array([True])


def _test(get: Callable[[str], Any], name: str, side: tuple[str, str, Any]) -> Any:
    of, sign, mark = side
    return ~numpy_true() if mark is None else SIGNS[sign](get(f"{name}__{of}"), _plain(mark))


SIGNS: dict[str, Callable[[Any, Any], Any]] = {"<": lt, "<=": le, ">": gt, ">=": ge}


def sides_of(leaf: Compare | Elapsed, situation: Situation) -> tuple[tuple[str, str, Any], tuple[str, str, Any]]:
    """The tests of the two sides of the bounds that make a leaf yes, and no."""
    if isinstance(leaf, Elapsed):
        day = cutoff(situation.on, leaf.amount, leaf.unit)
        return ("high", "<=", day), ("low", ">", day)
    known = situation.operand(leaf.operand)
    if leaf.operator in ("<", "<="):
        return ("high", leaf.operator, known.low), ("low", {"<": ">=", "<=": ">"}[leaf.operator], known.high)
    return ("low", leaf.operator, known.high), ("high", {">": "<=", ">=": "<"}[leaf.operator], known.low)


def durable_rules(outputs: Mapping[str, Condition], facts: Mapping[str, Fact], sample: Situation) -> Ask:
    """durable_rules, through liushou's own adapter."""
    from liushou.rules.durable import write_rulesets
    from liushou.rules.durable.engine import shared_engine

    rules, engine = write_rulesets(outputs, facts), shared_engine()
    return lambda situation: engine.evaluate(rules, situation)


PEERS = {
    "durable_rules": durable_rules, "OpenFisca": openfisca, "rule-engine": rule_engine, "zen-engine": zen_engine,
}  # fmt: skip


def _side(name: str, side: str, sign: str, mark: Any) -> str:
    if mark is None:
        return "false"
    return f"({name}__{side} != null and {name}__{side} {sign} {_plain(mark)!r})"


def _plain(value: Any) -> Any:
    return (value - EPOCH).days if isinstance(value, date) else value


def _truth(yes: Any, no: Any) -> Truth:
    return True if yes else False if no else None

"""The same rules in other engines, each with the guards that it needs to get unknowns right.

A peer is a function of (outputs, situation) → answers; it is given the yes and the no of
every service as two expressions, over fields that a situation is flattened into (bounds as
two fields, null where nothing is known).
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from datetime import date
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
    Parameter,
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
        yes = [_side(name, "low", ">=", value) + " and " + _side(name, "high", "<=", value) for value in condition.values]
        low, high = min(condition.values), max(condition.values)  # type: ignore[type-var]
        no = f"{_side(name, 'high', '<', low)} or {_side(name, 'low', '>', high)}"
        return "(" + " or ".join(f"({one})" for one in yes) + ")", f"({name}__na == true or {no})"
    if isinstance(condition, Between):
        return expressions(
            AllOf((Compare(name, ">=", condition.low), Compare(name, "<=", condition.high))), situation
        )
    if isinstance(condition, Elapsed):
        day = _plain(cutoff(situation.on, condition.amount, condition.unit))
        return _side(name, "high", "<=", day), f"({name}__na == true or {_side(name, 'low', '>', day)})"
    known = situation.operand(condition.operand) if isinstance(condition.operand, Parameter) else None
    low = known.low if known else condition.operand
    high = known.high if known else condition.operand
    if condition.operator in ("<", "<="):
        yes_side = ("high", condition.operator, low)
        no_side = ("low", {"<": ">=", "<=": ">"}[condition.operator], high)
    else:
        yes_side = ("low", condition.operator, high)
        no_side = ("high", {">": "<=", ">=": "<"}[condition.operator], low)
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
    names = list(flatten(sample))
    base = {"value_type": float, "entity": person, "definition_period": periods.DateUnit.ETERNITY}
    for name in names:
        system.add_variable(type(name, (variables.Variable,), {**base, "default_value": float("nan")}))
    for number, one in enumerate(outputs.values()):
        for way, text in zip(("yes", "no"), expressions(one, sample), strict=True):
            # Comparisons with NaN are no, which is the guard.
            code = compile(_as_numpy(text), f"{way}_{number}", "eval")
            asked = [name for name in names if name in code.co_names]

            def formula(population: Any, period: Any, code: Any = code, asked: Any = asked) -> Any:
                # Shape every constant like the population: one row here.
                known = {name: population(name, period) for name in asked}
                return numpy.broadcast_to(eval(code, {}, known), (population.count,)).astype(float)

            system.add_variable(
                type(f"{way}_{number}", (variables.Variable,), {**base, "formula": formula})
            )

    def ask(situation: Situation) -> Answers:
        simulation = simulations.SimulationBuilder().build_default_simulation(system, count=1)
        for name, value in flatten(situation).items():
            if value is not None:
                number = {"female": 1.0, "male": 0.0}.get(value, value) if isinstance(value, str) else float(value)
                simulation.set_input(name, "ETERNITY", numpy.array([number]))
        return {
            name: _truth(
                simulation.calculate(f"yes_{number}", "ETERNITY")[0] == 1.0,
                simulation.calculate(f"no_{number}", "ETERNITY")[0] == 1.0,
            )
            for number, name in enumerate(outputs)
        }

    return ask


def durable_rules(outputs: Mapping[str, Condition], facts: Mapping[str, Fact], sample: Situation) -> Ask:
    """durable_rules, through liushou's own adapter."""
    from liushou.rules.durable import write_rulesets
    from liushou.rules.durable_engine import shared_engine

    rules, engine = write_rulesets(outputs, facts), shared_engine()
    return lambda situation: engine.evaluate(rules, situation)


PEERS = {
    "durable_rules": durable_rules, "OpenFisca": openfisca, "rule-engine": rule_engine, "zen-engine": zen_engine,
}  # fmt: skip


def _as_numpy(text: str) -> str:
    for word, instead in (
        ('sex == "female"', "sex == 1.0"), ('sex == "male"', "sex == 0.0"), (" != null", f" == {{}}"),
        ("== true", "== 1.0"), ("== false", "== 0.0"), ("true", "(1 == 1)"), ("false", "(1 == 0)"),
    ):  # fmt: skip
        if word == " != null":
            # x != null: x is itself.
            text = " ".join(_itself(part) for part in _split(text))
        else:
            text = text.replace(word, instead)
    return text.replace(" and not (", " & ~(").replace(" and ", " & ").replace(" or ", " | ")


def _split(text: str) -> list[str]:
    return text.split(" ")


def _itself(part: str) -> str:
    return part


def _side(name: str, side: str, sign: str, mark: Any) -> str:
    if mark is None:
        return "false"
    return f"({name}__{side} != null and {name}__{side} {sign} {_plain(mark)!r})"


def _plain(value: Any) -> Any:
    return (value - EPOCH).days if isinstance(value, date) else value


def _truth(yes: Any, no: Any) -> Truth:
    return True if yes else False if no else None


__all__ = ["PEERS", "Answers", "Ask", "itertools"]

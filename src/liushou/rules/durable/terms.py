"""What the durable_rules reading is written in: fields, tests, and rules spread over rulesets."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import isfinite
from typing import Any

from ...problems import Code, InputError, Problem
from ...values import Unit
from ..condition import Parameter

#: First conditions on one field in a ruleset (the engine's cap is 64 that one fact meets).
MOST_ON_FIELD = 40
#: Rules in a ruleset (the engine has 512 places for first conditions).
MOST_RULES = 300
#: Facts that one rule joins (the engine's cap is 16).
MOST_JOINED = 8
LARGEST = 1e15
#: The first message of every session: each ruleset has a rule that fires on it.
OPENING = {"opened": 1}
_EPOCH = date(1970, 1, 1).toordinal()

#: A condition's value: decided, or that of a derived fact (False: its opposite).
Literal = bool | tuple[str, bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulesets:
    """Rules for durable_rules, and how to ask them.

    ``rulesets``: name → rule → definition, as the engine takes it. The ``run`` of a rule is ``NODE 1`` or ``NODE 0``:
    the derived fact NODE is certainly so, or certainly not; its action asserts ``{"NODE__holds": 1 or 0}``, once. A
    session is opened with :data:`OPENING`. ``outputs`` gives for each output the node that is its value (with False:
    the opposite), or a truth that needs no rule. ``listening`` says which rulesets have a rule on a field, ``possible``
    of which facts they must hear that nothing is known, ``parameters`` which ones a fact's message brings with it,
    ``in_force`` those that are messages of their own.
    """

    rulesets: Mapping[str, Mapping[str, Any]]
    outputs: Mapping[str, Literal]
    facts: tuple[str, ...]
    possible: frozenset[str]
    spans: Mapping[str, tuple[tuple[int, Unit], ...]]
    parameters: Mapping[str, tuple[Parameter, ...]]
    in_force: tuple[str, ...]
    sha256: str
    listening: Mapping[str, tuple[str, ...]] = field(repr=False, default_factory=dict)

    def to_data(self) -> dict[str, Any]:
        """The rulesets and their outputs as plain data."""
        return {
            "sha256": self.sha256,
            "rulesets": {name: dict(rules) for name, rules in self.rulesets.items()},
            "outputs": {name: _output(literal) for name, literal in self.outputs.items()},
        }


def _output(literal: Literal) -> bool | dict[str, Any]:
    return literal if isinstance(literal, bool) else {"fact": held(literal[0]), "is": int(literal[1])}


def held(node: str) -> str:
    """The field of a derived fact."""
    return f"{node}__holds"


@dataclass(frozen=True, slots=True)
class Rule:
    """What is tested on each of the facts that are joined, and what it concludes."""

    tests: tuple[dict[str, Any], ...]
    node: str
    value: bool


def spread(rules: Sequence[Rule]) -> tuple[dict[str, dict[str, Any]], str, dict[str, tuple[str, ...]]]:
    """(as few rulesets as the engine's caps allow, hash of their content, field → rulesets with a rule on it)."""
    parts: list[dict[str, Any]] = []
    load: list[Counter[str]] = []
    listening: dict[str, dict[int, None]] = {}
    for index, rule in enumerate(rules):
        read = Counter(name for test in rule.tests for name in fields(test))
        roomy = (at for at, rules_so_far in enumerate(parts) if len(rules_so_far) < MOST_RULES)
        fitting = (at for at in roomy if all(load[at][name] + read[name] <= MOST_ON_FIELD for name in read))
        part = next(fitting, len(parts))
        if part == len(parts):
            parts.append({"open": {"all": [{"m": dict(OPENING)}], "run": "opened 1"}})
            load.append(Counter())
        load[part] += read
        for name in read:
            listening.setdefault(name, {})[part] = None
        conditions = [{f"m{number}" if number else "m": test} for number, test in enumerate(rule.tests)]
        parts[part][f"r{index}"] = {"all": conditions, "run": f"{rule.node} {int(rule.value)}"}
    text = json.dumps(parts, sort_keys=True, ensure_ascii=False)
    sha256 = hashlib.sha256(text.encode("utf-8")).hexdigest()
    names = [f"liushou_{sha256[:24]}_{number}" for number in range(len(parts))]
    heard = {name: tuple(names[part] for part in reading) for name, reading in listening.items()}
    return dict(zip(names, parts, strict=True)), sha256, heard


def all_in(*tests: dict[str, Any]) -> dict[str, Any]:
    """All tests in one."""
    return tests[0] if len(tests) == 1 else {"$and": list(tests)}


def sided(fact: str, *sides: tuple[str, str, Any]) -> dict[str, Any]:
    """Tests of the sides of a fact, each guarded: every field in it must be there."""
    guards: dict[str, None] = {}
    tests: list[dict[str, Any]] = []
    for side, sign, mark in sides:
        name, is_field = f"{fact}__{side}", isinstance(mark, str)
        guards |= dict.fromkeys((name, mark) if is_field else (name,))
        tests.append({sign: {name: {"$m": mark} if is_field else mark}})
    return all_in(*({"$ex": {name: 1}} for name in guards), *tests)


def fields(test: Mapping[str, Any]) -> Iterable[str]:
    """The fields that a test reads, each once."""
    tests = test.get("$and", [test])
    return dict.fromkeys(name for each in tests for key in each for name in (each[key] if key[0] == "$" else (key,)))


def plain(value: Any) -> int | float:
    """A day as the number of days since 1970, a number as itself."""
    if isinstance(value, date):
        return value.toordinal() - _EPOCH
    number = float(value)
    if not isfinite(number) or abs(number) > LARGEST:
        raise InputError(Problem(Code.NUMBER_TOO_LARGE, value=value, limit=f"{LARGEST:g}"))
    return number


def side_names(parameter: Parameter) -> tuple[str, str]:
    """The fields that hold the bounds of a parameter, or of a multiple of one."""
    name = parameter.name
    if parameter.factor != 1:
        name += f"__times_{parameter.factor:.6f}".rstrip("0").rstrip(".").replace(".", "_")
    return f"{name}__low", f"{name}__high"


def span(amount: int, unit: Unit) -> str:
    """The name of the message that says which day lies so long before the day of assessment."""
    return f"before_{amount}_{unit}"

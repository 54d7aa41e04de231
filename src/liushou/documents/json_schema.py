"""JSON Schemas for editors, made from the fields of the dataclasses and the names that exist."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import is_dataclass
from datetime import date
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from ..profile import MAX_ENTRIES, Decision, Fact, plain
from ..values import FIRST_DAY, LAST_DAY
from ..yaml import By, Length, Pattern, Text, entries, unwrapped
from .model import Policy
from .parameters import ParameterEntry
from .registers import REGISTERS
from .rules import Rules

DIALECT = "https://json-schema.org/draft/2020-12/schema"
PLACE_CODE = "^([1-9][0-9]{5}|nation)$"
DAY = "^(19|20|21)[0-9]{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
KINDS = ("policy", "registers", "profile", "places")
#: The day on which the woman of the example is as most women are whose husbands work elsewhere.
EXAMPLE_DAY = date(2025, 6, 30)


def _object(properties: dict[str, Any], **more: Any) -> dict[str, Any]:
    """The schema of a mapping with these keys and no others."""
    return {"type": "object", "properties": properties, "additionalProperties": False} | more


def schema(kind: str, rules: Rules) -> dict[str, Any]:
    """The JSON Schema of a kind of file (one of :data:`KINDS`), with the names of ``rules``."""
    makers = {"policy": _policy, "registers": _registers, "profile": _profile, "places": _places}
    return {"$schema": DIALECT, **makers[kind](rules)}


def _policy(rules: Rules) -> dict[str, Any]:
    shapes = Shapes()
    document = shapes.mapping(Policy)
    measure = shapes.definitions["Measure"]["properties"]
    needs = [fact.name for fact in rules.facts.values() if fact.need]
    for key, names in (("service", list(rules.services)), ("topic", list(rules.topics)), ("need", needs)):
        measure[key] = {"enum": names, "description": measure[key]["description"]}
    # Only a text that prints no issuers may do without them.
    unsigned = {"required": ["not_printed"], "properties": {"not_printed": {"contains": {"const": "issuers"}}}}
    document["anyOf"] = [{"properties": {"issuers": {"minItems": 1}}}, unsigned]
    return {"title": "liushou policy", **document, "$defs": {**shapes.definitions, **_when(rules)}}


def _registers(rules: Rules) -> dict[str, Any]:
    shapes = Shapes()
    properties = {
        key: {
            "type": "object",
            "additionalProperties": shapes.value(Text) if shape is str else shapes.reference(shape),
            **({} if key in ("references", "places") else {"propertyNames": {"pattern": "^[a-z][a-z0-9_]*$"}}),
        }
        for key, shape in REGISTERS.items()
    }
    return _object(properties, title="liushou registers", **{"$defs": {**shapes.definitions, **_when(rules)}})


class Shapes:
    """The schemas of dataclasses, each defined once: as files hold them, or (not ``written``) as answers do.

    An answer has every key, and may have more in a later version.
    """

    def __init__(self, *, written: bool = True, named: Callable[[str], str] = str) -> None:
        self.definitions: dict[str, Any] = {}
        self.written, self.named = written, named

    def reference(self, shape: type) -> dict[str, Any]:
        """A reference to the schema of a dataclass, which is called what ``named`` makes of the name of the class."""
        name = self.named(shape.__name__)
        if name not in self.definitions:
            self.definitions[name] = {}
            self.definitions[name] = self.mapping(shape)
        return {"$ref": f"#/$defs/{name}"}

    def mapping(self, shape: type) -> dict[str, Any]:
        """The schema of a mapping with the keys of a dataclass."""
        keys = entries(shape).values()
        about = {entry.key: {"description": entry.about} if entry.about else {} for entry in keys}
        properties = {entry.key: {**self.value(entry.hint), **about[entry.key]} for entry in keys}
        required = [entry.key for entry in keys if entry.required or not self.written]
        described = {"description": (shape.__doc__ or "").partition("\n")[0], **_present({"required": required})}
        return _object(properties, **described, **({} if self.written else {"additionalProperties": True}))

    def value(self, hint: Any) -> dict[str, Any]:
        """The schema of a value by its annotation."""
        kind, marks = unwrapped(hint)
        by = next((mark for mark in marks if isinstance(mark, By)), None)
        length = next((mark for mark in marks if isinstance(mark, Length)), Length(0))
        origin, arguments = get_origin(kind), get_args(kind)
        if by is not None:
            return self.value(by.form) if by.form else _READ[by.name]
        if origin in (Union, UnionType):
            return {"anyOf": [self.value(argument) for argument in arguments]}
        if origin is Literal:
            return {"enum": list(arguments)}
        if origin is tuple:
            counts = {"minItems": length.least, "maxItems": length.most}
            return {"type": "array", "items": self.value(arguments[0]), **_present(counts)}
        if origin is Mapping:
            return {"type": "object", "additionalProperties": self.value(arguments[1])}
        if is_dataclass(kind):
            return self.reference(kind)  # type: ignore[arg-type]
        if kind is str:
            pattern = next((f"^{mark.regex}$" for mark in marks if isinstance(mark, Pattern)), None)
            limits = {"maxLength": length.most, "minLength": length.least, "pattern": pattern}
            return {"type": "string", **_present(limits)}
        return dict(_SCALARS[kind])


def _present(limits: dict[str, Any]) -> dict[str, Any]:
    return {name: limit for name, limit in limits.items() if limit}


_SCALARS: dict[Any, dict[str, Any]] = {
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    date: {"type": "string", "format": "date"},
    type(None): {"type": "null"},
    Any: {},
}
#: Values that are read by a function of their own.
_READ: dict[str, dict[str, Any]] = {
    "condition": {"$ref": "#/$defs/When"},
    "place": {"type": "string", "pattern": PLACE_CODE},
    "place_facts": {"type": "object"},
    "span": {"type": "string", "pattern": "^[^…]+…+[^…]*$"},
}


def _when(rules: Rules) -> dict[str, Any]:
    """A condition: a phrase, a list of conditions, or all / any / not."""
    names = [name for name, fact in rules.facts.items() if fact.kind == "yes_no" and not fact.need]
    when = {"$ref": "#/$defs/When"}
    nested = [_object({key: when}, required=[key]) for key in ("all", "any", "not")]
    pattern = r"^[a-z_][a-z0-9_]* (is|in|between|at least|<=|>=|<|>|=) ?.+$"
    return {
        "When": {
            "description": "条件：一行一个短语；列表即都要满足，any 其一，not 不是",
            "anyOf": [{"type": "null"}, {"$ref": "#/$defs/Phrase"}, {"type": "array", "items": when}, *nested],
        },
        "Phrase": {"anyOf": [{"enum": [*names, *rules.concepts]}, {"type": "string", "pattern": pattern}]},
    }


def _profile(rules: Rules) -> dict[str, Any]:
    return profile_schema(rules.facts)


def profile_schema(facts: Mapping[str, Fact]) -> dict[str, Any]:
    """The JSON Schema of a profile of these facts.

    All that :meth:`~liushou.Profile.from_mapping` reads from JSON is valid; what it refuses besides is what no schema
    can say: a day that no calendar has, bounds the wrong way round, a fact that is both stated and unsure.
    """
    properties: dict[str, Any] = {name: _fact(fact) for name, fact in facts.items()}
    names = {"items": {"enum": list(facts)}, "description": "问过、本人不清楚的"}
    decisions = {"items": Shapes().mapping(Decision), "description": "部门对“符合条件”等的认定"}
    lists = {"unsure": names, "decisions": decisions}
    properties |= {name: {"type": ["array", "null"], "maxItems": MAX_ENTRIES, **part} for name, part in lists.items()}
    usual = {name: plain(fact.read(fact.usual_on(EXAMPLE_DAY))) for name, fact in facts.items()}
    example = {name: value for name, value in usual.items() if value is not None}
    return _object(properties, title="liushou profile", examples=[example])


def _fact(fact: Fact) -> dict[str, Any]:
    described = {"title": fact.title, "description": fact.ask + (f"（{fact.unit}）" if fact.unit else "")}
    examples: list[Any]
    if fact.kind in ("yes_no", "choice"):
        words = ("yes", "no", "是", "否", "true", "false")
        names = words if fact.kind == "yes_no" else (*fact.choices, *fact.choices.values())
        texts = [{"enum": list(names)}, {"type": "string", "pattern": _spaced(names, capitals=names is words)}]
        either = [{"type": "boolean"}] if names is words else []
        examples = [True, "否"] if names is words else [names[0], names[-1]]
        return {**described, "anyOf": [{"type": "null"}, *either, *texts], "examples": examples}
    exact: dict[str, Any]
    if fact.kind == "date":
        year = {"type": "integer", "minimum": FIRST_DAY.year, "maximum": LAST_DAY.year}
        exact = {"anyOf": [{"type": "string", "pattern": DAY}, year]}
        examples = ["1975-03-08", "2024-03", 2024, {"at_most": "2024-12-31"}]
    else:
        exact = {"type": "integer" if fact.kind == "integer" else "number", **_limits(fact.low, fact.high)}
        least = int(fact.low or 0) + 1
        examples = [least, {"at_least": least}]
    side = {"anyOf": [exact, {"type": "null"}]}
    bounds = _object({"at_least": side, "at_most": side}, minProperties=1)
    return {**described, "anyOf": [{"type": "null"}, exact, bounds], "examples": examples}


def _spaced(names: Sequence[str], *, capitals: bool) -> str:
    """The pattern of a text that is one of the names, with spaces around it; with ``capitals`` in any case."""
    words = [re.escape(name) for name in names]
    if capitals:
        words = [re.sub("[a-z]", lambda letter: f"[{letter[0]}{letter[0].upper()}]", word) for word in names]
    return rf"^\s*({'|'.join(words)})\s*$"


def _limits(low: float | None, high: float | None) -> dict[str, float]:
    limits = {"minimum": low, "maximum": high}
    return {name: limit for name, limit in limits.items() if limit is not None}


def _places(rules: Rules) -> dict[str, Any]:
    facts = {fact.name: _fact(fact) for fact in rules.facts.values() if fact.place}
    parameters = {name: _parameter(entry) for name, entry in rules.parameters.items()}
    entry = _object({"facts": _object(facts), "parameters": _object(parameters), "source": {"type": "string"}})
    return _object({}, title="liushou places", patternProperties={PLACE_CODE: entry})


def _parameter(entry: ParameterEntry) -> dict[str, Any]:
    value = [{"type": "number", **_limits(entry.minimum, entry.maximum)}, {"type": "object"}]
    return {"title": entry.title, "anyOf": [*value, {"type": "array", "items": {"anyOf": value}}]}

"""JSON Schemas for editors, made from the shapes and the names that exist."""

from __future__ import annotations

from typing import Any

from ..profile import Fact
from .rules import Rules
from .shapes import PolicyShape, RegistersShape

DIALECT = "https://json-schema.org/draft/2020-12/schema"
KINDS = ("policy", "registers", "profile", "places")


def schema(kind: str, rules: Rules) -> dict[str, Any]:
    """The JSON Schema of a kind of file (one of :data:`KINDS`), with the names of ``rules``."""
    makers = {"policy": _policy, "registers": _registers, "profile": _profile, "places": _places}
    return {"$schema": DIALECT, **makers[kind](rules)}


def _policy(rules: Rules) -> dict[str, Any]:
    made = PolicyShape.model_json_schema(by_alias=True)
    made["title"] = "liushou policy"
    measure = made["$defs"]["MeasureShape"]["properties"]
    measure["service"] = {"enum": list(rules.services), "description": "服务（到人）"}
    measure["topic"] = {"enum": list(rules.topics), "description": "事项（不到人）"}
    measure["need"] = {
        "enum": [fact.name for fact in rules.facts.values() if fact.need],
        "description": "只报告、不决定的需求",
    }
    return _with_conditions(made, rules)


def _registers(rules: Rules) -> dict[str, Any]:
    made = RegistersShape.model_json_schema(by_alias=True)
    made["title"] = "liushou registers"
    return _with_conditions(made, rules)


def _with_conditions(made: dict[str, Any], rules: Rules) -> dict[str, Any]:
    """The schema with every condition referring to one recursive definition."""
    referring = _refer(made)
    assert isinstance(referring, dict)
    referring["$defs"].update(_when(rules))
    return referring


def _refer(node: Any) -> Any:
    if isinstance(node, dict):
        if node.get("title") == "When":
            return {"$ref": "#/$defs/When"}
        return {key: _refer(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_refer(item) for item in node]
    return node


def _when(rules: Rules) -> dict[str, Any]:
    """A condition: a phrase, a list of conditions, or all / any / not."""
    names = [name for name, fact in rules.facts.items() if fact.kind == "yes_no" and not fact.need]
    phrases = [*names, *rules.concepts]
    return {
        "When": {
            "description": "条件：一行一个短语；列表即都要满足，any 其一，not 不是",
            "anyOf": [
                {"type": "null"},
                {"$ref": "#/$defs/Phrase"},
                {"type": "array", "items": {"$ref": "#/$defs/When"}},
                *(
                    {"type": "object", "required": [key], "additionalProperties": False,
                     "properties": {key: {"$ref": "#/$defs/When"}}}
                    for key in ("all", "any", "not")
                ),
            ],
        },
        "Phrase": {
            "anyOf": [
                {"enum": phrases},
                {"type": "string", "pattern": r"^[a-z_][a-z0-9_]* (is|in|between|at least|<=|>=|<|>|=) ?.+$"},
            ]
        },
    }  # fmt: skip


def _profile(rules: Rules) -> dict[str, Any]:
    properties: dict[str, Any] = {name: _fact(fact) for name, fact in rules.facts.items()}
    properties["unsure"] = {
        "type": "array", "items": {"enum": list(rules.facts)}, "description": "问过、本人不清楚的",
    }  # fmt: skip
    return {
        "title": "liushou profile", "type": "object",
        "properties": properties, "additionalProperties": False,
    }  # fmt: skip


def _fact(fact: Fact) -> dict[str, Any]:
    described = {"title": fact.title, "description": fact.ask + (f"（{fact.unit}）" if fact.unit else "")}
    if fact.kind == "yes_no":
        return {**described, "enum": [True, False, "yes", "no", "是", "否", None]}
    if fact.kind == "choice":
        return {**described, "enum": [*fact.choices, *fact.choices.values(), None]}
    one: dict[str, Any]
    if fact.kind == "date":
        one = {
            "anyOf": [
                {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"},
                {"type": "integer", "minimum": 1900, "maximum": 2199},
            ]
        }
    else:
        one = {"type": "integer" if fact.kind == "integer" else "number"}
        if fact.low is not None:
            one["minimum"] = fact.low
        if fact.high is not None:
            one["maximum"] = fact.high
    bounds = {
        "type": "object", "additionalProperties": False, "minProperties": 1,
        "properties": {"at_least": one, "at_most": one},
    }  # fmt: skip
    return {**described, "anyOf": [{"type": "null"}, one, bounds]}


def _places(rules: Rules) -> dict[str, Any]:
    line = {
        "anyOf": [
            {"type": "number", "minimum": 0},
            {"type": "object"},
            {"type": "array", "items": {"anyOf": [{"type": "number"}, {"type": "object"}]}},
        ]
    }
    entry = {
        "type": "object", "additionalProperties": False,
        "properties": {
            "facts": {
                "type": "object", "additionalProperties": False,
                "properties": {fact.name: _fact(fact) for fact in rules.facts.values() if fact.place},
            },
            "parameters": {
                "type": "object", "additionalProperties": False,
                "properties": {name: {"title": entry.title, **line} for name, entry in rules.parameters.items()},
            },
            "source": {"type": "string"},
        },
    }  # fmt: skip
    return {
        "title": "liushou places", "type": "object",
        "patternProperties": {"^([1-9][0-9]{5}|nation)$": entry}, "additionalProperties": False,
    }  # fmt: skip

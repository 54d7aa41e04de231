"""From a YAML tree to a checked shape: pydantic's findings, each at its line."""

from __future__ import annotations

import re
from typing import Any, TypeVar, cast

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from ..problems import Code, Foreign, Location, Phrase, Problem, closest
from .tree import Mapping, Node, Scalar, Sequence, locate, to_data

M = TypeVar("M", bound=BaseModel)
#: A text that was meant as a key or a collection, but for the keyboard.
ASCII_WANTED = re.compile(r"\w+：|[［｛【\[{]")

#: pydantic's kinds of a wrong type, and the phrase for what is wanted.
_TYPES = {
    "string_type": "text",
    "dict_type": "a-mapping",
    "list_type": "a-list",
    "model_type": "a-mapping",
    "model_attributes_type": "a-mapping",
    "date_type": "a-day",
    "bool_type": "true-or-false",
    "float_type": "a-number",
    "int_type": "a-whole-number",
}


def shape(model: type[M], tree: Node, *, loose: bool = False) -> tuple[M | None, Any, tuple[Problem, ...]]:
    """(the shape or None, the plain data, what is wrong); ``loose`` as in :func:`to_data`."""
    data, problems = to_data(tree, loose=loose)
    found = list(problems)
    try:
        return cast("tuple[M | None, Any, tuple[Problem, ...]]", (model.model_validate(data), data, tuple(found)))
    except ValidationError as error:
        placed = {problem.location for problem in found}
        for detail in error.errors(include_url=False):
            problem = _problem(model, tree, data, detail)
            # A scalar with a notation of its own is already reported with the better reason.
            if problem.location not in placed:
                found.append(problem)
                placed.add(problem.location)
        return None, data, tuple(found)


def _problem(model: type[BaseModel], tree: Node, data: Any, detail: ErrorDetails) -> Problem:
    path = _path(tree, detail["loc"])
    where = locate(tree, path)
    kind, name, given = detail["type"], str(path[-1]) if path else "", detail["input"]
    context = detail.get("ctx", {})
    label = Phrase("key-label", name=name) if path and isinstance(path[-1], str) else Phrase("this-entry")
    if kind == "extra_forbidden":
        known = _keys(model, path)
        key = _key_location(tree, path) or where
        return Problem(Code.UNKNOWN_KEY, key, subject=name, near=closest(name, known), names=known)
    if kind == "missing":
        return Problem(Code.MISSING_KEY, where, subject=name)
    if kind == "literal_error":
        names = re.findall(r"'([^']*)'", context.get("expected", ""))
        near = closest(str(given), names)
        return Problem(Code.NOT_ONE_OF, where, subject=name, near=near, label=label, value=given, names=names)
    if kind == "string_too_long":
        return Problem(
            Code.TOO_LONG, where, subject=name, label=label, length=len(str(given)), limit=context.get("max_length")
        )
    if kind == "string_too_short":
        return Problem(Code.EMPTY_VALUE, where, subject=name, label=label)
    if kind == "string_pattern_mismatch":
        if name == "sha256":
            return Problem(Code.NOT_A_SHA256, where, subject=name, label=label)
        return Problem(Code.NOT_AN_IDENTIFIER, where, subject=given)
    if kind in _TYPES:
        near = f'"{given}"' if kind == "string_type" and _simple(given) else None
        hint = Phrase("write-true-false") if kind == "bool_type" else None
        return Problem(
            Code.TYPE, where, Phrase(_TYPES[kind]), subject=name, near=near, label=label, hint=hint,
            kind=_kind(given), value=given if isinstance(given, str) and ASCII_WANTED.match(given) else None,
        )  # fmt: skip
    if kind in ("too_short", "too_long"):
        limit = Phrase("at-least", limit=context.get("min_length"))
        if kind == "too_long":
            limit = Phrase("at-most", limit=context.get("max_length"))
        return Problem(Code.COUNT, where, limit, subject=name, label=label, length=context.get("actual_length"))
    return Problem(Code.NOT_READABLE, where, Foreign(detail["msg"]), subject=name, label=label)


def _path(tree: Node, loc: tuple[int | str, ...]) -> tuple[int | str, ...]:
    """pydantic's ``loc`` without the steps that are not in the file (names of union branches)."""
    path: list[int | str] = []
    node: Node | None = tree
    for position, step in enumerate(loc):
        last = position == len(loc) - 1
        if isinstance(node, Mapping) and isinstance(step, str):
            if step == "[key]":
                break
            inner = node.get(step)
            if inner is None and not last:
                continue
            path.append(step)
            node = inner
        elif isinstance(node, Sequence) and isinstance(step, int):
            path.append(step)
            node = node.items[step] if step < len(node.items) else None
        elif last and isinstance(step, str) and isinstance(node, Mapping):
            path.append(step)
    return tuple(path)


def _key_location(tree: Node, path: tuple[int | str, ...]) -> Location | None:
    node: Node | None = tree
    for step in path[:-1]:
        if isinstance(node, Mapping) and isinstance(step, str):
            node = node.get(step)
        elif isinstance(node, Sequence) and isinstance(step, int):
            node = node.items[step]
    if isinstance(node, Mapping) and path and isinstance(path[-1], str):
        key = node.key(path[-1])
        return key.location if key else None
    return None


def _keys(model: type[BaseModel], path: tuple[int | str, ...]) -> list[str]:
    """The keys that may stand where ``path`` ends."""
    current: Any = model
    for step in path[:-1]:
        current = _inner(current, step)
        if current is None:
            return []
    if isinstance(current, type) and issubclass(current, BaseModel):
        return [info.alias or name for name, info in current.model_fields.items()]
    return []


def _inner(current: Any, step: int | str) -> Any:
    """The model below ``current`` at one step of a path."""
    if isinstance(current, type) and issubclass(current, BaseModel) and isinstance(step, str):
        by_key = {info.alias or name: info.annotation for name, info in current.model_fields.items()}
        return _model_in(by_key.get(step))
    return current


def _model_in(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        found = _model_in(argument)
        if found is not None:
            return found
    return None


def _kind(value: Any) -> Phrase:
    if value is None:
        return Phrase("kind-empty")
    if isinstance(value, bool):
        return Phrase("kind-yes-no", value=str(value).lower())
    if isinstance(value, (int, float)):
        return Phrase("kind-number", value=value)
    if isinstance(value, (dict, list)):
        return Phrase("kind-mapping" if isinstance(value, dict) else "kind-list")
    return Phrase("kind-text", value=value)


def _simple(value: Any) -> bool:
    return (isinstance(value, (int, float)) and not isinstance(value, bool)) or hasattr(value, "isoformat")


def child(node: Node | None, key: str) -> Node | None:
    """The value under ``key`` where ``node`` is a mapping, else None."""
    return node.get(key) if isinstance(node, Mapping) else None


def items(node: Node | None) -> tuple[Node, ...]:
    """The items where ``node`` is a list, else none."""
    return node.items if isinstance(node, Sequence) else ()


def scalars(node: Node | None) -> tuple[Scalar, ...]:
    """The scalar items of a list, or the scalar itself."""
    if isinstance(node, Scalar):
        return (node,)
    return tuple(item for item in items(node) if isinstance(item, Scalar))


def text_of(node: Node | None) -> str | None:
    """The text of a scalar, else None."""
    return node.text if isinstance(node, Scalar) else None

"""From a YAML tree to a checked shape: pydantic's findings, each at its line."""

from __future__ import annotations

from typing import Any, TypeVar, cast

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from ..problems import Location, Problem, closest
from .tree import Mapping, Node, Scalar, Sequence, locate, to_data

M = TypeVar("M", bound=BaseModel)

_TYPES = {
    "string_type": "text", "dict_type": "a mapping of keys", "list_type": "a list",
    "model_type": "a mapping of keys", "date_type": "a day such as 2020-12-30",
    "bool_type": "true or false", "float_type": "a number", "model_attributes_type": "a mapping of keys",
}  # fmt: skip


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
    kind, name = detail["type"], str(path[-1]) if path else ""
    label = f"`{name}`" if isinstance(path[-1] if path else None, str) else "this entry"
    if kind == "extra_forbidden":
        key = _key_location(tree, path) or where
        known = _keys(model, path)
        near = closest(name, known)
        return Problem(f"unknown key `{name}`", key, None if near else ", ".join(known) or None, near, "unknown-key")
    if kind == "missing":
        return Problem(f"missing key `{name}`", where, f"{name}: …", code="missing-key")
    if kind == "literal_error":
        wanted = detail.get("ctx", {}).get("expected", "").replace("'", "`")
        near = closest(str(detail["input"]), [word.strip("`") for word in wanted.replace(" or ", ", ").split(", ")])
        return Problem(f"`{_cut(detail['input'])}` is no value of {label}", where, wanted, near, "value")
    if kind == "string_too_long":
        limit = detail.get("ctx", {}).get("max_length")
        length = len(str(detail["input"]))
        return Problem(f"{label} has {length} characters", where, f"at most {limit}", code="too-long")
    if kind == "string_too_short":
        return Problem(f"{label} is empty", where, "text", code="value")
    if kind == "string_pattern_mismatch":
        if name == "sha256":
            return Problem(f"{label} is not a SHA-256", where, "64 hexadecimal digits", code="value")
        return Problem(
            f"`{_cut(detail['input'])}` is not an identifier", where,
            "lower-case letters, digits and _, beginning with a letter", code="value",
        )  # fmt: skip
    if kind in _TYPES:
        hint = f'"{_cut(detail["input"])}"' if kind == "string_type" and _simple(detail["input"]) else None
        return Problem(f"{label} is {_kind(detail['input'])}", where, _TYPES[kind], hint, "type")
    if kind in ("too_short", "too_long"):
        context = detail.get("ctx", {})
        short = kind == "too_short"
        limit = f"at least {context.get('min_length')}" if short else f"at most {context.get('max_length')}"
        return Problem(f"{label} has {context.get('actual_length')} entries", where, limit, code="value")
    return Problem(f"{label} cannot be read", where, detail["msg"], code="value")


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


def _kind(value: Any) -> str:
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return f"a yes/no value ({'true' if value else 'false'})"
    if isinstance(value, (int, float)):
        return f"a number ({value})"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    return f"`{_cut(value)}`"


def _simple(value: Any) -> bool:
    return (isinstance(value, (int, float)) and not isinstance(value, bool)) or hasattr(value, "isoformat")


def _cut(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 40 else text[:39] + "…"


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

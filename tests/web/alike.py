"""Where an answer in JavaScript is not the JSON of Python's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from liushou import match

from .v8 import Asked, Module


def differing(module: Module, women: list[Asked], **rules: Any) -> Iterator[Any]:
    for each, answer in zip(women, module.answers(*women), strict=True):
        profile, place, on = each
        expected = match(profile, place=place, on=on, **rules).to_dict()
        if answer != expected:
            yield each, first_difference(answer, expected)


def first_difference(answer: Any, expected: Any, path: str = "") -> str | None:
    if isinstance(expected, dict) and isinstance(answer, dict) and list(expected) == list(answer):
        parts = [(f"{path}.{key}", answer[key], expected[key]) for key in expected]
    elif isinstance(expected, list) and isinstance(answer, list) and len(expected) == len(answer):
        parts = [(f"{path}[{number}]", *pair) for number, pair in enumerate(zip(answer, expected, strict=True))]
    else:
        return None if answer == expected else f"{path}: {answer!r} is not {expected!r}"
    return next((found for path, *pair in parts if (found := first_difference(*pair, path=path))), None)

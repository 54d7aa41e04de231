"""Profiles from YAML and JSON files, with every mistake at its line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..files import read_text
from ..problems import Code, Foreign, InputError, Location, Problem
from ..yaml import Mapping as Tree
from ..yaml import Node, Scalar, Sequence, compose, locate, to_data
from .catalogue import BY_NAME
from .facts import Fact, FactError
from .model import Profile, unknown_fact

MAX_PROFILE_BYTES = 256 * 1024


def read_profile(path: Path | str, *, facts: Mapping[str, Fact] = BY_NAME) -> Profile:
    """The profile in a ``.yaml``, ``.yml`` or ``.json`` file.

    Raises :class:`~liushou.InputError` with all problems, each with its place.
    """
    path = Path(path)
    text = read_text(path, limit=MAX_PROFILE_BYTES)
    if path.suffix.lower() == ".json":
        return parse_json(text, str(path), facts=facts)
    return parse_yaml(text, str(path), facts=facts)


def parse_yaml(text: str, file: str = "<profile>", *, facts: Mapping[str, Fact] = BY_NAME) -> Profile:
    """The profile that a YAML text states; see :func:`read_profile`."""
    tree, problems = compose(text, file)
    if problems:
        raise InputError(problems)
    if tree is None or (isinstance(tree, Scalar) and not tree.text):
        return Profile()
    if not isinstance(tree, Tree):
        value = tree.text if isinstance(tree, Scalar) else None
        raise InputError(Problem(Code.NOT_A_PROFILE, tree.location, "fact: value", value=value))
    found: list[Problem] = []
    for key, node in tree:
        found.extend(_check(key, node, facts))
    if found:
        raise InputError(found)
    data, _ = to_data(tree, loose=True)
    return Profile.from_mapping(data, facts=facts)


def _check(key: Scalar, node: Node, facts: Mapping[str, Fact]) -> list[Problem]:
    data, problems = to_data(node, loose=True)
    where = node.location if isinstance(node, Scalar) and node.text else key.location
    if key.text == "unsure":
        if isinstance(node, Scalar) and data is None:
            return []
        if not isinstance(node, Sequence):
            return [Problem(Code.UNSURE_LIST, where, "unsure: [fact, …]")]
        return [
            unknown_fact(item.text if isinstance(item, Scalar) else "…", facts).at(item.location)
            for item in node.items
            if not isinstance(item, Scalar) or item.text not in facts
        ]
    if key.text not in facts:
        return [unknown_fact(key.text, facts).at(key.location)]
    if problems:
        return list(problems)
    fact = facts[key.text]
    try:
        fact.read(data)
    except FactError as error:
        return [error.at(where)]
    return []


def parse_json(text: str, file: str = "<profile>", *, facts: Mapping[str, Fact] = BY_NAME) -> Profile:
    """The profile that a JSON text states; see :func:`read_profile`."""
    try:
        data = json.loads(text, object_pairs_hook=_no_duplicates, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        lines = text.splitlines() or [""]
        line = lines[min(error.lineno, len(lines)) - 1]
        where = Location(file, error.lineno, error.colno, line)
        raise InputError(Problem(Code.JSON_SYNTAX, where, reason=Foreign(error.msg), value=line)) from None
    except RecursionError:
        raise InputError(Problem(Code.TOO_DEEP, Location(file, 1, 1))) from None
    except InputError as error:
        raise InputError(error.problems[0].at(Location(file, 1, 1))) from None
    except ValueError as error:
        raise InputError(Problem(Code.JSON_SYNTAX, Location(file, 1, 1), reason=Foreign(error))) from None
    if not isinstance(data, dict):
        raise InputError(Problem(Code.NOT_A_PROFILE, Location(file, 1, 1), '{"fact": value}'))
    try:
        return Profile.from_mapping(data, facts=facts)
    except InputError as error:
        if not error.problems or type(error) is not InputError:
            raise
        # JSON text is YAML text in all that matters for finding a key's place again.
        tree, _ = compose(text, file)
        raise InputError([_find(tree, problem, data) for problem in error.problems]) from None


def _find(tree: Node | None, problem: Problem, data: dict[str, Any]) -> Problem:
    if tree is None:
        return problem
    return problem.at(locate(tree, (problem.subject,))) if problem.subject in data else problem


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key, value in pairs:
        if key in result:
            raise InputError(Problem(Code.DUPLICATE_KEY, subject=key))
        result[key] = value
    return result


def _no_constant(word: str) -> Any:
    raise InputError(Problem(Code.NOT_FINITE, value=word))

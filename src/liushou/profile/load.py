"""Profiles from YAML and JSON files, with every mistake at its line."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..files import read_text
from ..problems import Code, Foreign, InputError, Location, Problem
from ..yaml import Mapping as Tree
from ..yaml import Node, Scalar, compose, locate, to_data
from .catalogue import BY_NAME
from .decisions import Path as Steps
from .facts import Fact
from .model import PARTS, Profile, read_stated

MAX_PROFILE_BYTES = 256 * 1024
#: Problems of a key, not of its value.
_ABOUT_KEYS = (Code.UNKNOWN_NAME, Code.DERIVED_FACT, Code.UNKNOWN_KEY)


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
    data: dict[str, Any] = {}
    unreadable: list[Problem] = []
    for key, node in tree:
        data[key.text], wrong = to_data(node, loose=True)
        if wrong and key.text in {*facts, *PARTS}:
            unreadable += wrong
            del data[key.text]
    return _profile(data, tree, facts, unreadable)


def parse_json(text: str, file: str = "<profile>", *, facts: Mapping[str, Fact] = BY_NAME) -> Profile:
    """The profile that a JSON text states; see :func:`read_profile`."""
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        lines = text.splitlines() or [""]
        line = lines[min(error.lineno, len(lines)) - 1]
        where = Location(file, error.lineno, error.colno, line)
        raise InputError(Problem(Code.JSON_SYNTAX, where, reason=Foreign(error.msg), value=line)) from None
    except RecursionError:
        raise InputError(Problem(Code.TOO_DEEP, Location(file, 1, 1))) from None
    except ValueError as error:
        raise InputError(Problem(Code.JSON_SYNTAX, Location(file, 1, 1), reason=Foreign(error))) from None
    if not isinstance(data, dict):
        raise InputError(Problem(Code.NOT_A_PROFILE, Location(file, 1, 1), '{"fact": value}'))
    # JSON text is YAML text in all that matters for finding a key's place again, and one that stands twice.
    tree, problems = compose(text, file)
    twice = [problem for problem in problems if problem.code is Code.DUPLICATE_KEY]
    if twice:
        raise InputError(twice)
    return _profile(data, tree, facts)


def _profile(
    data: Mapping[str, Any], tree: Node | None, facts: Mapping[str, Fact], unreadable: Sequence[Problem] = ()
) -> Profile:
    """The profile that the data of a tree state, with every mistake at its place."""
    stated, wrong = read_stated(data, facts)
    if not wrong and not unreadable:
        decisions = enumerate(stated["decisions"])
        stated["decisions"] = [replace(decision, location=_place(tree, ("decisions", n))) for n, decision in decisions]
        try:
            return Profile(**stated)
        except InputError as error:
            wrong = [((problem.subject or "",), problem) for problem in error.problems]
    problems = [*unreadable, *(problem.at(_place(tree, path, problem.code)) for path, problem in wrong)]
    raise InputError(sorted(problems, key=_line))


def _place(tree: Node | None, path: Steps, code: Code | None = None) -> Location | None:
    return None if tree is None else locate(tree, path, key_itself=code in _ABOUT_KEYS)


def _line(problem: Problem) -> tuple[int, int]:
    return (problem.location.line, problem.location.column) if problem.location else (0, 0)

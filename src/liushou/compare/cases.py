"""Witnesses as cases: a ``*.cases.yaml`` file that liushou's checks and pytest plugin read.

Each witness is one case per document, under that document's own place and day. Only cases
that the reference answer confirms are written: a witness that needs a parameter at a value
of its own, or facts of another place, proves nothing under the place's real parameters.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from ..answer import status_of
from ..files import write_file
from ..matcher import Matcher
from ..problems import Code, InputError, Problem
from ..rules import any_of, evaluate, word
from .model import Diff, WitnessView
from .sides import Side

SUFFIX = ".cases.yaml"


@dataclass(frozen=True, slots=True)
class Exported:
    """The text of a file of cases, how many it holds, and how many were left out."""

    text: str
    written: int
    left_out: int


def export_cases(diff: Diff) -> Exported:
    """The witnesses of a comparison as a file of cases.

    Raises :class:`~liushou.InputError` where neither side is a document by its id: a file
    or a revision is not what a case could be checked against.
    """
    sides = [(key, side) for key, side in (("a", diff.a), ("b", diff.b)) if side.by_id]
    if not sides:
        raise InputError(Problem(Code.CASES_OF_FILES))
    cases: list[dict[str, Any]] = []
    left_out = 0
    matchers = {key: Matcher(place=side.policy.place, on=side.on, rules=side.rules) for key, side in sides}
    for witnessed in _witnesses(diff):
        for key, side in sides:
            case = _case(witnessed, key, side, matchers[key], diff.on)
            if case is None:
                left_out += 1
            else:
                cases.append(case)
    numbers = f"{diff.a.policy.number} 与 {diff.b.policy.number}"
    head = f"# {numbers} 的差别，每例一人。docs/diff.md\non: {diff.on.isoformat()}\n"
    data: dict[str, Any] = {"cases": cases}
    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10_000)
    return Exported(head + text, len(cases), left_out)


def write_cases(exported: Exported, target: Path, diff: Diff) -> Path:
    """Write to a file, or into a folder under a name made of the two documents."""
    path = target
    if target.is_dir() or not target.name.endswith((".yaml", ".yml")):
        target.mkdir(parents=True, exist_ok=True)
        path = target / f"{_plain(diff.a.spec)}-{_plain(diff.b.spec)}{SUFFIX}"
    elif not target.name.endswith(SUFFIX):
        raise InputError(Problem(Code.NOT_A_CASE_FILE, file=target, suffix=SUFFIX))
    write_file(path, exported.text)
    return path


@dataclass(frozen=True, slots=True)
class _Witnessed:
    """A witness, and the service it is about; None for the definition."""

    title: str
    service: str | None
    witness: WitnessView


def _witnesses(diff: Diff) -> Iterator[_Witnessed]:
    for witness in diff.definition.witnesses:
        yield _Witnessed("定义", None, witness)
    for row in diff.services:
        for witness in row.witnesses:
            yield _Witnessed(row.title, row.id, witness)


def _case(case: _Witnessed, key: str, side: Side, matcher: Matcher, on: date) -> dict[str, Any] | None:
    """The case of a witness under one document; None where the reference answer does not confirm it."""
    witness, policy = case.witness, side.policy
    says = witness.a if key == "a" else witness.b
    if policy not in matcher.policies or (case.service is None and says not in ("yes", "no")):
        return None
    situation = matcher.situation(dict(witness.profile))
    defined = evaluate(policy.definition.condition, situation)
    expect: dict[str, Any]
    if case.service is None:
        if word(defined) != says:
            return None
        expect = {"definition": {policy.id: says}}
    else:
        measures = [measure for owner, measure in matcher.measures(case.service) if owner == policy]
        met = any_of(evaluate(measure.condition, situation) for measure in measures)
        if defined is not True or status_of(met) != says:
            return None
        expect = {"expect": {case.service: {"policy": policy.id, "status": says}}}
    return {
        "name": f"{case.title}：{witness.sentence}（{policy.number}）",
        "place": policy.place,
        **({"on": side.on.isoformat()} if side.on != on else {}),
        "profile": dict(witness.profile),
        **expect,
    }


def _plain(spec: str) -> str:
    return "".join(character if character.isalnum() or character in "._-@" else "_" for character in Path(spec).name)

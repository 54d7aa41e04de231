"""Witnesses as cases: a ``*.cases.yaml`` file that liushou's checks and pytest plugin read.

Each witness is one case per document, under that document's own place and day. Only cases
that the reference answer confirms are written: a witness that needs a parameter at a value
of its own, or facts of another place, proves nothing under the place's real parameters.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import yaml

from ..answer import status_of
from ..documents import Policy
from ..files import write_file
from ..matcher import Matcher
from ..problems import Code, InputError, Problem
from ..rules import any_of, evaluate, word
from .model import Diff, WitnessView

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
    subjects: list[tuple[str, str | None, tuple[WitnessView, ...]]]
    subjects = [("定义", None, diff.definition.witnesses)]
    subjects += [(row.title, row.id, row.witnesses) for row in diff.services]
    for title, service, witnesses in subjects:
        for witness, (key, side) in product(witnesses, sides):
            says = witness.a if key == "a" else witness.b
            policy = side.policy
            expected = _expectation(service, witness.profile, says, policy, matchers[key])
            if expected is None:
                left_out += 1
                continue
            cases.append(
                {
                    "name": f"{title}：{witness.sentence}（{policy.number}）",
                    "place": policy.place,
                    **({"on": side.on.isoformat()} if side.on != diff.on else {}),
                    "profile": dict(witness.profile),
                    **expected,
                }
            )
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


def _expectation(service: str | None, profile: Mapping[str, Any], says: str, policy: Policy, matcher: Matcher) -> Any:
    """What a case expects of a document; None where the reference answer does not confirm it."""
    if policy not in matcher.policies:
        return None
    situation = matcher.situation(dict(profile))
    defined = evaluate(policy.definition.condition, situation)
    if service is None:
        return {"definition": {policy.id: says}} if word(defined) == says else None
    measures = [measure for owner, measure in matcher.measures(service) if owner == policy]
    met = any_of(evaluate(measure.condition, situation) for measure in measures)
    confirmed = defined is True and status_of(met) == says
    return {"expect": {service: {"policy": policy.id, "status": says}}} if confirmed else None


def _plain(spec: str) -> str:
    return "".join(character if character.isalnum() or character in "._-@" else "_" for character in Path(spec).name)

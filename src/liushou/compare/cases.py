"""Witnesses as cases: a ``*.cases.yaml`` file that liushou's checks and pytest plugin read.

Each witness is one case per document, under that document's own place and day. Only cases
that the reference answer confirms are written: a witness that needs a parameter at a value
of its own, or facts of another place, proves nothing under the place's real parameters.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from ..answer import status_of
from ..documents import Policy
from ..files import one_line, without_suffix, write_file
from ..matcher import Matcher
from ..problems import Code, InputError, Problem
from ..rules import any_of, evaluate, word
from ..yaml import to_yaml
from .model import Diff, Row

SUFFIX = ".cases.yaml"


class Exported(NamedTuple):
    """The text of a file of cases, how many it holds, and how many were left out."""

    text: str
    written: int
    left_out: int


def export_cases(diff: Diff) -> Exported:
    """The witnesses of a comparison as a file of cases.

    Raises :class:`~liushou.InputError` where neither side is a document by its id: a file
    or a revision is not what a case could be checked against.
    """
    sides = [side for side in (diff.a, diff.b) if side.by_id]
    if not sides:
        raise InputError(Problem(Code.CASES_OF_FILES))
    cases = []
    rows = [(row, witness) for row in (diff.definition, *diff.services) for witness in row.witnesses]
    for side in sides:
        matcher = Matcher(place=side.policy.place, on=side.on, rules=side.rules)
        for place, (row, witness) in enumerate(rows):
            says = witness.a if side is diff.a else witness.b
            expected = _expectation(row, witness.profile, says, side.policy, matcher)
            if expected is not None:
                name = f"{row.title}：{witness.sentence}（{side.policy.number}）"
                day = {} if side.on == diff.on else {"on": side.on.isoformat()}
                head = {"name": name, "place": side.policy.place, **day, "profile": dict(witness.profile)}
                cases.append((place, head | expected))
    cases.sort(key=lambda case: case[0])
    numbers = f"{diff.a.policy.number} 与 {diff.b.policy.number}"
    head_lines = one_line(f"# {numbers} 的差别，每例一人。") + f"\non: {diff.on.isoformat()}\n"
    text = to_yaml({"cases": [case for _, case in cases]})
    return Exported(head_lines + text, len(cases), len(rows) * len(sides) - len(cases))


def write_cases(exported: Exported, target: Path, diff: Diff) -> Path:
    """Write to a file, or into a folder under a name made of the two documents."""
    path = target
    if target.is_dir() or not target.name.endswith((".yaml", ".yml")):
        target.mkdir(parents=True, exist_ok=True)
        names = (re.sub(r"[^\w.@-]", "_", without_suffix(side.spec)) for side in (diff.a, diff.b))
        path = target / f"{'-'.join(names)}{SUFFIX}"
    elif not target.name.endswith(SUFFIX):
        raise InputError(Problem(Code.NOT_A_CASE_FILE, file=target, suffix=SUFFIX))
    write_file(path, exported.text)
    return path


def _expectation(row: Row, profile: Mapping[str, Any], says: str, policy: Policy, matcher: Matcher) -> Any:
    """What a case expects of a document; None where the reference answer does not confirm it."""
    if policy not in matcher.policies:
        return None
    situation = matcher.situation(dict(profile))
    defined = evaluate(policy.definition.condition, situation)
    if says in ("yes", "no"):
        return {"definition": {policy.id: says}} if word(defined) == says else None
    measures = [measure for owner, measure in matcher.measures(row.id) if owner == policy]
    met = any_of(evaluate(measure.condition, situation) for measure in measures)
    confirmed = defined is True and status_of(met) == says
    return {"expect": {row.id: {"policy": policy.id, "status": says}}} if confirmed else None

"""What is compared: a document, a file, a file in a Git revision, a document on a day."""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Literal

from ..documents import Clause, Measure, Policy, Rules, load_rules
from ..files import MAX_BYTES
from ..places import NATION, place_of_code
from ..problems import InputError, Problem, closest
from ..values import check_day

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_DAYLIKE = re.compile(r"[\d-]+\Z")
_REVISION = re.compile(r"[\w./~^{}@:+-]{1,200}\Z")
_GIT_SECONDS = 30


Key = Literal["a", "b"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two: ``spec`` as it was given, the document, and the day it is read on.

    ``name`` is how sentences call it (重庆, 丰都). ``by_id`` says that it is a loaded
    document as such, so that a case about it can be checked anywhere.
    """

    spec: str
    policy: Policy = field(repr=False)
    rules: Rules = field(repr=False, compare=False)
    on: date
    name: str
    by_id: bool

    @property
    def place_name(self) -> str:
        """The full name of the document's place."""
        return place_of_code(self.policy.place).name

    def measures(self, *, individual: bool) -> Iterable[tuple[Clause, Measure]]:
        """The measures in force on the day: a dated goal that has passed is out."""
        for clause, measure in self.policy.measures():
            if measure.individual is individual and measure.in_force(self.on):
                yield clause, measure

    def spent(self) -> Iterable[tuple[Clause, Measure]]:
        """The measures whose last day has passed."""
        for clause, measure in self.policy.measures():
            if not measure.in_force(self.on):
                yield clause, measure


def read_side(spec: str, *, on: date, policies: Iterable[Path | str] = ()) -> Side:
    """The side that ``spec`` names.

    A document's id (``chongqing``), a file, either of them on a day
    (``chongqing@2021-03-01``), or a file in a Git revision (``chongqing.yaml@HEAD~1``).
    ``policies`` are folders to add to the shipped rules. Raises
    :class:`~liushou.InputError`.
    """
    folders = tuple(policies)
    if "@" not in spec or Path(spec).is_file():
        return _side(spec, spec, folders, on)
    left, _, right = spec.rpartition("@")
    if _DAYLIKE.match(right):
        day = check_day(right, spec)
        side = _side(spec, left, folders, day)
        if day < side.policy.issued:
            raise InputError(
                Problem(
                    f"{side.policy.number} was issued on {side.policy.issued}: there is nothing of it on {day}",
                    expected=f"a day from {side.policy.issued} on",
                    code="not-issued",
                )
            )
        return side
    if left in load_rules(*folders).policies:
        raise InputError(
            Problem(
                f"`{right}` is not a day, and a Git revision needs the document's file",
                expected=f"{left}@2021-03-01, or path/to/{left}.yaml@{right}",
                code="side",
            )
        )
    return _revision(spec, Path(left), right, folders, on)


def _side(spec: str, name: str, folders: tuple[Path | str, ...], on: date) -> Side:
    rules = load_rules(*folders)
    if name in rules.policies:
        policy = rules.policies[name]
        return _of(spec, policy, rules, on, by_id=True)
    path = Path(name)
    if path.is_file():
        return _file(spec, path, folders, on)
    near = closest(name, rules.policies)
    raise InputError(
        Problem(
            f"`{name}` is neither a document nor a file",
            expected=None if near else ", ".join(rules.policies) + ", or a file",
            did_you_mean=near,
            code="unknown-name",
        )
    )


def _file(spec: str, path: Path, folders: tuple[Path | str, ...], on: date) -> Side:
    rules = load_rules(*folders, replace=(path,))
    for policy in rules.policies.values():
        if Path(policy.file) == path:
            return _of(spec, policy, rules, on, by_id=False)
    raise InputError(Problem(f"{path} holds no document", expected="a file with `policy:` at the top", code="side"))


def _of(spec: str, policy: Policy, rules: Rules, on: date, *, by_id: bool) -> Side:
    return Side(spec=spec, policy=policy, rules=rules, on=on, name=short_name(policy.place), by_id=by_id)


def _revision(spec: str, path: Path, revision: str, folders: tuple[Path | str, ...], on: date) -> Side:
    if not path.parent.is_dir():
        raise InputError(Problem(f"there is no folder {path.parent}", expected="a file, as it lies now", code="side"))
    if revision.startswith("-") or not _REVISION.match(revision):
        raise InputError(Problem(f"`{revision[:60]}` is not a Git revision", expected="HEAD~1, a tag, a commit"))
    content = _git_show(path, revision)
    with tempfile.TemporaryDirectory(prefix="liushou-") as folder:
        copy = Path(folder) / path.name
        copy.write_bytes(content)
        try:
            side = _file(spec, copy, folders, on)
        except InputError as error:
            raise InputError([_elsewhere(problem, str(copy), spec) for problem in error.problems]) from None
        return replace(side, policy=replace(side.policy, file=spec))


def _git_show(path: Path, revision: str) -> bytes:
    command = ["git", "-C", str(path.parent), "show", "--end-of-options", f"{revision}:./{path.name}"]
    try:
        result = subprocess.run(command, capture_output=True, timeout=_GIT_SECONDS, stdin=subprocess.DEVNULL)
    except FileNotFoundError:
        raise InputError(Problem("git is not installed", expected="git, to read a revision", code="git")) from None
    except subprocess.TimeoutExpired:
        raise InputError(Problem(f"git did not answer within {_GIT_SECONDS} s", code="git")) from None
    if result.returncode != 0:
        lines = result.stderr.decode("utf-8", "replace").strip().splitlines()
        reason = lines[0].removeprefix("fatal: ") if lines else "git failed"
        raise InputError(
            Problem(f"{path}@{revision}: {reason[:200]}", expected="a revision that has the file", code="git")
        )
    if len(result.stdout) > MAX_BYTES:
        raise InputError(Problem(f"{path}@{revision} is larger than {MAX_BYTES} bytes", code="too-large"))
    return result.stdout


def _elsewhere(problem: Problem, copy: str, spec: str) -> Problem:
    where = problem.location
    if where is not None and where.file == copy:
        where = replace(where, file=spec)
    named = {name: value.replace(copy, spec) for name, value in problem.data.items() if isinstance(value, str)}
    return problem.at(where, **named)


def short_name(place: str) -> str:
    """How a sentence calls the document of a place: 重庆, 丰都, 全国."""
    name = place_of_code(place).name
    if place == NATION:
        return name
    for above in (place[:4] + "00", place[:2] + "0000"):
        if above != place:
            try:
                outer = place_of_code(above).name
            except InputError:
                continue
            if name.startswith(outer):
                name = name[len(outer) :]
                break
    for ending in ("特别行政区", "自治区", "省", "市", "县", "区"):
        if name.endswith(ending) and len(name) > len(ending) + 1:
            return name[: -len(ending)]
    return name


def with_distinct_names(a: Side, b: Side) -> tuple[Side, Side]:
    """Both sides with names that differ: 重庆 and 丰都, or 重庆（HEAD~1） and 重庆."""
    if a.name != b.name:
        return a, b
    return replace(a, name=_with_mark(a, b)), replace(b, name=_with_mark(b, a))


def _with_mark(side: Side, other: Side) -> str:
    if "@" in side.spec:
        return f"{side.name}（{side.spec.rpartition('@')[2]}）"
    if side.policy.number != other.policy.number:
        return f"{side.name}（{side.policy.number}）"
    if "@" in other.spec:
        return f"{side.name}（{side.on.isoformat()}）" if _DAYLIKE.match(other.spec.rpartition("@")[2]) else side.name
    mark = side.spec if side.spec != other.spec else "同一文件"
    return f"{side.name}（{Path(mark).name}）"


__all__ = ["Side", "read_side", "short_name", "with_distinct_names"]

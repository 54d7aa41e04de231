"""What is compared: a document, a file, a file in a Git revision, a document on a day."""

import re
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

from ..documents import Clause, Measure, Policy, Rules, load_documents, load_rules, shipped_directory
from ..files import MAX_BYTES, real_path
from ..places import NATION, containing, place_of_code
from ..problems import Code, InputError, Phrase, Problem, closest, unknown_name
from ..report import MeasureView, measure_view
from ..rules import say
from ..values import check_day, grouped

_DAYLIKE = re.compile(r"[\d-]+\Z")
_REVISION = re.compile(r"[\w./~^{}@:+-]{1,200}\Z")
_GIT_SECONDS = 30
_YAML, _MAX_FILES = (".yaml", ".yml"), 100

Folders = tuple[Path | str, ...]
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

    @property
    def definition(self) -> str:
        """The document's definition in words."""
        return say(self.policy.definition.condition, self.rules.vocabulary)

    def measures(self, *, spent: bool = False) -> list[tuple[Clause, Measure]]:
        """The measures in force on the day, individual ones first; or those ``spent``, whose last day has passed."""
        pairs = [pair for pair in self.policy.measures() if pair[1].in_force(self.on) is not spent]
        return sorted(pairs, key=lambda pair: not pair[1].individual)

    def by_subject(self) -> dict[tuple[str, bool], list[tuple[Clause, Measure]]]:
        """The measures in force by (service or topic, whether it is a topic)."""
        return grouped(((pair[1].name, not pair[1].individual), pair) for pair in self.measures())

    def views(self, pairs: Iterable[tuple[Clause, Measure]]) -> tuple[MeasureView, ...]:
        """Measures in words."""
        return tuple(measure_view(self.rules, self.policy, clause, measure) for clause, measure in pairs)


def read_side(spec: str, *, on: date, policies: Iterable[Path | str] = ()) -> Side:
    """The side that ``spec`` names.

    A document's id (``chongqing``), a file, either of them on a day (``chongqing@2021-03-01``), or a file in a Git
    revision (``chongqing.yaml@HEAD~1``). ``policies`` are folders to add to the shipped rules. Raises
    :class:`~liushou.InputError`.
    """
    folders = tuple(policies)
    if "@" not in spec or Path(spec).is_file():
        return _document_or_file(spec, spec, folders, on)
    name, _, mark = spec.rpartition("@")
    if not _DAYLIKE.match(mark):
        return _revision(spec, folders, on)
    day = check_day(mark, spec)
    return _issued(_document_or_file(spec, name, folders, day))


def side_of(rules: Rules, spec: str, on: date) -> Side:
    """The side that is a document of these rules: its id, or its id and a day (``chongqing@2021-03-01``).

    Raises :class:`~liushou.InputError`.
    """
    name, _, mark = spec.partition("@")
    policy = rules.policies.get(name)
    if policy is None:
        raise InputError(unknown_name("document", name, rules.policies))
    day = check_day(mark, "on") if mark else on
    side = Side(spec=spec, policy=policy, rules=rules, on=day, name=short_name(policy.place), by_id=True)
    return _issued(side) if mark else side


def _issued(side: Side) -> Side:
    """The side, on a day on which it is there. Raises :class:`~liushou.InputError`."""
    policy = side.policy
    if side.on < policy.issued:
        raise InputError(Problem(Code.NOT_ISSUED, subject=policy.number, issued=policy.issued, day=side.on))
    return side


def _document_or_file(spec: str, name: str, folders: Folders, on: date) -> Side:
    known = load_rules(*folders).policies
    if name not in known and not Path(name).is_file():
        raise InputError(Problem(Code.NOT_A_SIDE, subject=name, near=closest(name, known), names=tuple(known)))
    rules, (policy,) = load_documents([name], *folders)
    return Side(spec=spec, policy=policy, rules=rules, on=on, name=short_name(policy.place), by_id=name in known)


def _revision(spec: str, folders: Folders, on: date) -> Side:
    name, _, revision = spec.rpartition("@")
    path = Path(name)
    if name in load_rules(*folders).policies:
        raise InputError(Problem(Code.REVISION_NEEDS_FILE, subject=name, value=revision))
    if not path.parent.is_dir():
        raise InputError(Problem(Code.UNREADABLE, file=spec, reason=Phrase("no-folder", folder=path.parent)))
    if revision.startswith("-") or not _REVISION.match(revision):
        raise InputError(Problem(Code.NOT_A_REVISION, subject=revision))
    known = {real_path(folder) for folder in (*folders, shipped_directory())}
    names = [path.name]
    if real_path(path.parent) not in known:
        listed = _git(path, revision, "ls-tree", "--name-only", revision, "./").decode("utf-8", "replace")
        names = list(dict.fromkeys([*names, *(name for name in listed.splitlines() if name.endswith(_YAML))]))
    with tempfile.TemporaryDirectory(prefix="liushou-") as folder:
        copies = {str(Path(folder) / "of" / name): f"{path.with_name(name)}@{revision}" for name in names}
        copy = next(iter(copies))
        copies[copy] = spec
        Path(copy).parent.mkdir()
        for name, target in zip(names[:_MAX_FILES], copies, strict=False):
            Path(target).write_bytes(_git(path, revision, "show", "--end-of-options", f"{revision}:./{name}"))
        try:
            side = _document_or_file(spec, copy, folders, on)
        except InputError as error:
            raise InputError([_elsewhere(problem, copies) for problem in error.problems]) from None
        return replace(side, policy=replace(side.policy, file=spec))


def _git(path: Path, revision: str, *arguments: str) -> bytes:
    """What Git says in the folder of a file."""
    command = ["git", "-C", str(path.parent), *arguments]
    try:
        result = subprocess.run(command, capture_output=True, timeout=_GIT_SECONDS, stdin=subprocess.DEVNULL)
    except FileNotFoundError:
        reason = Phrase("git-missing")
    except subprocess.TimeoutExpired:
        reason = Phrase("git-slow", seconds=_GIT_SECONDS)
    else:
        if len(result.stdout) > MAX_BYTES:
            raise InputError(Problem(Code.TOO_LARGE, file=f"{path}@{revision}", limit=MAX_BYTES))
        if result.returncode == 0:
            return result.stdout
        lines = result.stderr.decode("utf-8", "replace").strip().splitlines()
        reason = Phrase("git-failed", reason=lines[0].removeprefix("fatal: ")[:200] if lines else "git failed")
    raise InputError(Problem(Code.GIT, file=path, revision=revision, reason=reason))


def _elsewhere(problem: Problem, copies: Mapping[str, str]) -> Problem:
    """The problem with the names of files instead of those of their copies."""

    def renamed(value: Any) -> Any:
        if isinstance(value, Phrase):
            return Phrase(value.key, **{name: renamed(inner) for name, inner in value.data.items()})
        for copy, name in copies.items() if isinstance(value, str) else ():
            value = value.replace(copy, name)
        return value

    where = problem.location
    if where is not None:
        where = replace(where, file=copies.get(where.file, where.file))
    return problem.at(where, **{name: renamed(value) for name, value in problem.data.items()})


def short_name(place: str) -> str:
    """How a sentence calls the document of a place: 重庆, 丰都, 全国."""
    name = place_of_code(place).name
    if place == NATION:
        return name
    above = (code for code in containing(place) if code not in (place, NATION))
    name = name.removeprefix(next((place_of_code(code).name for code in above), ""))
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
    of_other = other.spec.rpartition("@")[2] if "@" in other.spec else None
    if "@" in side.spec:
        mark = side.spec.rpartition("@")[2]
    elif side.policy.number != other.policy.number:
        mark = side.policy.number
    elif of_other is None:
        mark = Path(side.spec).name if side.spec != other.spec else "同一文件"
    elif _DAYLIKE.match(of_other):
        mark = side.on.isoformat()
    else:
        return side.name
    return f"{side.name}（{mark}）"


def with_all_names(a: Side, b: Side) -> tuple[Side, Side]:
    """Both sides with the registers of both: a file's own facts and services are named to the other, too."""
    if a.rules is b.rules:
        return a, b
    return replace(a, rules=_joined(a.rules, b.rules)), replace(b, rules=_joined(b.rules, a.rules))


def _joined(rules: Rules, others: Rules) -> Rules:
    vocabulary = _with_others(rules.vocabulary, others.vocabulary, ("facts", "concepts", "parameters"))
    registers = ("services", "topics", "concepts", "parameters", "references", "facts", "fields")
    joined: Rules = _with_others(rules, others, registers)
    return replace(joined, vocabulary=vocabulary)


def _with_others(whole: Any, others: Any, names: Iterable[str]) -> Any:
    return replace(whole, **{name: {**getattr(others, name), **getattr(whole, name)} for name in names})

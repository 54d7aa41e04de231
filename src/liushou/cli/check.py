"""``liushou check``: is a rule file well-formed, does every name in it exist, and what does a draft leave to decide?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ..problems import Code, InputError, Location, Problem
from .common import BAD_INPUT, DONE, FINDINGS, Json, Policies, show
from .language import in_words, language

if TYPE_CHECKING:
    from ..draft import Mark

Files = Annotated[list[Path], typer.Argument(metavar="[FILE…]", default_factory=list, show_default=False)]


def check(
    files: Files, policies: Policies, json: Json = False, drafts: Annotated[bool, typer.Option("--drafts")] = False
) -> int:
    """Check rule files: every mistake with its line, a caret, and what was expected."""
    from ..documents import read_rules

    if not files and not policies:
        raise InputError(Problem(Code.MISSING_ARGUMENT, subject="FILE… or --policies"))
    if drafts:
        return _undecided(files or [path for folder in policies for path in _rule_files(folder)], json)
    unusable = {Code.UNREADABLE, Code.TOO_LARGE, Code.ENCODING, Code.TOO_MANY_VALUES, Code.CONCEPT_SIZE}
    unusable |= {Code.NOT_A_FOLDER, Code.EMPTY_FOLDER, Code.TOO_MANY_FILES}
    _, problems = read_rules([str(path) for path in policies], [str(path) for path in files])
    show(json, lambda: [_data(problem) for problem in problems], lambda: _lines([*files, *policies], problems))
    if any(problem.code in unusable for problem in problems):
        return BAD_INPUT
    return FINDINGS if problems else DONE


def _rule_files(folder: Path) -> list[Path]:
    from ..documents import not_a_folder, rule_files

    if not folder.is_dir():
        raise InputError(not_a_folder(folder))
    return rule_files(folder)


def _undecided(files: list[Path], json: bool) -> int:
    """What drafts leave to decide: every comment that says check or open."""
    from ..draft import counted, marks_of
    from ..files import read_text

    marks = [(path, mark) for path in files for mark in marks_of(read_text(path))]
    left = [(_undecided_here(path, mark), mark) for path, mark in marks if mark.certainty != "sure"]
    counts = dict(counted(mark for _, mark in marks).items())

    def data() -> list[dict[str, object]]:
        return [{**_data(problem), "certainty": mark.certainty, "words": mark.words} for problem, mark in left]

    def lines() -> Iterator[str]:
        for problem, _ in left:
            yield f"{problem.location}: {problem.texts(language())['message']}"
            yield f"  {problem.subject}"
        yield in_words("drafts-counted" if left else "drafts-none", **counts)

    show(json, data, lines)
    return FINDINGS if left else DONE


def _undecided_here(path: Path, mark: Mark) -> Problem:
    code = Code.DRAFT_OPEN if mark.certainty == "open" else Code.DRAFT_CHECK
    return Problem(code, Location(str(path), mark.line, mark.column), subject=mark.about, words=mark.words)


def _lines(files: list[Path], problems: Sequence[Problem]) -> Iterator[str]:
    yield from (problem.format(language()) for problem in problems)
    if problems:
        codes = dict.fromkeys(problem.code for problem in problems)
        yield in_words("explained-by", command=f"liushou explain {' '.join(codes)}")
    key = {0: "no-problems", 1: "one-problem"}.get(len(problems), "problems")
    yield f"{', '.join(map(str, files))}: {in_words(key, count=len(problems))}"


def _data(problem: Problem) -> dict[str, object]:
    where = problem.location
    return {
        "file": where and where.file,
        "line": where and where.line,
        "column": where and where.column,
        "code": problem.code,
        "subject": problem.subject,
        **problem.texts(language()),
        "did_you_mean": problem.did_you_mean,
        "also": [str(place) for place in problem.also],
    }

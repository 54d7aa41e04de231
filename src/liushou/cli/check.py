"""``liushou check``: is a rule file well-formed, and does every name in it exist?"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from ..messages import say
from ..problems import Code, Phrase, Problem
from .common import BAD_INPUT, DONE, FINDINGS, Json, Policies, show
from .language import language


def check(files: Annotated[list[Path], typer.Argument(metavar="FILE…")], policies: Policies, json: Json = False) -> int:
    """Check rule files: every mistake with its line, a caret, and what was expected."""
    from ..documents import read_rules

    unusable = {Code.UNREADABLE, Code.TOO_LARGE, Code.ENCODING, Code.TOO_MANY_VALUES, Code.CONCEPT_SIZE}
    unusable |= {Code.NOT_A_FOLDER, Code.EMPTY_FOLDER, Code.TOO_MANY_FILES}
    _, problems = read_rules([str(path) for path in policies], [str(path) for path in files])
    show(json, lambda: [_data(problem) for problem in problems], lambda: _lines(files, problems))
    if any(problem.code in unusable for problem in problems):
        return BAD_INPUT
    return FINDINGS if problems else DONE


def _lines(files: list[Path], problems: Sequence[Problem]) -> Iterator[str]:
    yield from (problem.format(language()) for problem in problems)
    counted = Phrase({0: "no-problems", 1: "one-problem"}.get(len(problems), "problems"), count=len(problems))
    yield f"{', '.join(map(str, files))}: {say(counted, language())}"


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

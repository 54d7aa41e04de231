"""``liushou check``: is a rule file well-formed, and does every name in it exist?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .common import BAD_INPUT, DONE, FINDINGS, Json, Policies, guarded, print_json
from .language import language

if TYPE_CHECKING:
    from ..problems import Problem


@guarded
def check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Documents or registers (.yaml).")],
    policies: Policies = [],  # noqa: B006
    json: Json = False,
) -> None:
    """Check rule files (规则文件): every mistake with its line, a caret, and what was expected."""
    from ..documents import read_rules
    from ..messages import say
    from ..problems import Code, Phrase

    unusable = {Code.UNREADABLE, Code.TOO_LARGE, Code.ENCODING, Code.TOO_MANY_VALUES, Code.CONCEPT_SIZE}
    unusable |= {Code.NOT_A_FOLDER, Code.EMPTY_FOLDER, Code.TOO_MANY_FILES}
    _, problems = read_rules([str(path) for path in policies], [str(path) for path in files])
    lang = language()
    if json:
        print_json([_plain(problem, lang) for problem in problems])
    else:
        for problem in problems:
            typer.echo(problem.format(lang))
        names = ", ".join(str(path) for path in files)
        counted = Phrase({0: "no-problems", 1: "one-problem"}.get(len(problems), "problems"), count=len(problems))
        typer.echo(f"{names}: {say(counted, lang)}")
    if problems:
        raise typer.Exit(BAD_INPUT if any(problem.code in unusable for problem in problems) else FINDINGS)
    raise typer.Exit(DONE)


def _plain(problem: Problem, lang: str) -> dict[str, object]:
    where = problem.location
    return {
        "file": where and where.file,
        "line": where and where.line,
        "column": where and where.column,
        "code": problem.code,
        "subject": problem.subject,
        **problem.texts(lang),
        "did_you_mean": problem.did_you_mean,
        "also": [str(place) for place in problem.also],
    }

"""``liushou check``: is a rule file well-formed, and does every name in it exist?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .common import BAD_INPUT, DONE, FINDINGS, Json, Policies, guarded, print_json


@guarded
def check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Documents or registers (.yaml).")],
    policies: Policies = [],  # noqa: B006
    json: Json = False,
) -> None:
    """Check rule files (规则文件): every mistake with its line, a caret, and what was expected."""
    from ..documents import read_rules
    from ..problems import Problem

    _, problems = read_rules([str(path) for path in policies], [str(path) for path in files])
    unreadable = any(problem.code in ("unreadable", "too-large", "encoding") for problem in problems)
    if json:
        print_json([_plain(problem) for problem in problems])
    else:
        for problem in problems:
            typer.echo(Problem.format(problem))
        count = len(problems)
        names = ", ".join(str(path) for path in files)
        typer.echo(f"{names}: " + ("no problems" if not count else f"{count} problem{'s' if count > 1 else ''}"))
    if problems:
        raise typer.Exit(BAD_INPUT if unreadable else FINDINGS)
    raise typer.Exit(DONE)


def _plain(problem: object) -> dict[str, object]:
    location = getattr(problem, "location", None)
    return {
        "file": location.file if location else None,
        "line": location.line if location else None,
        "column": location.column if location else None,
        "code": getattr(problem, "code", None),
        "message": getattr(problem, "message", None),
        "expected": getattr(problem, "expected", None),
        "did_you_mean": getattr(problem, "did_you_mean", None),
    }

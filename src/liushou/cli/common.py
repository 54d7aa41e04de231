"""What every command shares: options, errors on stderr, exit codes.

Exit codes: 0 done, 1 findings of a check, 2 bad input, bad usage, a missing extra or an
output that cannot be written. Bad input never gives a traceback.
"""

from __future__ import annotations

import functools
import json
import os
import sys
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, ParamSpec, TypeVar

import typer

from ..problems import Code, InputError, LiushouError, Problem, os_reason
from .language import told

if TYPE_CHECKING:
    from ..documents import Rules

P = ParamSpec("P")
R = TypeVar("R")

DONE, FINDINGS, BAD_INPUT = 0, 1, 2

Policies = Annotated[
    list[Path],
    typer.Option("--policies", metavar="DIR", help="Add the documents and registers of a folder (may be repeated)."),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
PlaceCode = Annotated[
    str,
    typer.Option("--place", metavar="PLACE", help="Where she lives: a code (行政区划代码) or a name: 500230, 丰都县."),
]
PlacesFile = Annotated[
    Path | None, typer.Option("--places", metavar="FILE", help="A county's own facts and thresholds (标准), as YAML.")
]
On = Annotated[
    str | None,
    typer.Option(
        "--on", metavar="DATE", help="The day of assessment (评估日), such as 2025-06-30; today unless given."
    ),
]


def guarded(function: Callable[P, R]) -> Callable[P, R]:
    """The command with every expected failure turned into a message and exit code 2."""

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return function(*args, **kwargs)
        except InputError as error:
            fail(error.problems)
        except LiushouError as error:
            fail((getattr(error, "problem", None) or Problem(Code.INTERNAL, reason=error),))
        except BrokenPipeError:
            # The reader went away (`| head`): nothing is wrong, and nobody to tell.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(DONE) from None
        except OSError as error:
            fail((Problem(Code.SYSTEM, file=error.filename, reason=os_reason(error)),))
        except RecursionError:
            fail((Problem(Code.TOO_DEEP),))

    return run


def fail(problems: Iterable[Problem]) -> NoReturn:
    """Print the problems on stderr and stop with exit code 2."""
    for problem in problems:
        typer.echo(told(problem), err=True)
    raise typer.Exit(BAD_INPUT)


def print_json(data: Any) -> None:
    """Data as JSON on stdout, Chinese as it is."""
    typer.echo(json.dumps(data, ensure_ascii=False, indent=2))


def day(text: str | None) -> date:
    """The day of ``--on``; today where it was not given (only the command line has a clock)."""
    from ..values import check_day

    return date.today() if text is None else check_day(text, "--on")


def place_code(place: str, on: date) -> str:
    """The code of ``--place``, which is a code or a name."""
    from ..places import find_place

    return find_place(place, on).code


def rules_of(policies: Iterable[Path]) -> Rules:
    """The shipped rules and those of the ``--policies`` folders."""
    from ..documents import load_rules

    return load_rules(*policies)

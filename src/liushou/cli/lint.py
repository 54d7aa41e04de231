"""``liushou lint``: what is probably wrong in rule files that are well-formed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .common import DONE, FINDINGS, Json, On, Policies, day, guarded, print_json

if TYPE_CHECKING:
    from ..proof.lint import Report, Step


@guarded
def lint(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="[FILE…]", help="Documents or registers (.yaml); all that are loaded if none."),
    ] = [],  # noqa: B006
    policies: Policies = [],  # noqa: B006
    on: On = None,
    show_explained: Annotated[
        bool, typer.Option("--explained", help="Show the findings that are explained, too (已说明的也列出).")
    ] = False,
    json: Json = False,
) -> None:
    """Find conditions that never or always hold, measures at odds, gaps, unused names (规则检查)."""
    from ..proof.lint import lint as run

    with _progress(not json) as step:
        report = run(day(on), files=files, policies=policies, step=step)
    if json:
        print_json(report.to_dict())
    else:
        _print(report, show_explained)
    raise typer.Exit(FINDINGS if report.failed else DONE)


def _print(report: Report, show_explained: bool) -> None:
    for finding in (*report.findings, *(report.explained if show_explained else ())):
        typer.echo(finding.format() + "\n")
    counts = [
        f"{number} {severity}{'s' if number > 1 else ''}"
        for severity in ("error", "warning", "note")
        if (number := sum(finding.severity == severity for finding in report.findings))
    ]
    line = ", ".join(counts) or "no findings (没有发现问题)"
    if report.explained:
        line += f"; {len(report.explained)} explained (已说明)" + ("" if show_explained else ", shown with --explained")
    typer.echo(line)


class _progress:
    """A line of progress on a terminal; nothing elsewhere."""

    def __init__(self, wanted: bool) -> None:
        self.wanted = wanted and sys.stderr.isatty()

    def __enter__(self) -> Step | None:
        return self._step if self.wanted else None

    def _step(self, name: str, done: int, total: int) -> None:
        sys.stderr.write(f"\r\x1b[K{done}/{total} {name}")
        sys.stderr.flush()

    def __exit__(self, *_: object) -> None:
        if self.wanted:
            sys.stderr.write("\r\x1b[K")

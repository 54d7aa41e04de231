"""``liushou lint``: what is probably wrong in rule files that are well-formed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .common import DONE, FINDINGS, Json, On, Policies, day, guarded, print_json
from .progress import progress

if TYPE_CHECKING:
    from ..proof.lint import Report


@guarded
def lint(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="[FILE…]", help="Documents or registers (.yaml); all that are loaded if none."),
    ] = [],  # noqa: B006
    policies: Policies = [],  # noqa: B006
    on: On = None,
    show_explained: Annotated[
        bool, typer.Option("--explained", help="Also show the findings that are explained (已说明的也列出).")
    ] = False,
    json: Json = False,
) -> None:
    """Find conditions that are never or always met, conflicting measures, gaps, unused names (规则检查)."""
    from ..proof.lint import lint as run

    with progress(not json) as step:
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

"""``liushou lint``: what is probably wrong in rule files that are well-formed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .common import DONE, FINDINGS, Json, On, Policies, day, progress, show
from .language import language

if TYPE_CHECKING:
    from ..proof.lint import Report

Files = Annotated[list[Path], typer.Argument(metavar="[FILE…]", default_factory=list, show_default=False)]


def lint(
    files: Files,
    policies: Policies,
    on: On = None,
    explained: Annotated[bool, typer.Option("--explained")] = False,
    json: Json = False,
) -> int:
    """Find conditions that are never or always met, conflicting measures, gaps, unused names."""
    from ..proof.lint import lint as run

    with progress(not json) as step:
        report = run(day(on), files=files, policies=policies, step=step)
    show(json, lambda: report.to_dict(language()), lambda: _lines(report, explained))
    return FINDINGS if report.failed else DONE


def _lines(report: Report, explained: bool) -> Iterator[str]:
    for finding in (*report.findings, *(report.explained if explained else ())):
        yield finding.format(language()) + "\n"
    numbers = Counter[str](finding.severity for finding in report.findings)
    kinds = [kind for kind in ("error", "warning", "note") if numbers[kind]]
    counts = [f"{numbers[kind]} {kind}{'s' if numbers[kind] > 1 else ''}" for kind in kinds]
    line = ", ".join(counts) or "no findings (没有发现问题)"
    if report.explained:
        line += f"; {len(report.explained)} explained (已说明)" + ("" if explained else ", shown with --explained")
    yield line

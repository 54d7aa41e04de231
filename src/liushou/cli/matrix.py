"""``liushou matrix``: all documents × all services, what differs most first."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .common import Json, On, Policies, day, guarded, print_json, rules_of


@guarded
def matrix(
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write it as one HTML page (网页).")
    ] = None,
    xlsx: Annotated[Path | None, typer.Option("--xlsx", metavar="FILE", help="Write it as a workbook (表格).")] = None,
    on: On = None,
    json: Json = False,
    policies: Policies = [],  # noqa: B006
) -> None:
    """Show force, lead, condition and clause of every service in every document (服务对照)."""
    from ..compare import matrix as build
    from ..compare import matrix_html_page, terminal_table, workbook
    from ..files import write_file

    table = build(rules_of(policies), day(on))
    if html is not None:
        write_file(html, matrix_html_page(table))
        typer.echo(f"wrote {html}", err=True)
    if xlsx is not None:
        write_file(xlsx, workbook(table))
        typer.echo(f"wrote {xlsx}", err=True)
    if json:
        print_json(table.to_dict())
    elif html is None and xlsx is None:
        from rich.console import Console

        Console().print(terminal_table(table))

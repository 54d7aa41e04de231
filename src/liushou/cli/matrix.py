"""``liushou matrix``: all documents × all services, what differs most first."""

from pathlib import Path
from typing import Annotated

import typer

from .common import Json, On, Policies, day, rendered, rules_of, show, write


def matrix(
    policies: Policies,
    html: Annotated[Path | None, typer.Option("--html", metavar="FILE")] = None,
    xlsx: Annotated[Path | None, typer.Option("--xlsx", metavar="FILE")] = None,
    on: On = None,
    json: Json = False,
) -> None:
    """Show force, lead, condition and clause of every service in every document."""
    from ..compare import matrix as build
    from ..compare import matrix_html_page, terminal_table, workbook

    table = build(rules_of(policies), day(on))
    if html is not None:
        write(html, matrix_html_page(table))
    if xlsx is not None:
        write(xlsx, workbook(table))
    if json or not (html or xlsx):
        show(json, table.to_dict, lambda: rendered(terminal_table(table)))

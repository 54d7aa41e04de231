"""``liushou diff``: what two documents really do differently, with people who show it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .common import Json, On, PlacesFile, Policies, day, guarded, print_json, rules_of
from .progress import progress


@guarded
def diff(
    a: Annotated[
        str,
        typer.Argument(
            metavar="A",
            help="A document (chongqing), a file, a file@revision, or either @2021-03-01 (文件、修订、某日).",
        ),
    ],
    b: Annotated[str, typer.Argument(metavar="B", help="The other one.")],
    on: On = None,
    place: Annotated[
        str | None,
        typer.Option("--place", metavar="PLACE", help="Compare under the facts and thresholds (标准) of this place."),
    ] = None,
    places: PlacesFile = None,
    json: Json = False,
    markdown: Annotated[
        Path | None, typer.Option("--markdown", metavar="FILE", help="Write the comparison as Markdown.")
    ] = None,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write the comparison as one HTML page (网页).")
    ] = None,
    witnesses: Annotated[
        Path | None,
        typer.Option("--witnesses", metavar="DIR|FILE", help="Write the people who show it (举例) as YAML cases."),
    ] = None,
    policies: Policies = [],  # noqa: B006
) -> None:
    """Compare two documents (文件比较): 等价 / 更宽 / 互有宽严 / 仅一方有, force, offices, examples."""
    from ..compare import diff as compare
    from ..compare import export_cases, html_page, markdown_page, read_side, text_page, write_cases
    from ..documents import read_places
    from ..files import write_file

    on_day = day(on)
    first, second = (read_side(spec, on=on_day, policies=policies) for spec in (a, b))
    own = read_places(places, rules_of(policies)) if places else None
    with progress() as step:
        comparison = compare(first, second, on=on_day, place=place, places=own, step=step)
    pages = [(path, page(comparison)) for path, page in ((markdown, markdown_page), (html, html_page)) if path]
    for path, text in pages:
        write_file(path, text)
        typer.echo(f"wrote {path}", err=True)
    if witnesses is not None:
        exported = export_cases(comparison)
        path = write_cases(exported, witnesses, comparison)
        cases = f"{exported.written} cases (案例)"
        if exported.left_out:
            cases += f", {exported.left_out} left out (they need a parameter or a fact of their own)"
        typer.echo(f"wrote {path}: {cases}", err=True)
    if json:
        print_json(comparison.to_dict())
    elif not pages:
        typer.echo(text_page(comparison), nl=False)

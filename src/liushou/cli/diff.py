"""``liushou diff``: what two documents really do differently, with people who show it."""

from pathlib import Path
from typing import Annotated

import typer

from .common import Json, On, Place, Places, Policies, day, echo, places_of, progress, show, write


def diff(
    a: Annotated[str, typer.Argument(metavar="A")],
    b: Annotated[str, typer.Argument(metavar="B")],
    policies: Policies,
    on: On = None,
    place: Place = None,
    places: Places = None,
    json: Json = False,
    markdown: Annotated[Path | None, typer.Option("--markdown", metavar="FILE")] = None,
    html: Annotated[Path | None, typer.Option("--html", metavar="FILE")] = None,
    witnesses: Annotated[Path | None, typer.Option("--witnesses", metavar="DIR|FILE")] = None,
) -> None:
    """Compare two documents: which is wider, force, offices, examples."""
    from ..compare import diff as compare
    from ..compare import export_cases, html_page, markdown_page, read_side, text_page, with_all_names, write_cases

    on_day = day(on)
    side_a, side_b = (read_side(spec, on=on_day, policies=policies) for spec in (a, b))
    own = places_of(places, with_all_names(side_a, side_b)[0].rules)
    with progress() as step:
        comparison = compare(side_a, side_b, on=on_day, place=place, places=own, step=step)
    for path, page in ((markdown, markdown_page), (html, html_page)):
        if path is not None:
            write(path, page(comparison))
    if witnesses is not None:
        exported = export_cases(comparison)
        path = write_cases(exported, witnesses, comparison)
        cases = f"{exported.written} cases (案例)"
        if exported.left_out:
            cases += f", {exported.left_out} left out (they need a parameter or a fact of their own)"
        echo(f"wrote {path}: {cases}", err=True)
    if json or not (markdown or html):
        show(json, comparison.to_dict, lambda: text_page(comparison))

"""``liushou page``: the interview, the answer and the notice as one file for a phone."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .common import Place, Places, Policies, places_of, rules_of, write


def page(
    policies: Policies,
    out: Annotated[Path, typer.Option("--out", metavar="FILE")],
    place: Place = None,
    places: Places = None,
) -> None:
    """Write the page that asks, answers and prints the notice: one file, without a network."""
    from ..web import render_page

    rules = rules_of(policies)
    write(out, render_page(rules, places_of(places, rules), place=place))

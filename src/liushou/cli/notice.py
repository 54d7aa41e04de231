"""``liushou notice``: the sheet of one woman, ready to be printed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .common import On, Places, Policies, day, places_of, rules_of, write


def notice(
    profile: Annotated[Path, typer.Argument(metavar="PROFILE")],
    place: Annotated[str, typer.Option("--place", metavar="PLACE")],
    out: Annotated[Path, typer.Option("--out", metavar="FILE")],
    policies: Policies,
    on: On = None,
    places: Places = None,
) -> None:
    """Write the notice (告知单) of one woman: what to ask for, where and why, on one A4 sheet."""
    from ..matcher import Matcher
    from ..profile import read_profile
    from ..web import render_notice

    rules = rules_of(policies)
    own = places_of(places, rules)
    matcher = Matcher(place=place, on=day(on), rules=rules, places=own)
    write(out, render_notice(read_profile(profile, facts=rules.facts), matcher, own))

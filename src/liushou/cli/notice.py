"""``liushou notice``: the sheet of one woman, or one for each of a ledger, ready to be printed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .common import On, Place, Places, Policies, day, echo, places_of, rules_of, write
from .ledger import Mapping, SheetName, ShowIds


def notice(
    policies: Policies,
    out: Annotated[Path, typer.Option("--out", metavar="FILE")],
    profile: Annotated[Path | None, typer.Argument(metavar="[PROFILE]")] = None,
    ledger: Annotated[Path | None, typer.Option("--ledger", metavar="FILE")] = None,
    place: Place = None,
    on: On = None,
    places: Places = None,
    mapping: Mapping = None,
    sheet: SheetName = None,
    show_ids: ShowIds = False,
) -> None:
    """Write the notice (告知单): what she may ask for, where and why, on one A4 sheet for each woman."""
    from ..matcher import Matcher
    from ..messages import Phrase, say
    from ..problems import Code, InputError, Problem
    from ..profile import read_profile
    from .language import language

    if (profile is None) == (ledger is None) or (profile is not None and place is None):
        raise InputError(Problem(Code.NOTICE_OF_WHOM))
    rules = rules_of(policies)
    own = places_of(places, rules)
    if profile is not None:
        from ..web import render_notice

        matcher = Matcher(place=place or "", on=day(on), rules=rules, places=own)
        write(out, render_notice(read_profile(profile, facts=rules.facts), matcher))
    elif ledger is not None:
        from ..ledger import Options
        from ..places import find_place
        from ..web import ledger_notices

        code = find_place(place, day(on)).code if place else None
        options = Options(on=day(on), place=code, rules=rules, places=own, mapping=mapping, sheet=sheet)
        html, counts = ledger_notices(ledger, options, show_ids=show_ids)
        write(out, html)
        echo(say(Phrase("notice-rows", **counts), language()), err=True)

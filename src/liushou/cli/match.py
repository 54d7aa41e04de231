"""``liushou match``: the services one woman may have, with the clauses that say so."""

from pathlib import Path
from typing import Annotated

import typer

from .common import Json, On, Places, Policies, day, places_of, read_woman, rules_of, show


def match(
    profile: Annotated[Path, typer.Argument(metavar="PROFILE")],
    place: Annotated[str, typer.Option("--place", metavar="PLACE")],
    policies: Policies,
    on: On = None,
    places: Places = None,
    json: Json = False,
) -> None:
    """Match one profile: each service with its status, clause and offices."""
    from ..match import match as answer_for
    from ..report import page

    rules = rules_of(policies)
    woman, own = read_woman(profile, rules), places_of(places, rules)
    answer = answer_for(woman, place=place, on=day(on), rules=rules, places=own)
    show(json, answer.to_dict, lambda: page(answer, rules))

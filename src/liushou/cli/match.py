"""``liushou match``: the services one woman may have, with the clauses that say so."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from .common import Json, On, Places, Policies, day, places_of, rules_of, show


def match(
    profile: Annotated[Path, typer.Argument(metavar="PROFILE")],
    place: Annotated[str, typer.Option("--place", metavar="PLACE")],
    policies: Policies,
    on: On = None,
    places: Places = None,
    json: Json = False,
) -> None:
    """Match one profile: each service with its status, clause and offices."""
    from ..files import decode
    from ..match import match as answer_for
    from ..profile import MAX_PROFILE_BYTES, parse_yaml, read_profile
    from ..report import page

    rules = rules_of(policies)
    if str(profile) == "-":
        text = decode(sys.stdin.buffer.read(MAX_PROFILE_BYTES + 1), "<stdin>", limit=MAX_PROFILE_BYTES)
        woman = parse_yaml(text, "<stdin>", facts=rules.facts)
    else:
        woman = read_profile(profile, facts=rules.facts)
    answer = answer_for(woman, place=place, on=day(on), rules=rules, places=places_of(places, rules))
    show(json, answer.to_dict, lambda: page(answer, rules))

"""``liushou match``: the services one woman may have, with the clauses that say so."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from .common import Json, On, PlaceCode, PlacesFile, Policies, day, guarded, print_json, rules_of


@guarded
def match(
    profile: Annotated[
        Path, typer.Argument(metavar="PROFILE", help="A profile (.yaml or .json); - for standard input.")
    ],
    place: PlaceCode,
    on: On = None,
    policies: Policies = [],  # noqa: B006
    places: PlacesFile = None,
    json: Json = False,
) -> None:
    """Match one profile: 可能符合 / 还需了解 / 暂不符合, each with its clause and offices."""
    from ..documents import read_places
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
    own = read_places(places, rules) if places else None
    answer = answer_for(woman, place=place, on=day(on), rules=rules, places=own)
    if json:
        print_json(answer.to_dict())
    else:
        typer.echo(page(answer, rules), nl=False)

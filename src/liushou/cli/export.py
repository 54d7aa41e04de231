"""``liushou export``: the rules for other engines."""

import json
from typing import Annotated

import typer

from .common import On, Out, Place, Places, Policies, day, echo, places_of, rules_of


def export(
    policies: Policies,
    policy: Annotated[str | None, typer.Argument(metavar="[POLICY]")] = None,
    to: Annotated[str, typer.Option("--to", metavar="ENGINE")] = "durable",
    place: Place = None,
    on: On = None,
    places: Places = None,
    out: Out = None,
) -> None:
    """Write the documents as rules for another engine (docs/durable.md)."""
    from ..export import ENGINES, durable_export
    from ..files import write_file
    from ..rules.durable import check_engine

    check_engine(to, ENGINES)
    rules = rules_of(policies)
    data = durable_export(rules, on=day(on), policy=policy, place=place, places=places_of(places, rules))
    text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    if out is None:
        echo(text, nl=False)
    else:
        write_file(out, text)

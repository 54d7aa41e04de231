"""``liushou export``: the rules for other engines."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .common import On, PlacesFile, Policies, guarded


@guarded
def export(
    policy: Annotated[str | None, typer.Argument(metavar="[POLICY]", help="A document, by its id.")] = None,
    to: Annotated[str, typer.Option("--to", metavar="ENGINE", help="The engine: durable (durable_rules).")] = "durable",
    place: Annotated[
        str | None,
        typer.Option("--place", metavar="PLACE", help="All documents of a place (代码或名称) instead of one."),
    ] = None,
    on: On = None,
    places: PlacesFile = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write here instead of stdout.")] = None,
    policies: Policies = [],  # noqa: B006 - typer's way of a repeated option
) -> None:
    """Write the documents (文件) as rules for another engine.

    ``--to durable`` writes durable_rules rulesets as JSON, with the messages that hold on the
    day at the place, and what a host has to do; see docs/durable.md.
    """
    import json

    from ..documents import read_places
    from ..export import check_target, durable_export
    from ..files import write_file
    from .common import day, rules_of

    check_target(to)
    rules = rules_of(policies)
    own = None if places is None else read_places(places, rules)
    data = durable_export(rules, on=day(on), policy=policy, place=place, places=own)
    text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    if out is None:
        typer.echo(text, nl=False)
    else:
        write_file(out, text)

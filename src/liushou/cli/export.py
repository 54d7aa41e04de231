"""``liushou export``: the rules for other engines."""

import json
from typing import Annotated

import typer

from .common import On, Out, Place, Places, Policies, day, echo, places_of, rules_and_documents


def export(
    policies: Policies,
    policy: Annotated[str | None, typer.Argument(metavar="[POLICY]")] = None,
    to: Annotated[str, typer.Option("--to", metavar="ENGINE")] = "durable",
    place: Place = None,
    on: On = None,
    places: Places = None,
    out: Out = None,
) -> None:
    """Write the documents as rules for another engine, or as a module."""
    from ..export import ENGINES, durable_export
    from ..files import write_file
    from ..rules.durable import check_engine

    check_engine(to, ENGINES)
    rules, ids = rules_and_documents(policies, [] if policy is None else [policy])
    own = places_of(places, rules)
    if to == "javascript":
        _refuse_a_part({"POLICY": policy, "--place": place, "--on": on})
        from ..web import javascript_module

        text = javascript_module(rules, own)
    else:
        data = durable_export(rules, on=day(on), policy=next(iter(ids), None), place=place, places=own)
        text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    if out is None:
        # What looks like a telephone in a program is none.
        echo(text, nl=False, show_ids=to == "javascript")
    else:
        write_file(out, text)


def _refuse_a_part(given: dict[str, str | None]) -> None:
    """A module is for all places and days: what chooses among them would be passed over."""
    from ..problems import Code, InputError, Problem

    if parts := [name for name, value in given.items() if value is not None]:
        raise InputError([Problem(Code.MODULE_HOLDS_ALL, subject=name) for name in parts])

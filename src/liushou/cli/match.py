"""``liushou match``: the services one woman may have, with the clauses that say so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .common import Json, On, Places, Policies, day, places_of, read_woman, rules_of, show

if TYPE_CHECKING:
    from ..answer import Match
    from ..documents import Rules


def match(
    profile: Annotated[Path, typer.Argument(metavar="PROFILE")],
    place: Annotated[str, typer.Option("--place", metavar="PLACE")],
    policies: Policies,
    on: On = None,
    places: Places = None,
    full: Annotated[bool, typer.Option("--full")] = False,
    service: Annotated[str | None, typer.Option("--service", metavar="SERVICE")] = None,
    json: Json = False,
    lean: Annotated[bool, typer.Option("--lean")] = False,
) -> None:
    """Match one profile: a line a service, or everything with ``--full`` or of one ``--service``."""
    from ..match import match as answer_for
    from ..report import brief, page, service_page

    rules = rules_of(policies)
    name = None if service is None else _service(service, rules)
    woman, own = read_woman(profile, rules), places_of(places, rules)
    answer = answer_for(woman, place=place, on=day(on), rules=rules, places=own)
    if name is not None:
        answer = _only(answer, name)
        show(json or lean, lambda: answer.to_dict(lean=lean), lambda: service_page(answer, name, rules))
    else:
        show(json or lean, lambda: answer.to_dict(lean=lean), lambda: page(answer, rules) if full else brief(answer))


def _service(name: str, rules: Rules) -> str:
    """The id of a service that is named by its id or its title."""
    from ..problems import InputError, unknown_name

    ids = {service.title: service.id for service in rules.services.values()}
    if name not in rules.services and name not in ids:
        raise InputError(unknown_name("service", name, [*rules.services, *ids]))
    return ids.get(name, name)


def _only(answer: Match, name: str) -> Match:
    services = tuple(service for service in answer.services if service.id == name)
    missing = {fact for service in services for fact in service.missing}
    questions = tuple(question for question in answer.questions if question.fact in missing)
    return replace(answer, services=services, questions=questions)

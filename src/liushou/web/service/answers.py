"""``POST``: what is answered about a woman. Nothing of it is kept."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from ...answer import Match
from ...matcher import Matcher
from ...problems import InputError, unknown_name
from .reading import Asked, body_of, profile_of, refused_profile
from .refusals import dumped
from .state import State

_JSON = "application/json"


def router(state: State) -> APIRouter:
    """The routes."""
    routes = APIRouter(prefix="/v1")

    @routes.post("/match")
    async def match(request: Request) -> Response:
        """The services that she may have, each with the clauses that say so."""
        asked = Asked(await body_of(request), ("place", "on", "profile", "service", "lean"))
        matcher = await _matcher(state, asked)
        lean, service = asked.get("lean", bool), _service(state, asked)
        asked.done()
        answer = _matched(matcher, asked.data.get("profile"), service)
        return Response(dumped(answer.to_dict(lean=bool(lean))), media_type=_JSON)

    return routes


async def _matcher(state: State, asked: Asked) -> Matcher:
    """The place and the day of a request. Raises :class:`Refusal` with all that is wrong with its keys."""
    on, place = asked.day(), asked.data.get("place")
    if place is None:
        asked.get("place", str, needed=True)
    if asked.data.get("profile") is None:
        asked.get("profile", dict, needed=True)
    if asked.wrong or on is None:
        asked.done()
    assert on is not None
    return await state.prepared(place, on)


def _service(state: State, asked: Asked) -> str | None:
    """The id of the service that is named by its id or its title."""
    name: str | None = asked.get("service", str)
    ids = {service.title: service.id for service in state.rules.services.values()}
    if name is None or name in state.rules.services:
        return name
    if name not in ids:
        asked.add("service", unknown_name("service", name, [*state.rules.services, *ids]))
    return ids.get(name)


def _matched(matcher: Matcher, data: Any, service: str | None) -> Match:
    profile = profile_of(data, matcher.rules.facts, ("profile",))
    try:
        answer = matcher.match(profile)
    except InputError as error:
        raise refused_profile(error, ("profile",)) from None
    return answer if service is None else _only(answer, service)


def _only(answer: Match, name: str) -> Match:
    services = tuple(service for service in answer.services if service.id == name)
    missing = {fact for service in services for fact in service.missing}
    questions = tuple(question for question in answer.questions if question.fact in missing)
    return replace(answer, services=services, questions=questions)

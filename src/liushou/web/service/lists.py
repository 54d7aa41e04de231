"""``GET``: what there is, the same for everyone. Each answer has a mark, by which it is not sent twice."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from ... import __version__
from ...places import UnknownPlaceError, find_place, place_of_code
from ...problems import Code, InputError, Phrase, Problem
from ..description import described
from .reading import Asked, is_known
from .refusals import dumped, language_of, problem_data
from .state import State

_LONGEST = 200
_CODE = re.compile(r"\b\d{6}\b|\bnation\b")
#: Of what there is, what is of the machine that serves it.
_OWN = ("file",)
Work = Callable[[State, Asked], Any]


def router(state: State) -> APIRouter:
    """The routes."""
    routes = APIRouter(prefix="/v1")
    for name, (work, keys) in _LISTS.items():
        routes.add_api_route(
            f"/{name}",
            _route(state, work, keys),
            methods=["GET"],
            response_class=Response,
            openapi_extra=described(name),
        )
    return routes


def _route(state: State, work: Work, keys: Sequence[str]) -> Callable[[Request], Any]:
    async def route(request: Request) -> Response:
        asked = _query(request, keys)
        lang = language_of(request.headers.get("accept-language", "")) if work is _places else ""
        about = json.dumps([request.scope["path"], lang, sorted(asked.data.items())]).encode()
        mark = f'"{hashlib.blake2b(about, key=state.key, digest_size=16).hexdigest()}"'
        headers = {"etag": mark, "cache-control": "no-cache"}
        if lang:
            headers |= {"vary": "Accept-Language", "content-language": lang}
        if is_known(request, mark):
            return Response(status_code=304, headers=headers)
        body = state.kept.get(mark)
        if body is None:
            asked.language = lang
            body = state.keep(mark, await state.run(_worked_out, state, work, asked, slow=work is _diff))
        if is_known(request, "*"):
            return Response(status_code=304, headers=headers)
        return Response(body, headers=headers, media_type="application/json")

    return route


def _worked_out(state: State, work: Work, asked: Asked) -> bytes:
    return dumped(work(state, asked))


def _query(request: Request, keys: Sequence[str]) -> Asked:
    """The parameters of a query, each once. Raises :class:`Refusal` for others."""
    pairs = request.query_params.multi_items()
    asked = Asked(dict(pairs), keys)
    names = [name for name, _ in pairs]
    for name in sorted({name for name in names if name in keys and names.count(name) > 1}):
        asked.add(name, Problem(Code.DUPLICATE_KEY, subject=name))
    for name, value in asked.data.items():
        if name in keys and len(value) > _LONGEST:
            label, limit = Phrase("key-label", name=name), str(_LONGEST)
            asked.add(name, Problem(Code.TOO_LONG, label=label, length=str(len(value)), limit=limit))
    asked.done()
    return asked


# -- what is answered ------------------------------------------------------------------------


def _health(state: State, _: Asked) -> Any:
    return {"status": "ok", "version": __version__, "rules": _rules(state)}


def _rules(state: State) -> dict[str, str]:
    return {"version": state.rules.version, "sha256": state.rules.sha256}


def _policies(state: State, asked: Asked) -> Any:
    place, on = _here(asked)
    here = {policy.id for policy in state.here(place, on).matcher.policies} if place and on else None
    rows = state.lists(on).rows("policies")
    issued = on.isoformat() if on else "9999"
    return {
        "rules": _rules(state),
        "policies": [
            _shown(row) for row in rows if (row["id"] in here if here is not None else str(row["issued"]) <= issued)
        ],
    }


def _services(state: State, asked: Asked) -> Any:
    place, on = _here(asked, together=True)
    here = state.here(place, on).matcher.services if place and on else state.rules.services
    rows = {row["id"]: row for row in state.lists(on).rows("services")}
    return {"rules": _rules(state), "services": [_shown(rows[name]) for name in here if name in rows]}


def _facts(state: State, asked: Asked) -> Any:
    place, on = _here(asked, together=True)
    rows = state.lists(on).rows("facts")
    if place and on:
        relevant = frozenset[str]().union(*state.here(place, on).matcher.relevant({}).values())
        rows = [row for row in rows if row["fact"] in relevant]
    return {"rules": _rules(state), "facts": [_shown(row) for row in rows]}


def _shown(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in _OWN}


def _here(asked: Asked, *, together: bool = False) -> tuple[str | None, date | None]:
    """The place and the day of a list; a place has its documents on a day only."""
    place, on = asked.data.get("place"), asked.day(needed=False)
    for name, other in (("place", "on"), ("on", "place")):
        if asked.data.get(name) is not None and asked.data.get(other) is None and (together or name == "place"):
            asked.add(name, Problem(Code.ONLY_WITH, subject=name, other=other))
    asked.check_place(on)
    asked.done()
    return place, on


def _places(_: State, asked: Asked) -> Any:
    name, on = asked.get("name", str, needed=True), asked.day(needed=False)
    if name is not None and not name.strip():
        asked.add("name", Problem(Code.EMPTY_VALUE, label=Phrase("key-label", name="name")))
    asked.done()
    try:
        resolved = find_place(name, on)
    except UnknownPlaceError as error:
        problem = error.problems[0]
        named = " ".join(map(str, (*problem.data.get("places", ()), problem.did_you_mean or "")))
        candidates = [_place(code, on) for code in dict.fromkeys(_CODE.findall(named))]
        problems = [problem_data(("name",), problem, asked.language)]
        return {"resolved": None, "candidates": candidates, "problems": problems}
    data = _place(resolved.code, on)
    return {"resolved": data, "candidates": [data], "problems": []}


def _place(code: str, on: date | None) -> dict[str, Any]:
    place = place_of_code(code, on)
    return asdict(place) | {"within": list(place.within)}


def _diff(state: State, asked: Asked) -> Any:
    from ...compare import diff, side_of

    on, place, sides = asked.day(), asked.data.get("place"), []
    for name in ("a", "b"):
        spec = asked.get(name, str, needed=True)
        if spec is not None and on is not None:
            try:
                sides.append(side_of(state.rules, spec, on))
            except InputError as error:
                asked.add(name, *error.problems)
    asked.check_place(on)
    asked.done()
    check_time = state.deadline(slow=True)
    assert on is not None
    a, b = sides
    return diff(a, b, on=on, place=place, places=state.places, step=lambda *_: check_time()).to_dict()


_LISTS: dict[str, tuple[Work, tuple[str, ...]]] = {
    "policies": (_policies, ("place", "on")),
    "services": (_services, ("place", "on")),
    "facts": (_facts, ("place", "on")),
    "places": (_places, ("name", "on")),
    "diff": (_diff, ("a", "b", "on", "place")),
    "health": (_health, ()),
}

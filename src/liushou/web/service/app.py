"""The application: its routes, its gate, and what becomes of a path that there is not."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from functools import cache, partial

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ... import __version__
from ...documents import PlacesFile, Rules, load_rules
from ...problems import Code, InputError, Phrase, Problem
from ..description import description
from . import answers, ledgers, lists, pages
from .limits import Gate, Limits
from .reading import is_known
from .refusals import Refusal, dumped
from .state import State

#: What a page that may ask can read beside the answer.
_EXPOSED = ("ETag", "Liushou-Rules", "Liushou-Summary", "Content-Disposition", "Content-Language", "Retry-After")
#: As a browser sends it: small letters, no path, no port that is the usual one.
_ORIGIN = re.compile(
    r"\*|(?!https:.*:443\Z|http:.*:80\Z)[a-z][a-z0-9+.-]*://(?:[a-z0-9._-]+|\[[0-9a-f:]+\])(?::\d{1,5})?"
)


def create_app(
    *,
    rules: Rules | None = None,
    places: PlacesFile | None = None,
    limits: Limits | None = None,
    allow_origins: Sequence[str] = (),
) -> FastAPI:
    """The answers over HTTP, to be served or mounted in another application.

    ``rules`` are those of :func:`liushou.load_rules` (the shipped ones unless given), ``places`` a places file of
    :func:`liushou.read_places`, ``limits`` what a request may cost. Pages of ``allow_origins`` alone may ask from a
    browser. Raises :class:`~liushou.MissingExtraError` without the extra ``web``, and :class:`~liushou.InputError` for
    what is no origin.
    """
    wrong = [origin for origin in allow_origins if not _ORIGIN.fullmatch(origin)]
    if wrong:
        raise InputError([Problem(Code.NOT_AN_ORIGIN, value=origin) for origin in wrong])
    state = State(load_rules() if rules is None else rules, places, limits or Limits())
    # Nothing of a request leaves by way of traces, whatever the process it runs in has set up.
    silent = {"telemetry": {"tracing": False, "metrics": False, "logs": False, "auto_configure": False}}
    app = FastAPI(title="liushou 留守", version=__version__, openapi_url=None, redirect_slashes=False, **silent)  # type: ignore[arg-type]
    app.state.rules = state.rules
    most = answers.router(state)
    quick = {route.path: route.endpoint for route in most.routes if isinstance(route, Route)}
    for router in (most, *(module.router(state) for module in (lists, ledgers, pages))):
        app.include_router(router)
    app.openapi = cache(partial(description, app, state))  # type: ignore[method-assign]
    app.add_route("/openapi.json", _described, include_in_schema=False)
    app.add_exception_handler(HTTPException, _refused)  # type: ignore[arg-type]
    app.add_exception_handler(RequestValidationError, _misread)  # type: ignore[arg-type]
    large = {"/v1/ledgers": (state.limits.upload_bytes, state.limits.upload_seconds)}
    app.add_middleware(Gate, state=state, large=large, quick=quick)
    if allow_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=list(allow_origins),
            allow_methods=["GET", "POST"],
            allow_headers=["Content-Type", "If-None-Match"],
            expose_headers=_EXPOSED,
        )
    return app


async def _described(request: Request) -> Response:
    """The description, with the path under which the application is mounted."""
    prefix = request.scope.get("root_path", "")
    servers = {"servers": [{"url": prefix}]} if prefix else {}
    body = dumped(request.app.openapi() | servers)
    mark = f'"{hashlib.blake2b(body, digest_size=16).hexdigest()}"'
    headers = {"etag": mark, "cache-control": "no-cache"}
    if is_known(request, mark) or is_known(request, "*"):
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type="application/json")


async def _refused(_: Request, error: HTTPException) -> None:
    """Paths and methods that there are not, as the gate refuses them."""
    given = dict(error.headers or {})
    code = {404: Code.NO_SUCH_PATH, 405: Code.METHOD}.get(error.status_code, Code.FAULT)
    headers = tuple((name.lower().encode(), value.encode()) for name, value in given.items())
    raise Refusal(error.status_code, [((), Problem(code, expected=given.get("Allow")))], headers=headers)


async def _misread(_: Request, error: RequestValidationError) -> None:
    """Parameters that FastAPI itself reads, without what was given for them."""
    places = [tuple(step for step in entry["loc"][1:] if isinstance(step, (str, int))) for entry in error.errors()]
    label = Phrase("this-entry")
    raise Refusal(422, [(steps, Problem(Code.EMPTY_VALUE, label=label)) for steps in places])

"""``GET``: pages for people, whole in one answer each: the page that asks and answers, and those of the documents."""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from starlette.requests import Request
from starlette.responses import Response

from ...places import find_place
from ...problems import Code, InputError, Problem
from ...report import render_site
from ..page import begin_in, render_page
from .refusals import MEDIA_TYPE, Refusal
from .state import State

#: Only what stands in the page itself: its one script, its style, and pictures that it draws.
_POLICY = "default-src 'none'; {own}; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_INLINE = re.compile(r"<(script|style)>(.*?)</\1>", re.DOTALL)
_GZIP = re.compile(r"(?:^|,)\s*gzip\s*(?:;\s*q=(?:1(?:\.0*)?|0?\.\d*[1-9]\d*)\s*)?(?:,|$)", re.IGNORECASE)
#: So many places have their page kept ready, about 150 kB each.
_KEPT = 32
_SHOWN: dict[int | str, dict[str, Any]] = {
    200: {"description": "The page", "content": {"text/html": {"schema": {"type": "string"}}}},
    304: {"description": "The page that is known by `If-None-Match` is still the same"},
}


@dataclass(frozen=True, slots=True)
class _Page:
    """A page as it is sent: whole, packed, its mark, and what it may load."""

    body: bytes
    packed: bytes
    mark: str
    policy: str


def router(state: State) -> APIRouter:
    """The routes."""
    routes = APIRouter(tags=["pages"])
    asking = lru_cache(maxsize=1)(lambda: render_page(state.rules, state.places))
    asking_in = lru_cache(maxsize=_KEPT)(lambda code: _prepared(asking() if code is None else begin_in(asking(), code)))
    documents = lru_cache(maxsize=1)(
        lambda day: {name: _prepared(html) for name, html in render_site(state.rules, day).items()}
    )

    @routes.get(
        "/", operation_id="page", response_class=Response, responses=_SHOWN | _refused(422, "There is no such place")
    )
    async def page(
        request: Request,
        place: Annotated[
            str | None, Query(description="Where it begins: a code or a name", examples=["500230"])
        ] = None,
    ) -> Response:
        """The interview, the answer and the sheet to hand over: one page that asks nothing more of the network."""
        try:
            code = None if place is None else find_place(place).code
        except InputError as error:
            raise Refusal(422, [(("place",), problem) for problem in error.problems]) from None
        return _sent(request, await state.run(asking_in, code))

    @routes.get("/documents", operation_id="documents", response_class=Response, responses=_SHOWN)
    async def index(request: Request) -> Response:
        """All documents, and the registers of services, offices, facts and laws, as of today."""
        return _sent(request, (await state.run(documents, date.today()))["index"])

    @routes.get(
        "/documents/{name}",
        operation_id="document",
        response_class=Response,
        responses=_SHOWN | _refused(404, "There is no such page"),
    )
    async def document(
        request: Request, name: Annotated[str, Path(description="A document's id, or a register", examples=["fengdu"])]
    ) -> Response:
        """One document: its headings and quotes, and beside each quote the rule; or a register (`services` …)."""
        pages = await state.run(documents, date.today())
        if name == "index" or name not in pages:
            raise Refusal(404, [((), Problem(Code.NO_SUCH_PATH))])
        return _sent(request, pages[name])

    return routes


def _refused(status: int, description: str) -> dict[int | str, dict[str, Any]]:
    return {status: {"description": description, "content": {MEDIA_TYPE: {"schema": {"type": "object"}}}}}


def _prepared(html: str) -> _Page:
    body = html.encode()
    own: dict[str, list[str]] = {}
    for kind, text in _INLINE.findall(html):
        own.setdefault(kind, []).append(f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'")
    sources = "; ".join(f"{kind}-src {' '.join(hashes)}" for kind, hashes in own.items())
    mark = hashlib.sha256(body).hexdigest()[:32]
    return _Page(body, gzip.compress(body, 6, mtime=0), mark, _POLICY.format(own=sources))


def _sent(request: Request, page: _Page) -> Response:
    """The page, or that the client has it already."""
    packed = _GZIP.search(request.headers.get("accept-encoding", "")) is not None
    headers = {
        "etag": f'"{page.mark}{"-gzip" if packed else ""}"',
        "vary": "Accept-Encoding",
        "cache-control": "no-cache",
        "content-security-policy": page.policy,
    }
    known = (mark.strip().removeprefix("W/") for mark in request.headers.get("if-none-match", "").split(","))
    if not {"*", f'"{page.mark}"', f'"{page.mark}-gzip"'}.isdisjoint(known):
        return Response(status_code=304, headers=headers)
    if packed:
        headers["content-encoding"] = "gzip"
    return Response(page.packed if packed else page.body, media_type="text/html", headers=headers)

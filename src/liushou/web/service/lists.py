"""``GET``: what there is, the same for everyone."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from ... import __version__
from .refusals import dumped
from .state import State


def router(state: State) -> APIRouter:
    """The routes."""
    routes = APIRouter(prefix="/v1")
    health_body = dumped(
        {
            "status": "ok",
            "version": __version__,
            "rules": {"version": state.rules.version, "sha256": state.rules.sha256},
        }
    )

    @routes.get("/health")
    async def health(_: Request) -> Response:
        """Whether the service answers, its version, and that of its rules."""
        return Response(health_body, media_type="application/json")

    return routes

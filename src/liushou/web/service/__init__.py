"""The answers over HTTP: an application of FastAPI that others start or mount (extra ``web``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...on_demand import library, on_demand

# The process that works on a ledger needs nothing of the application.
if TYPE_CHECKING:
    from .app import create_app
    from .limits import Limits
else:
    _get = on_demand(__name__, {"app": "create_app", "limits": "Limits"})

    def __getattr__(name: str) -> object:
        library("fastapi", "web")
        return _get(name)


__all__ = ["Limits", "create_app"]

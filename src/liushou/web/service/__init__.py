"""The answers over HTTP: an application of FastAPI that others start or mount (extra ``web``)."""

from ...on_demand import library

library("fastapi", "web")

from .app import create_app  # noqa: E402 - what is missing is said first
from .limits import Limits  # noqa: E402

__all__ = ["Limits", "create_app"]

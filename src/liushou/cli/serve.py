"""``liushou serve``: the same answers over HTTP."""

from __future__ import annotations

import json
import logging
import os
import socket
from asyncio import CancelledError
from pathlib import Path
from typing import Annotated, Any

import typer

from .common import Places, Policies, echo, places_of, rules_of
from .language import in_words
from .process import leave_signals

#: What the workers are to serve, as JSON.
_VARIABLE = "LIUSHOU_SERVE"
#: Seconds in which requests that are being answered may end.
_GRACE = 15
_ORIGIN = typer.Option("--allow-origin", metavar="ORIGIN", default_factory=list, show_default=False)


def serve(
    policies: Policies,
    allow_origin: Annotated[list[str], _ORIGIN],
    host: Annotated[str, typer.Option("--host")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535)] = 8000,
    places: Places = None,
    workers: Annotated[int, typer.Option("--workers", min=1, max=256)] = 1,
) -> None:
    """Serve matches, statuses, the next question and all lists over HTTP until a signal asks for the end."""
    from ..on_demand import library

    uvicorn: Any = library("uvicorn", "web")
    options = {
        "policies": [str(Path(folder).absolute()) for folder in policies],
        "places": None if places is None else str(Path(places).absolute()),
        "allow_origins": allow_origin,
    }
    # Said here and not by the first worker, where rules or libraries are not as they should be.
    app = _application(options)
    with _listening(host, port) as listener:
        name = f"[{host}]" if ":" in host else host
        url = f"http://{name}:{listener.getsockname()[1]}"
        echo(in_words("serve-started", url=url, sha=app.state.rules.sha256[:12]), err=True)
        leave_signals()
        os.environ[_VARIABLE] = json.dumps(options)
        settings: dict[str, Any] = {
            "log_config": None,
            "log_level": "warning",
            "access_log": False,
            "server_header": False,
            "lifespan": "off",
            "ws": "none",
            "http": "liushou.web.service.connections:Connection",
            "timeout_graceful_shutdown": _GRACE,
        }
        if workers == 1:
            uvicorn.Server(uvicorn.Config(app, **settings)).run(sockets=[listener])
        else:
            config = uvicorn.Config(f"{__name__}:application", factory=True, workers=workers, **settings)
            library("uvicorn.supervisors", "web").Multiprocess(config, sockets=[listener]).run()


def application() -> Any:
    """The application of one of several workers."""
    return _application(json.loads(os.environ[_VARIABLE]))


def _application(options: dict[str, Any]) -> Any:
    from ..web import create_app

    logging.basicConfig(format="%(levelname)s: %(message)s", level=logging.WARNING)
    logging.getLogger("uvicorn.error").addFilter(_is_news)
    rules = rules_of(map(Path, options["policies"]))
    own = options["places"]
    places = places_of(None if own is None else Path(own), rules)
    return create_app(rules=rules, places=places, allow_origins=options["allow_origins"])


def _is_news(record: logging.LogRecord) -> bool:
    """Whether a record is more than the traceback of what was still at work when its time was over."""
    return not (record.exc_info and isinstance(record.exc_info[1], CancelledError))


def _listening(host: str, port: int) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        error.filename = f"{host}:{port}"
        raise

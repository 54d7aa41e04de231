"""The service as a process of its own, and applications asked without a server, part of a body by part."""

from __future__ import annotations

import asyncio
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

ON = {"on": "2025-06-30", "place": "500230"}
FILE = {"content-type": "application/octet-stream"}


@dataclass
class Server:
    """A server that runs, and the folder in which it keeps what is temporary."""

    process: subprocess.Popen[str]
    port: int
    folder: Path

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def sent(self, data: bytes) -> socket.socket:
        """A connection on which these bytes have been sent."""
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=60)
        connection.sendall(data)
        return connection


@contextmanager
def serving(folder: Path, *options: str, **environment: str) -> Iterator[Server]:
    """`liushou serve` at some port; whatever it keeps for a while lies in the folder."""
    command = [sys.executable, "-m", "liushou", "serve", "--port", "0", *options]
    own = {**os.environ, "TMPDIR": str(folder), **environment}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=own) as process:
        try:
            assert process.stderr is not None
            found = re.search(r"http://127\.0\.0\.1:(\d+)", process.stderr.readline())
            assert found is not None
            yield Server(process, int(found[1]), folder)
        finally:
            process.kill()


@dataclass
class Answer:
    """What an application has sent."""

    messages: list[dict[str, Any]] = field(default_factory=list)

    @property
    def status(self) -> int | None:
        """None where it has sent nothing."""
        return self.messages[0]["status"] if self.messages else None

    @property
    def body(self) -> bytes:
        """All of it."""
        return b"".join(message.get("body", b"") for message in self.messages)


#: The end of the body; whoever stays waits for the answer.
END, STAYS = "end", "stays"
Step = bytes | float | str


def answered(app: Any, steps: Iterable[Step], **options: Any) -> Answer:
    """The answer to a ledger: bytes are sent, seconds waited; after the last step the client goes away."""
    return asyncio.run(_answered(app, steps, **options))


async def _answered(
    app: Any, steps: Iterable[Step], query: Mapping[str, Any] | None = None, headers: Mapping[str, str] | None = None
) -> Answer:
    answer, coming = Answer(), iter(steps)
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": "/v1/ledgers",
        "raw_path": b"/v1/ledgers",
        "root_path": "",
        "query_string": urlencode({**ON, **(query or {})}, doseq=True).encode(),
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in {**FILE, **(headers or {})}.items()],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }

    async def receive() -> dict[str, Any]:
        for step in coming:
            if isinstance(step, bytes):
                return {"type": "http.request", "body": step, "more_body": True}
            if step == END:
                return {"type": "http.request", "body": b"", "more_body": False}
            await asyncio.sleep(1000 if step == STAYS else float(step))
        return {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        answer.messages.append(message)

    await app(scope, receive, send)
    return answer

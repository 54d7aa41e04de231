"""What a request may cost, and the gate at which every request is held to it."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Awaitable, Callable, Generator, Mapping
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from traceback import extract_tb
from types import coroutine
from typing import TYPE_CHECKING, Any, TypeVar, cast

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ...problems import Code, InputError, MissingExtraError, Phrase, Problem
from .refusals import Refusal, language_of, refusal_bytes

if TYPE_CHECKING:
    from .state import State

T = TypeVar("T")
Endpoint = Callable[[Request], Awaitable[Response]]
_LOG = logging.getLogger("liushou.web")
#: Seconds after which whoever was turned away may ask again.
_AGAIN = b"1"
#: As many requests may come in for each one that is answered.
_COMING = 8
#: What every answer says to a browser; a route may say otherwise.
_HEADERS: Mapping[bytes, bytes] = {
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"no-referrer",
    b"x-frame-options": b"DENY",
    b"content-security-policy": b"default-src 'none'; frame-ancestors 'none'",
    b"cross-origin-resource-policy": b"same-origin",
    b"cache-control": b"no-store",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one request, and all together, may cost.

    ``body_bytes`` and ``upload_bytes`` (of a ledger) may be sent, within ``seconds``, and as long is worked for it.
    ``women`` may be in one request, ``at_once`` requests be answered at the same time by one process, ``places_kept``
    places and days and ``lists_kept`` lists are kept ready, and ``threads`` do what takes longer.

    Who reads nothing of an answer for ``reading_seconds`` is left. A comparison of two documents may take
    ``comparison_seconds``; there is one at a time.

    A ledger has ``upload_seconds`` to come in. So many ``ledgers`` are worked on at once by one process, and four times
    as many may come in or wait; each has ``ledger_seconds`` and ``ledger_memory`` bytes.
    """

    body_bytes: int = 2 * 1024 * 1024
    upload_bytes: int = 20 * 1024 * 1024
    seconds: float = 10
    women: int = 1000
    at_once: int = 64
    places_kept: int = 64
    lists_kept: int = 64
    threads: int = 4
    comparison_seconds: float = 60
    reading_seconds: float = 60
    upload_seconds: float = 60
    ledgers: int = max(1, (os.cpu_count() or 1) // 2)
    ledger_seconds: float = 300
    ledger_memory: int = 2 * 1024**3


class Gate:
    """Counts and bounds the requests, and sees to it that each gets an answer that gives nothing away.

    ``large`` are paths whose bodies may be longer: the bytes, and the seconds in which they come. ``quick`` are the
    endpoints of the paths to which most is posted, which are called without what the application does for routes that
    read models.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        state: State,
        large: Mapping[str, tuple[int, float]],
        quick: Mapping[str, Endpoint] | None = None,
    ) -> None:
        self.app, self.state, self.large, self.quick = app, state, large, quick or {}
        #: Requests that are there, and those of them that are there as a whole and are being answered.
        self.present = self.running = 0
        self.rules = (b"liushou-rules", state.rules.sha256.encode())
        self.headers = (self.rules, *_HEADERS.items())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, or the start and the end of the server, which are passed on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        answer = _Answer(self, scope, receive, send)
        if scope["method"] == "HEAD":
            scope = {**scope, "method": "GET"}
        self.present += 1
        try:
            self._check_room(scope["path"])
            answer.check_headers()
            endpoint = self.quick.get(answer.path) if scope["method"] == "POST" else None
            response = self.app if endpoint is None else await endpoint(Request(scope, answer.receive, answer.send))
            await response(scope, answer.receive, answer.send)
        except ClientDisconnect:
            pass
        except Exception as error:
            await answer.refuse(_refusal_of(error))
        finally:
            self.present -= 1
            answer.release()
        if not answer.begun:
            # Who has gone reads nothing, but an application around this one has to see an answer.
            await answer.refuse(Refusal(400, []))

    def _check_room(self, path: str) -> None:
        # Whoever watches over the service is answered all the same.
        if self.present > _COMING * self.state.limits.at_once and not path.endswith("/v1/health"):
            raise self.busy()

    def busy(self) -> Refusal:
        """The refusal of one request too many."""
        problem = Problem(Code.BUSY, limit=self.state.limits.at_once)
        return Refusal(503, [((), problem)], headers=((b"retry-after", _AGAIN),))


class _Answer:
    """The answer to one request, with what is watched while it is read and sent."""

    def __init__(self, gate: Gate, scope: Scope, receive: Receive, send: Send) -> None:
        self.gate, self.scope, self._receive, self._send = gate, scope, receive, send
        limits = gate.state.limits
        self.path = scope["path"].removeprefix(scope.get("root_path", ""))
        self.most, self.seconds = gate.large.get(self.path, (limits.body_bytes, limits.seconds))
        self.begun, self.whole, self.counted, self.read = False, False, False, 0
        self.deadline: float | None = None

    def check_headers(self) -> None:
        """Turn away a body that says itself that it is too long, or is packed: what is in it could be of any length."""
        for name, value in self.scope["headers"]:
            if name == b"content-length" and value.isdigit() and int(value[:20]) > self.most:
                raise self._too_large()
            if name == b"content-encoding" and value.strip().lower() not in (b"", b"identity"):
                raise Refusal(415, [((), Problem(Code.CONTENT_ENCODING, value=value.decode("latin-1")))])

    def _too_large(self) -> Refusal:
        problem = Problem(Code.TOO_LARGE, file=Phrase("the-request"), limit=self.most)
        return Refusal(413, [((), problem)], headers=((b"connection", b"close"),))

    async def receive(self) -> Message:
        """The next part of the body, counted; who sends too slowly is not waited for."""
        if self.begun or self.whole:
            return await self._receive()
        self.deadline = self.deadline or monotonic() + self.seconds
        try:
            message = await _within(self.deadline, self._receive())
        except TimeoutError:
            problem = Problem(Code.TOO_SLOW, limit=self.seconds)
            raise Refusal(408, [((), problem)], headers=((b"connection", b"close"),)) from None
        self.read += len(message.get("body", b""))
        self.whole = not message.get("more_body", False)
        if self.read > self.most:
            raise self._too_large()
        if self.whole:
            self._count()
        return message

    def _count(self) -> None:
        """Begin to be answered; who still sends, slowly perhaps, takes nobody's place."""
        self.counted = True
        self.gate.running += 1
        if self.gate.running > self.gate.state.limits.at_once:
            raise self.gate.busy()

    def release(self) -> None:
        """Make room for another one; who reads slowly takes nobody's place either."""
        if self.counted:
            self.counted = False
            self.gate.running -= 1

    async def send(self, message: Message) -> None:
        """A part of the answer, with the headers that every answer has; who does not read it is left."""
        if message["type"] == "http.response.start":
            self.begun = True
            self.release()
            own = message["headers"]
            names = {name for name, _ in own}
            message["headers"] = [*own, *(header for header in self.gate.headers if header[0] not in names)]
        elif self.scope["method"] == "HEAD" and "body" in message:
            message = {**message, "body": b""}
        try:
            await _within(monotonic() + self.gate.state.limits.reading_seconds, self._send(message))
        except TimeoutError:
            raise ClientDisconnect from None

    async def refuse(self, refusal: Refusal) -> None:
        """Answer with a refusal where nothing has been answered yet."""
        if not self.begun:
            accept = next((value for name, value in self.scope["headers"] if name == b"accept-language"), b"")
            lang = language_of(accept.decode("latin-1"))
            try:
                headers, body = refusal_bytes(refusal, lang)
            except Exception as error:
                refusal = _refusal_of(error)
                headers, body = refusal_bytes(refusal, lang)
            await self.send({"type": "http.response.start", "status": refusal.status, "headers": list(headers)})
            await self.send({"type": "http.response.body", "body": body})


async def _within(deadline: float, work: Awaitable[T]) -> T:
    """What is awaited; TimeoutError after the deadline. What is there at once is not watched: watching takes longer."""
    steps = work.__await__()
    try:
        waits_for = next(steps)
    except StopIteration as end:
        return cast(T, end.value)
    async with asyncio.timeout(deadline - monotonic()):
        return await _rest(steps, waits_for)


@coroutine
def _rest(steps: Generator[Any, Any, T], waits_for: Any) -> Generator[Any, Any, T]:
    """What is awaited in these steps, of which the first has been done."""
    try:
        while True:
            try:
                value = yield waits_for
            except BaseException as error:
                waits_for = steps.throw(error)
            else:
                waits_for = steps.send(value)
    except StopIteration as end:
        return cast(T, end.value)
    finally:
        steps.close()


def _refusal_of(error: Exception) -> Refusal:
    """What is answered where something was raised."""
    if isinstance(error, Refusal):
        return error
    if isinstance(error, InputError):
        return Refusal(422, [((), problem) for problem in error.problems])
    if isinstance(error, MissingExtraError):
        return Refusal(501, [((), error.problem)])
    if isinstance(error, RecursionError):
        return Refusal(400, [((), Problem(Code.TOO_DEEP))])
    if isinstance(error, HTTPException):  # of the application that this one is mounted in: its limit of a body
        code = Code.REFUSED_ABOVE if error.status_code < 500 else Code.FAULT
        return Refusal(error.status_code, [((), Problem(code))])
    # Neither what was asked nor the text of the error, which may hold some of it.
    frame = extract_tb(error.__traceback__)[-1]
    _LOG.error("%s in %s:%s %s", type(error).__name__, Path(frame.filename).name, frame.lineno, frame.name)
    return Refusal(500, [((), Problem(Code.FAULT))])

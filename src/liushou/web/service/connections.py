"""Connections of the server, bounded before there is a request: uvicorn itself has no limit for headers."""

from __future__ import annotations

import re
from asyncio import TimerHandle, Transport

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from ...problems import Code, Phrase, Problem
from .refusals import Refusal, refusal_bytes

#: Bytes between what is read of two requests' bodies, and seconds in which the headers of a request come.
MOST, SECONDS = 64 * 1024, 10.0
_UPGRADE = re.compile(rb"\r\nupgrade(?=[ \t]*:)", re.IGNORECASE)
_REASONS = {400: b"Bad Request", 431: b"Request Header Fields Too Large"}


class Connection(HttpToolsProtocol):
    """A connection whose headers and the like are not longer than :data:`MOST`, and there within :data:`SECONDS`.

    What comes in one piece is looked at as a whole, so that a little more may pass. Clients that offer another protocol
    (Java's own offers HTTP/2) are answered in this one: to the parser the offer would be the end of the request.
    """

    _besides, _inside, _waiting = 0, False, False
    _timer: TimerHandle | None = None

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """Wait for the first request."""
        super().connection_made(transport)
        self._timer = self.loop.call_later(SECONDS, self._late)

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing more."""
        self._begun()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on, unless there is too much that is no body."""
        self._besides += len(data)
        if not self._inside and _UPGRADE.search(data):
            head, end, body = data.partition(b"\r\n\r\n")
            data = _UPGRADE.sub(b"\r\nx-upgrade", head) + end + body
        super().data_received(data)
        if self._timer is None and self._waiting and not self.transport.is_closing():
            self._timer = self.loop.call_later(SECONDS, self._late)
        if self._besides > MOST and not self.transport.is_closing():
            self._refuse(431)

    def send_400_response(self, _: str) -> None:
        """What is no HTTP is refused as all else is; an address without end is as headers without end."""
        self._refuse(431 if self._besides > MOST else 400)

    def _refuse(self, status: int) -> None:
        too_large = Problem(Code.TOO_LARGE, file=Phrase("the-request"), limit=MOST)
        headers, body = refusal_bytes(Refusal(status, [((), too_large)] if status == 431 else []), "en")
        fields = (*headers, (b"x-content-type-options", b"nosniff"), (b"connection", b"close"))
        lines = (b"HTTP/1.1 %d %b" % (status, _REASONS[status]), *(b"%b: %b" % field for field in fields), b"", body)
        self.transport.write(b"\r\n".join(lines))
        self.transport.close()

    def on_message_begin(self) -> None:
        """The headers have so much time from here, unless they are there at once."""
        super().on_message_begin()
        self._stop()
        self._waiting = True

    def on_headers_complete(self) -> None:
        """The request has begun."""
        self._begun()
        self._inside = True
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """How long a body may be is for the application to say."""
        self._besides = 0
        super().on_body(body)

    def on_message_complete(self) -> None:
        """What comes now belongs to another request."""
        self._besides, self._inside = 0, False
        super().on_message_complete()

    def _begun(self) -> None:
        self._besides, self._waiting = 0, False
        self._stop()

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _late(self) -> None:
        self.transport.close()

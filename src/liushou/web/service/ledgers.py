"""``POST /v1/ledgers``: a ledger in, its results out (台账), in chunks; where asked for, with the progress."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Coroutine, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, TypeVar

from fastapi import APIRouter
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from ...places import find_place
from ...problems import Code, InputError, Problem, unknown_name
from ...yaml import file_data
from .ledger_desk import Desk, no_disk, worked_on
from .ledger_work import MAPPING, Work
from .reading import Asked
from .refusals import Refusal, dumped, language_of, refusal_data
from .state import State

T = TypeVar("T")
NDJSON = "application/x-ndjson"


class Kind(NamedTuple):
    """A kind of file: how its name ends, and its media type."""

    suffix: str
    media: str


XLSX = Kind(".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
#: What may be asked for with ``out``.
RESULTS = {
    "xlsx": XLSX,
    "csv": Kind(".csv", "text/csv; charset=utf-8"),
    "parquet": Kind(".parquet", "application/vnd.apache.parquet"),
    "notice": Kind(".html", "text/html; charset=utf-8"),
    "json": Kind("", "application/json"),
}
#: What may be sent; the content says what it is, and the type or the name only how the file's name ends.
TAKEN = {
    "application/octet-stream": "",
    XLSX.media: ".xlsx",
    "application/vnd.ms-excel.sheet.macroenabled.12": ".xlsm",
    "application/vnd.ms-excel": ".xls",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    "text/csv": ".csv",
    "application/vnd.apache.parquet": ".parquet",
}
_SUFFIXES = frozenset(TAKEN.values())
#: Of the summary, what stands in a header.
_IN_A_HEADER = ("rows", "evaluated", "sheets", "set_aside", "duplicates", "empty_rows", "unread_cells")
#: A mapping stands in the address of the request, for which servers have limits.
_LONGEST_MAPPING = 8_000
#: So much of a file is sent at a time; a multiple of three, as base64 is put together line by line.
_CHUNK = 48 * 1024
PARAMETERS = ("on", "place", "sheet", "mapping", "filled", "assume", "show_ids", "out", "name")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a request asks for."""

    work: Callable[..., Work]
    out: Kind
    mapping: str | None
    lines: bool


def router(state: State) -> APIRouter:
    """The route."""
    routes, desk = APIRouter(prefix="/v1"), Desk(state.limits)

    @routes.post("/ledgers", response_class=Response, openapi_extra=_described())
    async def ledgers(request: Request) -> Response:
        """Every row of a ledger: the file is the body of the request, the results are the answer."""
        return _Answer(desk, _wanted(request, state))

    return routes


def _described() -> dict[str, Any]:
    """What OpenAPI says of the route."""
    data = file_data(Path(__file__).with_name("ledgers.yaml"))
    binary = {"schema": {"type": "string", "format": "binary"}}
    counts = {"schema": {"type": "object", "required": ["rows", "set_aside", "duplicates"]}}
    answers = {out.media: binary for out in RESULTS.values()} | {"application/json": counts, NDJSON: binary}
    good = {"description": "The results", "headers": data.pop("headers"), "content": answers}
    body = {"required": True, "content": dict.fromkeys(TAKEN, binary)}
    seldom = {status: {"$ref": f"#/components/responses/{status}"} for status in ("501", "507")}
    return {**data, "requestBody": body, "responses": {"200": good, **seldom}}


def _wanted(request: Request, state: State) -> Wanted:
    """What the query and the headers ask for. Raises :class:`Refusal` (415, 422)."""
    from ...ledger import Options

    query = request.query_params
    asked = Asked({**query, **({"assume": query.getlist("assume")} if "assume" in query else {})}, PARAMETERS)
    for name in query.keys() - {"assume"}:
        if len(query.getlist(name)) > 1:
            asked.add(name, Problem(Code.DUPLICATE_KEY, subject=name))
    on, filled = asked.day(), asked.day("filled", needed=False)
    out = _one_of(asked, "out", RESULTS)
    show_ids = _one_of(asked, "show_ids", {"false": False, "true": True})
    mapping, place = asked.get(MAPPING, str), asked.get("place", str)
    if mapping is not None and len(mapping) > _LONGEST_MAPPING:
        asked.add(MAPPING, Problem(Code.TOO_LARGE, file=MAPPING, limit=f"{_LONGEST_MAPPING:,}"))
    try:
        code = place if place is None else find_place(place, on).code
    except InputError as error:
        asked.add("place", *error.problems)
    asked.done()
    assert on is not None
    given: dict[str, Any] = {"assume": asked.texts("assume"), "sheet": asked.get("sheet", str), "filled_on": filled}
    given |= {"rules": state.rules, "places": state.places, "mapping": None if mapping is None else MAPPING}
    job: dict[str, Any] = {"ledger": "ledger" + _suffix(request), "show_ids": show_ids}
    job["options"] = Options(on=on, place=code, **given)
    job["result"] = f"results{out.suffix}" if out.suffix else None
    job["language"] = language_of(request.headers.get("accept-language", ""))
    return Wanted(
        work=partial(Work, **job, memory=state.limits.ledger_memory),
        out=out,
        mapping=mapping,
        lines=NDJSON in request.headers.get("accept", ""),
    )


def _one_of(asked: Asked, name: str, values: Mapping[str, T]) -> T:
    """What a word means; where none is given, the first."""
    word = asked.get(name, str) or next(iter(values))
    if word not in values:
        asked.add(name, unknown_name("value", word, values))
    return values.get(word, next(iter(values.values())))


def _suffix(request: Request) -> str:
    """How the name of the file ends, by the parameter or else the type. Raises :class:`Refusal` (415)."""
    kind = request.headers.get("content-type", "application/octet-stream")
    media = kind.partition(";")[0].strip().lower()
    if media not in TAKEN:
        raise Refusal(415, [((), Problem(Code.CONTENT_TYPE, expected=tuple(TAKEN), value=kind))])
    _, dot, ending = request.query_params.get("name", "").rpartition(".")
    named = (dot + ending).lower()
    return named if named in _SUFFIXES else TAKEN[media]


class _Answer(Response):
    """The answer, which reads the body, does the work and sends the file; whoever goes away ends all of it."""

    def __init__(self, desk: Desk, wanted: Wanted) -> None:
        super().__init__()
        self.desk, self.wanted, self.begun = desk, wanted, False

    async def __call__(self, _: Scope, receive: Receive, send: Send) -> None:
        """Answer the request. Raises :class:`Refusal` while nothing has been sent."""
        with self.desk.admitted() as folder:
            work = self.wanted.work(folder=folder)
            if self.wanted.mapping is not None:
                with no_disk():
                    (folder / MAPPING).write_text(self.wanted.mapping, "utf-8", "replace")
            await _take_in(receive, folder / work.ledger)
            try:
                last = await _while_connected(receive, self._worked_on(work, send))
                with no_disk():
                    result = (folder / (work.result or os.devnull)).open("rb")
            except Refusal as refusal:
                if not self.begun:
                    raise
                await self._line(send, problem=refusal_data(refusal, work.language))
                await send({"type": "http.response.body"})
                return
            # What is open can be read to its end where it has no name any more.
            shutil.rmtree(folder, ignore_errors=True)
            with result, suppress(TimeoutError):
                async with asyncio.timeout(self.desk.limits.ledger_seconds):
                    await (self._lines if self.wanted.lines else self._whole)(send, last, result)

    async def _worked_on(self, work: Work, send: Send) -> Mapping[str, Any]:
        waiting: list[dict[str, Any]] = []

        async def step(line: dict[str, Any]) -> None:
            """A step is told with the next one: where the first, the reading of the file, fails, nothing has begun."""
            if self.wanted.lines and waiting:
                await self._line(send, **waiting.pop())
            waiting.append(line)

        seconds = self.desk.limits.ledger_seconds
        try:
            async with asyncio.timeout(seconds), self.desk.at_work():
                return await worked_on(work, step)
        except TimeoutError:
            raise Refusal(504, [((), Problem(Code.TOO_LONG_A_TIME, limit=seconds))]) from None

    async def _line(self, send: Send, **line: Any) -> None:
        """A line of JSON, the first of which begins the answer."""
        if not self.begun:
            await self._begin(send, NDJSON, {})
        await send({"type": "http.response.body", "body": dumped(line) + b"\n", "more_body": True})

    async def _begin(self, send: Send, media: str, headers: Mapping[str, str]) -> None:
        self.begun = True
        named = {"content-type": media, "vary": "Accept, Accept-Language", **headers}
        raw = [(name.encode(), value.encode()) for name, value in named.items()]
        await send({"type": "http.response.start", "status": 200, "headers": raw})

    async def _lines(self, send: Send, last: Mapping[str, Any], result: BinaryIO) -> None:
        """The summary, what the file is, and the file in pieces."""
        await self._line(send, summary=last["summary"])
        if self.wanted.out.suffix:
            size = os.fstat(result.fileno()).st_size
            name, media = f"results{self.wanted.out.suffix}", self.wanted.out.media
            await self._line(send, file={"name": name, "type": media, "bytes": size, "sha256": last["sha256"]})
            while chunk := result.read(_CHUNK):
                await self._line(send, chunk=base64.b64encode(chunk).decode())
        await self._line(send, end=True)
        await send({"type": "http.response.body"})

    async def _whole(self, send: Send, last: Mapping[str, Any], result: BinaryIO) -> None:
        """The file itself; the counts of the summary stand in a header."""
        out, summary = self.wanted.out, last["summary"]
        data = b"" if out.suffix else dumped(summary)
        counts = {name: summary[name] for name in _IN_A_HEADER if name in summary}
        mark = hashlib.sha256(data).hexdigest() if data else last["sha256"]
        headers = {
            "content-length": str(len(data) or os.fstat(result.fileno()).st_size),
            "etag": f'"{mark}"',
            "liushou-summary": json.dumps(counts, separators=(",", ":")),
        }
        if out.suffix:
            headers["content-disposition"] = f'attachment; filename="results{out.suffix}"'
        await self._begin(send, out.media, headers)
        while chunk := data or result.read(_CHUNK):
            data = b""
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await send({"type": "http.response.body"})


async def _take_in(receive: Receive, path: Path) -> None:
    """Write the body of the request into a file, as it comes. Raises :class:`Refusal` and ``ClientDisconnect``."""
    # What cannot be written is tried again when the file is closed.
    with no_disk(), path.open("wb", buffering=1 << 20) as file:
        more = True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise ClientDisconnect
            file.write(message.get("body", b""))
            more = message.get("more_body", False)


async def _while_connected(receive: Receive, work: Coroutine[Any, Any, T]) -> T:
    """What comes of the work, which is stopped where the client goes away."""

    async def gone() -> None:
        while (await receive())["type"] != "http.disconnect":
            pass

    tasks = asyncio.ensure_future(work), asyncio.ensure_future(gone())
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        if not tasks[0].done():
            raise ClientDisconnect
        return tasks[0].result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

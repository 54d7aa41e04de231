"""Requests that are none, that never end, or that hide something: refused, and others are answered meanwhile."""

from __future__ import annotations

import gzip
import json
import random
import re
import socket
import time
import urllib.request
from collections.abc import Iterable, Iterator
from itertools import repeat
from pathlib import Path

import pytest

from .running import ON, Server, serving

POST = f"POST /v1/ledgers?on={ON['on']}&place={ON['place']} HTTP/1.1\r\nHost: x\r\nContent-Type: application/octet-stream\r\n".encode()
GET = b"GET /v1/health HTTP/1.1\r\nHost: x\r\n"
CHUNKED = b"Transfer-Encoding: chunked\r\n\r\n"
PACKED = gzip.compress(b"0" * 10_000_000)
#: What is sent once, what is sent without end after it, and the statuses that may come (0: the connection ends).
REQUESTS: dict[str, tuple[bytes, bytes, set[int]]] = {
    "a length beyond the limit": (POST + b"Content-Length: 99999999999\r\n\r\n", b"", {413}),
    "a length that is negative": (POST + b"Content-Length: -1\r\n\r\n", b"", {400}),
    "a length of thousands of digits": (POST + b"Content-Length: " + b"9" * 5000 + b"\r\n\r\n", b"", {400}),
    "two lengths": (POST + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", b"", {400}),
    "a length and chunks": (POST + b"Content-Length: 3\r\n" + CHUNKED + b"0\r\n\r\n", b"", {400}),
    "chunks without end": (POST + CHUNKED, b"10000\r\n" + b"x" * 65536 + b"\r\n", {413, 0}),
    "a chunk that is none": (POST + CHUNKED + b"zz\r\n", b"", {400}),
    "a chunk described without end": (POST + CHUNKED + b"1;", b"a" * 60_000, {431, 0}),
    "trailers without end": (POST + CHUNKED + b"0\r\n", b"X-A: b\r\n" * 5000, {431, 422, 0}),
    "a header without end": (GET + b"X-A: ", b"a" * 60_000, {431, 0}),
    "headers without end": (GET, b"X-A: b\r\n" * 5000, {431, 0}),
    "an address without end": (b"GET /v1/places?name=", b"a" * 60_000, {431, 400, 0}),
    "a packed body": (
        POST + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(PACKED) + PACKED,
        b"",
        {415},
    ),
    "a query that is not UTF-8": (
        b"POST /v1/ledgers?on=%ff&place=%00 HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n",
        b"",
        {422},
    ),
    "a path that is not ASCII": (b"GET /v1/\xff\xfe HTTP/1.1\r\nHost: x\r\n\r\n", b"", {400, 404}),
    "a path elsewhere": (b"GET /documents/..%2f..%2f..%2fetc/passwd HTTP/1.1\r\nHost: x\r\n\r\n", b"", {404}),
    "no HTTP": (random.Random(1).randbytes(5000), b"", {400}),
    "a greeting of TLS": (bytes.fromhex("160301020001") + bytes(512), b"", {400}),
    "a method that there is not": (b"BREW /v1/ledgers HTTP/1.1\r\nHost: x\r\n\r\n", b"", {400, 405}),
    "another protocol": (
        GET + b"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: x\r\n\r\n",
        b"",
        {200},
    ),
    "a language of many": (
        b"POST /v1/match HTTP/1.1\r\nHost: x\r\nAccept-Language: " + b"zh;q=1," * 5000 + b"\r\n\r\n",
        b"",
        {415},
    ),
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all."""
    with serving(tmp_path_factory.mktemp("temporary")) as running:
        yield running


def status_of(server: Server, data: bytes, more: Iterable[bytes]) -> int:
    """The status of the answer; 0 where the connection ends without one."""
    answer = b""
    try:
        with server.sent(data) as connection:
            for part in more:
                connection.sendall(part)
            while b"\r\n" not in answer and (part := connection.recv(65536)):
                answer += part
    except ConnectionError:
        return 0
    found = re.match(rb"HTTP/1.1 (\d+)", answer)
    return int(found[1]) if found else 0


def healthy(server: Server) -> bool:
    """Whether it answers."""
    with urllib.request.urlopen(f"{server.url}/v1/health", timeout=30) as answer:
        return json.load(answer)["status"] == "ok"


@pytest.mark.parametrize("name", REQUESTS)
def test_it_is_refused_and_others_are_answered(server: Server, name: str) -> None:
    data, endless, statuses = REQUESTS[name]
    assert status_of(server, data, repeat(endless, 2000) if endless else ()) in statuses
    assert healthy(server)
    assert list(server.folder.iterdir()) == []


def memory(server: Server) -> int:
    """What the server takes, in KiB."""
    return int(re.findall(r"VmRSS:\s+(\d+)", Path(f"/proc/{server.process.pid}/status").read_text())[0])


OFFERED = b"Connection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAEAAEAA\r\nUpgrade: h2c\r\n"


@pytest.mark.parametrize("apart", [False, True])
def test_a_client_that_offers_http_2_is_answered(server: Server, apart: bool) -> None:
    body = b'{"place": "500230", "on": "2025-06-30", "profile": {"sex": "female"}, "lean": true}'
    head = b"POST /v1/match HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" + OFFERED
    head += b"Content-Length: %d\r\n\r\n" % len(body)
    with server.sent(head if apart else head + body) as connection:
        if apart:
            time.sleep(0.1)
            connection.sendall(body)
        assert connection.recv(100).startswith(b"HTTP/1.1 200")
        connection.sendall(head + body)
        answer = b""
        while b"HTTP/1.1 200" not in answer:
            part = connection.recv(1 << 16)
            assert part
            answer += part


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="measures in /proc")
def test_headers_without_end_take_no_memory(server: Server) -> None:
    before = memory(server)
    for _ in range(20):
        status_of(server, GET, repeat(b"X-A: b\r\n" * 5000, 200))
    assert memory(server) - before < 20_000


def test_many_connections_on_which_little_comes(server: Server) -> None:
    connections = [server.sent(GET + b"X-A") for _ in range(300)]
    assert healthy(server)
    for connection in connections:
        connection.close()


def test_a_body_that_ends_before_its_length(server: Server) -> None:
    with server.sent(POST + b"Content-Length: 100\r\n\r\nabc") as connection:
        connection.shutdown(socket.SHUT_WR)
        assert connection.recv(1000) == b""
    assert healthy(server)


def test_a_name_puts_nothing_into_the_answer(server: Server) -> None:
    table = "姓名,性别\n甲,女\n".encode()
    query = b"out=csv&name=..%2f..%2fa%0d%0aX-Evil:%201%0d%0a%0d%0a%00.csv&on=2025-06-30&place=500230"
    head = b"POST /v1/ledgers?" + query + b" HTTP/1.1\r\nHost: x\r\nContent-Type: text/csv\r\nConnection: close\r\n"
    answer = b""
    with server.sent(head + b"Content-Length: %d\r\n\r\n" % len(table) + table) as connection:
        while part := connection.recv(65536):
            answer += part
    assert answer.startswith(b"HTTP/1.1 200")
    assert b"evil" not in answer.lower()


@pytest.mark.nightly
@pytest.mark.parametrize(
    "data", [b"", GET, POST + b"Content-Length: 100\r\n\r\na"], ids=["nothing", "no end", "no body"]
)
def test_whoever_does_not_go_on_is_not_waited_for(server: Server, data: bytes) -> None:
    begin = time.monotonic()
    with server.sent(data) as connection:
        connection.settimeout(90)
        connection.recv(1000)
    assert 5 < time.monotonic() - begin < 75


@pytest.mark.nightly
def test_ten_thousand_small_requests(server: Server) -> None:
    for _ in range(100):
        with server.sent((GET + b"\r\n") * 100) as connection:
            answer = b""
            while answer.count(b"HTTP/1.1 200") < 100:
                answer += connection.recv(1 << 20)
    assert healthy(server)


@pytest.mark.nightly
def test_a_body_byte_by_byte(server: Server) -> None:
    table = "姓名,性别\n甲,女\n".encode()
    with server.sent(POST + b"Content-Length: %d\r\n\r\n" % len(table)) as connection:
        for place in range(len(table)):
            connection.sendall(table[place : place + 1])
            time.sleep(0.05)
        assert connection.recv(100).startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize("data", [b"\x00\x01 no HTTP\r\n\r\n", b"GET /?place=" + b"a" * 65_700 + b" HTTP/1.1\r\n\r\n"])
def test_what_no_route_sees_is_refused_as_all_else_is(server: Server, data: bytes) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        connection.sendall(data)
        head, _, body = connection.makefile("rb").read().partition(b"\r\n\r\n")
    assert b"content-type: application/problem+json" in head
    # Which of the two an address without end gets hangs on the pieces in which it comes.
    assert head.startswith(b"HTTP/1.1 %d " % json.loads(body)["status"])
    assert json.loads(body)["status"] in (400, 431)

"""The service under load, against the hello-world of its own framework, in one run.

    python -m benchmarks.serve [--seconds 10] [--minutes 10] [--clients 4]

Both are served by uvicorn with one worker; clients are processes with one connection each. Routes take
turns, so that whatever else the machine does falls on all of them. Every request is about another woman. Beside the
rate there are the requests that one second of the server's processor time answered, which is the fairer figure where
clients and server share few cores. ``--minutes`` goes on with all routes for so long and watches the server's memory.
Exit code 1: a goal is missed. Linux only: processor time and memory are read from ``/proc``.
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import cycle
from multiprocessing import get_context
from multiprocessing.pool import Pool
from pathlib import Path
from statistics import fmean, median
from typing import Any

PLACE, ON = "500230", date(2025, 6, 30)
#: Women of each client, and women in one request of many.
WOMEN, MANY = 600, 100
#: Turns of all routes.
ROUNDS = 5
#: Goals: the part of the rate of hello-world, the women a second and core, the 99th percentile in medians.
PART = {"statuses": 1 / 2, "match, lean": 1 / 3}
WOMEN_A_SECOND, TAIL = 20_000, 5.0
#: By how much the memory may grow from the second fifth of the time to the last.
GROWTH = 1.1
SETTINGS: dict[str, Any] = {"log_level": "warning", "access_log": False, "lifespan": "off", "ws": "none"}


@dataclass
class Measured:
    """What was measured of a route."""

    path: str
    seconds: float = 0.0
    cpu: float = 0.0
    latencies: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Requests a second."""
        return len(self.latencies) / self.seconds

    @property
    def per_cpu_second(self) -> float:
        """Requests for a second of the server's processor time."""
        return len(self.latencies) / self.cpu if self.cpu else float("nan")

    @property
    def tail(self) -> float:
        """The 99th percentile of the latencies, in seconds."""
        return sorted(self.latencies)[int(len(self.latencies) * 0.99)]


# -- the servers -----------------------------------------------------------------------------


def serve(name: str, port: int) -> None:
    """Serve hello-world, or liushou, until the process is ended."""
    import uvicorn
    from fastapi import FastAPI

    from liushou.web import create_app

    app = FastAPI() if name == "hello" else create_app()
    if name == "hello":

        @app.get("/")
        async def hello() -> dict[str, str]:
            return {"message": "Hello World"}

    own = {} if name == "hello" else {"http": "liushou.web.service.connections:Connection"}
    uvicorn.run(app, port=port, **{"http": "httptools", **SETTINGS, **own})


@contextmanager
def serving(name: str) -> Iterator[tuple[int, int]]:
    """(port, process) of a server that has answered its first request."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen([sys.executable, "-m", "benchmarks.serve", "--serve", name, "--port", str(port)])
    try:
        for _ in range(300):
            time.sleep(0.1)
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                assert process.poll() is None, "the server has ended"
        yield port, process.pid
    finally:
        process.terminate()
        process.wait()


def cpu_seconds(process: int) -> float:
    """The processor time of a process so far."""
    parts = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")


def megabytes(process: int) -> float:
    """The memory of a process."""
    return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


# -- the clients -----------------------------------------------------------------------------

_requests: dict[str, Iterator[bytes]] = {}


def prepare(seeds: Any) -> None:
    """Make the requests of a client: every one has other women."""
    from benchmarks.profiles import women

    people = [woman.to_mapping() for woman in women(ON, WOMEN, seed=seeds.get())]
    here = {"place": PLACE, "on": ON.isoformat()}
    groups = [people[first : first + MANY] for first in range(0, WOMEN, MANY)]
    bodies = {
        "statuses": [("/v1/statuses", {**here, "profile": woman}) for woman in people],
        "match, lean": [("/v1/match", {**here, "profile": woman, "lean": True}) for woman in people],
        f"statuses of {MANY}": [
            ("/v1/statuses", {**here, "women": [{"profile": woman} for woman in group]}) for group in groups
        ],
    }
    _requests["hello-world"] = cycle([b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"])
    for name, asked in bodies.items():
        _requests[name] = cycle([request(path, json.dumps(data).encode()) for path, data in asked])


def request(path: str, body: bytes) -> bytes:
    """A request as it goes over the wire."""
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {len(body)}"
    return head.encode() + b"\r\n\r\n" + body


def drive(port: int, route: str, seconds: float) -> list[float]:
    """Ask, one request after the other; the seconds that each took."""
    requests, latencies = _requests[route], []
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        end = time.perf_counter() + seconds
        while (start := time.perf_counter()) < end:
            connection.sendall(next(requests))
            answer(connection)
            latencies.append(time.perf_counter() - start)
    return latencies


def answer(connection: socket.socket) -> None:
    """Read one answer, which has to be a good one."""
    data = part = connection.recv(1 << 18)
    while part and b"\r\n\r\n" not in data:
        data += (part := connection.recv(1 << 18))
    head, _, body = data.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200"), data[:300]
    left = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0]) - len(body)
    while left > 0:
        part = connection.recv(1 << 18)
        assert part, "the answer ends too early"
        left -= len(part)


# -- what is measured ------------------------------------------------------------------------


def measure(clients: Pool, count: int, servers: dict[str, tuple[int, int]], seconds: float) -> dict[str, Measured]:
    """Each route for so many seconds, in turns, after a turn that does not count."""
    measured = {
        "hello-world": Measured("GET /"),
        "statuses": Measured("POST /v1/statuses"),
        "match, lean": Measured("POST /v1/match"),
        f"statuses of {MANY}": Measured("POST /v1/statuses"),
    }
    for turn in range(ROUNDS + 1):
        for route, results in measured.items():
            port, process = servers["hello" if route == "hello-world" else "liushou"]
            before, start = cpu_seconds(process), time.perf_counter()
            parts = clients.starmap(drive, [(port, route, seconds / ROUNDS)] * count, chunksize=1)
            if turn:
                results.seconds += time.perf_counter() - start
                results.cpu += cpu_seconds(process) - before
                results.latencies += [latency for part in parts for latency in part]
    return measured


def soak(clients: Pool, count: int, server: tuple[int, int], minutes: float) -> list[float]:
    """The memory of the server while all routes are asked, every few seconds."""
    (port, process), memory = server, [megabytes(server[1])]
    routes = cycle(("statuses", "match, lean", f"statuses of {MANY}"))
    end = time.monotonic() + minutes * 60
    while time.monotonic() < end:
        clients.starmap(drive, [(port, next(routes), min(5, minutes * 6))] * count, chunksize=1)
        memory.append(megabytes(process))
    return memory


def table(measured: dict[str, Measured]) -> list[str]:
    """What was measured, as lines of Markdown."""
    hello = measured["hello-world"]
    lines = [
        "| Route | Requests a second | of hello-world | per CPU second | of hello-world | Median | p99 | p99 / median |"
    ]
    lines.append("|---|---:|---:|---:|---:|---:|---:|---:|")
    for name, results in measured.items():
        middle = median(results.latencies)
        rates = f"{results.rate:,.0f} | {results.rate / hello.rate:.2f}"
        by_cpu = f"{results.per_cpu_second:,.0f} | {results.per_cpu_second / hello.per_cpu_second:.2f}"
        times = f"{middle * 1e3:.2f} ms | {results.tail * 1e3:.2f} ms | {results.tail / middle:.1f}"
        lines.append(f"| `{results.path}` ({name}) | {rates} | {by_cpu} | {times} |")
    return lines


def verdicts(measured: dict[str, Measured], memory: Sequence[float]) -> list[str]:
    """The goals that are missed."""
    hello, many = measured["hello-world"], measured[f"statuses of {MANY}"]
    missed = []
    for name, part in PART.items():
        ratio = max(measured[name].rate / hello.rate, measured[name].per_cpu_second / hello.per_cpu_second)
        if ratio < part:
            missed.append(f"{name}: {ratio:.2f} of hello-world, at least {part:.2f} is the goal")
    if many.per_cpu_second * MANY < WOMEN_A_SECOND:
        missed.append(f"{many.per_cpu_second * MANY:,.0f} women a second and core, {WOMEN_A_SECOND:,} is the goal")
    for name, results in measured.items():
        if results.tail > TAIL * median(results.latencies):
            missed.append(f"{name}: the 99th percentile is {results.tail / median(results.latencies):.1f} medians")
    fifth = len(memory) // 5
    if fifth and fmean(memory[-fifth:]) > GROWTH * fmean(memory[fifth : 2 * fifth]):
        missed.append(f"memory grows: {memory[fifth]:.0f} MB, then {memory[-1]:.0f} MB")
    return missed


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=10.0, help="of each route")
    parser.add_argument("--minutes", type=float, default=0.0, help="of watching the memory")
    parser.add_argument("--clients", type=int, default=4, help="processes that ask")
    parser.add_argument("--serve", choices=("hello", "liushou"), help=argparse.SUPPRESS)
    parser.add_argument("--port", type=int, default=0, help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.serve:
        serve(given.serve, given.port)
        return 0
    context = get_context("spawn")
    seeds = context.SimpleQueue()
    for seed in range(given.clients):
        seeds.put(1000 + seed)
    with (
        serving("hello") as hello,
        serving("liushou") as liushou,
        context.Pool(given.clients, prepare, (seeds,)) as pool,
    ):
        measured = measure(pool, given.clients, {"hello": hello, "liushou": liushou}, given.seconds)
        print("\n".join(table(measured)), flush=True)
        women = measured[f"statuses of {MANY}"]
        print(f"\n{women.rate * MANY:,.0f} women a second, {women.per_cpu_second * MANY:,.0f} a second of one core")
        memory = soak(pool, given.clients, liushou, given.minutes) if given.minutes else []
        if memory:
            marks = ", ".join(f"{memory[len(memory) * part // 5]:.0f}" for part in range(5))
            print(
                f"memory at the start, and after each fifth of {given.minutes:g} minutes: {marks}, {memory[-1]:.0f} MB"
            )
    missed = verdicts(measured, memory)
    print("\n".join(missed) or "every goal is met")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())

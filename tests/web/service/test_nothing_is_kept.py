"""Whatever becomes of a ledger and of who sent it, nothing of it stays, and no process works on it any more."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from liushou.ledger import make_sample, write_sample
from liushou.web import create_app
from liushou.web.service import Limits, ledger_desk
from liushou.web.service.ledger_desk import Desk, outcome
from liushou.web.service.refusals import Refusal

from .running import END, FILE, ON, STAYS, Answer, Server, Step, answered, serving

TABLE = "姓名,性别\n甲,女\n".encode()
LONG = "姓名,性别\n".encode() + "甲,女\n".encode() * 200_000


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where temporary files are made; nothing is there in the end."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    yield tmp_path
    assert list(tmp_path.iterdir()) == []
    assert workers(tmp_path) == []


def workers(folder: Path) -> list[int]:
    """The processes that work in the folder."""
    processes = [int(path.name) for path in Path("/proc").iterdir() if path.name.isdecimal()]
    found = []
    for number in processes:
        try:
            if str(Path(f"/proc/{number}/cwd").readlink()).startswith(str(folder)):
                found.append(number)
        except OSError:
            continue
    return found


def problem(answer: Answer) -> Any:
    """What is wrong, as the answer says it."""
    return json.loads(answer.body)["problems"][0]


ENDS: dict[str, tuple[list[Step], Mapping[str, Any], int | None]] = {
    "it is answered": ([TABLE, END, STAYS], {}, 200),
    "it is refused": ([b"%PDF", END, STAYS], {}, 422),
    "nothing comes": ([END, STAYS], {}, 422),
    "the client goes before it is whole": ([TABLE, 0.05], {}, 400),
    "the client goes at once": ([], {}, 400),
    "the client goes while it is worked on": ([LONG, END, 1.5], {}, 400),
    "it takes too long": ([LONG, END, STAYS], {"ledger_seconds": 1.5}, 504),
    "it takes too much memory": ([LONG, END, STAYS], {"ledger_memory": 90 * 1024**2}, 422),
    "it is too large": ([TABLE] * 100 + [END, STAYS], {"upload_bytes": 1000}, 413),
    "it comes too slowly": ([TABLE, STAYS], {"upload_seconds": 0.2}, 408),
}


#: Tried at night only.
SELDOM = {"nothing comes", "it takes too much memory"}


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.nightly if name in SELDOM else ()) for name in ENDS]
)
def test_nothing_is_left(name: str, folder: Path) -> None:
    steps, limits, status = ENDS[name]
    answer = answered(create_app(limits=Limits(**limits)), steps)
    assert answer.status == status
    assert status is None or answer.messages[-1].get("more_body", False) is False
    assert str(folder) not in answer.body.decode("utf-8", "replace")


@pytest.mark.nightly
def test_a_client_that_goes_after_the_first_progress(folder: Path) -> None:
    headers = {"accept": "application/x-ndjson"}
    answer = answered(create_app(), [LONG, END, 4.0], headers=headers)
    assert b'"summary"' not in answer.body


def test_what_goes_wrong_after_the_first_progress_is_the_last_line(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def killed(work: Any, step: Callable[..., Any]) -> Any:
        await step({"progress": {"doing": "读取台账", "done": 0, "of": 0}})
        await step({"progress": {"doing": "逐行评估", "done": 0, "of": 1}})
        return outcome(work, {})

    monkeypatch.setattr("liushou.web.service.ledgers.worked_on", killed)
    answer = answered(create_app(), [TABLE, END, STAYS], headers={"accept": "application/x-ndjson"})
    first, last = map(json.loads, answer.body.splitlines())
    assert (answer.status, first["progress"]["doing"]) == (200, "读取台账")
    assert last["problem"]["problems"][0]["code"] == "unreadable"


@pytest.mark.parametrize(
    ("end", "status", "code"),
    [("sys.exit(1)", 500, "fault"), ("os.abort()", 422, "unreadable"), ("time.sleep(9)", 504, "too-long-a-time")],
)
def test_a_process_that_ends_without_a_word(
    end: str, status: int, code: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger_desk, "_START", f"import os, sys, time\n{end}")
    answer = answered(create_app(limits=Limits(ledger_seconds=1)), [TABLE, END, STAYS])
    assert (answer.status, problem(answer)["code"]) == (status, code)


def test_a_folder_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    answer = answered(create_app(), [TABLE, END, STAYS])
    assert (answer.status, problem(answer)["code"]) == (507, "unwritable")
    assert str(tmp_path) not in answer.body.decode()


def test_so_many_at_once(folder: Path) -> None:
    desk = Desk(Limits(ledgers=1))
    with ExitStack() as several:
        folders = [several.enter_context(desk.admitted()) for _ in range(4)]
        assert [path.stat().st_mode & 0o777 for path in folders] == [0o700] * 4
        with pytest.raises(Refusal) as refused, desk.admitted():
            pass
        assert (refused.value.status, refused.value.headers) == (503, ((b"retry-after", b"10"),))
    with desk.admitted():
        assert desk.present == 1


def test_one_waits_for_another() -> None:
    desk, order = Desk(Limits(ledgers=1)), list[str]()

    async def work(name: str) -> None:
        async with desk.at_work():
            order.append(f"{name} begins")
            await asyncio.sleep(0.1)
            order.append(f"{name} ends")

    async def both() -> None:
        await asyncio.gather(work("a"), work("b"))

    asyncio.run(both())
    assert order == ["a begins", "a ends", "b begins", "b ends"]


def begun(server: Server, ledger: bytes) -> Any:
    """A connection on which a ledger is being worked on."""
    head = f"POST /v1/ledgers?on={ON['on']}&place={ON['place']} HTTP/1.1\r\nHost: x\r\n"
    head += "".join(f"{name}: {value}\r\n" for name, value in FILE.items())
    connection = server.sent(f"{head}Content-Length: {len(ledger)}\r\n\r\n".encode() + ledger)
    end = time.monotonic() + 30
    while not workers(server.folder) and time.monotonic() < end:
        time.sleep(0.02)
    assert workers(server.folder)
    return connection


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A ledger that takes a while."""
    path = tmp_path_factory.mktemp("large") / "ledger.csv"
    write_sample(make_sample(5_000, seed=1, place="500230", on=date(2025, 6, 30), messy=False), path)
    return path.read_bytes()


@pytest.mark.skipif(not Path("/proc/self/cwd").exists(), reason="looks at processes in /proc")
@pytest.mark.parametrize("name", ["SIGKILL", pytest.param("SIGTERM", marks=pytest.mark.nightly)])
def test_a_server_that_is_stopped(name: str, large: bytes, tmp_path: Path) -> None:
    with serving(tmp_path) as server, begun(server, large):
        with urllib.request.urlopen(f"{server.url}/v1/health", timeout=60) as answer:
            assert answer.status == 200
        server.process.send_signal(getattr(signal, name))
        server.process.wait(timeout=60)
        end = time.monotonic() + 20
        while (workers(tmp_path) or list(tmp_path.iterdir())) and time.monotonic() < end:
            time.sleep(0.05)
        assert (workers(tmp_path), list(tmp_path.iterdir())) == ([], [])


@pytest.mark.skipif(sys.platform != "linux", reason="limits a process that runs already")
@pytest.mark.nightly
@pytest.mark.parametrize(("most", "words"), [(10_000, "temporary file"), (40_000, "results.xlsx")])
def test_a_full_disk(most: int, words: str, tmp_path: Path) -> None:
    import resource

    path = tmp_path / "ledger.csv"
    write_sample(make_sample(150, seed=1, place="500230", on=date(2025, 6, 30), messy=False), path)
    ledger, folder = path.read_bytes(), tmp_path / "temporary"
    assert 10_000 < len(ledger) < 40_000
    folder.mkdir()
    with serving(folder) as server:
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (most, most))
        request = urllib.request.Request(f"{server.url}/v1/ledgers?{urlencode(ON)}", ledger, FILE)
        with pytest.raises(urllib.error.HTTPError) as refused, urllib.request.urlopen(request, timeout=60):
            pass
        text = refused.value.read().decode()
        assert refused.value.code == 507
        assert words in json.loads(text)["detail"]
        assert str(folder) not in text
        assert list(folder.iterdir()) == []
        with urllib.request.urlopen(f"{server.url}/v1/health", timeout=60) as answer:
            assert answer.status == 200

"""`liushou serve`: it starts, answers, and ends in order."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from .running import no_traceback, run


@pytest.mark.parametrize("workers", [1, 2])
def test_it_answers_until_it_is_asked_to_end(workers: int) -> None:
    command = [sys.executable, "-m", "liushou", "serve", "--port", "0", "--workers", str(workers)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=os.environ) as server:
        assert server.stderr is not None
        found = re.search(r"http://127\.0\.0\.1:\d+", server.stderr.readline())
        assert found is not None
        with urllib.request.urlopen(f"{found[0]}/v1/health", timeout=30) as answer:
            assert b'"ok"' in answer.read()
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=30) == 0
        assert server.stderr.read() == ""


def test_a_port_that_is_in_use_is_said_plainly() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        no_traceback(run("serve", "--port", port), 2, [f"127.0.0.1:{port}", "Address already in use"])


def test_what_is_being_answered_is_answered_before_the_end() -> None:
    body = b'{"place": "500230", "on": "2025-06-30", "profile": {"sex": "female"}}'
    head = b"POST /v1/statuses HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
    command = [sys.executable, "-m", "liushou", "serve", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=os.environ) as server:
        assert server.stderr is not None
        found = re.search(r":(\d+) ", server.stderr.readline())
        assert found is not None
        with socket.create_connection(("127.0.0.1", int(found[1])), timeout=30) as client:
            client.sendall(head % len(body) + body[:10])
            time.sleep(1)
            server.send_signal(signal.SIGTERM)
            time.sleep(0.5)
            client.sendall(body[10:])
            assert client.recv(100).startswith(b"HTTP/1.1 200")
        assert server.wait(timeout=30) == 0
        assert server.stderr.read() == ""


def test_a_signal_before_it_has_quite_begun() -> None:
    command = [sys.executable, "-m", "liushou", "serve", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=os.environ) as server:
        assert server.stderr is not None
        server.stderr.readline()
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=30) in (0, 143)


@pytest.mark.parametrize("missing", ["uvicorn", "fastapi"])
def test_a_missing_extra_is_named(missing: str) -> None:
    program = f"import sys; sys.modules[{missing!r}] = None; sys.argv = ['liushou', 'serve']; import liushou.cli as cli; cli.main()"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=60)
    no_traceback(done, 2, ["liushou[web]"])


def test_without_the_extra_all_the_rest_of_web_works() -> None:
    program = """
import sys
sys.modules.update(dict.fromkeys(("fastapi", "starlette", "uvicorn", "pydantic")))
import liushou, liushou.web
liushou.web.render_notice({}, place="500230", on=__import__("datetime").date(2025, 6, 30))
try:
    liushou.web.create_app()
except liushou.MissingExtraError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert "liushou[web]" in done.stdout


@pytest.mark.nightly
def test_what_is_still_at_work_in_the_end_leaves_no_traceback() -> None:
    command = [sys.executable, "-c", "import liushou.cli.serve as s; s._GRACE = 1; s.serve([], [], port=0)"]
    body = "姓名,性别\n".encode() + "甲,女\n".encode() * 100_000
    head = b"POST /v1/ledgers?on=2025-06-30&place=500230 HTTP/1.1\r\nHost: x\r\nContent-Type: text/csv\r\n"
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=os.environ) as server:
        assert server.stderr is not None
        found = re.search(r":(\d+) ", server.stderr.readline())
        assert found is not None
        with socket.create_connection(("127.0.0.1", int(found[1])), timeout=30) as client:
            client.sendall(head + b"Content-Length: %d\r\n\r\n" % len(body) + body)
            time.sleep(1)
            server.send_signal(signal.SIGTERM)
            assert server.wait(timeout=30) == 0
        assert "Traceback" not in server.stderr.read()

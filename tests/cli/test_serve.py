"""`liushou serve`: it starts, answers, and ends in order."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
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

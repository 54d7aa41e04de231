"""The lines of curl in docs/http.md, as they are printed, asked of a real server."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ..conftest import ROOT

PAGE = (ROOT / "docs" / "http.md").read_text(encoding="utf-8")
PRINTED = "http://127.0.0.1:8000"


@pytest.fixture
def address() -> Iterator[str]:
    command = [sys.executable, "-m", "liushou", "serve", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, encoding="utf-8") as server:
        assert server.stderr is not None
        found = re.search(r"http://[\d.]+:\d+", server.stderr.readline())
        try:
            assert found is not None
            yield found[0]
        finally:
            server.terminate()
            rest = server.communicate(timeout=60)[1]
    assert rest == ""


@pytest.mark.skipif(shutil.which("curl") is None, reason="no curl here")
def test_the_lines_of_curl_work_as_printed(address: str, tmp_path: Path) -> None:
    block = re.search(r"^```console\n(.*?)^```", PAGE, re.M | re.S)
    assert block is not None
    parts = re.split(r"^\$ ", block[1], flags=re.M)[1:]
    assert sum("curl" in part for part in parts) >= 18
    wrong = []
    for part in parts:
        lines = part.rstrip("\n").split("\n")
        more = next((number for number, line in enumerate(lines[1:], 1) if not line.startswith("> ")), len(lines))
        command = "\n".join([lines[0], *(line[2:] for line in lines[1:more])])
        shown = "\n".join(lines[more:])
        done = subprocess.run(
            ["bash", "-c", command.replace(PRINTED, address)],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )
        expected = ".*".join(map(re.escape, shown.split("…")))
        if done.returncode or not re.fullmatch(expected, done.stdout.rstrip("\n"), re.S):
            wrong.append(f"$ {command}\n{done.stdout[:500]}\n{done.stderr[:200]}\nnot as printed: {shown}")
    assert not wrong, "\n\n".join(wrong)

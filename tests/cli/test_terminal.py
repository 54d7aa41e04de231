"""Progress is one line on a terminal, and nothing elsewhere."""

import io

import pytest

from liushou.cli.common import progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("name", "done", "total", "line"),
    [("逐行评估", 3, 10, "3/10 逐行评估"), ("读取台账", 0, 0, "读取台账")],
    ids=["counted", "of unknown length"],
)
def test_the_line_on_a_terminal(monkeypatch: pytest.MonkeyPatch, name: str, done: int, total: int, line: str) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    with progress() as step:
        step(name, done, total)
        assert terminal.getvalue() == f"\r\x1b[K{line}"
    assert terminal.getvalue().endswith("\r\x1b[K")


@pytest.mark.parametrize(("stream", "wanted"), [(io.StringIO(), True), (Terminal(), False)], ids=["a file", "unwanted"])
def test_nothing_elsewhere(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, wanted: bool) -> None:
    monkeypatch.setattr("sys.stderr", stream)
    with progress(wanted) as step:
        step("逐行评估", 3, 10)
    assert stream.getvalue() == ""

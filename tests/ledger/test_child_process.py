"""The process that reads a workbook: it ends with its parent, disturbs no caller, and tells nothing but values."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from liushou import InputError
from liushou.apart import parent as apart
from liushou.ledger.files.open import read_grid

from .raw_files import text_row, xlsx
from .sheets import write_sheet

ROWS = [["姓名", "年龄"], ["甲", 40]]


def test_a_script_without_a_guard_may_read(tmp_path: Path) -> None:
    """Processes that are started by importing the caller's script again would run it twice."""
    write_sheet(tmp_path / "a.xlsx", ROWS)
    script = tmp_path / "script.py"
    script.write_text("from liushou.ledger.files.open import read_grid\nprint(read_grid('a.xlsx').rows)\n")
    run = subprocess.run([sys.executable, script], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert run.stdout == "[['姓名', '年龄'], ['甲', 40.0]]\n"
    assert run.stderr == ""


def test_in_several_threads_at_once(tmp_path: Path) -> None:
    path = write_sheet(tmp_path / "a.xlsx", ROWS)
    grids: list[object] = []
    threads = [threading.Thread(target=lambda: grids.append(read_grid(path).rows)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert grids == [[["姓名", "年龄"], ["甲", 40.0]]] * 4


def children_of(parent: int) -> list[int]:
    """The processes whose parent this is, from /proc."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[1]) == parent and fields[0] != "Z":
                found.append(int(folder.name))
    return found


def gone(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are looked up in /proc")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT], ids=lambda number: number.name)
def test_the_child_ends_with_its_parent(number: int, tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", "".join(text_row(row, *"甲乙丙丁戊") for row in range(2, 100_000)))
    code = "import sys\nfrom liushou.ledger.files.open import read_grid\nread_grid(sys.argv[1])"
    parent = subprocess.Popen([sys.executable, "-c", code, path], stderr=subprocess.DEVNULL)
    limit = time.monotonic() + 20
    while not (children := children_of(parent.pid)) and time.monotonic() < limit:
        time.sleep(0.01)
    os.kill(parent.pid, number)
    parent.wait(20)
    while not all(map(gone, children)) and time.monotonic() < limit:
        time.sleep(0.05)
    assert children
    assert all(map(gone, children))


def test_a_child_that_dies_is_a_refusal_that_names_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_sheet(tmp_path / "a.xlsx", ROWS)
    monkeypatch.setattr(apart, "_START", "import os\nos.abort()")
    with pytest.raises(InputError, match=r"a\.xlsx: it is damaged, or reading it takes more than 1,610,612,736 bytes"):
        read_grid(path)


def test_a_child_that_says_nothing_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_sheet(tmp_path / "a.xlsx", ROWS)
    monkeypatch.setattr(apart, "_START", "import time\ntime.sleep(60)")
    monkeypatch.setattr(apart, "SECONDS", 1)
    monkeypatch.setattr(apart, "PATIENCE", 1)
    with pytest.raises(InputError, match="more than 1 seconds"):
        read_grid(path)


def test_a_child_that_only_computes_is_stopped_by_its_own_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It counts the processor's time: on a machine that has much to do it may take longer than that."""
    pytest.importorskip("resource")
    path = write_sheet(tmp_path / "a.xlsx", ROWS)
    monkeypatch.setattr(apart, "_START", f"{apart._START.rpartition('main(job)')[0]}\n{COMPUTES}")
    monkeypatch.setattr(apart, "SECONDS", 1)
    with pytest.raises(InputError, match="more than 1 seconds"):
        read_grid(path)


COMPUTES = """
from liushou.apart import child
def messages(job):
    yield "rows", [], []
    while True:
        pass
child._messages = messages
main(job)
"""


def test_what_the_child_sends_calls_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Harm:
        def __reduce__(self) -> object:
            return (os.mkdir, (str(tmp_path / "harm"),))

    path = write_sheet(tmp_path / "a.xlsx", ROWS)
    start = f"import sys\nsys.stdout.buffer.write({pickle.dumps(('rows', Harm()))!r})"
    monkeypatch.setattr(apart, "_START", start)
    with pytest.raises(InputError, match="damaged"):
        read_grid(path)
    assert not (tmp_path / "harm").exists()

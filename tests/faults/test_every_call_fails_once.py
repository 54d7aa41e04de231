"""Whatever call to the system fails, and at whatever position: the old file or the new one, and nothing else."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from liushou import InputError
from liushou.files import atomic_write

from .layer import Layer, inside, put

OLD, NEW = b"what was there", b"what is to be there"


def open_files() -> int:
    folder = Path("/proc/self/fd")
    return sum(1 for _ in folder.iterdir()) if folder.exists() else 0


def write(path: Path, new: bool, layer: Layer) -> None:
    with layer(), atomic_write(path, new=new) as part:
        put(part, NEW)


@pytest.fixture(params=["nameless", "hidden"], autouse=True)
def kind(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file has no name until it is whole; or, where the system knows no such files, a hidden one."""
    if request.param == "hidden":
        monkeypatch.delattr(os, "O_TMPFILE", raising=False)


@pytest.mark.parametrize("earlier", [True, False])
@pytest.mark.parametrize("new", [True, False])
@pytest.mark.parametrize(
    "error", [OSError(errno.ENOSPC, "full"), OSError(errno.EIO, "broken"), KeyboardInterrupt(), MemoryError()]
)
def test_every_position(tmp_path: Path, earlier: bool, new: bool, error: BaseException) -> None:
    if earlier and new:
        pytest.skip("refused: see the next test")
    before = {"out": OLD} if earlier else {}
    clean = Layer()
    write(tmp_path / "out", new, clean)
    assert {"open", "write", "fsync", "close"} <= set(clean.calls)
    for position, name in enumerate(clean.calls):
        (tmp_path / "out").unlink(missing_ok=True)
        if earlier:
            (tmp_path / "out").write_bytes(OLD)
        handles = open_files()
        layer = Layer(position, error)
        raised: BaseException | None = None
        try:
            write(tmp_path / "out", new, layer)
        except (InputError, KeyboardInterrupt, MemoryError) as failure:
            raised = failure
        assert inside(tmp_path) in ([before, {"out": NEW}] if raised else [{"out": NEW}]), (position, name)
        assert not isinstance(raised, InputError) or str(tmp_path / "out") in str(raised), name
        assert open_files() == handles, (position, name)


def test_a_new_file_replaces_nothing(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(OLD)
    with pytest.raises(InputError, match="exists already"):
        write(tmp_path / "out", True, Layer())
    assert inside(tmp_path) == {"out": OLD}


def test_a_link_stays_a_link_until_it_is_replaced_and_its_target_for_ever(tmp_path: Path) -> None:
    (tmp_path / "target").write_bytes(OLD)
    (tmp_path / "out").symlink_to("target")
    write(tmp_path / "out", False, Layer())
    assert inside(tmp_path) == {"out": NEW, "target": OLD}


def test_what_is_written_has_no_name_that_could_be_guessed(tmp_path: Path) -> None:
    names = set()
    for _ in range(4):
        with atomic_write(tmp_path / "out") as part:
            names.add(part.name if part.parent == tmp_path else None)
            put(part, NEW)
    assert names == {None} or len(names) == 4


def test_the_mask_of_the_process_is_never_touched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = os.umask(0o027)
    try:
        with monkeypatch.context() as patch:
            patch.setattr(os, "umask", lambda _: pytest.fail("the umask is every thread's"))
            write(tmp_path / "out", False, Layer())
        assert (tmp_path / "out").stat().st_mode & 0o777 == 0o640
    finally:
        os.umask(before)


@pytest.mark.parametrize(
    ("inputs", "earlier", "mode"),
    [
        ((), None, 0o644),
        ((0o644,), None, 0o644),
        ((0o600,), None, 0o600),
        ((0o640, 0o604), None, 0o600),
        ((0o440,), None, 0o640),
        ((), 0o664, 0o664),
        ((), 0o600, 0o600),
        ((0o600,), 0o664, 0o600),
        ((0o640,), 0o666, 0o640),
    ],
)
def test_never_more_open_than_what_it_is_made_of(
    tmp_path: Path, inputs: tuple[int, ...], earlier: int | None, mode: int
) -> None:
    before = os.umask(0o022)
    try:
        paths = [tmp_path / str(number) for number in range(len(inputs))]
        for path, given in zip(paths, inputs, strict=True):
            path.write_bytes(OLD)
            path.chmod(given)
        out = tmp_path / "out"
        if earlier is not None:
            out.write_bytes(OLD)
            out.chmod(earlier)
        with atomic_write(out, paths) as part:
            # Nor while it is written.
            assert part.stat().st_mode & 0o077 & ~mode == 0
            put(part, NEW)
        assert out.stat().st_mode & 0o777 == mode
    finally:
        os.umask(before)


def test_an_input_is_refused_under_any_name(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.write_bytes(OLD)
    (tmp_path / "hard").hardlink_to(source)
    (tmp_path / "soft").symlink_to(source)
    (tmp_path / "folder").mkdir()
    before = inside(tmp_path)
    for name in ("in", "hard", "soft", "folder/../in", "./in"):
        with pytest.raises(InputError, match="being read"), atomic_write(tmp_path / name, [source]):
            pytest.fail("nothing is written")
    assert inside(tmp_path) == before


def test_no_signal_is_handled_by_the_library() -> None:
    code = """import signal
before = {number: signal.getsignal(number) for number in signal.valid_signals()}
import liushou, liushou.ledger, liushou.compare, liushou.cli
from datetime import date
liushou.match({"sex": "female"}, place="500230", on=date(2025, 6, 30))
assert before == {number: signal.getsignal(number) for number in signal.valid_signals()}
assert signal.set_wakeup_fd(-1) == -1"""
    subprocess.run([sys.executable, "-c", code], check=True)

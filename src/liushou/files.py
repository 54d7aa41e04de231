"""Files that are written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .problems import InputError, Problem


@contextmanager
def whole_file(path: Path | str) -> Iterator[Path]:
    """A new file beside ``path`` that takes its place when the block ends well.

    Until then, and if anything goes wrong (a full disk, an interruption), what stood at
    ``path`` stays as it was. Raises :class:`~liushou.InputError` where it cannot be
    written.
    """
    path = Path(path)
    check_writable(path)
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:80]}.", suffix=path.suffix, dir=path.parent)
    except OSError as error:
        raise _unwritable(path, error) from None
    os.close(handle)
    part = Path(name)
    try:
        yield part
        _flush(part)
        part.chmod(_mode(path))
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise _unwritable(path, error) from None
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    _flush_directory(path.parent)


def check_writable(path: Path | str) -> None:
    """Refuse, before any work is done, an output that cannot be written."""
    path = Path(path)
    folder = path.parent
    if path.is_dir():
        raise InputError(Problem(f"cannot write {path}: it is a directory", code="unwritable"))
    if not folder.is_dir():
        raise InputError(Problem(f"cannot write {path}: there is no folder {folder}", code="unwritable"))
    if not os.access(folder, os.W_OK) or (path.exists() and not os.access(path, os.W_OK)):
        raise InputError(Problem(f"cannot write {path}: permission denied (没有写入权限)", code="unwritable"))


def _flush(part: Path) -> None:
    with part.open("rb+") as handle:
        os.fsync(handle.fileno())


def _flush_directory(folder: Path) -> None:
    """So that the new name, too, outlives a power cut, where the system can do that."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)


def _mode(path: Path) -> int:
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _unwritable(path: Path, error: OSError) -> InputError:
    reason = error.strerror or str(error) or type(error).__name__
    hint = "the earlier file is unchanged" if path.exists() else None
    return InputError(Problem(f"cannot write {path}: {reason}", expected=hint, code="unwritable"))

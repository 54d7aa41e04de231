"""Files: text that is read within a limit, and files that are written whole or not at all."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from .problems import Code, InputError, Location, Phrase, Problem, os_reason

MAX_BYTES = 4 * 1024 * 1024


def read_text(path: Path | str, *, limit: int = MAX_BYTES) -> str:
    """The text of a UTF-8 file (a BOM is dropped), at most ``limit`` bytes.

    Raises :class:`~liushou.InputError` if it cannot be read, is larger, or is not UTF-8.
    """
    path = Path(path)
    try:
        mode = path.stat().st_mode
        # Opening a named pipe waits for a writer that may never come; `<(…)` is /dev/fd/N.
        pipe = stat.S_ISFIFO(mode) and not str(path).startswith("/dev/")
        if pipe or stat.S_ISDIR(mode):
            raise _failure(Code.UNREADABLE, path, Phrase("pipe" if pipe else "directory"))
        with path.open("rb") as handle:
            data = handle.read(limit + 1)
    except InputError:
        raise
    except OSError as error:
        raise _failure(Code.UNREADABLE, path, os_reason(error)) from None
    except ValueError:
        raise _failure(Code.UNREADABLE, repr(str(path)), Phrase("not-a-path")) from None
    return decode(data, str(path), limit=limit)


def decode(data: bytes, name: str, *, limit: int = MAX_BYTES) -> str:
    """The text of at most ``limit`` bytes of UTF-8 (a BOM is dropped); ``name`` is for messages.

    Raises :class:`~liushou.InputError` if there are more, or if they are not UTF-8.
    """
    if len(data) > limit:
        raise InputError(Problem(Code.TOO_LARGE, file=name, limit=f"{limit:,}"))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        column = len(before.rsplit(b"\n", 1)[-1].decode("utf-8", "replace")) + 1
        raise InputError(Problem(Code.ENCODING, Location(name, before.count(b"\n") + 1, column))) from None


@contextmanager
def atomic_write(path: Path | str) -> Iterator[Path]:
    """A new file beside ``path`` that takes its place when the block ends well.

    Until then, and if anything goes wrong (a full disk, an interruption), what stood at
    ``path`` stays as it was. Raises :class:`~liushou.InputError` where it cannot be
    written.
    """
    import tempfile

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
        with part.open("rb+") as written:
            os.fsync(written.fileno())
        part.chmod(_mode(path))
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise _unwritable(path, error) from None
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    _flush_directory(path.parent)


def write_file(path: Path | str, content: str | bytes) -> None:
    """Write a whole file (text as UTF-8, line ends as they are), or leave what was there; as :func:`atomic_write`."""
    with atomic_write(path) as part:
        part.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)


def check_writable(path: Path | str) -> None:
    """Refuse, before any work is done, an output that cannot be written."""
    path = Path(path)
    folder = path.parent
    if path.is_dir():
        raise _failure(Code.UNWRITABLE, path, Phrase("directory"))
    if not folder.is_dir():
        raise _failure(Code.UNWRITABLE, path, Phrase("no-folder", folder=folder))
    if not os.access(folder, os.W_OK) or (path.exists() and not os.access(path, os.W_OK)):
        raise _failure(Code.UNWRITABLE, path, Phrase("os-EACCES"))


def _flush_directory(folder: Path) -> None:
    """So that the new name, too, outlives a power cut, where the system can do that."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _mode(path: Path) -> int:
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _unwritable(path: Path, error: OSError) -> InputError:
    return _failure(Code.UNWRITABLE, path, os_reason(error), Phrase("unchanged") if path.exists() else None)


def _failure(code: Code, file: Path | str, reason: Phrase, expected: Phrase | None = None) -> InputError:
    return InputError(Problem(code, file=file, reason=reason, expected=expected))

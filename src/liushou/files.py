"""Files: text that is read within a limit, and files that are written whole or not at all."""

import errno
import os
import re
import secrets
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import reduce
from operator import and_
from pathlib import Path
from typing import Any

from .problems import Code, InputError, LiushouError, Location, Phrase, Problem, os_reason

MAX_BYTES = 4 * 1024 * 1024
#: What the outputs of the running command are made from.
_INPUTS: ContextVar[tuple[os.stat_result, ...]] = ContextVar("inputs", default=())
#: Folders whose entries are no files of anybody's: `/dev/stdout`, and `<(…)`, which is /dev/fd/N.
_SYSTEM = re.compile(r"/(?:proc|sys|dev(?!/shm(?:/|$)))(?:/|$)")
_UNSEEN = re.compile(r"[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_KINDS = {
    stat.S_IFDIR: "directory",
    stat.S_IFIFO: "pipe",
    stat.S_IFSOCK: "socket",
    stat.S_IFCHR: "device",
    stat.S_IFBLK: "device",
}


def read_text(path: Path | str, *, limit: int = MAX_BYTES) -> str:
    """The text of a UTF-8 file (a BOM is dropped), at most ``limit`` bytes.

    Raises :class:`~liushou.InputError` if it cannot be read, is larger, or is not UTF-8.
    """
    path = Path(path)
    try:
        check_ordinary(path)
        # Without waiting, should a pipe have come in its place meanwhile.
        with os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb") as handle:
            data = handle.read(limit + 1)
    except InputError:
        raise
    except OSError as error:
        raise _failure(Code.UNREADABLE, path, os_reason(error)) from None
    except ValueError:
        raise _failure(Code.UNREADABLE, repr(str(path)), Phrase("not-a-path")) from None
    return decode(data, str(path), limit=limit)


def real_path(path: Path | str) -> Path:
    """The path without links; as it is where links go round in circles or the name is none."""
    with suppress(ValueError):
        return Path(os.path.realpath(path))
    return Path(path)


def without_suffix(path: Path | str) -> str:
    """The name of a file without the suffixes of rule files, also before an @: what is made of it has its own."""
    return re.sub(r"(?:\.cases|\.registers)?\.ya?ml(?=@|\Z)|\.json(?=@|\Z)", "", Path(path).name)


def check_ordinary(path: Path | str, code: Code = Code.UNREADABLE) -> None:
    """Refuse a folder, a pipe, a socket or a device without opening it; that nothing is there is for others to say."""
    try:
        system = _SYSTEM.match(os.path.realpath(Path(path).parent))
        kind = "device" if system else _KINDS.get(stat.S_IFMT(Path(path).stat().st_mode))
    except OSError:
        return
    except ValueError:
        raise _failure(code, repr(str(path)), Phrase("not-a-path")) from None
    if kind is not None:
        raise _failure(code, path, Phrase(kind))


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


def plain(text: str) -> str:
    """Text that does nothing to a terminal or to YAML: control and bidirectional characters as JSON escapes them."""
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def one_line(text: str) -> str:
    """:func:`plain` text on one line, for a comment."""
    return " ".join(plain(text).splitlines())


@contextmanager
def made_from(inputs: Iterable[Path | str | None]) -> Iterator[None]:
    """What the block writes is made from these files: it is never one of them, nor more open than any of them."""
    states = [*_INPUTS.get()]
    for path in inputs:
        with suppress(OSError, ValueError):
            if path and Path(path).is_file():
                states.append(Path(path).stat())
    token = _INPUTS.set(tuple(states))
    try:
        yield
    finally:
        _INPUTS.reset(token)


@contextmanager
def atomic_write(path: Path | str, inputs: Iterable[Path | str | None] = (), *, new: bool = False) -> Iterator[Path]:
    """A file to write, which is at ``path`` when the block ends well; until then it has another name, or none.

    If anything goes wrong (a full disk, an interruption), what was at ``path`` stays, and nothing else is left; a link
    is replaced, never followed. A file that is replaced keeps its mode, but for what one of the ``inputs`` withholds
    from others. A ``new`` file replaces nothing. Raises :class:`~liushou.InputError` where it cannot be written.
    """
    path = Path(path)
    with made_from(inputs):
        check_writable(path)
        withheld = 0o066 & ~reduce(and_, (state.st_mode for state in _INPUTS.get()), 0o666)
    old, handle = _mode(path), None
    hidden = path.with_name(f".{secrets.token_hex(12)}.part")
    try:
        handle, part = _new_file(hidden, 0o600 | (0o666 if old is None else 0o666 & old) & ~withheld)
        yield part
        with part.open("rb+") as written:
            os.fsync(written.fileno())
        if old is not None:
            part.chmod(old & ~withheld)
        _give_name(handle, part, hidden, path, new)
    except LiushouError:
        raise
    except Exception as error:
        # Some libraries give the system's number in their words alone.
        number = re.search(r"(?:\(os error |\[Errno )(\d+)", str(error))
        reason = OSError(int(number[1]), os.strerror(int(number[1]))) if number else error
        if not isinstance(reason, OSError):
            raise
        if new and reason.errno == errno.EEXIST:
            raise InputError(Problem(Code.FILE_EXISTS, file=path)) from None
        unchanged = Phrase("unchanged") if path.exists() else None
        raise _failure(Code.UNWRITABLE, path, os_reason(reason), unchanged) from None
    finally:
        with suppress(OSError):
            hidden.unlink(missing_ok=True)
        with suppress(OSError):
            os.close(-1 if handle is None else handle)
    _flush_directory(path.parent)


def _new_file(hidden: Path, mode: int) -> tuple[int | None, Path]:
    """(the open file, where to write): a file without a name, which nobody's end leaves behind; else a hidden one."""
    if hasattr(os, "O_TMPFILE"):
        with suppress(OSError):
            handle = os.open(hidden.parent, os.O_TMPFILE | os.O_RDWR, mode)
            if (part := Path(f"/proc/self/fd/{handle}")).exists():
                return handle, part
            os.close(handle)
    os.close(os.open(hidden, os.O_CREAT | os.O_EXCL | os.O_RDWR, mode))
    return None, hidden


def _give_name(handle: int | None, part: Path, hidden: Path, path: Path, new: bool) -> None:
    """Put what is written at ``path``: in one step where nothing is there, else by way of the hidden name."""
    # With a folder given, the system call is the one that follows the link in /proc; it looks at no folder there.
    options: Any = {} if handle is None else {"src_dir_fd": handle, "follow_symlinks": True}
    if new or options:
        try:
            os.link(part, path, **options)
        except OSError:
            if new and os.path.lexists(path):
                raise
            if options:
                os.link(part, hidden, **options)
        else:
            return
    hidden.replace(path)


def write_file(path: Path | str, content: str | bytes, *, new: bool = False) -> None:
    """Write a whole file (text as UTF-8, line ends as they are), or leave what was there; as :func:`atomic_write`."""
    with atomic_write(path, new=new) as part:
        part.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)


def check_writable(path: Path | str) -> None:
    """Refuse, before any work is done, an output that cannot be written, or that is one of the inputs."""
    path = Path(path)
    folder = path.parent
    check_ordinary(path, Code.UNWRITABLE)
    if not folder.is_dir():
        raise _failure(Code.UNWRITABLE, path, Phrase("no-folder", folder=folder))
    if not os.access(folder, os.W_OK) or (path.exists() and not os.access(path, os.W_OK)):
        raise _failure(Code.UNWRITABLE, path, Phrase("os-EACCES"))
    if path.exists() and any(os.path.samestat(path.stat(), state) for state in _INPUTS.get()):
        raise InputError(Problem(Code.OUTPUT_IS_INPUT, file=path))


def _flush_directory(folder: Path) -> None:
    """So that the new name, too, outlives a power cut, where the system can do that."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _mode(path: Path) -> int | None:
    """The mode of the file that is to be replaced; None where there is none, or a link."""
    with suppress(OSError):
        state = path.lstat()
        return state.st_mode & 0o777 if stat.S_ISREG(state.st_mode) else None
    return None


def _failure(code: Code, file: Path | str, reason: Phrase, expected: Phrase | None = None) -> InputError:
    return InputError(Problem(code, file=file, reason=reason, expected=expected))

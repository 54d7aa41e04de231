"""What a process owes whoever started it: an end without a trace, whatever signal asks for it or pipe is closed.

Only the command line does this: imported as a library, liushou leaves signals and streams alone. What does the
work is imported once the signals are watched.
"""

import _thread
import importlib
import os
import signal
import sys
import time
from contextlib import suppress
from types import FrameType
from typing import Any, NoReturn

#: Seconds to unwind in; then the process ends where it is, in a library that hears no signal.
_GRACE = 2.0
_SIGNALS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
_LINE = "interrupted (已中断)\n".encode()
_UNSAID = _thread.allocate_lock()


class Stopped(BaseException):
    """A signal asks the process to end; what is open is closed on the way."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def main() -> NoReturn:
    """The entry point: UTF-8 out whatever the terminal's locale says; exit codes as in :mod:`liushou.cli.common`."""
    code: Any = 0
    try:
        _watch_signals()
        _open_streams()
        try:
            importlib.import_module(".app", __package__).app()
        except SystemExit as end:
            code = end.code
        except BrokenPipeError:
            code = 2
        code = _flush(code)
        _handle(signal.SIG_IGN)
    except (KeyboardInterrupt, Stopped) as end:
        code = getattr(end, "code", 130)
        _flush(code)
        _say()
    sys.exit(code)


def _watch_signals() -> None:
    read, write = os.pipe()
    os.set_blocking(write, False)
    signal.set_wakeup_fd(write, warn_on_full_buffer=False)
    _handle(_stop)
    _thread.start_new_thread(_end_late, (read,))
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=_forget)


def _handle(handler: Any) -> None:
    for number in _SIGNALS:
        # `nohup` has asked that a hangup be no end.
        if number == signal.SIGINT or signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, handler)


def _stop(number: int, _: FrameType | None) -> None:
    _handle(signal.SIG_IGN)
    # Raised where nobody can catch it, within a destructor say, it is no news.
    sys.unraisablehook = lambda _: None
    raise Stopped(128 + number)


def _end_late(read: int) -> None:
    """In a thread of its own: end the process if a signal has not ended it in time."""
    number = os.read(read, 1)[0]
    time.sleep(_GRACE)
    _say()
    os._exit(128 + number)


def _forget() -> None:
    signal.set_wakeup_fd(-1)
    _handle(signal.SIG_DFL)


def leave_signals() -> None:
    """Let a server end in order, in its own time, when a signal asks for it; its end is then no failure."""
    signal.set_wakeup_fd(-1)
    for number in _SIGNALS:
        if number != getattr(signal, "SIGHUP", None):
            signal.signal(number, _end)


def _end(_number: int, _: FrameType | None) -> NoReturn:
    raise SystemExit(0)


def _say() -> None:
    if _UNSAID.acquire(blocking=False):
        with suppress(OSError):
            os.write(2, _LINE)


def _open_streams() -> None:
    # A stream that was closed (`>&-`) is nothing, and not the first file that happens to be opened.
    while os.open(os.devnull, os.O_RDWR) < 3:
        pass
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), "r" if name == "stdin" else "w"))
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def _flush(code: Any) -> Any:
    """The exit code, once what is left of the output is gone, or has nobody to read it."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError as error:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
            code = code if isinstance(error, BrokenPipeError) else code or 2
    return code

"""A layer under the file functions of the system that fails once, at a call that is chosen."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

#: What a writer asks of the system. (Not `unlink`: nothing can clean up where cleaning up fails.)
CALLS = ("open", "write", "fsync", "chmod", "link", "replace", "close")


class Layer:
    """Counts the calls; the one of number ``failing`` raises ``error`` instead of doing anything."""

    def __init__(self, failing: int | None = None, error: BaseException | None = None) -> None:
        self.failing, self.error = failing, error or OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        self.calls: list[str] = []

    @contextmanager
    def __call__(self) -> Iterator[Layer]:
        """The layer at work."""
        with mock.patch.multiple(os, **{name: self._through(name) for name in CALLS}):
            yield self

    def _through(self, name: str) -> Any:
        real = getattr(os, name)

        def call(*arguments: Any, **options: Any) -> Any:
            self.calls.append(name)
            if len(self.calls) - 1 != self.failing:
                return real(*arguments, **options)
            if name == "close":
                real(*arguments, **options)
            raise self.error

        return call


def put(part: Path, content: bytes) -> None:
    """Write a file as libraries do: open it by its name, and write more than once."""
    handle = os.open(part, os.O_WRONLY | os.O_TRUNC | os.O_CREAT, 0o666)
    try:
        for start in range(0, len(content), 4):
            os.write(handle, content[start : start + 4])
    finally:
        os.close(handle)


def inside(folder: Path) -> dict[str, bytes | str]:
    """Everything in a folder: the bytes of files, the targets of links, the kind of the rest."""
    entries = sorted(folder.iterdir())
    return {
        entry.name: str(entry.readlink())
        if entry.is_symlink()
        else entry.read_bytes()
        if entry.is_file()
        else "special"
        for entry in entries
    }

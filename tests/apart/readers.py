"""A reader as a process of its own runs it: what it does stands in the file."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from liushou.apart import RefusedError
from liushou.messages import Phrase


def messages(path: Path, word: str) -> Iterator[tuple[Any, ...]]:
    task = path.read_text(encoding="utf-8")
    yield "word", word
    if task == "refuse":
        raise RefusedError("it is protected by a password (文件有密码)", "another")
    if task == "refuse with a phrase":
        raise RefusedError(Phrase("two-encodings", names=["A", "B"]), Phrase("utf-8-text"))
    if task == "die":
        os.abort()
    if task == "fail":
        raise KeyError(task)
    if task == "import":
        import no_such_library  # type: ignore[import-not-found]  # noqa: F401
    if task == "memory":
        bytearray(4 * 1024**3)
    yield "last", [1, 2.5, None]

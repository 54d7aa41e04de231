"""Contexts of V8 (mini-racer), closed when the process ends."""

from __future__ import annotations

import atexit
from typing import Any
from weakref import WeakSet

import pytest

_OPEN: WeakSet[Any] = WeakSet()


def context(source: str) -> Any:
    """A context that has read a script; it is closed when nothing holds it any more, at the latest at the end."""
    racer = pytest.importorskip("py_mini_racer", reason="mini-racer, which runs JavaScript, is not installed")
    result = racer.MiniRacer()
    _OPEN.add(result)
    result.eval(source)
    return result


@atexit.register
def _close() -> None:
    """Close those that are left, while the library still can: its own end comes too late."""
    for each in list(_OPEN):
        each.close()

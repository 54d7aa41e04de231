"""Any sequence of writers, good and failing, one after another or several at once, against a model of the folder."""

from __future__ import annotations

import os
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule

from liushou import InputError
from liushou.files import atomic_write

from .layer import inside, put

NAMES = st.sampled_from(["a", "b", "c"])
MODES = st.sampled_from([0o600, 0o640, 0o644, 0o664])
CONTENT = st.binary(max_size=12)


def leave(context: Any, error: BaseException) -> None:
    """End a block as Python does where ``error`` is raised in it."""
    if not context.__exit__(type(error), error, None):
        raise error


class Writers(RuleBasedStateMachine):
    """The model holds, for each name, what a reader sees there."""

    writing = Bundle("writing")

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.folder = Path(self.stack.enter_context(tempfile.TemporaryDirectory()))
        self.outside = Path(self.stack.enter_context(tempfile.TemporaryDirectory())) / "target"
        self.outside.write_bytes(b"outside")
        self.stack.callback(os.umask, os.umask(0o022))
        self.files: dict[str, bytes | str] = {}
        self.modes: dict[str, int] = {}
        self.open = 0

    def teardown(self) -> None:
        self.stack.close()

    def _is_there(self, name: str, content: bytes, old: int | None, limit: int) -> None:
        self.files[name] = content
        self.modes[name] = (0o644 if old is None else old) & (limit | 0o700)

    @rule(target=writing, name=NAMES, content=CONTENT, limit=MODES)
    def begin(self, name: str, content: bytes, limit: int) -> tuple[Any, ...]:
        source = self.outside.with_name("source")
        source.write_bytes(b"")
        source.chmod(limit)
        context = atomic_write(self.folder / name, [source])
        part = context.__enter__()
        put(part, content)
        self.open += 1
        return context, name, content, limit, self.modes.get(name)

    @rule(writer=consumes(writing))
    def end(self, writer: tuple[Any, ...]) -> None:
        context, name, content, limit, old = writer
        context.__exit__(None, None, None)
        self._is_there(name, content, old, limit)
        self.open -= 1

    @rule(writer=consumes(writing), error=st.sampled_from([OSError(28, "full"), KeyboardInterrupt(), SystemExit(143)]))
    def fail(self, writer: tuple[Any, ...], error: BaseException) -> None:
        with pytest.raises((InputError, type(error))):
            leave(writer[0], error)
        self.open -= 1

    @rule(name=NAMES, content=CONTENT)
    def create(self, name: str, content: bytes) -> None:
        try:
            with atomic_write(self.folder / name, new=True) as part:
                put(part, content)
        except InputError:
            assert name in self.files
        else:
            assert name not in self.files
            self._is_there(name, content, None, 0o777)

    @rule(name=NAMES)
    def link(self, name: str) -> None:
        (self.folder / name).unlink(missing_ok=True)
        (self.folder / name).symlink_to(self.outside)
        self.files[name] = str(self.outside)
        self.modes.pop(name, None)

    @rule(name=NAMES)
    def remove(self, name: str) -> None:
        (self.folder / name).unlink(missing_ok=True)
        self.files.pop(name, None)
        self.modes.pop(name, None)

    @rule(name=NAMES, mode=MODES)
    def change_mode(self, name: str, mode: int) -> None:
        if name in self.modes:
            (self.folder / name).chmod(mode)
            self.modes[name] = mode

    @invariant()
    def the_folder_is_as_the_model_says(self) -> None:
        assert self.outside.read_bytes() == b"outside"
        seen = inside(self.folder)
        if not hasattr(os, "O_TMPFILE"):
            assert sum(name.endswith(".part") for name in seen) == self.open
            seen = {name: content for name, content in seen.items() if not name.endswith(".part")}
        assert seen == self.files
        for name, mode in self.modes.items():
            assert (self.folder / name).stat().st_mode & 0o777 == mode


class HiddenWriters(Writers):
    """The same where the system knows no files without a name."""

    def __init__(self) -> None:
        super().__init__()
        patch = pytest.MonkeyPatch()
        patch.delattr(os, "O_TMPFILE", raising=False)
        self.stack.callback(patch.undo)


TestWriters = Writers.TestCase
TestWriters.settings = settings(max_examples=60, stateful_step_count=15, deadline=None)
TestHiddenWriters = HiddenWriters.TestCase
TestHiddenWriters.settings = settings(max_examples=30, stateful_step_count=15, deadline=None)

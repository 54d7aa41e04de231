"""Files written and read in one step."""

from __future__ import annotations

from pathlib import Path

import pytest

from liushou import InputError
from liushou.draft import PrintedText, read_printed


def read(folder: Path, content: str | bytes, name: str = "notice.txt") -> PrintedText:
    """What is read from a file with this content."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_printed(path)


def refused(folder: Path, content: str | bytes, message: str, name: str = "notice.txt") -> str:
    """The refusal of a file with this content, in both languages: one problem that says what to do."""
    with pytest.raises(InputError, match=message) as caught:
        read(folder, content, name)
    (problem,) = caught.value.problems
    assert problem.expected or str(problem.code) == "too-large"
    return problem.format("zh")


def notes(text: PrintedText) -> dict[str, str]:
    """{kind of the note: its text in English}"""
    return {problem.data["what"].key: problem.message for problem in text.notes}

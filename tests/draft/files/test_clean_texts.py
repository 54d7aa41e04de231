"""A text that is printed one paragraph a line comes back character for character."""

from __future__ import annotations

from pathlib import Path

import pytest

from liushou.draft import read_printed

from .notice import TEXT
from .reading import read


def texts(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.txt"))


def test_an_invented_notice(tmp_path: Path) -> None:
    text = read(tmp_path, TEXT)
    assert text.text == TEXT
    assert not text.notes
    assert text.file == str(tmp_path / "notice.txt")


@pytest.mark.parametrize("last", ["", "\n", "\n\n"])
def test_the_end_of_the_file(tmp_path: Path, last: str) -> None:
    assert read(tmp_path, TEXT.rstrip("\n") + last).text.rstrip("\n") == TEXT.rstrip("\n")


def test_line_ends_of_other_systems(tmp_path: Path) -> None:
    for end in ("\r\n", "\r"):
        assert read(tmp_path, TEXT.replace("\n", end)).text == TEXT


def test_the_texts_of_documents_and_laws(sources: Path) -> None:
    wrong = []
    for path in texts(sources):
        printed = read_printed(path)
        if printed.text != path.read_text(encoding="utf-8") or printed.notes:
            wrong.append((path.name, [note.message for note in printed.notes]))
    assert texts(sources)
    assert not wrong

"""A text that is printed one paragraph a line comes back character for character."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

import yaml
from liushou.draft import read_printed
from liushou.messages import catalogue

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


def test_every_kind_of_thing_around_a_text_has_its_name() -> None:
    table = yaml.safe_load((files("liushou.draft.files") / "furniture.yaml").read_text(encoding="utf-8"))
    kinds = {*table["head"], *table["anywhere"], "foot", "letterheads", "signed-off", "spaces-out", "layout"}
    assert kinds <= catalogue().texts.keys()

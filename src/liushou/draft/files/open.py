"""Reading a printed document: what kind of file it is, and its text."""

import os
from pathlib import Path

from ...apart import RefusedError, unreadable
from ...files import check_ordinary
from ...on_demand import library
from ...problems import Code, InputError, Phrase, Problem, os_reason
from ..model import PrintedText
from .clean import cleaned
from .encoding import text_of, traditional
from .lines import Notes

#: Bytes of a text file, and of a file of any other kind.
MAX_TEXT, MAX_BYTES = 4 * 1024**2, 32 * 1024**2


def read_printed(path: Path | str) -> PrintedText:
    """The text of a printed document, one paragraph a line: of a ``.txt`` file in any usual encoding.

    Page numbers, running heads, letterheads and lists of copies are left out, broken lines joined, traditional
    characters replaced; ``notes`` say what was done. A text that needs none of it is returned as it is.
    Raises :class:`~liushou.InputError` where the file cannot be read, or holds no Chinese text.
    """
    path = Path(path)
    check_ordinary(path)
    data = _content(path)
    notes = Notes(str(path))
    try:
        text, encoding = text_of(data)
    except RefusedError as error:
        raise unreadable(path, error.reason, error.expected) from None
    if not encoding.startswith("utf-8"):
        notes.put_right("encoding", encoding.upper())
    return cleaned(_simplified(text, notes), notes)


def _content(path: Path) -> bytes:
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb") as handle:
            data = handle.read(MAX_TEXT + 1)
    except OSError as error:
        raise unreadable(path, os_reason(error)) from None
    except ValueError:
        raise InputError(Problem(Code.UNREADABLE, file=repr(str(path)), reason=Phrase("not-a-path"))) from None
    if len(data) > MAX_TEXT:
        raise InputError(Problem(Code.TOO_LARGE, file=path, limit=f"{MAX_TEXT:,}"))
    return data


def _simplified(text: str, notes: Notes) -> str:
    """The text in simplified characters, in which the registers and all other documents are."""
    if not traditional(text):
        return text
    simplified: str = library("opencc_purepy", "draft", "opencc-purepy").OpenCC("t2s").convert(text)
    notes.put_right("traditional-characters", "")
    return simplified

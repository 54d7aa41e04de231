"""Reading a printed document: what kind of file it is, and its text.

Text files are read here, all others in a process of its own, which may take so much memory and time and no more.
"""

import os
import re
from pathlib import Path

from ...apart import Job, RefusedError, read_apart, unreadable
from ...files import check_ordinary
from ...on_demand import library
from ...problems import Code, InputError, Phrase, Problem, os_reason
from ..model import PrintedText
from .clean import characters, cleaned
from .encoding import check_chinese, text_of, traditional
from .lines import Notes

#: Bytes of a text file or a page, and of a file of any other kind.
MAX_TEXT, MAX_BYTES = 4 * 1024**2, 32 * 1024**2
_KINDS = {b"PK\x03\x04": "docx", b"PK\x05\x06": "docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "doc"}
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"RIFF", b"AT&TFORM")
#: Kinds that are said by name, and are not read.
_OTHERS = (
    (b"{\\rtf", "rtf"),
    (b"MIME-Version:", "mht"),
    (b"From: ", "mht"),
    (b"Rar!", "packed"),
    (b"7z\xbc\xaf", "packed"),
)
_PAGE = re.compile(rb"\A[\s\xef\xbb\xbf]*<(?:!doctype\s+html|html|head|body|meta|\?xml|div|p|table|!--)", re.IGNORECASE)


def read_printed(path: Path | str) -> PrintedText:
    """The text of a ``.txt``, ``.docx``, ``.doc``, ``.pdf`` or ``.html`` document, one paragraph a line.

    The kind is that of the content, not of the name. Page numbers, running heads, letterheads, lists of copies and
    the web page around an article are left out, broken lines joined, counted labels written out, traditional
    characters replaced; ``notes`` say what was done. A text that needs none of it is returned as it is.
    Raises :class:`~liushou.InputError` where the file cannot be read, or holds no Chinese text (a scanned picture),
    and :class:`~liushou.MissingExtraError` where a library of the extra ``draft`` is missing.
    """
    path = Path(path)
    check_ordinary(path)
    data = _content(path)
    notes = Notes(str(path))
    kind = _kind(path, data)
    if kind == "txt":
        text = _plain(path, data, notes)
    else:
        job = Job(reader=f"{__package__}.readers.{kind}", file=path, extra="draft", otherwise=Phrase("docx-or-pdf"))
        ((_, text, changes),) = read_apart(job)
        notes.extend(changes)
    text = characters(text, notes)
    try:
        check_chinese(text)
    except RefusedError as error:
        raise unreadable(path, error.reason, error.expected) from None
    return cleaned(_simplified(text, notes), notes)


def _content(path: Path) -> bytes:
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb") as handle:
            data = handle.read(MAX_BYTES + 1)
    except OSError as error:
        raise unreadable(path, os_reason(error)) from None
    except ValueError:
        raise InputError(Problem(Code.UNREADABLE, file=repr(str(path)), reason=Phrase("not-a-path"))) from None
    if len(data) > MAX_BYTES:
        raise InputError(Problem(Code.TOO_LARGE, file=path, limit=f"{MAX_BYTES:,}"))
    return data


def _kind(path: Path, data: bytes) -> str:
    """The kind of file that the content is; one that cannot be read is refused, with what to do."""
    for begin, kind in _KINDS.items():
        if data.startswith(begin):
            return kind
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(_PICTURES):
        raise unreadable(path, Phrase("picture"), Phrase("read-by-ocr"))
    for begin, other in _OTHERS:
        if data.startswith(begin):
            raise unreadable(path, Phrase("other-kind", kind=Phrase(f"kind-{other}")), Phrase("docx-or-pdf"))
    page = path.suffix.lower() in (".html", ".htm", ".xhtml") or _PAGE.match(data[:200])
    if len(data) > MAX_TEXT:
        raise InputError(Problem(Code.TOO_LARGE, file=path, limit=f"{MAX_TEXT:,}"))
    return "html" if page else "txt"


def _plain(path: Path, data: bytes, notes: Notes) -> str:
    try:
        text, encoding = text_of(data)
    except RefusedError as error:
        raise unreadable(path, error.reason, error.expected) from None
    if not encoding.startswith("utf-8"):
        notes.put_right("encoding", encoding.upper())
    return text


def _simplified(text: str, notes: Notes) -> str:
    """The text in simplified characters, in which the registers and all other documents are."""
    if not traditional(text):
        return text
    simplified: str = library("opencc_purepy", "draft", "opencc-purepy").OpenCC("t2s").convert(text)
    notes.put_right("traditional-characters", "")
    return simplified

"""The text of an older Word document (.doc): paragraphs, rows of tables, counted labels; in a process of its own.

Only the main text is read ([MS-DOC]): no notes, headers or footers. Left out are deletions, hidden text and the
instructions of fields.
"""

from collections.abc import Iterator
from pathlib import Path
from struct import unpack_from
from typing import Any

from ....apart import RefusedError, damaged, protected, stream_of
from ....messages import Phrase
from .doc_properties import WRONG, Properties, ends_row, in_table, left_out, list_of, lists_in
from .numbering import Numbering

_AGAIN = "the file saved again as .docx"
_ENCRYPTED, _SECOND_TABLE = 0x0100, 0x0200
#: Where the header says: how long the main text is; where its pieces, the properties and the lists lie in the table.
_LENGTH, _PIECES, _CHARACTERS, _PARAGRAPHS, _LISTS, _INSTANCES = 0x4C, 0x1A2, 0xFA, 0x102, 0x2E2, 0x2EA
_PARAGRAPH, _CELL, _FIELD, _RESULT, _FIELD_END = "\r", "\x07", "\x13", "\x14", "\x15"
_WRITTEN = {"\x0b": "\n", "\x0c": "\n", "\x0e": "\n", "\x1e": "-", "\t": "\u3000", "\xa0": " "}
_DROPPED = frozenset(map(chr, range(32))) - _WRITTEN.keys()


def messages(path: Path) -> Iterator[tuple[Any, ...]]:
    """The text of the document, and what was done to get it. Raises :class:`RefusedError`."""
    data = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise protected()
    try:
        document = stream_of(data, "worddocument")
    except WRONG:
        raise RefusedError(Phrase("no-document"), Phrase("docx-or-pdf")) from None
    try:
        (flags,) = unpack_from("<H", document, 0x0A)
        if flags & _ENCRYPTED:
            raise protected()
        table = stream_of(data, "1table" if flags & _SECOND_TABLE else "0table")
        text = _Text(document, table)
        lines = list(text.lines())
    except WRONG as error:
        raise damaged(error, "a damaged document", _AGAIN) from None
    yield "text", "\n".join(lines), text.notes()


class _Text:
    """The main text of a document, character by character, with where each lies in the file."""

    def __init__(self, document: bytes, table: bytes) -> None:
        (length,) = unpack_from("<I", document, _LENGTH)
        self._pieces = _pieces(document, table, length)
        self._left_out = {"deletions": 0, "hidden": 0}
        try:
            self._characters = Properties(document, table, _place(document, _CHARACTERS), paragraphs=False)
            self._paragraphs = Properties(document, table, _place(document, _PARAGRAPHS), paragraphs=True)
            formats, size = _place(document, _LISTS)
            instances, counted = _place(document, _INSTANCES)
            lists = lists_in(table, formats, size, instances) if size and counted else {}
        except WRONG:
            # The text is whole without them.
            self._characters = self._paragraphs = Properties(b"", b"", (0, 0), paragraphs=True)
            lists = {}
        self._numbering = Numbering(lists)

    def notes(self) -> list[tuple[str, str, str]]:
        """What was written out and left out."""
        kept = [("put-right", "labels-counted", "")] * self._numbering.written
        return kept + [("left-out", what, "") for what, count in self._left_out.items() for _ in range(count)]

    def lines(self) -> Iterator[str]:
        """The lines: a paragraph each, and a row of a table each."""
        cells: list[list[str]] = []
        inside: list[str] = []
        for text, place, end in self._ended():
            found = self._paragraphs.at(place)
            label = self._numbering.label(*list_of(found)) if text.strip() else ""
            words = (label + text.strip("\u3000 ")).split("\n")
            if end == _PARAGRAPH and in_table(found):
                inside += words
            elif end == _PARAGRAPH:
                yield from (*_row(cells), *inside, *words)
                cells, inside = [], []
            # Without properties an empty cell behind others is the end of the row.
            elif ends_row(found) or not (found or text or inside or not cells):
                yield from _row(cells)
                cells = []
            else:
                cells.append([*inside, *words])
                inside = []
        yield from (*_row(cells), *inside)

    def _ended(self) -> Iterator[tuple[str, int, str]]:
        """(the words, where the mark at their end lies in the file, the mark), paragraph by paragraph."""
        words: list[str] = []
        fields: list[bool] = []
        gone: dict[str, bool] = {}
        for character, place in self._pieces:
            why = left_out(self._characters.at(place))
            if why is not None:
                self._left_out[why] += not gone.get(why)
                gone = {why: True}
                continue
            gone = {}
            if character == _FIELD:
                fields.append(True)
            elif character == _RESULT and fields:
                fields[-1] = False
            elif character == _FIELD_END and fields:
                fields.pop()
            elif any(fields):
                continue
            elif character in (_PARAGRAPH, _CELL):
                yield "".join(words), place, character
                words = []
            elif character in _WRITTEN or character not in _DROPPED:
                words.append(_WRITTEN.get(character, character))
        if words:
            yield "".join(words), -1, _PARAGRAPH


def _row(cells: list[list[str]]) -> Iterator[str]:
    """A row is a line; one with words in a single cell only is as many lines as that has."""
    filled = [lines for cell in cells if (lines := [line.strip() for line in cell if line.strip()])]
    if len(filled) == 1:
        yield from filled[0]
    elif filled:
        yield "\u3000".join(map(" ".join, filled))


def _place(document: bytes, at: int) -> tuple[int, int]:
    start, length = unpack_from("<II", document, at)
    return start, length


def _pieces(document: bytes, table: bytes, length: int) -> list[tuple[str, int]]:
    """(character, where it lies in the file) for the main text, which is so long."""
    start, size = _place(document, _PIECES)
    at, end = start, start + size
    while at < end and table[at] == 1:
        at += 3 + unpack_from("<H", table, at + 1)[0]
    if at >= end or table[at] != 2:
        raise ValueError("no table of pieces")
    (size,) = unpack_from("<I", table, at + 1)
    count = (size - 4) // 12
    if count < 1 or at + 5 + size > len(table):
        raise ValueError("no table of pieces")
    places = unpack_from(f"<{count + 1}I", table, at + 5)
    characters: list[tuple[str, int]] = []
    for number in range(count):
        (where,) = unpack_from("<I", table, at + 5 + 4 * (count + 1) + 8 * number + 2)
        wide = 1 if where & 0x40000000 else 2
        begin = (where & 0x3FFFFFFF) // (3 - wide)
        first, last = places[number], min(places[number + 1], length)
        if last <= first:
            continue
        data = document[begin : begin + wide * (last - first)]
        if len(data) < wide * (last - first):
            raise ValueError("a piece beyond the end")
        text = data.decode("cp1252" if wide == 1 else "utf-16-le", "replace")
        step = [wide * (2 if character > "\uffff" else 1) for character in text]
        for character, width in zip(text, step, strict=True):
            characters.append((character, begin))
            begin += width
    return characters

"""The rows of text tables: CSV and its kin, in UTF-8, UTF-16 with BOM, or GB18030.

A file is read line by line, never whole. A quoted cell goes on over several lines only where
its closing quote comes before a delimiter or the end of a line: a stray quote swallows no row.
"""

import re
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain, islice, zip_longest
from pathlib import Path

from ...apart import unreadable
from ...problems import Phrase
from .bounds import MAX_CELLS, MAX_COLUMNS, MAX_ROWS
from .grid import Grid

_DELIMITERS = (",", "\t", ";", "，", "|")
#: What str.strip takes for blank.
_BLANK = "".join(filter(str.isspace, map(chr, range(0x3001))))
#: So many characters may a quoted cell have, and a line.
_CELL, _LINE = 1_000_000, 10_000_000
_OPENING = re.compile(r' *+=?"')
_INNER = re.compile(r'[^"]*+(?:""[^"]*+)*+')
_FORMULA = re.compile(r'^="([^"]*)"$')
#: So many rows are stored at a time, so many texts of a column remembered, so many stray quotes borne.
_CHUNK, _KEPT, _STRAY = 4096, 50_000, 100


def read_text_table(path: Path) -> Grid:
    """The cells of a text table, column by column, equal texts kept once."""
    encoding, notes = _encoding(path)
    columns: list[list[str | None]] = []
    texts: list[dict[str | None, str | None]] = []
    numbers: list[int] = []
    with path.open(encoding=encoding, newline="") as handle:
        table = _Table(path, iter(partial(handle.readline, _LINE), ""))
        rows = table.rows()
        while chunk := list(islice(rows, _CHUNK)):
            width = max(len(columns), *(len(cells) for _, cells in chunk))
            height = len(numbers) + len(chunk)
            if height > MAX_ROWS or height * width > MAX_CELLS:
                limits = f"more than {MAX_ROWS:,} rows, {MAX_COLUMNS:,} columns or {MAX_CELLS:,} cells"
                raise unreadable(path, limits)
            columns += ([None] * len(numbers) for _ in range(width - len(columns)))
            texts += ({} for _ in range(width - len(texts)))
            numbers += (number for number, _ in chunk)
            stored = [*zip_longest(*(cells for _, cells in chunk))]
            stored += [(None,) * len(chunk)] * (width - len(stored))
            for column, kept, cells in zip(columns, texts, stored, strict=True):
                # Where there are many different texts, few are equal.
                column.extend(cells if len(kept) > _KEPT else map(kept.setdefault, cells, cells))
    if table.counted != len(numbers):
        raise unreadable(path, Phrase("rows-differ", counted=table.counted, read=len(numbers)))
    if table.nul:
        notes.append(f"文件里有{table.nul}个空字符（NUL），已略去")
    if table.stray:
        notes.append(f"第{'、'.join(map(str, table.stray[:10]))}行有不成对的引号，引号按文字读取")
    return Grid(
        file=str(path), columns=columns, numbers=numbers, empty=table.empty, counted=table.counted, notes=tuple(notes)
    )


class _Table:
    """The lines of a table: how many hold rows, how many between rows do not, where quotes are not paired."""

    def __init__(self, path: Path, lines: Iterator[str]) -> None:
        self.path = path
        head = list(islice(lines, 200))
        self.delimiter, self.width = _shape(head)
        self.lines = self._counted(chain(head, lines))
        self.blank, self.after = _BLANK + self.delimiter, re.compile(f" *+(?:({re.escape(self.delimiter)})|$)")
        self.waiting: deque[str] = deque()
        self.counted = self.empty = self.nul = self.line = 0
        self.stray: list[int] = []

    def _counted(self, lines: Iterator[str]) -> Iterator[str]:
        """The lines; those that hold anything are counted, before anything is known of quotes."""
        for number, line in enumerate(lines, 1):
            if len(line) >= _LINE:
                raise unreadable(self.path, f"a line longer than {_LINE:,} characters (line {number})")
            if "\0" in line:
                self.nul += line.count("\0")
                line = line.replace("\0", "")
            self.counted += bool(line.strip(self.blank))
            yield line

    def rows(self) -> Iterator[tuple[int, Sequence[str]]]:
        """The rows that hold anything, each with the line on which it begins."""
        pending, started = 0, False
        while (line := self._next()) is not None:
            number = self.line
            if '"' in line:
                cells = self._quoted(line, number)
                filled = any(map(str.strip, cells))
            elif filled := bool(line.strip(self.blank)):
                cells = line.rstrip("\r\n").split(self.delimiter)
            if not filled:
                pending += 1
                continue
            self.empty += pending if started else 0
            pending, started = 0, True
            if len(cells) > MAX_COLUMNS:
                raise unreadable(self.path, f"more than {MAX_ROWS:,} rows or {MAX_COLUMNS:,} columns")
            yield number, cells

    def _next(self) -> str | None:
        self.line += 1
        return self.waiting.popleft() if self.waiting else next(self.lines, None)

    def _quoted(self, line: str, number: int) -> Sequence[str]:
        """The cells of a row that begins with this line, in which there are quotes."""
        taken, size = [line], len(line)
        cells: list[str] = []
        open_cell = self._cells(line, cells, None)
        while open_cell and size < _CELL and len(cells) < MAX_COLUMNS and (more := self._next()) is not None:
            taken.append(more)
            size += len(more)
            open_cell = self._cells(more, cells, open_cell)
        if open_cell is None:
            held = sum(bool(text.strip(self.blank)) for text in taken)
            self.counted -= held - any(map(str.strip, cells))
            self._no_swallowed_rows(taken, cells, number)
            return cells
        # The quote belongs to no quoted cell: sure only where the line alone is a whole row.
        self.waiting.extendleft(reversed(taken[1:]))
        self.line = number
        cells = [_unquoted(text) for text in line.rstrip("\r\n").split(self.delimiter)]
        if len(cells) != self.width or len(self.stray) >= _STRAY:
            raise unreadable(self.path, Phrase("stray-quote", line=number), Phrase("paired-quotes"))
        self.stray.append(number)
        return cells

    def _cells(self, line: str, cells: list[str], open_cell: list[str] | None) -> list[str] | None:
        """Add the cells that end on the line; the parts of the one open at its end, empty where a quote is stray."""
        text = line.rstrip("\r\n")
        position = 0
        while position <= len(text):
            opening = None if open_cell else _OPENING.match(text, position)
            if not open_cell and opening is None:
                end = text.find(self.delimiter, position)
                end = len(text) if end < 0 else end
                cells.append(text[position:end])
                position = end + 1
                continue
            start = position if opening is None else opening.end()
            end = _INNER.match(text, start).end()  # type: ignore[union-attr]
            open_cell = [] if open_cell is None else open_cell
            open_cell.append(text[start:end].replace('""', '"'))
            if end == len(text):
                open_cell.append(line[end:])
                return open_cell
            after = self.after.match(text, end + 1)
            if after is None:
                return []
            cells.append(_FORMULA.sub(r"\1", "".join(open_cell)))
            open_cell, position = None, after.end() if after[1] else len(text) + 1
        return None

    def _no_swallowed_rows(self, taken: Sequence[str], cells: Sequence[str], number: int) -> None:
        """Refuse a cell over several lines that may hold rows.

        The first and the last line, or one within, are whole rows; a line goes on with the serial number; or the
        cell holds delimiters, and the row has not as many cells as most lines.
        """
        if len(taken) == 1:
            return
        whole = [self.width > 1 and line.count(self.delimiter) >= self.width - 1 for line in taken]
        serials = [line.partition(self.delimiter)[0].strip(_BLANK + '"') for line in taken]
        numbered = serials[0].isdecimal() and len(serials[0]) < 9
        following = {str(int(serials[0]) + more) for more in range(1, min(len(taken), 1000))} if numbered else {}
        on = any(
            serial in following and line.count(self.delimiter) > 1
            for serial, line in zip(serials[1:], taken[1:], strict=True)
        )
        divided = any(self.delimiter in cell for cell in cells if not {"\n", "\r"}.isdisjoint(cell))
        if any(whole[1:-1]) or (whole[0] and whole[-1]) or on or (divided and len(cells) != self.width):
            swallowed = Phrase("swallowed-rows", line=number, last=number + len(taken) - 1)
            raise unreadable(self.path, swallowed, Phrase("paired-quotes"))


def _unquoted(text: str) -> str:
    return text[1:-1].replace('""', '"') if len(text) > 1 and text[0] == text[-1] == '"' else text


def _shape(head: Sequence[str]) -> tuple[str, int]:
    """(the delimiter that divides most of the first lines, and most alike; into how many cells)."""

    def usual(delimiter: str) -> tuple[int, int, int]:
        plain = (re.sub('"[^"]*"', "x", line) for line in head)
        counts = Counter(line.count(delimiter) for line in plain if line.strip(_BLANK + delimiter))
        count, lines = max(counts.items(), key=lambda pair: pair[0] * pair[1], default=(0, 0))
        return sum(counts.values()) - counts[0], count * lines, count

    delimiter = max(_DELIMITERS, key=usual)
    return delimiter, usual(delimiter)[-1] + 1


def _encoding(path: Path) -> tuple[str, list[str]]:
    """(the encoding in which the whole file can be read, a note of it)."""
    with path.open("rb") as handle:
        marked = handle.read(2) in (b"\xff\xfe", b"\xfe\xff")
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            with path.open(encoding=encoding, newline="") as text:
                while text.read(1 << 20):
                    pass
        except UnicodeError:
            continue
        return encoding, ([] if encoding == "utf-8-sig" else [f"文件编码按{encoding.upper()}读取"])
    raise unreadable(path, "neither UTF-8 nor GB18030 text", "a CSV file in UTF-8 or GB18030")

"""What the binary Word format says of characters and paragraphs, and how it counts lists ([MS-DOC]).

Properties lie in pages of 512 bytes in the stream of the document, each for a stretch of the file; of them no more is
understood than which characters were deleted or are hidden, which paragraphs end a row, and to which list they belong.
"""

import struct
from bisect import bisect_right
from collections.abc import Iterator
from struct import unpack_from

from .numbering import Level, NumberedList

_PAGE = 512
_DELETED, _HIDDEN = 0x0800, 0x083C
_IN_TABLE, _ROW_END, _LEVEL, _LIST = 0x2416, 0x2417, 0x260A, 0x460B
_SIZES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
#: Operands that say their own length in two bytes, less one.
_LONG = frozenset({0xD606, 0xD608})
_MOST_LISTS = 5_000
#: The names that the newer format has for the forms of numerals.
_NAMES = """
decimal upperRoman lowerRoman upperLetter lowerLetter ordinal cardinalText ordinalText hex chicago ideographDigital
japaneseCounting aiueo iroha decimalFullWidth decimalHalfWidth japaneseLegal japaneseDigitalTenThousand
decimalEnclosedCircle decimalFullWidth aiueoFullWidth irohaFullWidth decimalZero bullet ganada chosung
decimalEnclosedFullstop decimalEnclosedParen decimalEnclosedCircleChinese ideographEnclosedCircle
ideographTraditional ideographZodiac ideographZodiacTraditional taiwaneseCounting ideographLegalTraditional
taiwaneseCountingThousand taiwaneseDigital chineseCounting chineseLegalSimplified chineseCountingThousand
"""
_FORMS = _NAMES.split()


class Properties:
    """The properties of the stretches of a stream: by where in the file a character lies."""

    def __init__(self, document: bytes, table: bytes, places: tuple[int, int], *, paragraphs: bool) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._found: list[dict[int, int]] = []
        start, length = places
        index = table[start : start + length]
        count = max(0, (len(index) - 4) // 8)
        pages = unpack_from(f"<{count}I", index, 4 * (count + 1)) if count else ()
        runs = [run for number in pages for run in _runs(document, number & 0x3FFFFF, paragraphs)]
        for first, last, found in sorted(runs, key=lambda run: run[0]):
            self._starts.append(first)
            self._ends.append(last)
            self._found.append(found)

    def at(self, place: int) -> dict[int, int]:
        """The properties of the character at this place of the file, by their numbers."""
        at = bisect_right(self._starts, place) - 1
        return self._found[at] if at >= 0 and place < self._ends[at] else {}


def _runs(document: bytes, number: int, paragraphs: bool) -> Iterator[tuple[int, int, dict[int, int]]]:
    page = document[number * _PAGE : (number + 1) * _PAGE]
    if len(page) < _PAGE:
        return
    count = page[-1]
    starts = unpack_from(f"<{count + 1}I", page)
    for at in range(count):
        word = page[4 * (count + 1) + at * (13 if paragraphs else 1)] * 2
        content = b""
        if word and paragraphs:
            size = 2 * page[word] - 1 if page[word] else 2 * page[word + 1]
            begin = word + (1 if page[word] else 2)
            content = page[begin + 2 : begin + size]
        elif word:
            content = page[word + 1 : word + 1 + page[word]]
        yield starts[at], starts[at + 1], dict(_modifiers(content))


def _modifiers(content: bytes) -> Iterator[tuple[int, int]]:
    """(number, value) of each property; the value of one with a long operand is 0."""
    at = 0
    while at + 2 <= len(content):
        (number,) = unpack_from("<H", content, at)
        at += 2
        size = _SIZES.get(number >> 13)
        if size is None:
            if at >= len(content):
                return
            size = unpack_from("<H", content.ljust(at + 2, b"\0"), at)[0] + 1 if number in _LONG else content[at] + 1
            yield number, 0
        else:
            yield number, int.from_bytes(content[at : at + size], "little")
        at += size


def left_out(found: dict[int, int]) -> str | None:
    """Why a character with these properties is not read: it was deleted, or is hidden."""
    return "deletions" if found.get(_DELETED) == 1 else "hidden" if found.get(_HIDDEN) == 1 else None


def in_table(found: dict[int, int]) -> bool:
    """Whether a paragraph with these properties is in a cell."""
    return found.get(_IN_TABLE) == 1


def ends_row(found: dict[int, int]) -> bool:
    """Whether a paragraph with these properties is the end of a row."""
    return found.get(_ROW_END) == 1


def list_of(found: dict[int, int]) -> tuple[str | None, int]:
    """(the list, the level) of a paragraph with these properties."""
    number = found.get(_LIST, 0)
    return (str(number) if 0 < number < 0x07FF else None), found.get(_LEVEL, 0)


def lists_in(table: bytes, formats: int, size: int, instances: int) -> dict[str, NumberedList]:
    """The lists of a document by their numbers: their ``formats`` and ``instances`` begin there in the table stream."""
    (count,) = unpack_from("<H", table, formats)
    at = formats + size
    levels: dict[int, dict[int, Level]] = {}
    for number in range(min(count, _MOST_LISTS)):
        (name,) = unpack_from("<i", table, formats + 2 + 28 * number)
        simple = table[formats + 2 + 28 * number + 26] & 1
        levels[name] = {}
        for level in range(1 if simple else 9):
            levels[name][level], at = _level(table, at)
    lists: dict[str, NumberedList] = {}
    (count,) = unpack_from("<I", table, instances)
    at = instances + 4 + 16 * count
    for number in range(min(count, _MOST_LISTS)):
        (name,) = unpack_from("<i", table, instances + 4 + 16 * number)
        overrides = table[instances + 4 + 16 * number + 12]
        numbered = lists[str(number + 1)] = NumberedList(str(name), dict(levels.get(name, {})))
        at += 4
        for _ in range(overrides):
            start, flags = unpack_from("<iI", table, at)
            at += 8
            if flags & 0x10:
                numbered.anew[flags & 0xF] = start
            if flags & 0x20:
                numbered.levels[flags & 0xF], at = _level(table, at)
    return lists


def _level(table: bytes, at: int) -> tuple[Level, int]:
    """(how a level is counted, where the next begins)."""
    start, form, flags = unpack_from("<iBB", table, at)
    more = table[at + 24] + table[at + 25]
    at += 28 + more
    (length,) = unpack_from("<H", table, at)
    text = table[at + 2 : at + 2 + 2 * length].decode("utf-16-le", "replace")
    shown = "".join(f"%{ord(character) + 1}" if ord(character) < 9 else character for character in text)
    name = _FORMS[form] if form < len(_FORMS) else "none" if form == 255 else "decimal"
    return Level(start, name, shown, bool(flags & 4)), at + 2 + 2 * length


#: What reading beyond the end, or what is no number, raises.
WRONG = (struct.error, IndexError, ValueError)

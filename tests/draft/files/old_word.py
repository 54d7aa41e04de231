"""Documents of the older Word made by hand: text in pieces, properties in pages, lists, in a compound file."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from pathlib import Path

#: Of a character and of a paragraph.
DELETED, HIDDEN = struct.pack("<HB", 0x0800, 1), struct.pack("<HB", 0x083C, 1)
IN_TABLE, ROW_END = struct.pack("<HB", 0x2416, 1), struct.pack("<HB", 0x2417, 1)
#: A stretch: its text, the properties of its characters, those of its paragraph.
Stretch = tuple[str, bytes, bytes]


def in_list(number: int, level: int = 0) -> bytes:
    return struct.pack("<HBHH", 0x260A, level, 0x460B, number)


def words(*texts: str) -> list[Stretch]:
    return [(text + "\r", b"", b"") for text in texts]


def row(*cells: str) -> list[Stretch]:
    return [*((cell + "\x07", b"", IN_TABLE) for cell in cells), ("\x07", b"", IN_TABLE + ROW_END)]


def level(form: int, text: str) -> bytes:
    """How a level of a list is counted; %1 in the text is the number of the first level."""
    shown = "".join(text).replace("%1", "\0").replace("%2", "\x01")
    return (
        struct.pack("<iBB", 1, form, 0)
        + bytes(9)
        + bytes(13)
        + struct.pack("<H", len(shown))
        + shown.encode("utf-16-le")
    )


def fkp(runs: Sequence[tuple[int, int, bytes]], paragraphs: bool) -> bytes:
    """A page of properties."""
    width = 13 if paragraphs else 1
    head = struct.pack(f"<{len(runs) + 1}I", *(run[0] for run in runs), runs[-1][1])
    places, end, content = b"", 510, bytearray(512)
    for _, _, modifiers in runs:
        if paragraphs:
            data = struct.pack("<H", 0) + modifiers
            data = (
                bytes([0, (len(data) + 1) // 2]) + data if len(data) % 2 == 0 else bytes([(len(data) + 1) // 2]) + data
            )
        else:
            data = bytes([len(modifiers)]) + modifiers
        end -= len(data) + (len(data) % 2)
        content[end : end + len(data)] = data
        places += bytes([end // 2]) + bytes(width - 1)
    content[: len(head) + len(places)] = head + places
    content[511] = len(runs)
    assert len(head) + len(places) <= end
    return bytes(content)


def pages(runs: list[tuple[int, int, bytes]], paragraphs: bool) -> list[tuple[int, int, bytes]]:
    """Pages of ten stretches each: (from, to, the page)."""
    some = [runs[at : at + 10] for at in range(0, len(runs), 10)]
    return [(part[0][0], part[-1][1], fkp(part, paragraphs)) for part in some]


def word_file(
    stretches: Sequence[Stretch], *, lists: Sequence[Sequence[bytes]] = (), after: str = "", flags: int = 0
) -> bytes:
    """The document; ``after`` is what comes behind the main text: notes, headers."""
    text = "".join(stretch[0] for stretch in stretches)
    start = 2048
    content = (text + after).encode("utf-16-le")
    body = bytearray(start) + content
    body += bytes(-len(body) % 512)
    characters, marks, at = [], [], start
    for words_of, of_characters, of_paragraph in stretches:
        end = at + 2 * len(words_of)
        characters.append((at, end, of_characters))
        marks.append((at, end, of_paragraph))
        at = end
    table = bytearray(16)
    places: dict[int, tuple[int, int]] = {}
    for field, runs, paragraphs in ((0xFA, characters, False), (0x102, marks, True)):
        made = pages(runs, paragraphs)
        numbers = []
        for _, _, page in made:
            numbers.append(len(body) // 512)
            body += page
        index = struct.pack(f"<{len(made) + 1}I", *(page[0] for page in made), made[-1][1]) + struct.pack(
            f"<{len(made)}I", *numbers
        )
        places[field] = (len(table), len(index))
        table += index
    middle = len(text) // 2
    cut = struct.pack("<3I", 0, middle, len(text + after)) + b"".join(
        struct.pack("<HIH", 0, start + 2 * part, 0) for part in (0, middle)
    )
    clx = b"\x01" + struct.pack("<H", 4) + bytes(4) + b"\x02" + struct.pack("<I", len(cut)) + cut
    places[0x1A2] = (len(table), len(clx))
    table += clx
    if lists:
        simple = [len(levels) == 1 for levels in lists]
        heads = b"".join(
            struct.pack("<ii", 100 + at, 0) + bytes(18) + bytes([single, 0]) for at, single in enumerate(simple)
        )
        places[0x2E2] = (len(table), 2 + len(heads))
        table += struct.pack("<H", len(lists)) + heads
        table += b"".join(
            b"".join([*levels, *[level(0, "")] * (0 if len(levels) == 1 else 9 - len(levels))]) for levels in lists
        )
        lfo = (
            struct.pack("<I", len(lists))
            + b"".join(struct.pack("<i", 100 + at) + bytes(12) for at in range(len(lists)))
            + bytes(4 * len(lists))
        )
        places[0x2EA] = (len(table), len(lfo))
        table += lfo
    head = bytearray(0x400)
    struct.pack_into("<HH", head, 0, 0xA5EC, 0xC1)
    struct.pack_into("<H", head, 0x0A, 0x0200 | flags)
    struct.pack_into("<II", head, 0x18, start, start + len(content))
    struct.pack_into("<H", head, 0x20, 14)
    struct.pack_into("<H", head, 0x3E, 22)
    struct.pack_into("<I", head, 0x4C, len(text))
    struct.pack_into("<H", head, 0x98, 0x5D)
    for field, (where, size) in places.items():
        struct.pack_into("<II", head, field, where, size)
    body[: len(head)] = head
    return compound({"WordDocument": bytes(body), "1Table": bytes(table)})


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file with these streams."""
    padded = {name: data.ljust(-(-max(len(data), 4096) // 512) * 512, b"\0") for name, data in streams.items()}
    sectors = sum(len(data) // 512 for data in padded.values())
    tables = -(-(sectors + 2) // 126)
    first, chain, starts = tables + 1, [0xFFFFFFFD] * tables + [0xFFFFFFFE], {}
    for name, data in padded.items():
        count = len(data) // 512
        starts[name] = first
        chain += [*range(first + 1, first + count), 0xFFFFFFFE]
        first += count
    chain += [0xFFFFFFFF] * (128 * tables - len(chain))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, tables, tables, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<109I", *range(tables), *[0xFFFFFFFF] * (109 - tables))

    def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
        text = name.encode("utf-16-le")
        links = struct.pack("<IIII", 0xFFFFFFFF, 0xFFFFFFFF, child, 0)
        return (text.ljust(64, b"\0") + struct.pack("<HBB", len(text) + 2, kind, 1) + links).ljust(
            116, b"\0"
        ) + struct.pack("<IQ", start, size)

    folder = entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + b"".join(
        entry(name, 2, 0xFFFFFFFF, starts[name], len(data)) for name, data in padded.items()
    )
    return head + struct.pack(f"<{len(chain)}I", *chain) + folder.ljust(512, b"\0") + b"".join(padded.values())


def write_old_word(path: Path, stretches: Sequence[Stretch], **options: object) -> Path:
    path.write_bytes(word_file(stretches, **options))  # type: ignore[arg-type]
    return path

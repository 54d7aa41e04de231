"""A QR code is read back as the standard says: format, mask, blocks, corrections, bytes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import liushou.web

from ..racer import context

Rows = list[list[bool]]
MASKS = (
    lambda x, y: (x + y) % 2, lambda x, y: y % 2, lambda x, y: x % 3, lambda x, y: (x + y) % 3,
    lambda x, y: (x // 3 + y // 2) % 2, lambda x, y: x * y % 2 + x * y % 3, lambda x, y: (x * y % 2 + x * y % 3) % 2,
    lambda x, y: ((x + y) % 2 + x * y % 3) % 2,
)  # fmt: skip
#: (blocks, words of data of each) for level L: ISO/IEC 18004, table 9; corrections: words of each block.
BLOCKS = {1: ([19], 7), 2: ([34], 10), 5: ([108], 26), 7: ([78] * 2, 20), 10: ([68, 68, 69, 69], 18)}
BLOCKS |= {15: ([87] * 5 + [88], 22), 22: ([111] * 2 + [112] * 7, 28)}
ALIGNMENTS = {1: [], 2: [6, 18], 5: [6, 30], 7: [6, 22, 38], 10: [6, 28, 50], 15: [6, 26, 48, 70]}
ALIGNMENTS |= {22: [6, 26, 50, 74, 98]}


@pytest.fixture(scope="module")
def qr() -> Any:
    encoder = "class TextEncoder { encode(text) { return [...unescape(encodeURIComponent(text))].map((c) => c.charCodeAt(0)); } }"
    return context(encoder + Path(liushou.web.__file__).with_name("qr.js").read_text(encoding="utf-8"))


def read(rows: Rows) -> str:
    size = len(rows)
    version = (size - 17) // 4
    level_and_mask = sum(rows[8][x] << (14 - bit) for bit, x in enumerate((0, 1, 2, 3, 4, 5, 7, 8)))
    level_and_mask |= sum(rows[y][8] << (6 - bit) for bit, y in enumerate((7, 5, 4, 3, 2, 1, 0)))
    level_and_mask = (level_and_mask ^ 0x5412) >> 10
    assert level_and_mask >> 3 == 1
    mask = MASKS[level_and_mask & 7]
    bits = [rows[y][x] ^ (mask(x, y) == 0) for x, y in _places(size, version)]
    words = [int("".join(str(int(bit)) for bit in bits[at : at + 8]), 2) for at in range(0, len(bits) - 7, 8)]
    lengths, corrections = BLOCKS[version]
    blocks: list[list[int]] = [[] for _ in lengths]
    taken = iter(words)
    for at in range(max(lengths)):
        for block, length in zip(blocks, lengths, strict=True):
            if at < length:
                block.append(next(taken))
    for _ in range(corrections):
        for block in blocks:
            block.append(next(taken))
    for block in blocks:
        assert not any(_syndrome(block, power) for power in range(corrections))
    data = [word for block, length in zip(blocks, lengths, strict=True) for word in block[:length]]
    text = "".join(f"{word:08b}" for word in data)
    assert text[:4] == "0100"
    count = 8 if version < 10 else 16
    length = int(text[4 : 4 + count], 2)
    start = 4 + count
    return bytes(int(text[start + 8 * at : start + 8 * at + 8], 2) for at in range(length)).decode("utf-8")


def _places(size: int, version: int) -> list[tuple[int, int]]:
    """The modules of data, in their order."""
    taken = {(x, y) for x in range(9) for y in range(9)}
    taken |= {(x, y) for x in range(size - 8, size) for y in range(9)} | {
        (x, y) for x in range(9) for y in range(size - 8, size)
    }
    taken |= {(6, at) for at in range(size)} | {(at, 6) for at in range(size)}
    centres = ALIGNMENTS[version]
    corners = {(6, 6), (6, centres[-1]), (centres[-1], 6)} if centres else set()
    for x in centres:
        for y in centres:
            if (x, y) not in corners:
                taken |= {(x + dx, y + dy) for dx in range(-2, 3) for dy in range(-2, 3)}
    if version >= 7:
        taken |= {(x, y) for x in range(size - 11, size - 8) for y in range(6)}
        taken |= {(y, x) for x in range(size - 11, size - 8) for y in range(6)}
    places, upward, right = [], True, size - 1
    while right > 0:
        right -= right == 6
        for step in range(size):
            y = size - 1 - step if upward else step
            places += [(x, y) for x in (right, right - 1) if (x, y) not in taken]
        upward, right = not upward, right - 2
    return places


def _times(one: int, other: int) -> int:
    product = 0
    while other:
        product ^= one if other & 1 else 0
        one, other = (one << 1) ^ (0x11D if one & 128 else 0), other >> 1
    return product


def _syndrome(block: list[int], power: int) -> int:
    root = 1
    for _ in range(power):
        root = _times(root, 2)
    value = 0
    for word in block:
        value = _times(value, root) ^ word
    return value


TEXTS = {
    1: "sex: 女",
    2: "a" * 30,
    5: "出生日期" * 8,
    7: "x" * 150,
    10: "是" * 90,
    15: "y" * 500,
    22: "sex: female\n" * 82,
}


@pytest.mark.parametrize("version", TEXTS)
def test_it_is_read_back(qr: Any, version: int) -> None:
    rows = qr.call("qrOf", TEXTS[version])
    assert (len(rows) - 17) // 4 == version
    assert read(rows) == TEXTS[version]


def test_what_is_too_long_has_none(qr: Any) -> None:
    assert qr.call("qrOf", "x" * 3000) is None


def test_finders_and_timing(qr: Any) -> None:
    rows = qr.call("qrOf", TEXTS[7])
    finder = ["1111111", "1000001", "1011101", "1011101", "1011101", "1000001", "1111111"]
    size = len(rows)
    for left, top in ((0, 0), (size - 7, 0), (0, size - 7)):
        assert ["".join(str(int(cell)) for cell in row[left : left + 7]) for row in rows[top : top + 7]] == finder
    assert [rows[6][x] for x in range(8, size - 8)] == [x % 2 == 0 for x in range(8, size - 8)]
    assert rows[size - 8][8] is True

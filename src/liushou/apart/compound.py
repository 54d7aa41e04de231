"""The streams of a compound file, put together from its sectors ([MS-CFB])."""

import struct
from collections.abc import Iterable
from struct import unpack_from

#: From here on the numbers of sectors mean something else.
_END = 0xFFFFFFFA


def stream_of(data: bytes, *wanted: str) -> bytes:
    """The first of the streams with these names, in lower case, that a compound file has.

    Raises ValueError where it has none, and errors of ``struct`` and of indexes where it is damaged.
    """
    size = 1 << min(unpack_from("<H", data, 30)[0], 16)
    first, cutoff, small_table, extra = (unpack_from("<I", data, at)[0] for at in (48, 56, 60, 68))

    def joined(places: Iterable[int]) -> bytes:
        return b"".join(data[(place + 1) * size : (place + 2) * size] for place in places)

    def numbers(sectors: bytes) -> list[int]:
        return [number for (number,) in struct.iter_unpack("<I", sectors)]

    tables = list(unpack_from("<109I", data, 76))
    while extra < _END and len(tables) * size <= len(data) + 109 * size:
        *more, extra = numbers(joined((extra,)))
        tables += more
    table = numbers(joined(filter(_END.__gt__, tables)))
    folder = joined(_chain(table, first))
    entries = [folder[at : at + 128] for at in range(0, len(folder) - 127, 128)]
    ends = (max(0, unpack_from("<H", entry, 64)[0] - 2) for entry in entries)
    names = [entry[:end].decode("utf-16-le", "replace").lower() for entry, end in zip(entries, ends, strict=True)]
    name = next((name for name in wanted if name in names), None)
    if name is None:
        raise ValueError(f"no {wanted[0]} in it")
    start, length = unpack_from("<II", entries[names.index(name)], 116)
    if length >= cutoff:
        return joined(_chain(table, start))[:length]
    # Short streams lie in pieces of 64 bytes in the stream of the first entry.
    small, pieces = (
        numbers(joined(_chain(table, small_table))),
        joined(_chain(table, unpack_from("<I", entries[0], 116)[0])),
    )
    return b"".join(pieces[64 * place : 64 * place + 64] for place in _chain(small, start))[:length]


def _chain(table: list[int], place: int) -> list[int]:
    """The sectors of a stream."""
    chain: list[int] = []
    while place < _END:
        if len(chain) > len(table):
            raise ValueError("a chain in a circle")
        chain.append(place)
        place = table[place]
    return chain

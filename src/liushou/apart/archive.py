"""The parts of a ZIP archive: bounded before anything is unpacked, and read without entities."""

import lzma
import zipfile
import zlib
from collections import Counter
from xml.etree import ElementTree

from .refusal import RefusedError, protected

MAX_PARTS = 10_000
#: What may be wrong with an archive and with the XML in it.
BROKEN: tuple[type[Exception], ...] = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, lzma.LZMAError)
BROKEN += (ElementTree.ParseError, NotImplementedError, EOFError, ValueError, OSError, LookupError)


def parts_of(source: zipfile.ZipFile, most: int, expected: str | None = None) -> dict[str, zipfile.ZipInfo]:
    """The parts by name, in lower case, as libraries look for them; together no more than ``most`` bytes.

    Raises :class:`RefusedError`, and ValueError where two parts have one name.
    """
    parts = source.infolist()
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > most:
        raise RefusedError(f"it unpacks to more than {most:,} bytes (可能是压缩炸弹)", expected)
    if any(part.flag_bits & 1 for part in parts):
        raise protected()
    names = Counter(part.filename.replace("\\", "/").lower() for part in parts)
    if len(names) < len(parts):
        raise ValueError("two parts of one name")
    return dict(zip(names, parts, strict=True))


def read_part(source: zipfile.ZipFile, part: zipfile.ZipInfo, expected: str) -> bytes:
    """A part, which may declare nothing. Raises :class:`RefusedError`."""
    data = source.read(part)
    # In UTF-16 every other byte is zero.
    readable = data.replace(b"\0", b"") if b"\0" in data[:4] else data
    if b"<!DOCTYPE" in readable or b"<!ENTITY" in readable:
        raise RefusedError("its XML declares entities or a type of its own (可能是压缩炸弹)", expected)
    return data

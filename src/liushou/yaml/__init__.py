"""YAML with positions, and nothing guessed."""

from .fields import GIVEN, By, Entry, Identifier, Key, Length, Name, Pattern, Range, Text, Unit, entries, unwrapped
from .reader import BROKEN, Reader
from .records import digest, pack, read_prebuilt, unpack, write_prebuilt
from .tree import (
    Mapping,
    Node,
    Scalar,
    Sequence,
    child,
    compose,
    compose_file,
    items,
    locate,
    scalars,
    text_of,
    to_data,
)

__all__ = [
    "BROKEN",
    "GIVEN",
    "By",
    "Entry",
    "Identifier",
    "Key",
    "Length",
    "Mapping",
    "Name",
    "Node",
    "Pattern",
    "Range",
    "Reader",
    "Scalar",
    "Sequence",
    "Text",
    "Unit",
    "child",
    "compose",
    "compose_file",
    "digest",
    "entries",
    "items",
    "locate",
    "pack",
    "read_prebuilt",
    "scalars",
    "text_of",
    "to_data",
    "unpack",
    "unwrapped",
    "write_prebuilt",
]

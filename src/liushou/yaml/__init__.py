"""YAML with positions, and nothing guessed."""

from .fields import (
    GIVEN,
    By,
    Entry,
    Identifier,
    Key,
    Known,
    Length,
    Name,
    Passage,
    Passages,
    Pattern,
    Range,
    Text,
    Unit,
    entries,
    unwrapped,
)
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

__all__ = ["BROKEN", "GIVEN", "By", "Entry", "Identifier", "Key", "Known", "Length", "Mapping", "Name", "Node"]
__all__ += ["Passage", "Passages", "Pattern", "Range", "Reader", "Scalar", "Sequence", "Text", "Unit", "child"]
__all__ += ["compose", "compose_file", "digest", "entries", "items", "locate", "pack", "read_prebuilt", "scalars"]
__all__ += ["text_of", "to_data", "unpack", "unwrapped", "write_prebuilt"]

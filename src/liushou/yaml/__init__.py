"""YAML with positions, and nothing guessed."""

from .reader import (
    BROKEN,
    GIVEN,
    By,
    Identifier,
    Key,
    Known,
    Length,
    Name,
    Passage,
    Passages,
    Pattern,
    Range,
    Reader,
    Text,
    Unit,
    entries,
    unwrapped,
)
from .records import digest, pack, read_prebuilt, to_yaml, unpack, write_prebuilt
from .tree import (
    Mapping,
    Node,
    Scalar,
    Sequence,
    child,
    compose,
    compose_file,
    file_data,
    items,
    locate,
    scalars,
    text_of,
    to_data,
)

__all__ = ["BROKEN", "GIVEN", "By", "Identifier", "Key", "Known", "Length", "Mapping", "Name", "Node", "Passage"]
__all__ += ["Passages", "Pattern", "Range", "Reader", "Scalar", "Sequence", "Text", "Unit", "child", "compose"]
__all__ += ["compose_file", "digest", "entries", "file_data", "items", "locate", "pack", "read_prebuilt", "scalars"]
__all__ += ["text_of", "to_data", "to_yaml", "unpack", "unwrapped", "write_prebuilt"]

"""YAML with positions, and nothing guessed."""

from .models import child, items, scalars, shape, text_of
from .tree import MAX_BYTES, Mapping, Node, Scalar, Sequence, compose, compose_file, decode, locate, read_text, to_data

__all__ = [
    "MAX_BYTES",
    "Mapping",
    "Node",
    "Scalar",
    "Sequence",
    "child",
    "compose",
    "compose_file",
    "decode",
    "items",
    "locate",
    "read_text",
    "scalars",
    "shape",
    "text_of",
    "to_data",
]

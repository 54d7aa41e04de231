"""YAML with positions, and nothing guessed."""

from .models import child, items, scalars, shape, text_of
from .tree import Mapping, Node, Scalar, Sequence, compose, compose_file, locate, to_data

__all__ = [
    "Mapping",
    "Node",
    "Scalar",
    "Sequence",
    "child",
    "compose",
    "compose_file",
    "items",
    "locate",
    "scalars",
    "shape",
    "text_of",
    "to_data",
]

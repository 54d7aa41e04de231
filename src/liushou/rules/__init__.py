"""The rule language: one condition tree, many readings of it."""

from .condition import (
    ALWAYS,
    LEAVES,
    AllOf,
    AnyOf,
    Between,
    Compare,
    Concept,
    Condition,
    Elapsed,
    IsTrue,
    Leaf,
    Not,
    OneOf,
    Parameter,
    UnsupportedNode,
)
from .evaluate import Situation, Trace, evaluate, trace
from .parse import Parser
from .phrase import phrase, to_data
from .vocabulary import ParameterType, Vocabulary, source_fact
from .wording import say, say_leaf

__all__ = [
    "ALWAYS",
    "LEAVES",
    "AllOf",
    "AnyOf",
    "Between",
    "Compare",
    "Concept",
    "Condition",
    "Elapsed",
    "IsTrue",
    "Leaf",
    "Not",
    "OneOf",
    "Parameter",
    "ParameterType",
    "Parser",
    "Situation",
    "Trace",
    "UnsupportedNode",
    "Vocabulary",
    "evaluate",
    "phrase",
    "say",
    "say_leaf",
    "source_fact",
    "to_data",
    "trace",
]

"""The rule language: one condition tree, many readings of it."""

from typing import TYPE_CHECKING

from ..on_demand import on_demand
from . import condition as tree
from .condition import (
    ALWAYS,
    LAW,
    LEAVES,
    AllOf,
    AnyOf,
    Between,
    Compare,
    Concept,
    Condition,
    DisagreementError,
    Elapsed,
    InForce,
    IsTrue,
    Leaf,
    Not,
    OneOf,
    Operand,
    Parameter,
    ParameterType,
    Possibly,
    UnsupportedNodeError,
    Vocabulary,
    below,
    concepts,
    facts,
    leaves,
    operands,
    parameters,
    source_fact,
    source_facts,
    walk,
    written,
)
from .evaluate import (
    KnownFacts,
    Situation,
    Word,
    all_of,
    any_of,
    evaluate,
    evaluate_stated,
    is_timed,
    resolve,
    turning,
    word,
)
from .explain import Explanation, Plan, ReasonText
from .lower import Lowering, lowering, stated
from .wording import phrase, say, say_leaf, to_data

if TYPE_CHECKING:
    from .parse import Parser
else:
    # The prebuilt rules are parsed already.
    __getattr__ = on_demand(__name__, {"parse": "Parser"})

__all__ = ["ALWAYS", "LAW", "LEAVES", "AllOf", "AnyOf", "Between", "Compare", "Concept", "Condition"]
__all__ += ["DisagreementError", "Elapsed", "Explanation", "InForce", "IsTrue", "KnownFacts", "Leaf", "Lowering", "Not"]
__all__ += ["OneOf", "Operand", "Parameter", "ParameterType", "Parser", "Plan", "Possibly", "ReasonText", "Situation"]
__all__ += ["UnsupportedNodeError", "Vocabulary", "Word", "all_of", "any_of", "below", "concepts", "evaluate"]
__all__ += ["evaluate_stated", "facts", "is_timed", "leaves", "lowering", "operands", "parameters", "phrase"]
__all__ += ["resolve", "say", "say_leaf", "source_fact", "source_facts", "stated", "to_data", "tree", "turning", "walk"]
__all__ += ["word", "written"]

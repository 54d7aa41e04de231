"""Documents and registers: their model, how they are loaded, checked and proved."""

from .load import Rules, load_rules, read_rules
from .model import (
    Agencies,
    Agency,
    AnnexItem,
    Clause,
    ConceptEntry,
    Context,
    Definition,
    Measure,
    ParameterEntry,
    ParameterValue,
    PlaceFacts,
    Policy,
    Reference,
    Service,
    Successor,
)

__all__ = [
    "Agencies",
    "Agency",
    "AnnexItem",
    "Clause",
    "ConceptEntry",
    "Context",
    "Definition",
    "Measure",
    "ParameterEntry",
    "ParameterValue",
    "PlaceFacts",
    "Policy",
    "Reference",
    "Rules",
    "Service",
    "Successor",
    "load_rules",
    "read_rules",
]

"""Documents and registers: their model, how they are loaded, checked and proved."""

from .entries import check_place
from .model import (
    CONTEXT_KINDS,
    CONTEXT_WORDS,
    FORCE_WORDS,
    FORCES,
    ROLE_WORDS,
    ROLES,
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
from .place_values import Local, PlacesFile, days_of_change, local
from .places_file import read_places
from .references import ReferenceStatus, cited, reference_status
from .rules import Rules, load_rules, read_rules, shipped_directory
from .schema import KINDS, schema
from .succession import CERTAINTY_WORDS, OfficeToday, office_on

__all__ = [
    "CERTAINTY_WORDS",
    "CONTEXT_KINDS",
    "CONTEXT_WORDS",
    "FORCES",
    "FORCE_WORDS",
    "KINDS",
    "ROLES",
    "ROLE_WORDS",
    "Agencies",
    "Agency",
    "AnnexItem",
    "Clause",
    "ConceptEntry",
    "Context",
    "Definition",
    "Local",
    "Measure",
    "OfficeToday",
    "ParameterEntry",
    "ParameterValue",
    "PlaceFacts",
    "PlacesFile",
    "Policy",
    "Reference",
    "ReferenceStatus",
    "Rules",
    "Service",
    "Successor",
    "check_place",
    "cited",
    "days_of_change",
    "load_rules",
    "local",
    "office_on",
    "read_places",
    "read_rules",
    "reference_status",
    "schema",
    "shipped_directory",
]

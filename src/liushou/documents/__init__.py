"""Documents and registers: their model, how they are loaded, checked and proved."""

from typing import TYPE_CHECKING

from ..on_demand import on_demand
from .model import (
    CONTEXT_KINDS,
    CONTEXT_WORDS,
    FORCE_WORDS,
    FORCES,
    MAX_QUOTE,
    ROLE_WORDS,
    ROLES,
    Agencies,
    Agency,
    AnnexItem,
    Clause,
    ConceptEntry,
    Context,
    ContextKind,
    Definition,
    Measure,
    ParameterEntry,
    ParameterValue,
    PlaceFacts,
    Policy,
    Reference,
    Rewording,
    Service,
    Successor,
    WordGroup,
)
from .place_values import PlacesFile, PlaceValues, days_of_change, values_at
from .rules import LOCK_FILE, Rules, load_rules, read_rules, shipped_directory
from .succession import CERTAINTY_WORDS, OfficeToday, Where, office_on, where_to_go

if TYPE_CHECKING:
    from .entries import check_place
    from .json_schema import KINDS, schema
    from .places_file import parse_places, read_places
    from .references import ReferenceStatus, cited, reference_status
    from .registers import basis, citing
else:
    # Most callers need the shipped rules alone.
    __getattr__ = on_demand(
        __name__,
        {
            "entries": "check_place",
            "json_schema": "KINDS schema",
            "places_file": "parse_places read_places",
            "references": "ReferenceStatus cited reference_status",
            "registers": "basis citing",
        },
    )

__all__ = [
    "CERTAINTY_WORDS",
    "CONTEXT_KINDS",
    "CONTEXT_WORDS",
    "FORCES",
    "FORCE_WORDS",
    "KINDS",
    "LOCK_FILE",
    "MAX_QUOTE",
    "ROLES",
    "ROLE_WORDS",
    "Agencies",
    "Agency",
    "AnnexItem",
    "Clause",
    "ConceptEntry",
    "Context",
    "ContextKind",
    "Definition",
    "Measure",
    "OfficeToday",
    "ParameterEntry",
    "ParameterValue",
    "PlaceFacts",
    "PlaceValues",
    "PlacesFile",
    "Policy",
    "Reference",
    "ReferenceStatus",
    "Rewording",
    "Rules",
    "Service",
    "Successor",
    "Where",
    "WordGroup",
    "basis",
    "check_place",
    "cited",
    "citing",
    "days_of_change",
    "load_rules",
    "office_on",
    "parse_places",
    "read_places",
    "read_rules",
    "reference_status",
    "schema",
    "shipped_directory",
    "values_at",
    "where_to_go",
]

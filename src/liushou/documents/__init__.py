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
    Door,
    Measure,
    Policy,
    Reference,
    Rewording,
    Service,
    Successor,
    WordGroup,
)
from .parameters import ParameterEntry, ParameterValue, PlaceFacts
from .places_file import PlacesFile, PlaceValues, days_of_change, parse_places, read_places, values_at
from .rules import LOCK_FILE, Rules, basis, citing, load_rules, read_rules, shipped_directory
from .standing import (
    CERTAINTY_WORDS,
    OfficeToday,
    ReferenceStatus,
    Where,
    cited,
    office_on,
    reference_status,
    where_to_go,
)

if TYPE_CHECKING:
    from .entries import check_place
    from .json_schema import DIALECT, KINDS, Shapes, schema
else:
    # Most callers need the shipped rules alone.
    __getattr__ = on_demand(__name__, {"entries": "check_place", "json_schema": "DIALECT KINDS Shapes schema"})

__all__ = [
    "CERTAINTY_WORDS",
    "CONTEXT_KINDS",
    "CONTEXT_WORDS",
    "DIALECT",
    "FORCES",
    "FORCE_WORDS",
    "KINDS",
    "LOCK_FILE",
]
__all__ += ["MAX_QUOTE", "ROLES", "ROLE_WORDS", "Agencies", "Agency", "AnnexItem", "Clause", "ConceptEntry", "Context"]
__all__ += [
    "ContextKind",
    "Definition",
    "Door",
    "Measure",
    "OfficeToday",
    "ParameterEntry",
    "ParameterValue",
    "PlaceFacts",
]
__all__ += ["PlaceValues", "PlacesFile", "Policy", "Reference", "ReferenceStatus", "Rewording", "Rules", "Service"]
__all__ += ["Shapes", "Successor", "Where", "WordGroup", "basis", "check_place", "cited", "citing", "days_of_change"]
__all__ += ["load_rules", "office_on", "parse_places", "read_places", "read_rules", "reference_status", "schema"]
__all__ += ["shipped_directory", "values_at", "where_to_go"]

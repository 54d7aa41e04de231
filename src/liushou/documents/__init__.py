"""Documents and registers: their model, how they are loaded, checked and proved."""

from typing import TYPE_CHECKING

from ..on_demand import on_demand
from .model import (
    CONTEXT_KINDS,
    CONTEXT_WORDS,
    FORCE_WORDS,
    FORCES,
    HEADS,
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
from .parameters import ParameterEntry, ParameterValue, value_in_force
from .rules import LOCK_FILE, Rules, basis, citing, load_rules, read_rules, shipped_directory
from .standing import (
    CERTAINTY_WORDS,
    OfficeToday,
    PlacesFile,
    PlaceValues,
    ReferenceStatus,
    Where,
    cited,
    days_of_change,
    offered_measures,
    office_on,
    parse_places,
    read_places,
    reference_status,
    registered_office,
    values_at,
    where_to_go,
)

if TYPE_CHECKING:
    from .entries import check_place
    from .json_schema import DIALECT, KINDS, Shapes, profile_schema, schema
    from .registers import NO_CONTACT, with_contacts
else:
    # Most callers need the shipped rules alone.
    _MODULES = {"entries": "check_place", "json_schema": "DIALECT KINDS Shapes profile_schema schema"}
    __getattr__ = on_demand(__name__, {**_MODULES, "registers": "NO_CONTACT with_contacts"})

__all__ = ["CERTAINTY_WORDS", "CONTEXT_KINDS", "CONTEXT_WORDS", "DIALECT", "FORCES", "FORCE_WORDS", "HEADS", "KINDS"]
__all__ += ["LOCK_FILE", "MAX_QUOTE", "NO_CONTACT", "ROLES", "ROLE_WORDS", "Agencies", "Agency", "AnnexItem", "Clause"]
__all__ += ["ConceptEntry", "Context", "ContextKind", "Definition", "Door", "Measure", "OfficeToday", "ParameterEntry"]
__all__ += ["ParameterValue", "PlaceValues", "PlacesFile", "Policy", "Reference", "ReferenceStatus", "Rewording"]
__all__ += ["Rules", "Service", "Shapes", "Successor", "Where", "WordGroup", "basis", "check_place", "cited", "citing"]
__all__ += ["days_of_change", "load_rules", "offered_measures", "office_on", "parse_places", "profile_schema"]
__all__ += [
    "read_places",
    "read_rules",
    "reference_status",
    "registered_office",
    "schema",
    "shipped_directory",
    "value_in_force",
]
__all__ += ["values_at", "where_to_go", "with_contacts"]

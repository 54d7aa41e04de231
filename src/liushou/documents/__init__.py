"""Documents and registers: their model, how they are loaded, checked and proved."""

from typing import TYPE_CHECKING

from ..on_demand import on_demand
from .folder import LOCK_FILE, not_a_folder, role_twice, rule_files
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
from .rules import Rules, basis, citing, load_documents, load_rules, read_rules, shipped_directory
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
    from .beside import registers_beside, with_own_folder
    from .entries import check_place
    from .json_schema import DIALECT, KINDS, Shapes, profile_schema, schema
    from .policies import NO_CONTACT, with_contacts
else:
    # Most callers need the shipped rules alone.
    _MODULES = {
        "beside": "registers_beside with_own_folder",
        "entries": "check_place",
        "json_schema": "DIALECT KINDS Shapes profile_schema schema",
    }
    __getattr__ = on_demand(__name__, {**_MODULES, "policies": "NO_CONTACT with_contacts"})

__all__ = ["CERTAINTY_WORDS", "CONTEXT_KINDS", "CONTEXT_WORDS", "DIALECT", "FORCES", "FORCE_WORDS", "HEADS", "KINDS"]
__all__ += ["LOCK_FILE", "MAX_QUOTE", "NO_CONTACT", "ROLES", "ROLE_WORDS", "Agencies", "Agency", "AnnexItem"]
__all__ += ["Clause", "ConceptEntry", "Context", "ContextKind", "Definition", "Door", "Measure", "OfficeToday"]
__all__ += ["ParameterEntry", "ParameterValue", "PlaceValues", "PlacesFile", "Policy", "Reference", "ReferenceStatus"]
__all__ += ["Rewording", "Rules", "Service", "Shapes", "Successor", "Where", "WordGroup", "basis", "check_place"]
__all__ += ["cited", "citing", "days_of_change", "load_documents", "load_rules", "not_a_folder", "offered_measures"]
__all__ += ["office_on", "parse_places", "profile_schema", "read_places", "read_rules", "reference_status"]
__all__ += ["registered_office", "registers_beside", "role_twice", "rule_files", "schema", "shipped_directory"]
__all__ += ["value_in_force", "values_at", "where_to_go", "with_contacts", "with_own_folder"]

"""What can be known about one woman, and what is known."""

from .catalogue import BY_NAME, DERIVED, FACTS, FACTS_FILE, GROUPS, catalogue_order, contract_facts
from .decisions import MAX_ENTRIES, OUTCOMES, Decision, Steps
from .facts import Fact, FactError, InsteadOf, Value, plain
from .fields import ChoiceInput, DateInput, NumberInput, YesNo
from .model import MAX_PROFILE_BYTES, Profile, parse_json, parse_yaml, read_profile, read_stated
from .relations import (
    Relations,
    agree_pairs,
    conflict,
    conflicting,
    cut_past,
    narrowed,
    related_facts,
    relation_problems,
    relations,
)

__all__ = ["BY_NAME", "DERIVED", "FACTS", "FACTS_FILE", "GROUPS", "MAX_ENTRIES", "MAX_PROFILE_BYTES", "OUTCOMES"]
__all__ += ["ChoiceInput", "DateInput", "Decision", "Fact", "FactError", "InsteadOf", "NumberInput", "Profile"]
__all__ += ["Relations", "Steps", "Value", "YesNo", "agree_pairs", "catalogue_order", "conflict"]
__all__ += ["conflicting", "contract_facts", "cut_past", "narrowed", "parse_json", "parse_yaml", "plain"]
__all__ += ["read_profile", "read_stated", "related_facts", "relation_problems", "relations"]

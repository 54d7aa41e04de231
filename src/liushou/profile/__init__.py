"""What can be known about one woman, and what is known."""

from .agreement import agree_pairs, conflict, conflicting, cut_past, narrowed
from .catalogue import BY_NAME, DERIVED, FACTS, FACTS_FILE, GROUPS, catalogue_order
from .decisions import OUTCOMES, Decision, Outcome
from .facts import Fact, FactError, InsteadOf, RollUp, Short, Value, plain
from .fields import ChoiceInput, DateInput, NumberInput, YesNo
from .load import MAX_PROFILE_BYTES, parse_json, parse_yaml, read_profile
from .model import Profile, read_stated
from .relations import Relations, related_facts, relation_problems, relations

__all__ = ["BY_NAME", "DERIVED", "FACTS", "FACTS_FILE", "GROUPS", "MAX_PROFILE_BYTES", "OUTCOMES", "ChoiceInput"]
__all__ += ["DateInput", "Decision", "Fact", "FactError", "InsteadOf", "NumberInput", "Outcome", "Profile", "Relations"]
__all__ += ["RollUp", "Short", "Value", "YesNo", "agree_pairs", "catalogue_order", "conflict", "conflicting"]
__all__ += ["cut_past", "narrowed", "parse_json", "parse_yaml", "plain", "read_profile", "read_stated", "related_facts"]
__all__ += ["relation_problems", "relations"]

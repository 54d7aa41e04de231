"""The durable_rules reading: conditions as rulesets for a Rete engine."""

from .engine import Confirmation, check_engine
from .rulesets import beside, messages, rulesets_of, write_rulesets
from .terms import Rulesets

__all__ = ["Confirmation", "Rulesets", "beside", "check_engine", "messages", "rulesets_of", "write_rulesets"]

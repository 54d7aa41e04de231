"""The durable_rules reading: conditions as rulesets for a Rete engine."""

from .engine import shared_engine
from .rulesets import beside, messages, write_rulesets
from .terms import Rulesets

__all__ = ["Rulesets", "beside", "messages", "shared_engine", "write_rulesets"]

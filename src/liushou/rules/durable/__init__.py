"""The durable_rules reading: conditions as rulesets for a Rete engine."""

from .confirm import Confirmation, check_engine, rulesets_of
from .engine import shared_engine
from .rulesets import beside, messages, write_rulesets
from .terms import Rulesets

__all__ = ["Confirmation", "Rulesets", "beside", "check_engine", "messages", "rulesets_of", "shared_engine"]
__all__ += ["write_rulesets"]

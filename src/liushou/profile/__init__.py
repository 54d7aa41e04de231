"""What can be known about one woman, and what is known."""

from .catalogue import AGE, BY_NAME, DERIVED, FACTS
from .facts import Fact, FactError, Value, plain
from .implications import IMPLIES, Known, agree, settle
from .load import MAX_PROFILE_BYTES, parse_json, parse_yaml, read_profile
from .model import Profile

__all__ = [
    "AGE",
    "BY_NAME",
    "DERIVED",
    "FACTS",
    "IMPLIES",
    "MAX_PROFILE_BYTES",
    "Fact",
    "FactError",
    "Known",
    "Profile",
    "Value",
    "agree",
    "parse_json",
    "parse_yaml",
    "plain",
    "read_profile",
    "settle",
]

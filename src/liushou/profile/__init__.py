"""What can be known about one woman, and what is known."""

from .catalogue import AGE, BY_NAME, DERIVED, FACTS
from .facts import Fact, FactError, Value, plain
from .implications import Known, settle
from .model import Profile
from .reading import parse_json, parse_yaml, read_profile

__all__ = [
    "AGE",
    "BY_NAME",
    "DERIVED",
    "FACTS",
    "Fact",
    "FactError",
    "Known",
    "Profile",
    "Value",
    "parse_json",
    "parse_yaml",
    "plain",
    "read_profile",
    "settle",
]

"""liushou (留守): China's policy documents on 农村留守妇女 as declarative rules.

>>> from datetime import date
>>> from liushou import Profile, match
>>> woman = Profile(sex="female", birth_date="1975-03-08", lives_in_village=True,
...                 husband_away_for_work=True, husband_away_since="2023-02")
>>> answer = match(woman, place="220182", on=date(2025, 6, 30))
>>> answer.service("ledger_registration").status
'eligible'

The documents themselves are read when they are first used.
"""

from ._version import __version__
from .answer import Match
from .documents import Rules, load_rules

# Bound here and not on demand: a later import of the module `liushou.match` would
# otherwise put the module in the place of the function of the same name.
from .match import Matcher, match
from .places import Place, find, find_place
from .problems import ContradictionError, InputError, LiushouError, MissingExtraError, Problem
from .profile import Fact, Profile, read_profile

__all__ = [
    "ContradictionError",
    "Fact",
    "InputError",
    "LiushouError",
    "Match",
    "Matcher",
    "MissingExtraError",
    "Place",
    "Problem",
    "Profile",
    "Rules",
    "__version__",
    "find",
    "find_place",
    "load_rules",
    "match",
    "read_profile",
]

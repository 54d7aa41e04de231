"""liushou (留守): China's policy documents on 农村留守妇女 as declarative rules.

>>> from datetime import date
>>> from liushou import Profile, match
>>> woman = Profile(sex="female", birth_date="1975-03-08", lives_in_village=True,
...                 husband_away_for_work=True, husband_away_since="2023-02")
>>> answer = match(woman, place="220182", on=date(2025, 6, 30))
>>> answer.service("ledger_registration").status
'eligible'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._version import __version__

if TYPE_CHECKING:
    from .documents import Rules, load_rules
    from .match import Match, match
    from .places import Place, find
    from .problems import ContradictionError, InputError, LiushouError, MissingExtraError, Problem
    from .profile import Fact, Profile, read_profile

# Names are found on first use (PEP 562), so that importing liushou costs nothing more
# than the parts of it that are used.
_WHERE = {
    "ContradictionError": "problems",
    "Fact": "profile",
    "InputError": "problems",
    "LiushouError": "problems",
    "Match": "match",
    "MissingExtraError": "problems",
    "Place": "places",
    "Problem": "problems",
    "Profile": "profile",
    "Rules": "documents",
    "find": "places",
    "load_rules": "documents",
    "match": "match",
    "read_profile": "profile",
}

__all__ = ["__version__", *_WHERE]


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib

    value = getattr(importlib.import_module(f".{_WHERE[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)

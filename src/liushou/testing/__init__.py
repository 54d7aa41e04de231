"""Tools for testing one's own rules: Hypothesis strategies, laws, and a pytest plugin.

>>> from liushou.testing import profiles          # doctest: +SKIP
>>> @given(profiles(on=date(2025, 6, 30)))        # doctest: +SKIP

Needs the extra ``testing`` (hypothesis and pytest). The strategies are known to
Hypothesis itself: ``from_type(Profile)`` works. Files of cases need no Python at all:
see docs/cases.md.
"""

from __future__ import annotations

from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .condition_strategies import conditions
    from .document_strategies import policies
    from .knowledge import less_and_more
    from .ledger_strategies import ledgers
    from .profile_strategies import complete_profiles, left_behind, profiles
    from .properties import PROPERTIES, check_laws

_WHERE = {
    "PROPERTIES": "properties",
    "check_laws": "properties",
    "complete_profiles": "profile_strategies",
    "conditions": "condition_strategies",
    "left_behind": "profile_strategies",
    "ledgers": "ledger_strategies",
    "less_and_more": "knowledge",
    "policies": "document_strategies",
    "profiles": "profile_strategies",
}

__all__ = [
    "PROPERTIES",
    "check_laws",
    "complete_profiles",
    "conditions",
    "ledgers",
    "left_behind",
    "less_and_more",
    "policies",
    "profiles",
]


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from ..problems import MissingExtraError

    try:
        module = import_module(f".{_WHERE[name]}", __name__)
    except ModuleNotFoundError as error:
        if error.name == "hypothesis":
            raise MissingExtraError("testing", "hypothesis") from None
        raise
    return getattr(module, name)


def __dir__() -> list[str]:
    return sorted(_WHERE)


def _hypothesis_setup_hook() -> None:
    """Called by Hypothesis when it is imported (its entry point): teaches it :class:`~liushou.Profile`."""
    from hypothesis import strategies as st

    from ..profile import Profile

    def of_any_day(_: object) -> st.SearchStrategy[Profile]:
        from .named import named
        from .profile_strategies import profiles

        # A profile by its type alone comes with no day: one is drawn for it.
        days = st.dates(date(2020, 1, 1), date(2029, 12, 31))
        return named("from_type(Profile)", days.flatmap(lambda on: profiles(on=on)))

    st.register_type_strategy(Profile, of_any_day)

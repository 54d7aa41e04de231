"""Tools for testing one's own rules: Hypothesis strategies, laws, and a pytest plugin.

>>> from liushou.testing import profiles          # doctest: +SKIP
>>> @given(profiles(on=date(2025, 6, 30)))        # doctest: +SKIP

Needs the extra ``testing`` (hypothesis and pytest). The strategies are known to Hypothesis itself:
``from_type(Profile)`` works. Files of cases (``*.cases.yaml``) need no Python at all.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ..on_demand import on_demand

if TYPE_CHECKING:
    from .document_strategies import conditions, policies
    from .profile_strategies import complete_profiles, ledgers, left_behind, less_and_more, profiles
    from .properties import PROPERTIES, check_laws

__all__ = ["PROPERTIES", "check_laws", "complete_profiles", "conditions", "ledgers", "left_behind", "less_and_more"]
__all__ += ["policies", "profiles"]


_find = on_demand(
    __name__,
    {
        "document_strategies": "conditions policies",
        "profile_strategies": "complete_profiles ledgers left_behind less_and_more profiles",
        "properties": "PROPERTIES check_laws",
    },
)


def __getattr__(name: str) -> object:
    from ..problems import MissingExtraError

    try:
        return _find(name)
    except ModuleNotFoundError as error:
        if error.name == "hypothesis":
            raise MissingExtraError("testing", "hypothesis") from None
        raise


def __dir__() -> list[str]:
    return sorted(__all__)


def _hypothesis_setup_hook() -> None:
    """Called by Hypothesis when it is imported (its entry point): teaches it :class:`~liushou.Profile`."""
    from hypothesis import strategies as st

    from ..profile import Profile

    def of_any_day(_: object) -> st.SearchStrategy[Profile]:
        from .profile_strategies import profiles

        # A profile by its type alone comes with no day: one is drawn for it.
        days = st.dates(date(2020, 1, 1), date(2029, 12, 31))
        return days.flatmap(lambda on: profiles(on=on))

    st.register_type_strategy(Profile, of_any_day)

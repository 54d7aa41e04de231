"""What ``hypothesis.strategies.from_type`` makes of liushou's types."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from ..profile import Profile

#: A profile by its type alone comes with no day: one of these is drawn for it.
FIRST_ON, LAST_ON = date(2020, 1, 1), date(2029, 12, 31)


def register() -> None:
    """Teach Hypothesis :class:`~liushou.Profile`."""
    st.register_type_strategy(Profile, _profiles)


def _profiles(_: object) -> st.SearchStrategy[Profile]:
    from .named import named
    from .profile_strategies import profiles

    return named("from_type(Profile)", st.dates(FIRST_ON, LAST_ON).flatmap(lambda on: profiles(on=on)))

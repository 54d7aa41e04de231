"""Strategies for two states of knowledge about one woman: less, and more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from ..documents import Rules
from ..profile import Fact, Profile, Value
from ..values import FIRST_DAY, Bounds
from . import arguments
from .named import named
from .profile_strategies import complete_profiles


def less_and_more(
    *,
    on: date,
    known: Mapping[str, Any] | None = None,
    place: str | None = None,
    facts: Iterable[str] | None = None,
    rules: Rules | None = None,
) -> st.SearchStrategy[tuple[Profile, Profile]]:
    """The same woman twice: with less known of her, and with everything known.

    In the first profile, facts of the second are not asked, or known only within bounds
    that hold the true value. ``known`` facts stay as they are in both. The arguments are
    those of :func:`~liushou.testing.profiles`.
    """
    used = arguments.rules_of(rules)
    whole = complete_profiles(on=on, known=known, place=place, facts=facts, rules=used)

    @st.composite
    def pairs(draw: st.DrawFn) -> tuple[Profile, Profile]:
        more = draw(whole)
        kept: dict[str, Value] = {}
        for name, value in more.known():
            how = "keep" if name in (known or ()) else draw(st.sampled_from(("drop", "keep", "loosen")))
            if how != "drop":
                kept[name] = value if how == "keep" else _loosened(draw, used.facts[name], value, on)
        return Profile.from_mapping(kept, facts=used.facts), more

    return named("less_and_more", pairs(), on=on, known=known, place=place, facts=facts)


def _loosened(draw: st.DrawFn, fact: Fact, value: Value, on: date) -> Value:
    """Bounds around an exact value; yes, no and choices stay."""
    if not isinstance(value, Bounds) or value.low is None:
        return value
    low: Any
    high: Any
    if isinstance(value.low, date):
        width = draw(st.integers(0, 400))
        low = max(FIRST_DAY, value.low - timedelta(days=width))
        high = min(on, value.low + timedelta(days=draw(st.integers(0, 400))))
    else:
        below, above = draw(st.integers(0, 100)), draw(st.integers(0, 100))
        low, high = value.low - below, value.low + above
        low = low if fact.low is None else max(fact.low, low)
        high = high if fact.high is None else min(fact.high, high)
    side = draw(st.sampled_from(("both", "low", "high")))
    return Bounds(None if side == "high" else low, None if side == "low" else high)

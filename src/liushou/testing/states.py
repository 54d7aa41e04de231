"""Strategies for what a condition is evaluated on: facts as settled, and parameters."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from hypothesis import strategies as st

from ..documents import Rules
from ..profile import Profile, settle
from ..rules import Situation
from ..values import Bounds
from . import arguments
from .named import named
from .profile_strategies import profiles


def parameter_values(*, rules: Rules | None = None) -> st.SearchStrategy[Mapping[str, Bounds[float]]]:
    """Values of the parameters somewhere, some day: exact, within bounds, a floor, or unknown (absent)."""
    used = arguments.rules_of(rules)
    one = st.one_of(st.none(), st.integers(0, 1000).map(lambda number: Bounds(float(number), float(number))), _bounds())
    found = st.fixed_dictionaries(dict.fromkeys(used.parameters, one)).map(
        lambda found: {name: bounds for name, bounds in found.items() if bounds is not None}
    )
    return named("parameter_values", found)


def _bounds() -> st.SearchStrategy[Bounds[float]]:
    number = st.integers(0, 1000).map(float)
    return st.one_of(
        st.tuples(number, number).map(lambda pair: Bounds(min(pair), max(pair))),
        number.map(lambda floor: Bounds(floor, None)),
        number.map(lambda most: Bounds(None, most)),
    )


def situations(
    *, on: date, known: Mapping[str, Any] | None = None, rules: Rules | None = None
) -> st.SearchStrategy[Situation]:
    """A woman on the day ``on``, settled, with parameters: what ``rules.evaluate`` takes."""
    used = arguments.rules_of(rules)
    women = profiles(on=on, known=known, rules=used)

    def settled(pair: tuple[Profile, Mapping[str, Bounds[float]]]) -> Situation:
        return Situation(settle(pair[0], on), pair[1])

    return named("situations", st.tuples(women, parameter_values(rules=used)).map(settled), on=on, known=known)

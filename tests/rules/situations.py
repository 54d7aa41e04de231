"""Strategies for what a condition is evaluated on: facts as settled, and parameters."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from hypothesis import strategies as st

from liushou import load_rules
from liushou.rules import Situation, resolve
from liushou.testing import profiles
from liushou.values import Bounds


def parameter_values() -> st.SearchStrategy[Mapping[str, Bounds[float]]]:
    """Values of the parameters somewhere, some day: exact, within bounds, a floor, or unknown (absent)."""
    number = st.integers(0, 1000).map(float)
    value = st.one_of(
        st.none(),
        number.map(lambda exact: Bounds(exact, exact)),
        st.tuples(number, number).map(lambda pair: Bounds(min(pair), max(pair))),
        number.map(lambda floor: Bounds(floor, None)),
        number.map(lambda most: Bounds(None, most)),
    )
    values = st.fixed_dictionaries(dict.fromkeys(load_rules().parameters, value))
    return values.map(lambda drawn: {name: bounds for name, bounds in drawn.items() if bounds is not None})


def situations(*, on: date) -> st.SearchStrategy[Situation]:
    """A woman on the day ``on``, settled, with parameters: what ``rules.evaluate`` takes."""
    return st.builds(
        lambda profile, parameters: Situation(resolve(profile, on), parameters), profiles(on=on), parameter_values()
    )

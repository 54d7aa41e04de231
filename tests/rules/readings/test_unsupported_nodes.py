"""A node that a reading does not know is an error with the reading's name, never passed over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from liushou import Profile
from liushou.rules import AllOf, AnyOf, Concept, IsTrue, Not, UnsupportedNodeError

from .table import NAMES, READINGS, World, reference

WORLD = World(date(2025, 6, 30))


@dataclass(frozen=True)
class Neighbours:
    """A kind of node that no reading knows."""

    fact: str = "disabled"


UNKNOWN = Neighbours()
AROUND = {
    "alone": UNKNOWN,
    "in all": AllOf((IsTrue("disabled"), UNKNOWN)),  # type: ignore[arg-type]
    "in any": AnyOf((IsTrue("disabled"), UNKNOWN)),  # type: ignore[arg-type]
    "in not": Not(UNKNOWN),  # type: ignore[arg-type]
    "in a concept": Concept("c", "概念", UNKNOWN),  # type: ignore[arg-type]
}


@pytest.mark.parametrize("where", AROUND)
@pytest.mark.parametrize("name", ["reference", *NAMES])
def test_a_made_up_node_is_named_with_the_reading(name: str, where: str) -> None:
    read = reference if name == "reference" else READINGS[name]
    with pytest.raises(UnsupportedNodeError) as caught:
        # Nothing is known that would decide the rest of the tree without it.
        read([AROUND[where]], [Profile()], WORLD)  # type: ignore[list-item]
    assert caught.value.node == UNKNOWN
    assert "Neighbours" in str(caught.value)
    expected = {"polars": "column", "pyarrow": "column", "duckdb": "column", "spark": "column"}.get(
        name, name.split()[0]
    )
    assert expected in caught.value.reading

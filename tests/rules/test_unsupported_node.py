"""A node that a reading does not know is a loud error, wherever it stands."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from liushou import LiushouError
from liushou.rules import (
    AllOf,
    AnyOf,
    KnownFacts,
    Not,
    Situation,
    UnsupportedNodeError,
    evaluate,
    phrase,
    say,
    say_leaf,
    to_data,
)
from liushou.rules.evaluate import decide, evaluate_stated

from .strategies import vocabulary
from .tracing import trace


@dataclass(frozen=True)
class Astrology:
    """A kind of node that nobody has taught the readings."""

    fact: str = "birth_date"


HERE = Situation(KnownFacts(on=date(2025, 6, 30), values={"disabled": False}))
STRANGE: Any = Astrology()


@pytest.mark.parametrize("tree", [STRANGE, Not(STRANGE), AllOf((STRANGE,)), AnyOf((AllOf((Not(STRANGE),)),))])
def test_in_every_reading(tree: Any) -> None:
    readings = {
        "evaluate": lambda: evaluate(tree, HERE),
        "trace": lambda: trace(tree, HERE),
        "say": lambda: say(tree, vocabulary()),
        "to_data": lambda: to_data(tree),
    }
    for name, read in readings.items():
        with pytest.raises(UnsupportedNodeError) as caught:
            read()
        assert "Astrology" in str(caught.value), name
        assert caught.value.node is STRANGE
        assert isinstance(caught.value, LiushouError)


def test_as_a_leaf() -> None:
    known = Situation(KnownFacts(on=date(2025, 6, 30), values={"birth_date": True}))
    for read in (
        lambda: phrase(STRANGE),
        lambda: say_leaf(STRANGE, vocabulary()),
        lambda: decide(STRANGE, True, known),
        lambda: evaluate_stated(STRANGE, known),
    ):
        with pytest.raises(UnsupportedNodeError):
            read()

"""What lies in what: nearest first, each once, ending with the nation."""

import pytest

from liushou.places import NATION, containing, find_place, lies_in


@pytest.mark.parametrize(
    ("code", "chain"),
    [
        ("500230", ("500230", "500200", "500000", "nation")),
        ("220182", ("220182", "220100", "220000", "nation")),
        ("220100", ("220100", "220000", "nation")),
        ("530000", ("530000", "nation")),
        ("nation", ("nation",)),
    ],
)
def test_chains(code: str, chain: tuple[str, ...]) -> None:
    assert containing(code) == chain
    assert find_place(code).within == chain


def test_lying_in() -> None:
    assert lies_in("500230", "500000")
    assert lies_in("500230", NATION)
    assert lies_in("500230", "500230")
    assert not lies_in("500000", "500230")
    assert not lies_in("500230", "500231")
    assert not lies_in("nation", "500000")

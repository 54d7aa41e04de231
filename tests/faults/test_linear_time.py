"""Issue 11: linear time on any text: four times the text takes at most eight times as long, in every reader of text."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

import pytest

from liushou import InputError

from .hostile import READERS, SHAPES

N = 8000
#: What a reader may take whatever it reads (seconds): below it, a measure says nothing.
FLOOR = 0.02
#: The shapes that have been slow somewhere, or would be with the usual mistakes. All others are tried at night.
OFTEN = [
    "[",
    "（",
    "“",
    '"',
    "甲。",
    "甲，",
    " ",
    "等",
    "万",
    "between 1 and ",
    "nested list",
    "one anchor",
    "flow keys",
]
OFTEN += ["brackets in a slip", "in in a slip", "marks", "JSON keys", "JSON decisions", "closing", "tails", "offices"]
#: Readers that read the shipped rules, too, every time: they share what reads the text with the others.
SHARED = (
    "condition",
    "services",
    "facts",
    "concepts",
    "parameters",
    "words",
    "agencies",
    "places register",
    "references",
    "quote",
)


def seconds(read: Callable[[str], object], text: str) -> float:
    """The processor time that reading, and saying what is wrong in both languages, takes."""
    start = time.process_time()
    try:
        read(text)
    except InputError as error:
        for problem in error.problems:
            problem.format("en"), problem.format("zh")
    return time.process_time() - start


def too_slow(read: Callable[[str], object], shape: Callable[[int], str]) -> str | None:
    """How slow the reader is on the longer text; None where that is in proportion.

    Measured again where it is not: something else may have had the machine.
    """
    idle = min(seconds(read, "") for _ in range(2))
    for _ in range(3):
        longer = seconds(read, shape(4 * N)) - idle
        if longer <= 8 * FLOOR:
            return None
        gc.collect()
        shorter = seconds(read, shape(N)) - idle
        if longer <= 8 * max(shorter, FLOOR):
            return None
    return f"{shorter:.2f} s for {N:,} characters, {longer:.2f} s for {4 * N:,}"


@pytest.mark.parametrize("reader", list(READERS))
def test_four_times_the_text_takes_at_most_eight_times_as_long(reader: str) -> None:
    shapes = OFTEN[::3] if reader in SHARED else OFTEN
    slow = {shape: late for shape in shapes if (late := too_slow(READERS[reader], SHAPES[shape]))}
    assert not slow


@pytest.mark.nightly
@pytest.mark.parametrize("reader", list(READERS))
def test_every_shape_in_every_reader(reader: str) -> None:
    slow = {name: late for name, shape in SHAPES.items() if (late := too_slow(READERS[reader], shape))}
    assert not slow

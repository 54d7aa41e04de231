"""Issue 11: sound files of every kind, changed at random in their lines and words: an answer, or a refusal with its place."""

from __future__ import annotations

import time
from random import Random

import pytest

from .damage import damaged_text, sound
from .test_yaml_shapes import without_place

#: For each reader the sound files that are changed for it.
SEEDS = {
    "profile": "profile.yaml",
    "profile JSON": "profile.json",
    "rule file": "document.yaml",
    "registers": "register.yaml",
    "places": "places.yaml",
    "mapping": "mapping.yaml",
    "cases": "cases.yaml",
    "verify": "text.txt",
    "coverage": "text.txt",
}
#: Seconds of each fuzzer in `make test-nightly`.
NIGHT = 60


def wrong(name: str, number: int) -> tuple[str, str] | None:
    """(what became of it, the text) of a changed file that gave neither an answer nor a refusal with its place."""
    random = Random(f"{name} {number}")
    files = [data.decode("utf-8-sig") for data in sound()[SEEDS[name]]]
    text = damaged_text(random.choice(files), random, random.choice(files))
    what = without_place("rule file" if name == "registers" else name, text)
    return (what, text) if what else None


@pytest.mark.parametrize("name", list(SEEDS))
def test_a_fixed_corpus(name: str) -> None:
    count = 12 if name in ("rule file", "registers", "cases") else 60
    assert not [failed for number in range(count) if (failed := wrong(name, number))]


@pytest.mark.nightly
@pytest.mark.parametrize("name", list(SEEDS))
def test_a_minute_of_each(name: str) -> None:
    end = time.monotonic() + NIGHT
    number = 1_000
    while time.monotonic() < end:
        assert not wrong(name, number), f"{name} {number}"
        number += 1

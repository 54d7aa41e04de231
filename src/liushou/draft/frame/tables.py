"""The words by which the frame is read, from words.yaml beside this file."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from ..model import Certainty, Judgement


@cache
def words(key: str) -> Any:
    """What words.yaml holds under a key."""
    return _all()[key]


@cache
def _all() -> Any:
    import yaml  # where something is drafted

    return yaml.safe_load(Path(__file__).with_name("words.yaml").read_text(encoding="utf-8"))


@cache
def pattern(key: str, inner: str | None = None) -> re.Pattern[str]:
    """The regular expression under a key (or a key of what it holds)."""
    return re.compile(words(key) if inner is None else words(key)[inner])


def judged(*speaks_for: str, against: tuple[str, ...] = (), unknown: bool = False) -> Judgement:
    """Open where nothing says it, to be checked where something speaks against it, else sure."""
    certainty: Certainty = "open" if unknown else "check" if against else "sure"
    return Judgement(certainty=certainty, speaks_for=speaks_for, speaks_against=against)

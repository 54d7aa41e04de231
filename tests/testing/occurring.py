"""Whether a strategy draws something, without the work of shrinking it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st


class _Found(Exception):
    pass


def occurs(strategy: st.SearchStrategy[Any], wanted: Callable[[Any], Any], most: int = 500) -> bool:
    """Whether one of the first ``most`` examples is wanted."""

    @settings(
        max_examples=most, database=None, deadline=None, derandomize=True, phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(strategy)
    def look(drawn: Any) -> None:
        if wanted(drawn):
            raise _Found

    try:
        look()
    except _Found:
        return True
    return False

"""The one main path: a profile, a place and a day → the answer with its clauses.

:func:`match` answers for one woman; :class:`Matcher` prepares a place and a day once and
answers many profiles. What does the work is imported with the first answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .on_demand import on_demand

if TYPE_CHECKING:
    from datetime import date

    from .answer import Match
    from .documents import PlacesFile, Rules
    from .matcher import KEPT, Engine, Matcher, cached_matcher
    from .profile import Profile
else:
    __getattr__ = on_demand(__name__, {"matcher": "KEPT Engine Matcher cached_matcher"})


def match(
    profile: Profile | Mapping[str, Any],
    *,
    place: str,
    on: date,
    rules: Rules | None = None,
    places: PlacesFile | None = None,
    engine: Engine = "python",
) -> Match:
    """The services that the documents of ``place`` give her on the day ``on``.

    ``profile`` is a :class:`~liushou.Profile` or a mapping of facts. ``place``, ``on``,
    ``rules``, ``places``, ``engine`` and what is raised are those of :class:`Matcher`; a
    profile that contradicts itself raises :class:`~liushou.ContradictionError`. Deterministic.
    """
    from .matcher import cached_matcher

    return cached_matcher(place=place, on=on, rules=rules, places=places, engine=engine).match(profile)


__all__ = ["KEPT", "Engine", "Matcher", "cached_matcher", "match"]

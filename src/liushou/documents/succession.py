"""Who does an office's work on a given day: successions from the register of agencies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .model import Agency, Certainty
from .rules import Rules

CERTAINTY_WORDS: dict[str, str] = {"confirmed": "有出处", "presumed": "推定", "unknown": "不明"}
_ORDER = tuple(CERTAINTY_WORDS)


@dataclass(frozen=True, slots=True)
class OfficeToday:
    """An office as printed, who does its work on the day, and how sure that is.

    ``unknown`` with the office itself: no succession was found, which does not say that there was
    none. ``office`` is None where a change is known but not who came after.
    """

    printed: str
    office: str | None
    certainty: Certainty

    @property
    def changed(self) -> bool:
        """Whether a succession is known."""
        return self.office is None or self.certainty != "unknown"


def office_on(rules: Rules, printed: str, place: str, on: date) -> OfficeToday:
    """The office that a document of ``place`` prints as ``printed``, as of the day ``on``."""
    agency = rules.agency(printed, place)
    if agency is None:
        return OfficeToday(printed, None, "unknown")
    certainty: Certainty | None = None
    seen = {agency.id}
    current: Agency = agency
    while True:
        past = [successor for successor in current.successors if successor.since <= on]
        if not past:
            return OfficeToday(printed, current.name, certainty or "unknown")
        latest = max(past, key=lambda successor: successor.since)
        certainty = max(certainty or latest.certainty, latest.certainty, key=_ORDER.index)
        if latest.office is None or latest.office in seen:
            return OfficeToday(printed, None, "unknown")
        seen.add(latest.office)
        current = rules.agencies[latest.office]

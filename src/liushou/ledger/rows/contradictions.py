"""Rows that say two things that cannot both be true: set aside, with both named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from ...problems import ContradictionError, InputError
from ...profile import Fact, Profile, relations
from ...rules import resolve
from .ledger import Ledger


def find_contradictions(ledger: Ledger, on: date) -> dict[int, str]:
    """Position → reason, of the rows whose facts contradict each other.

    The reference decides (:func:`liushou.rules.resolve`); it is asked only about rows
    in which one of its contradictions is possible at all.
    """
    suspects = sorted(_suspects(ledger.values, ledger.facts, on) & {*ledger.kept})
    reasons = {position: contradiction(ledger.known(position), ledger.facts, on) for position in suspects}
    return {position: reason for position, reason in reasons.items() if reason is not None}


def contradiction(known: Mapping[str, Any], facts: Mapping[str, Fact], on: date) -> str | None:
    """Why a row cannot be evaluated, in Chinese; None where it can."""
    try:
        resolve(Profile.from_mapping(known, facts=facts), on, facts=facts)
    except ContradictionError as error:
        first, second = error.fields
        if second == "on":
            return f"{facts[first].title}（{known[first]}）晚于评估日（{on}）"
        words = [f"{facts[name].title}（{_word(known.get(name))}）" for name in error.fields]
        return f"{words[0]}与{words[1]}互相矛盾"
    except InputError as error:
        return f"数据有误：{error.problems[0].message[:60]}"
    return None


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(value)


def _suspects(values: Mapping[str, Sequence[Any]], facts: Mapping[str, Fact], on: date) -> set[int]:
    """The rows with a day after the assessment, or with two facts one of which says something of the other."""
    related = relations(facts)
    suspects: set[int] = set()
    for name in related.past & values.keys():
        days = enumerate(values[name])
        suspects.update(position for position, day in days if day is not None and day.low is not None and day.low > on)
    for link in related.links():
        if link <= values.keys():
            first, second = (values[name] for name in sorted(link))
            pairs = enumerate(zip(first, second, strict=True))
            suspects.update(position for position, (one, two) in pairs if one is not None and two is not None)
    return suspects

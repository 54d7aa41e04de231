"""Rows that say two things that cannot both be true: set aside, with both named."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from ...problems import ContradictionError, InputError
from ...profile import IMPLIES, Profile, settle
from ...values import Bounds
from .ledger import Ledger


def contradicting(ledger: Ledger, on: date, positions: Iterable[int] | None = None) -> None:
    """Set aside the rows (all unless ``positions`` are given) whose facts contradict each other.

    The reference decides (:func:`liushou.profile.settle`); it is asked only about rows
    in which one of its contradictions is possible at all.
    """
    everyone = range(len(ledger.numbers)) if positions is None else positions
    for position in _suspects(ledger, on, everyone):
        if position in ledger.set_aside or position in ledger.duplicates:
            continue
        reason = contradiction(ledger, position, on)
        if reason is not None:
            ledger.set_aside[position] = reason


def contradiction(ledger: Ledger, position: int, on: date) -> str | None:
    """Why a row cannot be evaluated, in Chinese; None where it can."""
    facts = {name: ledger.values[name][position] for name in ledger.fact_names()}
    try:
        profile = Profile.from_mapping(
            {name: value for name, value in facts.items() if value is not None}, facts=ledger.facts
        )
        settle(profile, on)
    except ContradictionError as error:
        return _said(ledger, error.fields, facts, on)
    except InputError as error:
        return f"数据有误：{error.problems[0].message[:60]}"
    return None


def _said(ledger: Ledger, fields: tuple[str, str], facts: dict[str, Any], on: date) -> str:
    first, second = fields
    if second == "on":
        return f"{ledger.facts[first].title}（{facts[first]}）晚于评估日（{on}）"
    parts = [f"{ledger.facts[name].title}（{_word(facts.get(name))}）" for name in fields]
    return f"{parts[0]}与{parts[1]}互相矛盾"


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    return str(value)


def _suspects(ledger: Ledger, on: date, positions: Iterable[int]) -> list[int]:
    values = ledger.values
    pairs = [
        (values[one], when, values[two], implied)
        for one, when, two, implied in IMPLIES
        if one in values and two in values
    ]
    dates = [values[name] for name in ("birth_date", "husband_away_since") if name in values]
    since, years = values.get("husband_away_since"), values.get("husband_away_years")
    both = since is not None and years is not None
    found: list[int] = []
    for position in positions:
        late = any(
            isinstance(column[position], Bounds) and column[position].low is not None and column[position].low > on
            for column in dates
        )
        if (
            late
            or (
                both
                and since is not None
                and years is not None
                and since[position] is not None
                and years[position] is not None
            )
            or any(
                one[position] is when and two[position] is not None and two[position] is not implied
                for one, when, two, implied in pairs
            )
        ):
            found.append(position)
    return found

"""What a ledger means without saying it: facts given once, for the rows that leave them open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from ...problems import InputError, Problem, closest
from ...profile import IMPLIES, Fact, FactError, Value
from .contradictions import contradiction
from .ledger import Ledger

_PAIR = {"husband_away_since": "husband_away_years", "husband_away_years": "husband_away_since"}


def parse_assumptions(given: Iterable[str], facts: Mapping[str, Fact]) -> dict[str, Value]:
    """``fact=value`` texts as values; raises :class:`~liushou.InputError` with all problems."""
    problems: list[Problem] = []
    result: dict[str, Value] = {}
    by_title = {fact.title: name for name, fact in facts.items()}
    for text in given:
        name, sign, word = (part.strip() for part in text.partition("="))
        name = by_title.get(name, name)
        fact = facts.get(name)
        if not sign or not word:
            problems.append(Problem(f"`{text[:60]}` is not fact=value", expected="--assume sex=female", code="assume"))
        elif fact is None:
            near = closest(name, facts)
            expected = None if near else "a fact of `liushou facts`"
            problems.append(Problem(f"unknown fact `{name[:60]}`", None, expected, near, "unknown-name"))
        elif name in result:
            problems.append(Problem(f"{name} is assumed twice", expected="each fact once", code="assume"))
        else:
            try:
                value = fact.read(_number(word) if fact.kind in ("number", "integer") else word)
            except FactError as error:
                problems.extend(error.problems)
            else:
                assert value is not None
                result[name] = value
    if problems:
        raise InputError(problems)
    return result


def _number(word: str) -> float | str:
    try:
        return float(word)
    except ValueError:
        return word


def fill(ledger: Ledger, assume: Mapping[str, Any], on: date) -> None:
    """Give the kept rows the assumed facts, where they are open and nothing speaks against it.

    A cell that says 不清楚, or something that could not be read, is not open: the ledger
    did say something there, and what was not read is not to be guessed.

    ``ledger.assumed`` then says how many rows took each assumption.
    """
    for name, value in assume.items():
        column = ledger.column(name)
        count = 0
        for position in ledger.kept:
            said = name in ledger.unsure.get(position, ()) or name in ledger.unread_facts.get(position, ())
            if column[position] is not None or said or _decided(ledger, name, value, position):
                continue
            column[position] = value
            if _risky(name) and contradiction(ledger, position, on) is not None:
                column[position] = None
                continue
            count += 1
        ledger.assumed[name] = count


def _decided(ledger: Ledger, name: str, value: Any, position: int) -> bool:
    """Whether another fact already implies this one, or is contradicted by it."""
    if name in _PAIR and ledger.item(_PAIR[name], position) is not None:
        return True
    if name == "disabled" and ledger.item("disability_grade", position) is not None:
        return True
    for fact, when, other, implied in IMPLIES:
        if name == other and ledger.item(fact, position) is when:
            return True
        said = ledger.item(other, position)
        if name == fact and value is when and said is not None and said is not implied:
            return True
    return False


def _risky(name: str) -> bool:
    return name in ("birth_date", "husband_away_since", "husband_away_years")

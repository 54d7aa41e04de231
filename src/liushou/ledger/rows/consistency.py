"""What can be true together: rows that contradict themselves are set aside, and what a ledger leaves out is assumed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from ...problems import Code, ContradictionError, InputError, Phrase, Problem, unknown_name
from ...profile import Fact, FactError, Profile, Value, relations
from ...rules import resolve
from ...values import Bounds, intersect
from ..cells.reading import squeeze
from .ledger import Ledger


def agreed(first: Any, second: Any) -> Any:
    """What two columns or rows say together of one thing; None where they cannot both be true."""
    if isinstance(first, Bounds) and isinstance(second, Bounds):
        return intersect(first, second)
    if isinstance(first, str) and isinstance(second, str):
        return first if squeeze(first) == squeeze(second) else None
    return first if first == second else None


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
        words: dict[Any, str] = {True: "是", False: "否"}
        shown = [f"{facts[name].title}（{words.get(known.get(name), known.get(name))}）" for name in error.fields]
        return "与".join(shown) + "互相矛盾"
    except InputError as error:
        return f"数据有误：{error.problems[0].message[:60]}"
    return None


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
            suspects.update(position for position, both in pairs if None not in both)
    return suspects


def parse_assumptions(given: Iterable[str], facts: Mapping[str, Fact]) -> dict[str, Value]:
    """``fact=value`` texts as values; raises :class:`~liushou.InputError` with all problems."""
    problems: list[Problem] = []
    result: dict[str, Any] = {}
    by_title = {fact.title: name for name, fact in facts.items()}
    for text in given:
        name, sign, word = (part.strip() for part in text.partition("="))
        name = by_title.get(name, name)
        fact = facts.get(name)
        if not sign or not word:
            problems.append(Problem(Code.ASSUMPTION, value=text))
        elif fact is None:
            problems.append(unknown_name("fact", name, facts, names=Phrase("fact-list")))
        elif name in result:
            problems.append(Problem(Code.ASSUMED_TWICE, subject=name))
        else:
            try:
                result[name] = fact.read(_number(word) if fact.kind in ("number", "integer") else word)
            except FactError as error:
                problems.extend(error.problems)
    if problems:
        raise InputError(problems)
    return result


def _number(word: str) -> float | str:
    try:
        return float(word)
    except ValueError:
        return word


def assume(ledger: Ledger, name: str, value: Value, on: date) -> Ledger:
    """The ledger with a fact assumed in the kept rows that leave it open, where no other fact speaks against it.

    A cell that says 不清楚, or something that could not be read, is not open: the ledger
    did say something there, and what was not read is not to be guessed.
    """
    facts, column = ledger.facts, ledger.column(name)
    related = [other for other in _related(name, facts) if other in ledger.values]

    @cache
    def fits(*stated: Any) -> bool:
        """Whether the value may be assumed beside these values of the related facts."""
        known = {other: given for other, given in zip(related, stated, strict=True) if given is not None}
        return not _settled(name, value, known, facts) and contradiction({**known, name: value}, facts, on) is None

    rows = [
        position
        for position in ledger.kept
        if column[position] is None
        and name not in ledger.unsure.get(position, ())
        and name not in ledger.unread_facts.get(position, ())
        and fits(*(ledger.values[other][position] for other in related))
    ]
    for position in rows:
        column[position] = value
    assumed = {**ledger.assumed, name: (value, len(rows))}
    return replace(ledger.with_column(name, column), assumed=assumed)


def _related(name: str, facts: Mapping[str, Fact]) -> list[str]:
    """The facts that say something of this one, or of which it does, directly or through others."""
    related = {name}
    links = relations(facts).links()
    while more := {other for link in links if link & related for other in link} - related:
        related |= more
    return sorted(related - {name})


def _settled(name: str, value: Value, known: Mapping[str, Any], facts: Mapping[str, Fact]) -> bool:
    """Whether what is known already says the fact, or would be ruled out by the value."""
    related = relations(facts)

    def holds(fact: str) -> bool:
        return known.get(fact) not in (None, False) or any(map(holds, related.implied_by.get(fact, ())))

    def ruled_out(fact: str, no: Collection[str]) -> bool:
        needed = related.needs.get(fact, ())
        return any(other in no or ruled_out(other, no) for other in needed)

    pairs = {(number, pair.fact) for number, pair in related.pairs}
    if any((name, other) in pairs or (other, name) in pairs for other in known):
        return True
    if holds(name) or ruled_out(name, [fact for fact, value in known.items() if value is False]):
        return True
    return value is False and any(ruled_out(fact, [name]) for fact in known)

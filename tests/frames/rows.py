"""Rows of a ledger made at random, and what the reference says of each of them."""

from __future__ import annotations

import random
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from liushou import ContradictionError, InputError, Rules
from liushou.answer import Match
from liushou.documents import PlacesFile
from liushou.match import Matcher
from liushou.profile import BY_NAME, FACTS, Fact, relations

Row = dict[str, Any]
STATUS = {"eligible": 1, "undetermined": None, "ineligible": 0}
TYPES = {"yes_no": bool, "choice": str, "date": date, "number": float, "integer": int}


def columns(facts: Iterable[Fact] = FACTS) -> dict[str, type]:
    """Every column a frame of facts may have, and the kind of its values."""
    found: dict[str, type] = {}
    for fact in facts:
        found[fact.name] = TYPES[fact.kind]
        if fact.kind in ("date", "number", "integer"):
            found[fact.name + "__min"] = found[fact.name + "__max"] = TYPES[fact.kind]
    return found


class Dice:
    """Rows at random: most of them sound, every value unknown now and then, days near every edge."""

    def __init__(self, seed: int, on: date, *, wild: float = 0.02) -> None:
        self.random, self.on, self.wild, self.facts = random.Random(seed), on, wild, FACTS

    def rows(self, count: int) -> list[Row]:
        return [self.row() for _ in range(count)]

    def row(self) -> Row:
        known = self.random.choice((0.2, 0.6, 0.9, 1.0))
        row: Row = dict.fromkeys(columns())
        for fact in FACTS:
            if self.random.random() < known:
                self.fill(row, fact)
        if self.random.random() < 0.7:
            row.update(sex="female", lives_in_village=True, husband_away_for_work=True)
        if self.random.random() > 5 * self.wild:
            self._calm(row)
        return row

    def fill(self, row: Row, fact: Fact) -> None:
        name = fact.name
        row.update({one: None for one in (name, f"{name}__min", f"{name}__max") if one in row})
        if fact.kind == "yes_no":
            row[name] = self.random.random() < 0.5
        elif fact.kind == "choice":
            row[name] = self.random.choice(("female", "female", "female", "male"))
        else:
            value = self.day(fact) if fact.kind == "date" else self.number(fact)
            other = self.day(fact) if fact.kind == "date" else self.number(fact)
            form = self.random.choice(("exact", "exact", "exact", "min", "max", "both"))
            low, high = sorted((value, other))
            if form == "exact":
                row[name] = value
            if form in ("min", "both"):
                row[f"{name}__min"] = low
            if form in ("max", "both"):
                row[f"{name}__max"] = high

    def day(self, fact: Fact) -> date:
        dice, on = self.random, self.on
        if dice.random() < self.wild:
            return dice.choice((date(1899, 12, 31), date(2200, 1, 1), on + timedelta(days=1), date(1, 1, 1)))
        edge = dice.choice((35, 60, 64, 65)) if fact.name == "birth_date" else dice.choice((0, 0, 0, 1, 2))
        months = 0 if fact.name == "birth_date" else dice.choice((0, 6, 6, 6, 7, 12))
        total = (on.year - edge) * 12 + on.month - 1 - months
        year, month = divmod(total, 12)
        last = monthrange(year, month + 1)[1]
        base = date(year, month + 1, min(on.day, last))
        if dice.random() < 0.4:
            base = date(year, month + 1, last)
        if dice.random() < 0.3:
            base = date(year, month + 1, 1) - timedelta(days=dice.choice((1, 365, 2000)))
        return min(
            base + timedelta(days=dice.choice((-1, 0, 0, 1))), on if dice.random() < 0.95 else date(2199, 12, 31)
        )

    def number(self, fact: Fact) -> float:
        dice = self.random
        if dice.random() < self.wild:
            return dice.choice((-1, 10**9, 100))
        if fact.kind == "integer":
            return dice.randint(int(fact.low or 0), int(fact.high or 30))
        if fact.name == "husband_away_years":
            return dice.choice((0.0, 0.49, 0.5, 0.5, 1.0, 1.5, 2.25, 99.0))
        return dice.choice((0.0, 345.0, 404.99, 405.0, 415.0, 503.16, 503.17, 581.0, 590.0, 600.0, 610.0, 9999.5))

    def _calm(self, row: Row) -> None:
        """Takes out most of what would contradict itself, so that most rows are answered."""
        says = relations(BY_NAME)
        for name in says.implied_by:
            if row[name] is False:
                stated = {other: row.get(other) for fact in FACTS if says.implies(other := fact.name, name)}
                if any(value not in (None, False) for value in stated.values()) or any(
                    row.get(other + side) is not None for other in stated for side in ("__min", "__max")
                ):
                    row[name] = None
        gone = self.random.choice(("husband_away_since", "husband_away_years"))
        for name in (gone, f"{gone}__min", f"{gone}__max"):
            row[name] = None


def profile_of(row: Row) -> Row:
    """The profile that a row states."""
    profile: Row = {}
    for fact in FACTS:
        value, low, high = (row.get(fact.name + suffix) for suffix in ("", "__min", "__max"))
        if value is not None:
            profile[fact.name] = value
        elif low is not None or high is not None:
            profile[fact.name] = {"at_least": low, "at_most": high}
    return profile


@dataclass(frozen=True)
class Expected:
    """What the reference says of a row, as evaluate() writes it."""

    values: Mapping[str, int | None]
    missing: str | None
    problem: str | None


def expected(matcher: Matcher, row: Row) -> Expected:
    try:
        answer = matcher.match(profile_of(row))
    except ContradictionError as error:
        return Expected({}, None, ",".join(error.fields))
    except InputError as error:
        return Expected({}, None, error.problems[0].message.split(" ")[0])
    return Expected(_values(answer), _missing(answer), None)


def _values(answer: Match) -> dict[str, int | None]:
    found = {f"service:{one.id}": STATUS[one.status] for one in answer.services}
    words = {"yes": 1, "no": 0, "unknown": None}
    return found | {f"left_behind:{one.id}": words[one.left_behind] for one in answer.policies}


def _missing(answer: Match) -> str | None:
    order = [fact.name for fact in FACTS]
    names = {name for service in answer.services for name in service.missing}
    return ",".join(sorted(names, key=order.index)) or None


class Judge:
    """Holds rows of a result against the reference."""

    def __init__(self, rules: Rules, on: date, places: PlacesFile | None = None) -> None:
        self.rules, self.on, self.places = rules, on, places
        self.matchers: dict[str, Matcher] = {}

    def matcher(self, place: str) -> Matcher:
        if place not in self.matchers:
            self.matchers[place] = Matcher(place=place, on=self.on, rules=self.rules, places=self.places)
        return self.matchers[place]

    def compare(self, rows: Sequence[Row], results: Sequence[Row], place: str | None = None) -> int:
        """Fails on the first row that differs; returns how many statuses were decided."""
        assert len(rows) == len(results)
        decided = 0
        for row, result in zip(rows, results, strict=True):
            code = place or row["place_code"]
            wanted = expected(self.matcher(code), row)
            made = {name: value for name, value in result.items() if name.startswith(("service:", "left_behind:"))}
            want = {name: wanted.values.get(name) for name in made}
            assert set(wanted.values) <= set(made)
            assert made == want, _differ(row, made, want, code, self.on)
            assert result["problem"] == wanted.problem, (result["problem"], wanted.problem, row)
            assert result.get("missing") == wanted.missing, (
                result.get("missing"),
                wanted.missing,
                profile_of(row),
                code,
            )
            decided += sum(value is not None for value in made.values())
        return decided


def _differ(row: Row, made: Row, want: Row, place: str, on: date) -> str:
    parts = [f"{name}: {made[name]} but the reference says {want[name]}" for name in made if made[name] != want[name]]
    return "\n".join([f"{place} on {on}: {profile_of(row)}", *parts])

"""Statuses of a whole ledger, from the columnar reading."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from ...answer import Status
from ...documents import PlacesFile, Rules
from ...match import Matcher
from ...problems import MissingExtraError
from ...profile import Fact
from ...values import Bounds
from ..rows.ledger import Ledger

if TYPE_CHECKING:
    import polars as pl

STATUSES: tuple[Status, ...] = ("eligible", "undetermined", "ineligible")
#: A place column of our own that no ledger can have.
_PLACE, _ROW = "place", "row"


@dataclass(slots=True)
class Results:
    """The answers for the kept rows of a ledger, in their order.

    ``frame`` has the columns ``row`` (number in the file), ``place``, ``service:<id>``
    and ``left_behind:<policy>`` (1, 0, null for unknown; null as well where no document
    of the row's place offers the service: see ``matchers``), and ``missing``.
    """

    ledger: Ledger
    on: date
    rules: Rules
    frame: pl.DataFrame
    matchers: dict[str, Matcher]
    services: tuple[str, ...] = ()
    policies: tuple[str, ...] = ()
    counts: dict[str, dict[Status, int]] = field(default_factory=dict)

    def places(self) -> list[str]:
        """The place code of every kept row."""
        codes = self.ledger.values["place"]
        return [codes[position] for position in self.ledger.kept]

    def words(self, service: str) -> list[Status | None]:
        """The status of a service for every kept row; None where it is not offered."""
        values = self.frame.get_column(f"service:{service}").to_list()
        offering = {code for code, matcher in self.matchers.items() if service in matcher.applicable}
        if len(offering) == len(self.matchers):
            return [_WORDS[value] for value in values]
        pairs = zip(values, self.places(), strict=True)
        return [_WORDS[value] if code in offering else None for value, code in pairs]


_WORDS: dict[int | None, Status] = {1: "eligible", 0: "ineligible", None: "undetermined"}


def evaluate_ledger(
    ledger: Ledger,
    *,
    on: date,
    rules: Rules,
    places: PlacesFile | None = None,
    place: str | None = None,
    missing: bool = False,
) -> Results:
    """The statuses of every kept row, each under the documents of its own place.

    Rows that the columnar reading finds contradictory are set aside (``ledger.kept``
    shrinks). ``place`` names the documents where no row is left.
    ``missing`` asks for the facts that would settle the open services.
    """
    from .. import evaluate

    frame = facts_frame(ledger)
    codes = list(dict.fromkeys(frame.get_column(_PLACE).to_list())) or ([] if place is None else [place])
    matchers = {code: Matcher(place=code, on=on, rules=rules, places=places) for code in codes}
    if frame.height:
        frame = evaluate(frame, on=on, place_column=_PLACE, rules=rules, places=places, missing=missing)
        frame = _without_problems(ledger, frame)
    offered = {name for matcher in matchers.values() for name in matcher.applicable}
    applying = {policy.id for matcher in matchers.values() for policy in matcher.policies}
    results = Results(
        ledger, on, rules, frame, matchers,
        tuple(name for name in rules.services if name in offered),
        tuple(name for name in rules.policies if name in applying),
    )  # fmt: skip
    if not frame.height:
        results.frame = _without_rows(results)
    for service in results.services:
        found = Counter(results.words(service))
        results.counts[service] = {status: found[status] for status in STATUSES}
    return results


def _without_rows(results: Results) -> pl.DataFrame:
    """The columns that any other ledger would have, empty."""
    import polars as pl

    names = [f"left_behind:{name}" for name in results.policies] + [f"service:{name}" for name in results.services]
    answers = {name: pl.Series([], dtype=pl.Int8) for name in names}
    rows = {_ROW: pl.Series([], dtype=pl.Int64), _PLACE: pl.Series([], dtype=pl.String)}
    return pl.DataFrame({**rows, **answers, "missing": pl.Series([], dtype=pl.String)})


def _without_problems(ledger: Ledger, frame: pl.DataFrame) -> pl.DataFrame:
    import polars as pl

    if frame.get_column("problem").null_count() == frame.height:
        return frame.drop("problem")
    for position, problem in zip(list(ledger.kept), frame.get_column("problem").to_list(), strict=True):
        if problem is not None:
            titles = [ledger.facts[name].title if name in ledger.facts else name for name in problem.split(",")]
            ledger.set_aside[position] = "与".join(titles) + "有误或互相矛盾"
    ledger.settle_kept()
    return frame.filter(pl.col("problem").is_null()).drop("problem")


def facts_frame(ledger: Ledger) -> pl.DataFrame:
    """The kept rows as :func:`liushou.ledger.evaluate` reads them: one column a fact."""
    try:
        import polars as pl
    except ImportError:
        raise MissingExtraError("ledger", "polars") from None
    kept = ledger.kept
    columns: list[pl.Series] = [
        pl.Series(_ROW, [ledger.numbers[position] for position in kept], pl.Int64),
        pl.Series(_PLACE, [ledger.values["place"][position] for position in kept], pl.String),
    ]
    for name in ledger.fact_names():
        source = ledger.values[name]
        columns.extend(_series(ledger.facts[name], [source[position] for position in kept]))
    return pl.DataFrame(columns)


def _series(fact: Fact, values: list[Any]) -> list[pl.Series]:
    import polars as pl

    if fact.kind == "yes_no":
        return [pl.Series(fact.name, values, pl.Boolean)]
    if fact.kind == "choice":
        return [pl.Series(fact.name, values, pl.String)]
    kind = pl.Date if fact.kind == "date" else pl.Float64
    lows = [value.low if isinstance(value, Bounds) else None for value in values]
    highs = [value.high if isinstance(value, Bounds) else None for value in values]
    if lows == highs and not any(low is None and value is not None for low, value in zip(lows, values, strict=True)):
        return [pl.Series(fact.name, lows, kind)]
    return [pl.Series(f"{fact.name}__min", lows, kind), pl.Series(f"{fact.name}__max", highs, kind)]

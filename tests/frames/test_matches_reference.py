"""Every row of a frame is answered as ``match`` answers it, whatever the engine."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from liushou import Rules, load_rules
from liushou.ledger import evaluate

from ..examples import examples
from .frames import BACKENDS, in_polars, polars_frame
from .rows import Dice, Judge, columns

#: What fails is a seed, which has nothing to shrink.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
RULES = load_rules()
#: Month ends, leap days, the days on which a line or a document starts, and one before each.
DAYS = (
    date(2020, 12, 29), date(2020, 12, 30), date(2021, 8, 31), date(2022, 2, 28), date(2024, 2, 29),
    date(2024, 8, 31), date(2025, 6, 30), date(2025, 7, 1), date(2026, 3, 31),
)  # fmt: skip
PLACES = ("500230", "500101", "220182", "220421", "530102", "530000", "430122", "nation")


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize(("place", "on"), [("500230", date(2025, 6, 30)), ("220182", date(2024, 2, 29))])
def test_engine(backend: str, place: str, on: date, rules: Rules) -> None:
    rows = Dice(7, on).rows(250)
    result = BACKENDS[backend](polars_frame(rows), lambda frame: evaluate(frame, on=on, place=place))
    assert Judge(rules, on).compare(rows, result, place) > 1000


@pytest.mark.parametrize("on", DAYS)
def test_day(on: date, rules: Rules) -> None:
    for number, place in enumerate(PLACES):
        rows = Dice(on.toordinal() + number, on).rows(60)
        result = evaluate(polars_frame(rows), on=on, place=place).to_dicts()
        Judge(rules, on).compare(rows, result, place)


@given(
    seed=st.integers(0, 2**32),
    on=st.dates(date(2019, 1, 1), date(2032, 12, 31)) | st.sampled_from(DAYS),
    place=st.sampled_from(PLACES),
    absent=st.sets(st.sampled_from(sorted(columns())), max_size=60),
    backend=st.sampled_from(["polars", "polars", "lazy", "pyarrow"]),
)
@settings(max_examples=examples(0.1), phases=PHASES)
def test_any_columns_on_any_day(seed: int, on: date, place: str, absent: set[str], backend: str) -> None:
    names = [name for name in columns() if name not in absent]
    rows = [{name: value for name, value in row.items() if name in names} for row in Dice(seed, on).rows(40)]
    result = BACKENDS[backend](polars_frame(rows, names), lambda frame: evaluate(frame, on=on, place=place))
    Judge(RULES, on).compare(rows, result, place)


@given(seed=st.integers(0, 2**32), on=st.sampled_from(DAYS))
@settings(max_examples=examples(0.1), phases=PHASES)
def test_contradictions_everywhere(seed: int, on: date) -> None:
    """Rows that are not calmed: most contradict themselves or are out of range somewhere."""
    rows = Dice(seed, on, wild=0.2).rows(80)
    result = in_polars(polars_frame(rows), lambda frame: evaluate(frame, on=on, place="500230"))
    Judge(RULES, on).compare(rows, result, "500230")
    assert sum(row["problem"] is not None for row in result) > 20


@given(seed=st.integers(0, 2**32), on=st.sampled_from(DAYS))
@settings(max_examples=examples(0.1), phases=PHASES)
def test_day_and_years_both_given(seed: int, on: date) -> None:
    """The day he left and the years he is away, in every mixture of exact and bounded."""
    dice = Dice(seed, on, wild=0)
    rows = [dice.row() for _ in range(80)]
    for row in rows:
        for fact in (fact for fact in dice.facts if fact.name.startswith("husband_away_")):
            if fact.kind != "yes_no":
                dice.fill(row, fact)
    for backend in ("polars", "pyarrow"):
        result = BACKENDS[backend](polars_frame(rows), lambda frame: evaluate(frame, on=on, place="220182"))
        Judge(RULES, on).compare(rows, result, "220182")

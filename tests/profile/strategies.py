"""Facts and profiles as files state them."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from liushou.profile import FACTS, Fact

ON = date(2025, 6, 30)
NO_CONTRADICTION = {
    "disability_grade", "disabled", "needs_long_term_care", "domestic_violence", "rights_infringed",
    "at_risk_of_poverty", "is_monitored", "husband_away_since", "husband_away_years",
}  # fmt: skip


def dates() -> st.SearchStrategy[Any]:
    days = st.dates(date(1930, 1, 1), ON)
    texts = days.map(date.isoformat) | days.map(lambda day: day.strftime("%Y-%m")) | days.map(lambda day: day.year)
    return texts | days.map(lambda day: {"at_least": day.isoformat()}) | texts.map(lambda day: {"at_most": day})


def numbers(fact: Fact) -> st.SearchStrategy[Any]:
    low, high = int(fact.low or 0), int(min(fact.high or 99, 9999))
    one: st.SearchStrategy[Any] = st.integers(low, high)
    if fact.kind == "number":
        one = one | st.integers(low * 4, high * 4).map(lambda value: value / 4)
    pairs = st.tuples(one, one).map(lambda pair: {"at_least": min(pair), "at_most": max(pair)})
    return one | pairs | one.map(lambda value: {"at_least": value}) | one.map(lambda value: {"at_most": value})


def values(fact: Fact) -> st.SearchStrategy[Any]:
    """Everything a file may state of a fact."""
    if fact.kind == "yes_no":
        return st.sampled_from([True, False, "是", "否", "yes", "no"])
    if fact.kind == "choice":
        return st.sampled_from([*fact.choices, *fact.choices.values()])
    return dates() if fact.kind == "date" else numbers(fact)


def mappings() -> st.SearchStrategy[dict[str, Any]]:
    """Any profile that can be read (it may contradict itself)."""
    return st.fixed_dictionaries({}, optional={fact.name: values(fact) for fact in FACTS})

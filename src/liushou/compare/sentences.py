"""A witness as a Chinese sentence: 丈夫在本县务工八个月：吉林算，重庆不算."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from ..chinese import counted, time_since
from ..profile import Fact
from ..values import Bounds, age, show

_HUSBAND = ("husband_away_for_work", "husband_outside_county", "husband_away_since", "husband_away_years")


def person(profile: Mapping[str, Any], facts: Mapping[str, Fact], on: date, *, leave_out: Collection[str] = ()) -> str:
    """The facts of a profile in words; ``leave_out`` are those that go without saying."""
    known = {name: facts[name].read(raw) for name, raw in profile.items() if name in facts and name not in leave_out}
    parts = [text for name, value in known.items() if name not in _HUSBAND and (text := _fact(facts[name], value, on))]
    husband = _husband({name: value for name, value in known.items() if name in _HUSBAND}, facts, on)
    return "，".join([*husband, *parts])


def _husband(known: Mapping[str, Any], facts: Mapping[str, Fact], on: date) -> list[str]:
    if not known:
        return []
    away, outside = known.get("husband_away_for_work"), known.get("husband_outside_county")
    time = _time(known, on)
    if away is False:
        return [facts["husband_away_for_work"].no, *([f"离开{time}"] if time else [])]
    where = {True: "在区县外", False: "在本县", None: ""}[outside]
    if away is None:
        verb = "连续外出" if time else ""
        return [f"丈夫{where}{verb}{time}"] if where or time else []
    return [f"丈夫{where}{'' if where else '外出'}务工{time}"]


def _time(known: Mapping[str, Any], on: date) -> str:
    since, years = known.get("husband_away_since"), known.get("husband_away_years")
    if isinstance(since, Bounds) and since.high is not None:
        return time_since(since.high, on)
    if isinstance(years, Bounds) and years.low is not None:
        if years.low == 0.5:
            return "半年"
        whole = float(years.low).is_integer()
        return (counted(int(years.low)) if whole else show(years.low)) + "年"
    return ""


def _fact(fact: Fact, value: Any, on: date) -> str:
    if fact.kind == "yes_no":
        return fact.statement(value)
    if fact.kind == "choice":
        return fact.word(value)
    if fact.name == "birth_date" and value.high is not None:
        return f"{age(value.high, on)}周岁"
    if fact.kind == "date":
        return f"{fact.title}{value}"
    return f"{fact.title}{value}{fact.unit or ''}"

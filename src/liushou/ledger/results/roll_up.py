"""The national roll-up of a ledger: 农村留守妇女基本情况排查汇总表, in its own bands.

Every band is counted from what the ledger says; what it does not say, or says so that
no one band is certain, is counted under 未采集.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ...values import Bounds, add, age
from ..cells.composite import words_of
from ..cells.known_words import known
from ..rows.ledger import Ledger
from .statuses import Results

OTHER, NONE = "其他", "未采集"


@dataclass(frozen=True, slots=True)
class Group:
    """A group of bands of the table, under one or two headings."""

    heading: tuple[str, ...]
    bands: tuple[str, ...]
    of: Callable[[Ledger, int, date], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Line:
    """One area: its women, their share of all, and the count of every band in order."""

    area: str
    count: int
    share: float
    counts: tuple[int, ...]


def roll_up(results: Results) -> tuple[tuple[Group, ...], tuple[Line, ...]]:
    """(the groups of bands, the lines: all first, then each area in order of appearance)."""
    ledger = results.ledger
    area_of = _areas(results)
    total = len(ledger.kept)
    bands = [(group, band) for group in GROUPS for band in group.bands]
    counts: dict[str, Counter[tuple[int, str]]] = {"合计": Counter()}
    people: Counter[str] = Counter({"合计": total})
    for position in ledger.kept:
        area = area_of(position)
        people[area] += 1
        own = counts.setdefault(area, Counter())
        for number, group in enumerate(GROUPS):
            for band in group.of(ledger, position, results.on):
                own[number, band] += 1
                counts["合计"][number, band] += 1
    numbers = {id(group): number for number, group in enumerate(GROUPS)}
    lines = tuple(
        Line(
            area, people[area], 100 * people[area] / total if total else 0.0,
            tuple(own[numbers[id(group)], band] for group, band in bands),
        )
        for area, own in counts.items()
    )  # fmt: skip
    return GROUPS, lines


def _areas(results: Results) -> Callable[[int], str]:
    """The area of a row: its place where there are several, else its township, else its village."""
    ledger = results.ledger
    names = {code: matcher.place.name for code, matcher in results.matchers.items()}
    column: Sequence[Any] | None = None
    if len(names) <= 1:
        for name in ("township", "village", "group"):
            if any(value is not None for value in ledger.values.get(name, ())):
                column = ledger.values[name]
                break
    if column is None:
        codes = ledger.values.get("place", [])
        return lambda position: names.get(codes[position], str(codes[position]))
    chosen = column
    return lambda position: str(chosen[position] or NONE)


def _within(low: float | None, high: float | None, bands: Sequence[tuple[float, float, str]], other: str) -> str:
    """The band that holds both bounds; 未采集 where they lie in different ones."""
    if low is None or high is None:
        return NONE
    found = {next((name for least, below, name in bands if least <= side < below), other) for side in (low, high)}
    crossed = any(low < least <= high for least, _, _ in bands)
    return found.pop() if len(found) == 1 and not (crossed and other in found) else NONE


_AGES = ((20.0, 25.0, "20-24周岁"), (25.0, 35.0, "25-34周岁"), (35.0, 45.0, "35-44周岁"), (45.0, 61.0, "45-60周岁"))
_AWAY = ((0.5, 1.0, "半年以上一年以内"), (1.0, 3.0, "一年以上三年以内"), (3.0, 5.0, "三年以上五年以内"),
         (5.0, 10.0, "五年以上十年以内"), (10.0, 1000.0, "务工十年以上"))  # fmt: skip
_HOME = ((0.0, 1.0, "一年内未回"), (1.0, 2.0, "一年以上两年以内"), (2.0, 5.0, "两年以上五年以内"),
         (5.0, 10.0, "五年以上十年以内"), (10.0, 1000.0, "十年以上未回"))  # fmt: skip


def _age(ledger: Ledger, position: int, on: date) -> tuple[str, ...]:
    born = ledger.item("birth_date", position)
    if born is None or born.low is None:
        return (NONE,)
    return (_within(age(min(born.high or on, on), on), age(born.low, on), _AGES, OTHER),)


def _years(day: date, on: date) -> float:
    """Time since a day in half years, counted as the rules count them."""
    months = (on.year - day.year) * 12 + on.month - day.month
    while months > 0 and add(day, months, "months") > on:
        months -= 1
    return months / 12


def _away(ledger: Ledger, position: int, on: date) -> tuple[str, ...]:
    years = ledger.item("husband_away_years", position)
    since = ledger.item("husband_away_since", position)
    if years is not None:
        return (_within(years.low, years.high, _AWAY, NONE),)
    return (_within(*_span(since, on), _AWAY, NONE),)


def _home(ledger: Ledger, position: int, on: date) -> tuple[str, ...]:
    return (_within(*_span(ledger.item("husband_last_home", position), on), _HOME, NONE),)


def _span(since: Bounds[date] | None, on: date) -> tuple[float | None, float | None]:
    if since is None or since.low is None or since.low > on:
        return None, None
    return _years(min(since.high or on, on), on), _years(since.low, on)


def _health(ledger: Ledger, position: int, on: date) -> tuple[str, ...]:
    band = ledger.item("health_band", position)
    if band is not None:
        return (str(band),)
    if ledger.item("disabled", position) is True or ledger.item("disability_grade", position) is not None:
        return ("残疾",)
    return ("重病",) if ledger.item("seriously_ill", position) is True else (NONE,)


def _children(ledger: Ledger, position: int, on: date) -> tuple[str, ...]:
    count = ledger.item("children_count", position)
    if count is None or not count.exact:
        return (OTHER,)
    return (("无子女", "1个", "2个", "3个及以上")[min(3, int(count.low))],)


def _worded(item: str, other: str, *, several: bool = False) -> Callable[[Ledger, int, date], tuple[str, ...]]:
    def read(ledger: Ledger, position: int, on: date) -> tuple[str, ...]:
        text = ledger.item(item, position)
        if text is None:
            return (NONE,)
        tables = known()
        words = [word for word in words_of(text) if word not in tables.blank]
        if not words or words[0] in tables.unsure:
            return (NONE,)
        found = tuple(dict.fromkeys(tables.bands[item].get(word, other) for word in words))
        return found if several else found[:1]

    return read


def _bands(item: str, *more: str) -> tuple[str, ...]:
    return (*known().band_names[item], *more)


GROUPS: tuple[Group, ...] = (
    Group(("年龄段情况",), (*(name for _, _, name in _AGES), OTHER, NONE), _age),
    Group(("文化程度情况",), _bands("education", OTHER, NONE), _worded("education", OTHER)),
    Group(("婚姻登记",), _bands("marriage", NONE), _worded("marriage", NONE)),
    Group(("健康状况",), (*known().band_names["health"], NONE), _health),
    Group(("丈夫外出务工情况", "外出务工年限"), (*(name for _, _, name in reversed(_AWAY)), NONE), _away),
    Group(("丈夫外出务工情况", "外出未回年限"), tuple(name for _, _, name in reversed(_HOME)), _home),
    Group(("家庭状况", "公婆情况"), _bands("parents_in_law", NONE), _worded("parents_in_law", NONE)),
    Group(("家庭状况", "子女情况"), ("无子女", "1个", "2个", "3个及以上", OTHER), _children),
    Group(("家庭主要经济来源",), _bands("income_source", OTHER, NONE), _worded("income_source", OTHER, several=True)),
    Group(
        ("获得生产生活帮扶情况",),
        ("社会救助", "小额担保贷款", "加入生产互助", "技能培训", "其他帮扶", "无", NONE),
        _worded("help_received", "其他帮扶", several=True),
    ),
)

NOTES = (
    "1.年龄段情况：“其他”类型统计的是不在20—60周岁之内的数据；文件没有年龄限制，不影响评估。",
    "2.台账没有写、没有读出，或所写的范围跨两组的，计入“未采集”；丈夫外出不足半年的也计入“未采集”。",
    "3.经济来源、帮扶情况可多选，各组之和可大于数量；子女情况“其他”含未采集。",
)

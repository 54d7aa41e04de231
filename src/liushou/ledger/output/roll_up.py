"""The national roll-up of a ledger: 农村留守妇女基本情况排查汇总表, in its own bands.

Every band is counted from what the ledger says; what it does not say, or says so that
no one band is certain, is counted under 未采集.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from typing import Any

from ...problems import mask
from ...profile import Fact
from ...values import Bounds, age, full_months, grouped
from ..cells.reading import known_words
from ..cells.tags import words_of
from ..results.statuses import Results
from .book import Column
from .context import Context

OTHER, NONE = "其他", "未采集"
_CHILDREN = ("无子女", "1个", "2个", "3个及以上")
#: (from, below, name) of the bands of a number.
Bands = Sequence[tuple[float, float, str]]


@dataclass(frozen=True, slots=True)
class Group:
    """A group of bands of the table, under one or two headings; ``items`` are what a row's bands are read from."""

    heading: tuple[str, ...]
    bands: tuple[str, ...]
    items: tuple[str, ...]
    of: Callable[..., tuple[str, ...]]


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
    groups = roll_up_groups(ledger.facts, results.on)
    of_area = areas(results)
    people = Counter(of_area)
    counts: dict[str, Counter[tuple[int, str]]] = {area: Counter() for area in ("合计", *people)}
    for number, group in enumerate(groups):
        bands_of = cache(group.of)
        for area, position in zip(of_area, ledger.kept, strict=True):
            for band in bands_of(*(ledger.item(item, position) for item in group.items)):
                counts[area][number, band] += 1
                counts["合计"][number, band] += 1
    bands = [(number, band) for number, group in enumerate(groups) for band in group.bands]
    total = len(ledger.kept)
    people["合计"] = total
    lines = tuple(
        Line(area, people[area], 100 * people[area] / total if total else 0.0, tuple(counted[key] for key in bands))
        for area, counted in counts.items()
    )
    return groups, lines


def areas(results: Results) -> list[str]:
    """The area of every kept row: its place where there are several, else its township, else its village."""
    ledger = results.ledger
    names = {code: matcher.place.name for code, matcher in results.matchers.items()}
    if len(names) <= 1:
        for name in ("township", "village", "group"):
            if any(value is not None for value in ledger.values.get(name, ())):
                masked = cache(mask)
                return [masked(ledger.values[name][position] or NONE) for position in ledger.kept]
    return [names[code] for code in results.places()]


def roll_up_groups(facts: Mapping[str, Fact], on: date) -> tuple[Group, ...]:
    """The groups of the table on a day; facts say in facts.yaml (``roll_up``) which of them they are counted in.

    ``group.of(*values)`` has the bands of a woman by the values of ``group.items``: facts as
    :meth:`~liushou.profile.Fact.read` gives them, all else text; None is 未采集.
    """
    tables = known_words()
    counted = grouped((fact.roll_up.group, fact) for fact in facts.values() if fact.roll_up)

    def group(heading: str, bands: Iterable[str], of: Callable[..., tuple[str, ...]], *items: str) -> Group:
        own = [fact.name for name in items for fact in counted.get(name, ())]
        items = (*(item for item in items if item not in counted), *own)
        return Group(tuple(heading.split("/")), tuple(bands), items, of)

    def worded(heading: str, item: str, other: str, *more: str, several: bool = False) -> Group:
        return group(heading, (*tables.band_names[item], *more), partial(_worded, item, other, several), item)

    def numbered(heading: str, item: str, of: Callable[..., tuple[str, ...]], *more: str) -> Group:
        bands = tables.number_bands[item]
        return group(heading, (*(name for _, _, name in bands), *more), partial(of, bands, on), item)

    away, health = (counted.get(name, []) for name in ("away", "health"))
    return (
        numbered("年龄段情况", "age", _age, OTHER, NONE),
        worded("文化程度情况", "education", OTHER, OTHER, NONE),
        worded("婚姻登记", "marriage", NONE, NONE),
        group("健康状况", (*tables.band_names["health"], NONE), partial(_health, health), "health_band", "health"),
        numbered("丈夫外出务工情况/外出务工年限", "away", partial(_away, away), NONE),
        numbered("丈夫外出务工情况/外出未回年限", "husband_last_home", _since),
        worded("家庭状况/公婆情况", "parents_in_law", NONE, NONE),
        group("家庭状况/子女情况", (*_CHILDREN, OTHER), _children, "children"),
        worded("家庭主要经济来源", "income_source", OTHER, OTHER, NONE, several=True),
        worded("获得生产生活帮扶情况", "help_received", "其他帮扶", NONE, several=True),
    )


def _within(low: float | None, high: float | None, bands: Bands, other: str) -> tuple[str, ...]:
    """The band that holds both bounds; 未采集 where they lie in different ones."""
    if low is None or high is None:
        return (NONE,)
    held = {next((name for least, below, name in bands if least <= side < below), other) for side in (low, high)}
    crossed = any(low < least <= high for least, _, _ in bands)
    return tuple(held) if len(held) == 1 and not (crossed and other in held) else (NONE,)


def _age(bands: Bands, on: date, born: Bounds[date] | None) -> tuple[str, ...]:
    if born is None or born.low is None:
        return (NONE,)
    return _within(age(min(born.high or on, on), on), age(born.low, on), bands, OTHER)


@cache
def _years(day: date, on: date) -> float:
    """Time since a day in years, by full months."""
    return full_months(day, on) / 12


def _since(bands: Bands, on: date, day: Bounds[date] | None) -> tuple[str, ...]:
    if day is None or day.low is None or day.low > on:
        return (NONE,)
    return _within(_years(min(day.high or on, on), on), _years(day.low, on), bands, NONE)


def _away(facts: Sequence[Fact], bands: Bands, on: date, *values: Any) -> tuple[str, ...]:
    """By the years that are stated, else by the day on which they began."""
    stated = {fact.kind: value for fact, value in zip(facts, values, strict=True) if value is not None}
    if "number" in stated:
        return _within(stated["number"].low, stated["number"].high, bands, NONE)
    return _since(bands, on, stated.get("date"))


def _health(facts: Sequence[Fact], band: str | None, *values: Any) -> tuple[str, ...]:
    """As the ledger puts it, else the band of the first fact that is so."""
    if band is not None:
        return (band,)
    so = (fact.roll_up for fact, value in zip(facts, values, strict=True) if value not in (None, False))
    return tuple(rolled.band for rolled in so if rolled is not None and rolled.band is not None)[:1] or (NONE,)


def _children(count: Bounds[float] | None) -> tuple[str, ...]:
    if count is None or not count.exact or count.low is None:
        return (OTHER,)
    return (_CHILDREN[min(3, int(count.low))],)


def _worded(item: str, other: str, several: bool, text: str | None) -> tuple[str, ...]:
    tables = known_words()
    words = [] if text is None else [word for word in words_of(text) if word not in tables.blank]
    if not words or words[0] in tables.unsure:
        return (NONE,)
    bands = tuple(dict.fromkeys(tables.bands[item].get(word, other) for word in words))
    return bands if several else bands[:1]


def write_roll_up(context: Context) -> None:
    """Write the sheet in the form's three header lines: all women first, then area by area."""
    groups, lines = roll_up(context.results)
    bands = [Column(band, 4.6, "number", group.heading) for group in groups for band in group.bands]
    rows = [(line.area, line.count, round(line.share, 2), *line.counts) for line in lines]
    context.add("排查汇总表", rows, more=bands)

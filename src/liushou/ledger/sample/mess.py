"""What real ledgers look like: the mess that a clean sample is put through."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from ...chinese import format_day
from ...places import Place

if TYPE_CHECKING:
    from .people import Sample

_NAME, _ID, _BORN, _GRADE, _AWAY, _HOME, _INCOME, _DIBAO, _UPDATED = 1, 2, 3, 10, 14, 16, 18, 19, 23
_BLANKS = ("", None, "/", "—", "未采集")


def mess_up(sample: Sample, rng: random.Random, place: Place, on: date, header: Sequence[tuple[str, str]]) -> None:
    """Turn a clean sample into a messy one, in place; every woman stays in it."""
    rows = [_messy_row(rng, row) for row in sample.rows]
    rows = _repeated(rng, rows)
    sample.rows = _between(rng, rows, len(header))
    sample.above = [
        [sample.title],
        [f"填报单位：{place.name}民政局", "", "", "", f"填报日期：{format_day(on)}"],
    ]
    groups = [group or name for group, name in header]
    names = ["" if not group else name for group, name in header]
    sample.header = [
        _firsts(groups),
        [
            name.replace("丈夫", "") if group == "丈夫情况" else name
            for (group, _), name in zip(header, names, strict=True)
        ],
    ]
    top = len(sample.above)
    sample.merged = [(0, 0, 0, len(header) - 1), *_ranges(header, top)]


def _firsts(groups: Sequence[str]) -> list[str]:
    """Group names as a sheet holds them: in the first of their columns only."""
    return [group if index == 0 or groups[index - 1] != group else "" for index, group in enumerate(groups)]


def _ranges(header: Sequence[tuple[str, str]], top: int) -> list[tuple[int, int, int, int]]:
    found: list[tuple[int, int, int, int]] = []
    column = 0
    while column < len(header):
        group = header[column][0]
        last = column
        while group and last + 1 < len(header) and header[last + 1][0] == group:
            last += 1
        if not group:
            found.append((top, column, top + 1, column))
        elif last > column:
            found.append((top, column, top, last))
        column = last + 1
    return found


def _messy_row(rng: random.Random, row: Sequence[Any]) -> list[Any]:
    row = list(row)
    for column in (_BORN, _AWAY, _HOME, _UPDATED):
        row[column] = _date(rng, row[column])
    if rng.random() < 0.12:
        row[_AWAY] = rng.choice(
            ("半年", "1年", "两年多", "3年", "8个月", "一年半", "五年以上", "10年", "3个月", "多年")
        )
    if rng.random() < 0.08:
        row[_ID] = _damaged(rng, row[_ID])
    if rng.random() < 0.1:
        row[_BORN] = rng.choice(_BLANKS)
    if row[_GRADE] is not None:
        row[_GRADE] = rng.choice(
            (
                row[_GRADE],
                row[_GRADE],
                f"肢体{row[_GRADE]}",
                {"一级": "1级", "二级": "贰级", "三级": "3", "四级": "Ⅳ级"}[row[_GRADE]],
                "重度",
            )
        )
    if row[_DIBAO] is not None:
        yes = row[_DIBAO] == "是"
        row[_DIBAO] = rng.choice(("是", "√", "有", "低保", "Y") if yes else ("否", "×", "无", "否", "N"))
    if row[_INCOME] is not None:
        amount = row[_INCOME]
        row[_INCOME] = rng.choice((amount, f"{amount}元", f"{amount}元/月", f"{amount * 12}元/年", f"约{amount}元"))
    for column in range(9, len(row)):
        if column not in (_AWAY,) and rng.random() < 0.06:
            row[column] = rng.choice(_BLANKS)
    if rng.random() < 0.03:
        row[_NAME] = f" {row[_NAME][0]}　{row[_NAME][1:]} "
    return row


def _date(rng: random.Random, day: date) -> Any:
    ways: tuple[Callable[[], Any], ...] = (
        lambda: day,
        lambda: f"{day.year}.{day.month}",
        lambda: f"{day.year}年{day.month}月",
        lambda: f"{day.year}-{day.month:02d}-{day.day:02d}",
        lambda: f"{day.year}{day.month:02d}{day.day:02d}",
        lambda: f"{day.year}/{day.month}/{day.day}",
        lambda: (day - date(1899, 12, 30)).days,
        lambda: f"{day.year}",
    )
    return rng.choices(ways, weights=(30, 12, 14, 16, 8, 10, 6, 4))[0]()


def _damaged(rng: random.Random, number: str) -> Any:
    ways: tuple[Callable[[], Any], ...] = (
        lambda: number[:15] + "000",
        lambda: float(number[:15] + "000"),
        lambda: number[:6] + number[8:17],
        lambda: " ".join((number[:6], number[6:14], number[14:])),
        lambda: "".join(chr(ord(one) + 0xFEE0) for one in number),
        lambda: number.lower(),
        lambda: f"{float(number[:17] + '0'):.5E}",
        lambda: number[:17],
        lambda: None,
    )
    return rng.choice(ways)()


def _repeated(rng: random.Random, rows: list[list[Any]]) -> list[list[Any]]:
    """Some women twice, a few of them with a row that says otherwise."""
    result = list(rows)
    for _ in range(len(rows) // 60):
        again = list(rng.choice(rows))
        if rng.random() < 0.2:
            again[_DIBAO] = "否" if again[_DIBAO] in ("是", "√", "有", "低保", "Y") else "是"
        result.insert(rng.randrange(len(result) + 1), again)
    return result


def _between(rng: random.Random, rows: list[list[Any]], width: int) -> list[list[Any]]:
    """Blank rows, subtotals, and the lines under the table."""
    result: list[list[Any]] = []
    for number, row in enumerate(rows, 1):
        row[0] = number
        result.append(row)
        if rng.random() < 0.01:
            result.append([None] * width)
        if number % 500 == 0:
            result.append([None, "小计", None, None, 500, *[None] * (width - 5)])
    result.append(["合计", None, None, None, len(rows), *[None] * (width - 5)])
    result.append([None] * width)
    result.append(["填表人：", None, None, "审核人：", *[None] * (width - 4)])
    return result

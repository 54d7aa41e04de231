"""Sample ledgers: realistic, of any size, of nobody.

Deterministic from a seed. Names are put together at random; ID numbers have a sound
check digit and an area code that was never given out, so that no number is a person's.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from ...places import Place, find_place
from ...problems import InputError, Problem
from ...values import add, age
from .mess import mess_up
from .words import EDUCATION, GIVEN, HELP, INCOME, PARENTS, SURNAMES, TOWNSHIPS, VILLAGES, WORKPLACES

MAX_ROWS = 1_000_000
SUFFIXES = (".xlsx", ".csv", ".parquet")

#: (group, column) of the header, in order.
HEADER: tuple[tuple[str, str], ...] = (
    ("", "序号"), ("基本情况", "姓名"), ("基本情况", "身份证号"), ("基本情况", "出生日期"), ("基本情况", "文化程度"),
    ("基本情况", "乡镇"), ("基本情况", "村"), ("基本情况", "现住址"), ("基本情况", "联系电话"),
    ("健康状况", "健康状况"), ("健康状况", "残疾等级"), ("家庭情况", "婚姻登记情况"), ("家庭情况", "公婆情况"),
    ("家庭情况", "子女数量"), ("丈夫情况", "丈夫外出时间"), ("丈夫情况", "丈夫外出务工地点"),
    ("丈夫情况", "丈夫最近一次回家探望时间"), ("家庭经济", "家庭经济来源情况"), ("家庭经济", "家庭人均月收入（元）"),
    ("家庭经济", "是否低保"), ("家庭经济", "困难类别"), ("家庭经济", "获得生产帮扶情况"), ("", "是否需要心理辅导"),
    ("", "更新日期"), ("", "备注"),
)  # fmt: skip


@dataclass(slots=True)
class Sample:
    """A sheet: lines above the header, header lines, rows; merged ranges of the header."""

    title: str
    above: list[list[str]]
    header: list[list[str]]
    rows: list[list[Any]]
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)


def make_sample(rows: int, *, seed: int, place: str, on: date, messy: bool = False) -> Sample:
    """A ledger of ``rows`` women of a place, as of a day; the same seed gives the same.

    ``messy`` adds what real ledgers have: a title, merged headers, dates in five ways,
    damaged ID numbers, repeated rows, blank rows, totals. It then holds more lines than
    ``rows``. Raises :class:`~liushou.InputError` for a place or size that cannot be.
    """
    if not 1 <= rows <= MAX_ROWS:
        raise InputError(Problem(f"{rows} rows", expected=f"1 to {MAX_ROWS:,} rows", code="value"))
    where = find_place(place, on)
    rng = random.Random(f"{seed}/{place}/{on}")
    women = [_woman(rng, number, where, on) for number in range(1, rows + 1)]
    sample = Sample(f"{where.name}农村留守妇女信息台账", [], [[name for _, name in HEADER]], women)
    if messy:
        mess_up(sample, rng, where, on, HEADER)
    return sample


def _woman(rng: random.Random, number: int, place: Place, on: date) -> list[Any]:
    years = min(92, max(19, round(rng.gauss(47, 12))))
    born = add(on, -years, "years") - timedelta(days=rng.randrange(365))
    health, grade = _health(rng, years)
    category = _category(rng)
    left = on - timedelta(days=min(30 * 365, 20 + round(rng.expovariate(1 / 1500))))
    home = on - timedelta(days=rng.randrange(1, max(2, min((on - left).days, 800))))
    township, village = rng.choice(TOWNSHIPS), rng.choice(VILLAGES)
    educated = rng.choices(EDUCATION, weights=(8, 34, 42, 11, 5))[0]
    return [
        number, rng.choice(SURNAMES) + "".join(rng.choices(GIVEN, k=rng.choice((1, 2, 2)))),
        _id(rng, place, born), born,
        educated, township, village, f"{township}{village}{rng.randrange(1, 13)}组", _phone(rng),
        health, grade, rng.choices(("登记领证", "未登记领证"), weights=(95, 5))[0], rng.choice(PARENTS),
        rng.choices((0, 1, 2, 3, 4), weights=(5, 35, 45, 12, 3))[0], left, rng.choice(WORKPLACES), home,
        rng.choice(INCOME),
        rng.choices((rng.randrange(150, 900), rng.randrange(900, 4000), None), weights=(20, 55, 25))[0],
        "是" if category == "低保户" else rng.choices(("否", None), weights=(90, 10))[0],
        category, rng.choice(HELP), rng.choices(("是", "否", None), weights=(10, 50, 40))[0],
        on - timedelta(days=rng.randrange(0, 400)), None,
    ]  # fmt: skip


def _phone(rng: random.Random) -> str:
    return f"1{rng.choice('3589')}{rng.randrange(10)}****{rng.randrange(10_000):04d}"


def _id(rng: random.Random, place: Place, born: date) -> str:
    from stdnum.cn import ric

    # 99 as the county is a code that nobody was registered under.
    area = (place.code if place.level != "nation" else "500000")[:4] + "99"
    digits = f"{area}{born:%Y%m%d}{rng.randrange(1, 500) * 2:03d}"
    return digits + ric.calc_check_digit(digits + "0")


def _health(rng: random.Random, years: int) -> tuple[str, str | None]:
    weights = (70, 12, 10, 4, 4) if years < 55 else (45, 20, 22, 7, 6)
    word = rng.choices(("健康", "一般或较弱", "慢性病", "重病", "残疾"), weights=weights)[0]
    grade = rng.choice(("一级", "二级", "三级", "四级")) if word == "残疾" else None
    return word, grade


def _category(rng: random.Random) -> str | None:
    return rng.choices(
        ("低保户", "低保边缘户", "特困", "监测户", "边缘易致贫户", "脱贫户", "一般户", None),
        weights=(7, 3, 1, 2, 2, 12, 58, 15),
    )[0]


def write_sample(sample: Sample, path: Path | str) -> None:
    """Write a sample as ``.xlsx``, ``.csv`` or ``.parquet``, whole or not at all.

    A messy CSV is GB18030, a clean one UTF-8 with BOM; Parquet holds the header's names
    and the rows as text and dates.
    """
    from ...files import atomic_write
    from .write import write_csv, write_parquet, write_xlsx

    path = Path(path)
    writers = {".xlsx": write_xlsx, ".csv": write_csv, ".parquet": write_parquet}
    writer = writers.get(path.suffix.lower())
    if writer is None:
        raise InputError(Problem(f"cannot write {path}", expected="、".join(SUFFIXES), code="unwritable"))
    with atomic_write(path) as part:
        writer(sample, part)


def age_of(row: Sequence[Any], on: date) -> int:
    """The age of a sample row's woman on a day."""
    return age(row[3], on)

"""Sample ledgers: synthetic, of any size, no real persons.

Deterministic from a seed. Names are put together at random; ID numbers have a sound
check digit and an area code that was never given out, so that no number is a person's.
"""

import csv
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from ..files import atomic_write
from ..on_demand import library, polars
from ..places import Place, find_place
from ..problems import Code, InputError, Problem
from ..values import add
from ..yaml import file_data

MAX_ROWS = 1_000_000

#: The columns of the header under their groups; and what is chosen from for each, with weights or all alike.
_TABLES: Mapping[str, Any] = file_data(Path(__file__).with_name("sample.yaml"))
_COLUMNS: Mapping[str, str] = _TABLES["columns"]
_NAMES = " ".join(names or group for group, names in _COLUMNS.items()).split()


@dataclass(frozen=True, slots=True)
class Sample:
    """A sheet: lines above the header, header lines, rows; merged ranges of the header."""

    above: list[list[str]]
    header: list[list[str]]
    rows: list[list[Any]]
    merged: tuple[tuple[int, int, int, int], ...] = ()


def make_sample(rows: int, *, seed: int, place: str, on: date, messy: bool = False) -> Sample:
    """A ledger of ``rows`` women of a place, as of a day; the same seed gives the same.

    ``messy`` adds what real ledgers have: a title, merged headers, dates in eight ways,
    damaged ID numbers, repeated rows, blank rows, totals. It then holds more lines than
    ``rows``. Raises :class:`~liushou.InputError` for a place or size that cannot be.
    """
    if not 1 <= rows <= MAX_ROWS:
        raise InputError(Problem(Code.ROW_COUNT, value=rows, limit=f"{MAX_ROWS:,}"))
    where = find_place(place, on)
    rng = random.Random(f"{seed}/{place}/{on}")
    women = [_woman(rng, number, where, on) for number in range(1, rows + 1)]
    return _messy(rng, women, where, on) if messy else Sample([], [_NAMES], [list(woman.values()) for woman in women])


def _woman(rng: random.Random, number: int, place: Place, on: date) -> dict[str, Any]:
    def pick(table: str) -> Any:
        words = _TABLES[table]
        if not isinstance(words, dict):
            return rng.choice(words)
        return rng.choices([*words], weights=[*words.values()])[0] or None

    years = min(92, max(19, round(rng.gauss(47, 12))))
    born = add(on, -years, "years") - timedelta(days=rng.randrange(365))
    health = pick("健康状况" if years < 55 else "健康状况（55岁以上）")
    grade = pick("残疾等级") if health == "残疾" else None
    category = pick("困难类别")
    # Not before she could marry.
    left = max(on - timedelta(days=20 + round(rng.expovariate(1 / 1500))), add(born, 18, "years"))
    home = on - timedelta(days=rng.randrange(1, max(2, min((on - left).days, 800))))
    township, village, education = pick("乡镇"), pick("村"), pick("文化程度")
    name = pick("姓") + "".join(rng.choices(_TABLES["名"], k=rng.choice((1, 2, 2))))
    person = [number, name, _id(rng, place, born), born, education]
    address = [township, village, f"{township}{village}{rng.randrange(1, 13)}组"]
    phone = f"1{rng.choice('3589')}{rng.randrange(10)}****{rng.randrange(10_000):04d}"
    family = [pick("婚姻登记情况"), pick("公婆情况"), int(pick("子女数量")), left, pick("丈夫外出务工地点"), home]
    source = pick("家庭经济来源情况")
    income = rng.choices((rng.randrange(150, 900), rng.randrange(900, 4000), None), weights=(20, 55, 25))[0]
    dibao = "是" if category == "低保户" else pick("是否低保")
    means = [source, income, dibao, category, pick("获得生产帮扶情况"), pick("是否需要心理辅导")]
    updated = on - timedelta(days=rng.randrange(0, 400))
    cells = [*person, *address, phone, health, grade, *family, *means, updated, None]
    return dict(zip(_NAMES, cells, strict=True))


def _id(rng: random.Random, place: Place, born: date) -> str:
    from stdnum.cn import ric

    # 99 as the county is a code that nobody was registered under.
    area = (place.code if place.level != "nation" else "500000")[:4] + "99"
    digits = f"{area}{born:%Y%m%d}{rng.randrange(1, 500) * 2:03d}"
    return digits + ric.calc_check_digit(digits + "0")


def _messy(rng: random.Random, women: Sequence[Mapping[str, Any]], place: Place, on: date) -> Sample:
    """A messy sheet of these women; every one of them is in it."""
    rows = _between(rng, _repeated(rng, [_messy_row(rng, woman) for woman in women]))
    day = f"填报日期：{on.year}年{on.month}月{on.day}日"
    above = [[f"{place.name}农村留守妇女信息台账"], [f"填报单位：{place.name}民政局", "", "", "", day]]
    groups, names = [""] * len(_NAMES), [""] * len(_NAMES)
    merged = [(0, 0, 0, len(_NAMES) - 1)]
    top, start = len(above), 0
    for group, columns in _COLUMNS.items():
        own = columns.split()
        end = start + max(1, len(own))
        groups[start] = group
        names[start:end] = [name.removeprefix("丈夫") if group == "丈夫情况" else name for name in own or [""]]
        merged.append((top, start, top if own else top + 1, end - 1))
        start = end
    return Sample(above, [groups, names], rows, tuple(merged))


def _messy_row(rng: random.Random, woman: Mapping[str, Any]) -> dict[str, Any]:
    row, income = dict(woman), "家庭人均月收入（元）"
    for name in ("出生日期", "丈夫外出时间", "丈夫最近一次回家探望时间", "更新日期"):
        row[name] = _messy_date(rng, row[name])
    if rng.random() < 0.12:
        row["丈夫外出时间"] = rng.choice(_TABLES["时长"])
    if rng.random() < 0.08:
        row["身份证号"] = _damaged(rng, row["身份证号"])
    if rng.random() < 0.1:
        row["出生日期"] = rng.choice(_TABLES["没有填写"])
    if (grade := row["残疾等级"]) is not None:
        row["残疾等级"] = rng.choice((grade, grade, f"肢体{grade}", _TABLES["等级的写法"][grade], "重度"))
    if row["是否低保"] is not None:
        row["是否低保"] = rng.choice(_TABLES[row["是否低保"]])
    if (amount := row[income]) is not None:
        row[income] = rng.choice((amount, f"{amount}元", f"{amount}元/月", f"{amount * 12}元/年", f"约{amount}元"))
    for name in _NAMES[_NAMES.index("健康状况") :]:
        if name != "丈夫外出时间" and rng.random() < 0.06:
            row[name] = rng.choice(_TABLES["没有填写"])
    if rng.random() < 0.03:
        row["姓名"] = f" {row['姓名'][0]}　{row['姓名'][1:]} "
    return row


def _messy_date(rng: random.Random, day: date) -> Any:
    month, serial = f"{day.year}.{day.month}", (day - date(1899, 12, 30)).days
    ways = (day, month, f"{day.year}年{day.month}月", day.isoformat(), f"{day:%Y%m%d}")
    weights = (30, 12, 14, 16, 8, 10, 6, 4)
    return rng.choices((*ways, f"{day.year}/{day.month}/{day.day}", serial, f"{day.year}"), weights=weights)[0]


def _damaged(rng: random.Random, number: str) -> Any:
    rounded = number[:15] + "000"
    spaced, wide = f"{number[:6]} {number[6:14]} {number[14:]}", "".join(chr(ord(digit) + 0xFEE0) for digit in number)
    old, scientific = number[:6] + number[8:17], f"{float(number[:17] + '0'):.5E}"
    return rng.choice((rounded, float(rounded), old, spaced, wide, number.lower(), scientific, number[:17], None))


def _repeated(rng: random.Random, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Some women twice, a few of them with a row that says otherwise."""
    result = list(rows)
    for _ in range(len(rows) // 60):
        again = dict(rng.choice(rows))
        if rng.random() < 0.2:
            again["是否低保"] = "否" if again["是否低保"] in _TABLES["是"] else "是"
        result.insert(rng.randrange(len(result) + 1), again)
    return result


def _between(rng: random.Random, rows: list[dict[str, Any]]) -> list[list[Any]]:
    """Blank rows, subtotals, and the lines under the table."""

    def line(*cells: Any) -> list[Any]:
        return [*cells, *[None] * (len(_NAMES) - len(cells))]

    result: list[list[Any]] = []
    for number, row in enumerate(rows, 1):
        result.append(list({**row, "序号": number}.values()))
        if rng.random() < 0.01:
            result.append(line())
        if number % 500 == 0:
            result.append(line(None, "小计", None, None, 500))
    return [*result, line("合计", None, None, None, len(rows)), line(), line("填表人：", None, None, "审核人：")]


def write_sample(sample: Sample, path: Path | str) -> None:
    """Write a sample as ``.xlsx``, ``.csv`` or ``.parquet``, whole or not at all.

    A messy CSV is GB18030, a clean one UTF-8 with BOM; Parquet holds the header's names
    and the rows as text and dates.
    """
    writers = {".xlsx": _write_xlsx, ".csv": _write_csv, ".parquet": _write_parquet}
    writer = writers.get(Path(path).suffix.lower())
    if writer is None:
        raise InputError(Problem(Code.FILE_SUFFIX, file=path, names=tuple(writers)))
    with atomic_write(path) as part:
        writer(sample, part)


def _lines(sample: Sample) -> Iterator[list[Any]]:
    yield from (*sample.above, *sample.header, *sample.rows)


def _write_xlsx(sample: Sample, path: Path) -> None:
    options = {"in_memory": True, "default_date_format": "yyyy-mm-dd"}
    options |= dict.fromkeys(("strings_to_formulas", "strings_to_urls"), False)
    with library("xlsxwriter", "ledger").Workbook(str(path), options) as book:
        sheet = book.add_worksheet("台账")
        bold = book.add_format({"bold": True, "align": "center", "valign": "vcenter", "text_wrap": True, "border": 1})
        for number, line in enumerate(_lines(sample)):
            header = len(sample.above) <= number < len(sample.above) + len(sample.header)
            sheet.write_row(number, 0, line, bold if header else None)
        for top, left, bottom, right in sample.merged:
            sheet.merge_range(top, left, bottom, right, (sample.above + sample.header)[top][left], bold)
        sheet.set_column(1, len(_NAMES), 14)


def _write_csv(sample: Sample, path: Path) -> None:
    with path.open("w", encoding="gb18030" if sample.above else "utf-8-sig", newline="") as handle:
        csv.writer(handle, lineterminator="\r\n").writerows(_lines(sample))


def _write_parquet(sample: Sample, path: Path) -> None:
    pl = polars()
    columns: list[Any] = []
    # The lowest header line that has a name gives it.
    names = [next(text for text in reversed(texts) if text) for texts in zip(*sample.header, strict=True)]
    for name, values in zip(names, zip(*sample.rows, strict=True), strict=True):
        dated = {type(value) for value in values} <= {date, type(None)} and any(values)
        cells = values if dated else [None if value is None else str(value) for value in values]
        columns.append(pl.Series(name, cells, pl.Date if dated else pl.String))
    pl.DataFrame(columns).write_parquet(data := BytesIO())
    path.write_bytes(data.getvalue())

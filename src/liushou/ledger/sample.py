"""Sample ledgers: synthetic, of any size, no real persons.

Deterministic from a seed. Names are put together at random; ID numbers have a sound
check digit and an area code that was never given out, so that no number is a person's.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from ..files import atomic_write
from ..on_demand import polars
from ..places import Place, find_place
from ..problems import Code, InputError, MissingExtraError, Problem
from ..values import add

MAX_ROWS = 1_000_000

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN = "芳秀英兰华梅玲桂香珍红霞玉凤琼淑群碧菊莲素琴娟丽燕芬翠平会云仙清容惠"
TOWNSHIPS = ["青石镇", "松坪镇", "白沙镇", "龙泉乡", "双河镇", "云台乡", "石门镇", "柳溪镇"]
VILLAGES = ["前进村", "新华村", "红星村", "大田村", "团结村", "桥头村", "向阳村", "清水村", "石坝村", "高坪村"]
EDUCATION = ["文盲", "小学", "初中", "高中", "中专及以上"]
WORKPLACES = "广东省东莞市 广东深圳 浙江省杭州市 福建泉州 新疆 江苏省苏州市 县外 本县 四川成都 上海".split()  # noqa: SIM905
PARENTS = ["双方健在", "一方健在", "双方去世"]
INCOME = ["打工", "打工", "打工", "种养殖业", "种养殖业", "亲朋接济", "政府救助"]
HELP = ["无", "无", "无", "社会救助", "技能培训", "小额担保贷款", "加入生产互助"]
HEALTH = ["健康", "一般或较弱", "慢性病", "重病", "残疾"]
CATEGORIES = (*["低保户", "低保边缘户", "特困", "监测户", "边缘易致贫户", "脱贫户", "一般户"], None)
SPANS = ["半年", "1年", "两年多", "3年", "8个月", "一年半", "五年以上", "10年", "3个月", "多年"]
BLANKS = ("", None, "/", "—", "未采集")

#: The header: groups, each with its columns in order.
_GROUPS = (
    ("", "序号"),
    ("基本情况", "姓名 身份证号 出生日期 文化程度 乡镇 村 现住址 联系电话"),
    ("健康状况", "健康状况 残疾等级"),
    ("家庭情况", "婚姻登记情况 公婆情况 子女数量"),
    ("丈夫情况", "丈夫外出时间 丈夫外出务工地点 丈夫最近一次回家探望时间"),
    ("家庭经济", "家庭经济来源情况 家庭人均月收入（元） 是否低保 困难类别 获得生产帮扶情况"),
    ("", "是否需要心理辅导"),
    ("", "更新日期"),
    ("", "备注"),
)
_NAMES = " ".join(names for _, names in _GROUPS).split()
_INCOME = "家庭人均月收入（元）"
#: What clerks write for yes and no in the column 是否低保.
_YES, _NO = ("是", "√", "有", "低保", "Y"), ("否", "×", "无", "否", "N")


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
    years = min(92, max(19, round(rng.gauss(47, 12))))
    born = add(on, -years, "years") - timedelta(days=rng.randrange(365))
    health = rng.choices(HEALTH, weights=(70, 12, 10, 4, 4) if years < 55 else (45, 20, 22, 7, 6))[0]
    grade = rng.choice(("一级", "二级", "三级", "四级")) if health == "残疾" else None
    category = rng.choices(CATEGORIES, weights=(7, 3, 1, 2, 2, 12, 58, 15))[0]
    # Not before she could marry.
    left = max(on - timedelta(days=20 + round(rng.expovariate(1 / 1500))), add(born, 18, "years"))
    home = on - timedelta(days=rng.randrange(1, max(2, min((on - left).days, 800))))
    township, village = rng.choice(TOWNSHIPS), rng.choice(VILLAGES)
    education = rng.choices(EDUCATION, weights=(8, 34, 42, 11, 5))[0]
    name = rng.choice(SURNAMES) + "".join(rng.choices(GIVEN, k=rng.choice((1, 2, 2))))
    person = [number, name, _id(rng, place, born), born, education]
    address = [township, village, f"{township}{village}{rng.randrange(1, 13)}组"]
    phone = f"1{rng.choice('3589')}{rng.randrange(10)}****{rng.randrange(10_000):04d}"
    marriage = rng.choices(("登记领证", "未登记领证"), weights=(95, 5))[0]
    parents, children = rng.choice(PARENTS), rng.choices((0, 1, 2, 3, 4), weights=(5, 35, 45, 12, 3))[0]
    workplace, source = rng.choice(WORKPLACES), rng.choice(INCOME)
    income = rng.choices((rng.randrange(150, 900), rng.randrange(900, 4000), None), weights=(20, 55, 25))[0]
    dibao = "是" if category == "低保户" else rng.choices(("否", None), weights=(90, 10))[0]
    received, counselling = rng.choice(HELP), rng.choices(("是", "否", None), weights=(10, 50, 40))[0]
    family = [marriage, parents, children, left, workplace, home]
    means = [source, income, dibao, category, received, counselling]
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
    for group, columns in _GROUPS:
        own = columns.split()
        end = start + len(own)
        groups[start] = group or columns
        if group:
            names[start:end] = [name.replace("丈夫", "") if group == "丈夫情况" else name for name in own]
        merged.append((top, start, top if group else top + 1, end - 1))
        start = end
    return Sample(above, [groups, names], rows, tuple(merged))


def _messy_row(rng: random.Random, woman: Mapping[str, Any]) -> dict[str, Any]:
    row = dict(woman)
    for name in ("出生日期", "丈夫外出时间", "丈夫最近一次回家探望时间", "更新日期"):
        row[name] = _messy_date(rng, row[name])
    if rng.random() < 0.12:
        row["丈夫外出时间"] = rng.choice(SPANS)
    if rng.random() < 0.08:
        row["身份证号"] = _damaged(rng, row["身份证号"])
    if rng.random() < 0.1:
        row["出生日期"] = rng.choice(BLANKS)
    if (grade := row["残疾等级"]) is not None:
        figure = {"一级": "1级", "二级": "贰级", "三级": "3", "四级": "Ⅳ级"}[grade]
        row["残疾等级"] = rng.choice((grade, grade, f"肢体{grade}", figure, "重度"))
    if row["是否低保"] is not None:
        row["是否低保"] = rng.choice(_YES if row["是否低保"] == "是" else _NO)
    if (amount := row[_INCOME]) is not None:
        row[_INCOME] = rng.choice((amount, f"{amount}元", f"{amount}元/月", f"{amount * 12}元/年", f"约{amount}元"))
    for name in _NAMES[_NAMES.index("健康状况") :]:
        if name != "丈夫外出时间" and rng.random() < 0.06:
            row[name] = rng.choice(BLANKS)
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
            again["是否低保"] = "否" if again["是否低保"] in _YES else "是"
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
    try:
        with atomic_write(path) as part:
            writer(sample, part)
    except ModuleNotFoundError as error:
        raise MissingExtraError("ledger", error.name or "xlsxwriter") from None


def _lines(sample: Sample) -> Iterator[list[Any]]:
    yield from (*sample.above, *sample.header, *sample.rows)


def _write_xlsx(sample: Sample, path: Path) -> None:
    import xlsxwriter  # type: ignore[import-untyped]

    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "default_date_format": "yyyy-mm-dd",
    }
    with xlsxwriter.Workbook(str(path), options) as book:
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

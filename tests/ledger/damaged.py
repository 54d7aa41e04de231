"""Ledgers of women of whom everything is known, written and damaged as people do it.

``make(seed)`` gives the rows of a sheet and, for every woman in it, the truth. Whatever a
cell says is true of her, in one of the ways in which ledgers say it, or it says nothing that
can be relied on. So a status that differs from that of her true facts is a reader's fault.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from liushou.values import add

from .sheets import ON, id_number

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗合曹"
GIVEN = "秀桂玉素翠红丽芳敏静英兰珍梅莲"
VILLAGES = ("前进村", "新华村", "东风村", "合兴村")

#: A cell of a true fact, and of one that is not so.
Say = Callable[[random.Random, dict[str, Any]], Any]


ERRORS = ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#SPILL!", "#CALC!", "#BLOCKED!", "#GETTING_DATA")
#: What says nothing, whatever the truth is.
NOTHING = ("", None, "/", "—", "未采集", "不清楚", "待核实", *ERRORS)
DOUBTFUL = (
    "{}（未采集）",
    "{}（待核实）",
    "{}（不清楚）",
    "{}？",
    "{}（未核实）",
    "{}（本人未在家，未问到）",
    "疑似{}",
    "{}/{other}",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its headers (group lines divided by /), and what its cells say of a woman."""

    headers: Sequence[str]
    say: Say


@dataclass(slots=True, kw_only=True)
class Sheet:
    """Rows of a sheet, and the truth of every woman by her name."""

    rows: list[list[Any]]
    women: dict[str, dict[str, Any]]
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)


def yes_no(fact: str, yes: Sequence[str], no: Sequence[str], yes_word: str = "是", no_word: str = "否") -> Say:
    """``yes`` and ``no`` are cells beyond 是 and 否 that are said of a woman of whom it is so, or is not."""

    def say(dice: random.Random, truth: dict[str, Any]) -> Any:
        draw = dice.random()
        if draw < 0.15:
            return dice.choice(NOTHING)
        if draw < 0.3:
            first = dice.choice((yes_word, no_word))
            return dice.choice(DOUBTFUL).format(first, other=no_word if first == yes_word else yes_word)
        if draw < 0.6:
            return dice.choice(yes if truth[fact] else no)
        return yes_word if truth[fact] else no_word

    return say


def legend(fact: str, yes: str, no: str) -> Say:
    """A column whose header says what its figures mean."""
    return lambda dice, truth: dice.choice(("", "3", "#N/A")) if dice.random() < 0.1 else yes if truth[fact] else no


def away(dice: random.Random, truth: dict[str, Any]) -> Any:
    """The day, month or year of leaving, or the time since, in the ways in which they occur."""
    left: date = truth["husband_away_since"]
    months = (ON.year - left.year) * 12 + ON.month - left.month - (left.day > ON.day)
    ways: list[Any] = [
        left,
        left.isoformat(),
        f"{left.year}.{left.month}.{left.day}",
        f"{left.year}年{left.month}月{left.day}日",
    ]
    ways += [f"{left.year}年{left.month}月", f"{left.year}.{left.month:02d}", f"{left.year}年", left.strftime("%Y%m%d")]
    ways += [
        f"{left.year % 100:02d}年{left.month}月",
        f"{left.year % 100:02d}.{left.month}",
        f"{left.year % 100:02d}年",
    ]
    ways += [f"自{left.year}年{left.month}月至今", (left - date(1899, 12, 30)).days, *NOTHING, "去年", "春节后", "多年"]
    if months >= 12:
        ways += [
            f"{months // 12}年多",
            f"{'零一二三四五六七八九十'[min(months // 12, 10)]}年以上" if months // 12 <= 10 else "十年以上",
        ]
        low = months // 12
        ways += [f"{'一两三四五六七八九'[low - 2]}{'一二三四五六七八九'[low - 1]}年"] if 2 <= low <= 8 else []
    if 2 <= months <= 8:
        ways += [f"{'一两三四五六七八九'[months - 1]}{'一二三四五六七八九'[months]}个月", f"{months}个多月"]
    ways += ["不到半年"] if months < 5 else []
    ways += ["半年多"] if 6 <= months < 11 else []
    return dice.choice(ways)


def work_place(dice: random.Random, truth: dict[str, Any]) -> Any:
    """Where he works: words that hold 内, 外, 县 or a city's name without being there."""
    outside = [
        "广东省东莞市",
        "省外务工",
        "县外省内务工",
        "浙江省衢州市常山县内村",
        "不在本县",
        "外省",
        "上海",
        "福建泉州",
        "广东省东莞市本镇",
        "丰都县外",
        "重庆市以外",
        "忠县",
        "广东省深圳市宝安区沙井街道",
        "四川省内江市",
        "江苏昆山务工",
        "去浙江打工",
    ]
    inside = [
        "县内",
        "本县",
        "乡（镇）内务工",
        "乡（镇）外县内务工",
        "丰都县城北京路",
        "本县高家镇",
        "县内务工（原在县外）",
        "本县外出务工",
        "重庆市丰都县三合街道",
        "未出县",
        "乡镇内",
        "不在县外，县内",
    ]
    if not truth["husband_away_for_work"]:
        return dice.choice((*NOTHING, "在家", "在家务农", "曾在广东", "广东，2024年已返乡", "无"))
    if dice.random() < 0.15:
        return dice.choice((*NOTHING, "县内县外都有", "外出", "不固定", "到处跑"))
    return dice.choice(outside if truth["husband_outside_county"] else inside)


def grade(dice: random.Random, truth: dict[str, Any]) -> Any:
    number = truth["disability_grade"]
    if number is None:
        return dice.choice(("无", "", "二级（已注销）", "未评残", "一级（2019年注销）", "#N/A", "无（待核实）"))
    word = "一二三四"[number - 1]
    plain = (
        f"{word}级",
        f"{number}级",
        number,
        f"肢体{word}级",
        f"{word}级（2021年评定）",
        f"{word}",
        f"{number}",
        f"{word}级/肢体",
    )
    return dice.choice((*plain, "不清楚", f"{word}级？", f"{word}级及以上" if number == 1 else "#REF!"))


def tags(dice: random.Random, truth: dict[str, Any]) -> Any:
    """人员类别 with tags joined in any way; an unknown one among them; negated ones."""
    words = ["留守妇女"]
    words += (
        [dice.choice(("低保户", "低保"))]
        if truth["receives_dibao"]
        else dice.choice(
            ([], [], ["非低保户"], ["低保户（已退出）"], ["原低保户"], ["丈夫低保"], ["低保户已退"], ["拟纳入低保"])
        )
    )
    words += ["残疾人"] if truth["disabled"] and dice.random() < 0.7 else []
    words += ["脱贫户"] if truth["is_lifted_from_poverty"] and dice.random() < 0.7 else []
    words += dice.choice(([], [], ["网格员"], ["党员"], ["丈夫残疾"], ["其他"]))
    return dice.choice(("、", "，", "/", "；", " ", "+", "\n")).join(words)


def income(dice: random.Random, truth: dict[str, Any], per: int = 1, unit: float = 1.0) -> Any:
    value = truth["income_per_capita_month"] * per
    shown = value / unit
    thousands = value / 1000
    ways: list[Any] = [round(shown, 4), f"{shown:.4f}", *NOTHING, "无", "约" + str(shown)]
    if unit == 1.0:
        ways += [f"{value:.0f}元", f"{value:,.0f}"]
        if thousands == int(thousands) and 2 <= thousands <= 8:
            ways += ["一两三四五六七八九"[int(thousands) - 1] + "一二三四五六七八九"[int(thousands)] + "千"]
        if value % 1000 == 0 and 11_000 <= value <= 19_000:
            ways += ["一万" + "一二三四五六七八九"[int(value - 10_000) // 1000 - 1]]
    return dice.choice(ways)


def long_away(days: int) -> Say:
    """How long he has been away, counted in whole units of so many days."""

    def say(dice: random.Random, truth: dict[str, Any]) -> Any:
        left = truth["husband_away_since"]
        months = next(months for months in range(1200) if add(left, months + 1, "months") > ON)
        count = (ON - left).days if days == 1 else months
        return dice.choice((count, str(count), "", "#N/A", "不清楚"))

    return say


COLUMNS: tuple[Column, ...] = (
    Column(
        headers=("性别",),
        say=lambda dice, truth: dice.choice(("女", "女", "女性", "", "#N/A")) if truth["sex"] == "female" else "男",
    ),
    Column(headers=("性别（0男1女）", "性别(1女0男)"), say=lambda dice, truth: "1" if truth["sex"] == "female" else 0),
    Column(
        headers=("是否在农村居住", "在农村居住", "本人情况/居住/是否在农村居住"),
        say=yes_no(
            "lives_in_village",
            ("是（2023年回村）", "在村", "常住"),
            ("否，住县城", "否（随子女进城）", "是（2024年已搬到县城）", "否（住县城）", "不在村"),
        ),
    ),
    Column(
        headers=("丈夫是否外出务工", "丈夫外出务工", "丈夫情况/是否外出务工"),
        say=yes_no(
            "husband_away_for_work",
            ("外出务工", "是（建筑业）", "打工", "是，2022年起", "外出经商"),
            (
                "丧偶",
                "是（2024年返乡）",
                "是（曾在广东）",
                "在家种地",
                "在家",
                "是（2024年已返乡）",
                "服刑",
                "已去世",
                "离婚",
                "否（在家务农）",
                "曾外出，现在家",
                "生病在家",
            ),
        ),
    ),
    Column(headers=("丈夫外出时间", "丈夫外出务工时间", "丈夫情况/外出务工/时间", "丈夫外出起始时间"), say=away),
    Column(headers=("丈夫外出时间（月）", "丈夫外出时长（个月）"), say=long_away(30)),
    Column(headers=("丈夫外出时长（天）", "丈夫外出时间（天）"), say=long_away(1)),
    Column(headers=("丈夫务工地点", "丈夫情况/外出务工/地点"), say=work_place),
    Column(
        headers=("是否低保", "低保户"),
        say=yes_no(
            "receives_dibao",
            ("是（2021年纳入）", "低保户", "是（C类）"),
            ("是（2023年已停保）", "原低保户，已退出", "低保已取消", "拟纳入", "申请中", "否（2022年退出）"),
        ),
    ),
    Column(headers=("是否低保（1否2是）", "低保（2是1否）"), say=legend("receives_dibao", "2", "1")),
    Column(headers=("低保（是√，否×）", "是否低保（√是×否）"), say=legend("receives_dibao", "√", "×")),
    Column(headers=("低保（享受的打√）",), say=legend("receives_dibao", "√", "")),
    Column(headers=("是否低保（是填0，否填1）",), say=legend("receives_dibao", "0", "1")),
    Column(headers=("是否残疾（0是1否）",), say=legend("disabled", "0", "1")),
    Column(headers=("是否残疾（A是B否）", "残疾（A、是；B、否）"), say=legend("disabled", "A", "B")),
    Column(headers=("是否重病（1：有，2：无）",), say=legend("seriously_ill", "1", "2")),
    Column(headers=("残疾等级", "残疾情况/等级", "本人情况/残疾情况/残疾等级"), say=grade),
    Column(headers=("人员类别", "身份类别", "标签", "困难类别"), say=tags),
    Column(headers=("人均月收入", "家庭人均月收入（元）"), say=income),
    Column(headers=("家庭人均年收入（元/年）",), say=lambda dice, truth: income(dice, truth, 12)),
    Column(
        headers=("月人均收入（百元）", "人均月收入（百元/月）"), say=lambda dice, truth: income(dice, truth, 1, 100.0)
    ),
    Column(headers=("人均年收入（千元）",), say=lambda dice, truth: income(dice, truth, 12, 1_000.0)),
    Column(headers=("家庭人均年收入（万元）",), say=lambda dice, truth: income(dice, truth, 12, 10_000.0)),
    Column(
        headers=("是否重病", "患重病"),
        say=yes_no("seriously_ill", ("是（尿毒症）", "重病"), ("重病（已治愈）", "是（2020年已治愈）", "否（曾患）")),
    ),
    Column(
        headers=("是否脱贫户", "脱贫户"),
        say=yes_no("is_lifted_from_poverty", ("脱贫户", "是（2018年脱贫）"), ("一般户", "否（从未纳入）")),
    ),
    # Of her and not of her husband, or of nobody: what they say must change nothing.
    Column(headers=("是否外出务工", "本人是否外出务工"), say=lambda dice, truth: dice.choice(("否", "是", "在家"))),
    Column(
        headers=("务工时间（月）", "返乡时间", "本人务工地点", "务工地点（本人）", "年龄（子女）"),
        say=lambda dice, truth: dice.choice((0, 3, "8", "2024-05-01", "县内", "")),
    ),
    Column(headers=("与户主关系",), say=lambda dice, truth: dice.choice(("配偶", "户主", "之母"))),
    Column(
        headers=("备注", "说明情况"),
        say=lambda dice, truth: dice.choice(("", "低保已停", "丈夫在家", "待核实", "残疾二级")),
    ),
)


def a_woman(dice: random.Random, number: int) -> dict[str, Any]:
    """Everything that the columns can say of a woman."""
    disabled = dice.random() < 0.3
    married = dice.random() < 0.85
    return {
        "sex": "female" if dice.random() < 0.95 else "male",
        "birth_date": date(1945, 1, 1) + timedelta(days=dice.randrange(22_000)),
        "lives_in_village": dice.random() < 0.85,
        "husband_away_for_work": married,
        "husband_outside_county": dice.random() < 0.7,
        "husband_away_since": ON
        - timedelta(days=dice.choice((40, 100, 170, 180, 181, 190, 250, 400, 900, 2200, 3000))),
        "receives_dibao": dice.random() < 0.3,
        "disabled": disabled,
        "disability_grade": dice.randint(1, 4) if disabled else None,
        "income_per_capita_month": float(dice.choice((300, 581, 600, 650, 915, 1000, 1250, 2000, 3000, 1500))),
        "seriously_ill": dice.random() < 0.2,
        "is_lifted_from_poverty": dice.random() < 0.2,
    }


def make(seed: int) -> Sheet:
    """A ledger and the truth of its women, the same for the same seed."""
    dice = random.Random(seed)
    chosen = [column for column in COLUMNS if dice.random() < 0.6]
    headers = _distinct([dice.choice(column.headers) for column in chosen])
    columns = [column for column, header in zip(chosen, headers, strict=True) if header]
    headers = [header for header in headers if header]
    keys = ["序号", "村", "姓名"] + (
        ["身份证号"] if dice.random() < 0.6 else ["出生日期"] if dice.random() < 0.7 else []
    )
    order = list(range(len(headers)))
    dice.shuffle(order)
    headers, columns = [headers[at] for at in order], [columns[at] for at in order]
    women: dict[str, dict[str, Any]] = {}
    lines: list[list[Any]] = []
    for number in range(dice.randint(3, 12)):
        truth = a_woman(dice, number)
        name = dice.choice(SURNAMES) + dice.choice(GIVEN) + "甲乙丙丁戊己庚辛壬癸子丑"[number]
        women[name] = truth
        own = {
            "序号": number + 1,
            "村": VILLAGES[number // 4 % len(VILLAGES)],
            "姓名": name,
            "出生日期": truth["birth_date"],
        }
        own["身份证号"] = id_number(truth["birth_date"].strftime("%Y%m%d"), 2 * number + 102 + (truth["sex"] == "male"))
        lines.append([*(own[key] for key in keys), *(column.say(dice, truth) for column in columns)])
    return _printed(dice, [*keys, *headers], lines, women)


def _distinct(headers: Sequence[str]) -> list[str]:
    """Of headers that would be taken for one another, the first."""
    seen: set[str] = set()
    kept = []
    for header in headers:
        key = header.split("（")[0].split("(")[0].rsplit("/", 1)[-1].removeprefix("是否").removesuffix("户")
        kept.append("" if key in seen else header)
        seen.add(key)
    return kept


def _parts(header: str) -> list[str]:
    """The lines of a header; a stroke within brackets is part of the name."""
    return [header] if "（" in header else header.split("/")


def _header(headers: list[str]) -> list[list[Any]]:
    """The lines of the header; a name that has fewer is in the first."""
    depth = max(map(len, map(_parts, headers)))
    padded = [[*parts, *[None] * (depth - len(parts))] for parts in map(_parts, headers)]
    return [[parts[level] for parts in padded] for level in range(depth)]


def _title(dice: random.Random) -> list[list[Any]]:
    """The lines above the header, with the day on which the ledger was filled in."""
    day = dice.choice(
        (
            ["填报日期：2025年6月30日"],
            ["统计时间：截止到2025年6月30日"],
            ["单位：某某镇", "", "2025年6月30日"],
            ["填报单位（盖章）：某某镇人民政府　　　　2025年6月30日"],
            ["数据截至2025年6月底"],
        )
    )
    return [["丰都县农村留守妇女台账"], *dice.choice(([], [[]])), day] if dice.random() < 0.5 else []


def _between(dice: random.Random, width: int, number: int) -> list[list[Any]]:
    """What comes after a woman's row: an error, a sum, a group's title, or nothing."""
    draw = dice.random()
    if draw < 0.05:
        return [[None, *["#REF!"] * (width - 1)]]
    if draw < 0.16:
        word = dice.choice(("小计", "大坪村小计", "小计：", "本页小计", "合计（本村）", "共计", "村小计（人）"))
        return [dice.choice(([None, word, f"{number}人"], [word, None, number], [None, None, f"{word}{number}人"]))]
    return [[]] if draw < 0.19 else []


def _repeat(dice: random.Random, rows: list[list[Any]], line: list[Any]) -> list[Any]:
    """The line with ditto marks where it says the same as the one above."""
    above = rows[-1] if len(rows[-1]) == len(line) else [object()] * len(line)
    same = [
        index for index, cell in enumerate(line) if isinstance(cell, str) and len(cell) > 1 and above[index] == cell
    ]
    marks = {index: dice.choice(("同上", "〃")) for index in same if dice.random() < 0.5}
    return [marks.get(index, cell) for index, cell in enumerate(line)]


def _printed(
    dice: random.Random, headers: list[str], lines: list[list[Any]], women: dict[str, dict[str, Any]]
) -> Sheet:
    """The sheet: titles, header lines, subtotals, a second header, villages merged down, ditto marks, signatures."""
    width = len(headers)
    header = _header(headers)
    rows = [*_title(dice), *header]
    merged: list[tuple[int, int, int, int]] = []
    again = dice.randrange(1, len(lines)) if dice.random() < 0.3 and len(header) == 1 else None
    swapped, ditto, merge = dice.random() < 0.5, dice.random() < 0.3, dice.random() < 0.3
    village, first = headers.index("村"), len(rows)

    def close() -> None:
        if merge and len(rows) - first > 1:
            merged.append((first, village, len(rows) - 1, village))

    before: Any = None
    for number, line in enumerate(lines):
        turned = again is not None and number >= again and swapped
        if number == again:
            close()
            rows.append([*headers[:3], *reversed(headers[3:])] if swapped else list(headers))
            first, before = len(rows), None
        written = [*line[:3], *reversed(line[3:])] if turned else list(line)
        if merge and line[village] == before:
            written[village] = None
        elif merge:
            close()
            first = len(rows)
        before = line[village]
        rows.append(_repeat(dice, rows, written) if ditto and before else written)
        if more := _between(dice, width, number + 1):
            close()
            rows += more
            first, before = len(rows), None
    close()
    if dice.random() < 0.3:
        rows.append([None, dice.choice(("合计", "总 计", "合计：")), f"{len(lines)}人"])
        rows.append(["填表人：某某", None, "审核人：某某"])
    return Sheet(rows=rows, women=women, merged=merged)

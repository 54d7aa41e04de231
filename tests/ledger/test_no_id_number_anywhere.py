"""An ID number cannot be rebuilt from what is beside it, in any output; telephones show in their own column only."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from python_calamine import CalamineWorkbook

from liushou.ledger import (
    changes_data,
    changes_page,
    compare_ledgers,
    due_data,
    due_list,
    due_page,
    summary,
    summary_page,
    write_changes,
    write_due,
)
from liushou.ledger.rows.read import Options

from ..problems.numbers_of_people import DIVIDERS, SCRIPTS, check_digit, in_script
from .sheets import FENGDU, ON, results_of, write_sheet

HEADER = [
    "姓名",
    "性别",
    "身份证号",
    "出生日期",
    "家庭住址",
    "联系电话",
    "户编号",
    "残疾人证号",
    "残疾等级",
    "是否低保",
]
HEADER += ["丈夫外出时间", "填报日期", "备注", "原身份证号 500230197503080022", "手机 13800001111"]
NAMES = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地"
Everything = list[tuple[str, list[list[str]]]]
PHONE, OTHER_PHONE = "13812345678", "17600001111"


def women(seed: int) -> list[tuple[str, list[Any]]]:
    """(ID number, row) of women whose every column repeats her number or a part of it, in some form."""
    draw = random.Random(seed)
    rows = []
    for order in range(24):
        born = date(1952, 1, 1) + timedelta(days=draw.randrange(15_000))
        digits = f"{FENGDU}{born:%Y%m%d}{draw.randrange(1, 500) * 2:03d}"
        number = digits + check_digit(digits)
        groups = (number[:6], number[6:14], number[14:])
        forms = [number, draw.choice(DIVIDERS).join(groups), in_script(number, draw.choice(SCRIPTS)), "-".join(number)]
        forms += [number[:17], number[:6] + number[8:17], number + "43", number[:6] + "********" + number[14:]]
        forms += [
            f"{number[0]}.{number[1:15]}E+17",
            f"尾号{number[14:]}",
            f"FD-{number[8:]}",
            f"{number[:9]}O{number[10:]}",
        ]
        # Where the end of the number itself is wrong nothing tells that what else is written is its end.
        forms = forms[:9] if order % 6 == 1 else forms
        said = [draw.choice(forms) for _ in range(6)]
        row = [f"{NAMES[order]}{said[0]}", "女", number, born, f"一组{said[1]}", draw.choice([PHONE, number]), said[2]]
        row += [
            number + "43" if order % 3 else said[3],
            "三级",
            draw.choice(["是", said[4], "否"]),
            "2024-03",
            "2024-01-05",
        ]
        row += [f"{said[5]}，电话{OTHER_PHONE}", said[3], "138-0000-1111"]
        spoilt: dict[int, dict[int, Any]] = {
            1: {2: number[:16] + number[17] + number[16]},
            2: {1: "男"},
            3: {0: "合计"},
        }
        for column, cell in spoilt.get(order % 6, {}).items():
            row[column] = cell
        rows.append((number, row))
        if order % 6 == 4:
            rows.append((number, [*row[:9], "否", *row[10:]]))
        if order % 6 == 5:
            rows.append((number, row))
    return rows


def written(folder: Path, seed: int) -> Path:
    """The ledger, with numbers in the names of file and columns too."""
    people = women(seed)
    return write_sheet(folder / f"台账 {people[0][0]} {PHONE}.xlsx", [HEADER, *(row for _, row in people)])


def outputs(folder: Path, path: Path, seed: int) -> Iterator[tuple[str, list[list[str]]]]:
    """Every output by name, as rows of texts."""
    other = written(folder, seed + 1)
    for suffix in (".xlsx", ".csv", ".parquet"):
        out = folder / f"out {path.stem}{suffix}"
        results = results_of(path, out)
        yield suffix, _rows(out)
        yield "summary", [[json.dumps(summary(results), ensure_ascii=False)], [summary_page(results, out)]]
        yield "repr", [[repr(results.ledger), repr(results)]]
    options = Options(on=ON, place=FENGDU)
    due, changes = due_list(path, options, within=3000), compare_ledgers(other, path, options)
    for name, data, page in (
        ("due", due_data(due), due_page(due)),
        ("changes", changes_data(changes), changes_page(changes)),
    ):
        entries = [entry for part in data.values() if isinstance(part, list) for entry in part]
        yield name, [[json.dumps(entry, ensure_ascii=False)] for entry in entries]
        yield name, [[line] for line in page.splitlines()]
    write_due(due, folder / "due.xlsx")
    write_changes(changes, folder / "changes.xlsx")
    for name in ("due.xlsx", "changes.xlsx"):
        yield name, _rows(folder / name)


def _rows(path: Path) -> list[list[str]]:
    if path.suffix == ".csv":
        return [line.split(",") for line in path.read_text(encoding="utf-8-sig").splitlines()]
    if path.suffix == ".parquet":
        frame = pl.read_parquet(path)
        return [frame.columns, *([str(cell) for cell in row] for row in frame.rows())]
    book = CalamineWorkbook.from_path(path)
    return [
        [str(cell) for cell in row] for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()
    ]


@cache
def _possible(number: str) -> list[str]:
    digits = [f"{number[:14]}{order:03d}" for order in range(1000)]
    return [part + check_digit(part) for part in digits]


def candidates(number: str, tokens: Collection[str]) -> list[str]:
    """The numbers that who knows her day of birth and county cannot tell from hers by what is in a row."""
    masks = [token for token in tokens if "*" in token and len(token) == 18]
    masks = [token for token in masks if all(mark in ("*", own) for mark, own in zip(token, number, strict=True))]
    parts = [token for token in tokens if token in number[8:] and token not in number[:14]]
    possible = _possible(number)
    for token in masks:
        possible = [other for other in possible if other[-2:] == token[-2:] or token[-1] == "*"]
    return [other for other in possible if all(token in other[8:] for token in parts)]


@pytest.fixture(scope="module", params=[0, pytest.param(1, marks=pytest.mark.nightly)])
def everything(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[set[str], Everything]:
    """(the ID numbers, every output) of a ledger."""
    folder, seed = tmp_path_factory.mktemp("people"), request.param
    numbers = {number for number, _ in women(seed) + women(seed + 1)}
    return numbers, list(outputs(folder, written(folder, seed), seed))


def test_no_number_can_be_rebuilt(everything: tuple[set[str], Everything]) -> None:
    numbers, texts = everything
    rebuilt, shown, masks = [], [], 0
    for name, row in ((name, row) for name, rows in texts for row in rows):
        text = "　".join(row)
        masks += len(re.findall(r"5002\*{12}[\dX]{2}", text))
        digits = re.sub(r"[^\dX]", "", text)
        shown += [(name, text) for number in numbers if number in digits or number[4:16] in digits]
        tokens = {token for token in re.findall(r"[\dX*]+", text) if len(token) >= 4}
        rebuilt += [(name, number, text) for number in numbers if tokens and len(candidates(number, tokens)) < 2]
    assert masks > 50
    assert shown == []
    assert rebuilt == []


def test_a_telephone_is_shown_where_it_is_called_one_only(everything: tuple[set[str], Everything]) -> None:
    shown = []
    for name, rows in everything[1]:
        heads: list[str] = []
        for row in rows:
            heads = row if "姓名" in row else heads
            own = heads.index("联系电话") if "联系电话" in heads else -1
            others = [cell.replace(f"电话：{PHONE}", "") for place, cell in enumerate(row) if place != own]
            shown += [(name, cell) for cell in others for phone in (PHONE, OTHER_PHONE, "0000") if phone in cell]
    assert shown == []


def test_with_show_ids_the_columns_are_as_they_are(tmp_path: Path) -> None:
    number = "500230197503080022"
    header = ["姓名", "性别", "身份证号", "家庭住址", "联系电话", "是否低保"]
    row = [f"甲{number}", "女", number, f"一组{PHONE}", PHONE, f"不详{number}"]
    path = write_sheet(tmp_path / f"{number}.xlsx", [header, row])
    results = results_of(path, tmp_path / "out.csv", show_ids=True)
    text = (tmp_path / "out.csv").read_text(encoding="utf-8-sig")
    assert f"甲{number},{number},1975年3月8日,一组{PHONE}" in text
    said = [summary_page(results, tmp_path / f"{number}.csv"), json.dumps(summary(results), ensure_ascii=False)]
    said += [cell.text + cell.reason for cell in results.ledger.unread]
    assert [part for part in said if number in part] == []

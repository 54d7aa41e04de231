"""``examples/spark_rollup.py`` on a partitioned ledger: statuses are those of a match, counts those of the sheet."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from liushou import Matcher
from liushou.ledger import Options
from liushou.ledger.output.roll_up import roll_up
from liushou.ledger.results.statuses import evaluate_ledger
from liushou.ledger.rows.read import read_ledger

from ..conftest import ROOT
from ..frames.sparks import missing

pytestmark = [pytest.mark.spark, pytest.mark.nightly]
ON = date(2025, 6, 30)
STATUS = {"eligible": "可能符合", "ineligible": "暂不符合", "undetermined": "还需了解"}
PLACES = ("500230", "220182", "530102")


def women() -> list[dict[str, Any]]:
    """Forty women of three counties; every value is left out somewhere."""
    rows = []
    for number in range(40):
        row = {
            "name": f"王{number}",
            "place_code": PLACES[number % 3],
            "sex": "female",
            "birth_date": f"{1950 + number}-0{1 + number % 9}-15",
            "lives_in_village": number % 7 != 0,
            "husband_away_for_work": number % 5 != 0,
            "husband_outside_county": True,
            "husband_away_since": f"{2010 + number % 15}-03-01",
            "disabled": number % 6 == 0,
            "seriously_ill": number % 4 == 0,
            "children_count": number % 5,
            "education": ("小学", "初中", "文盲", "大学")[number % 4],
        }
        rows.append(
            {name: None if (number + at) % 9 == 5 and at > 2 else value for at, (name, value) in enumerate(row.items())}
        )
    return rows


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if reason := missing():
        pytest.skip(reason)
    folder = tmp_path_factory.mktemp("spark")
    pl.DataFrame(women()).write_parquet(folder / "ledger", partition_by="place_code")
    command = [sys.executable, ROOT / "examples" / "spark_rollup.py", folder / "ledger", folder, "--on", str(ON)]
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return folder


def table(folder: Path) -> list[dict[str, str]]:
    (path,) = folder.glob("*.csv")
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def test_statuses_are_those_of_a_match(out: Path) -> None:
    expected: Counter[tuple[str, str, str]] = Counter()
    for row in women():
        facts = {name: value for name, value in row.items() if name not in ("name", "place_code", "education")}
        answer = Matcher(place=row["place_code"], on=ON).match(facts)
        expected.update(
            (row["place_code"], f"service:{service.id}", STATUS[service.status]) for service in answer.services
        )
    counted = {(row["place_code"], row["group"], row["status"]): int(row["women"]) for row in table(out / "services")}
    assert counted == expected


def test_the_roll_up_is_the_sheet_of_a_ledger(out: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.csv"
    pl.DataFrame(women()).rename({"name": "姓名", "place_code": "区划代码", "education": "文化程度"}).write_csv(ledger)
    options = Options(on=ON)
    groups, lines = roll_up(evaluate_ledger(read_ledger(ledger, options), options))
    names = ["/".join((*group.heading, band)) for group in groups for band in group.bands]
    rows = table(out / "roll_up")
    sheet = sorted([line.count, *line.counts] for line in lines if line.area != "合计")
    assert sorted([int(row["数量"]), *(int(row[name]) for name in names)] for row in rows) == sheet

"""Results as .csv and .parquet: every row of the ledger once."""

from __future__ import annotations

import csv
from pathlib import Path

import polars as pl
import pytest

import yaml
from liushou import load_rules
from liushou.documents import shipped_directory
from liushou.ledger import Options, make_sample, run_ledger, write_sample
from liushou.ledger.output import flat

from .sheets import ON, id_number, results_of, write_sheet

ONE = id_number("19750308")
ROWS = [
    ["姓名", "身份证号", "现住址", "是否低保"],
    ["王小红", ONE, "=cmd|' /C calc'!A0", "是"],
    ["+李玉", None, "@SUM(1)", None],
    ["王小红", ONE, "=cmd|' /C calc'!A0", None],
    ["合计"],
]


def test_parquet_has_evaluates_own_columns(tmp_path: Path) -> None:
    results = results_of(write_sheet(tmp_path / "a.xlsx", ROWS), tmp_path / "out.parquet")
    frame = pl.read_parquet(tmp_path / "out.parquet")
    assert frame.get_column("row").to_list() == [2, 3, 4, 5]
    assert frame.get_column("outcome").to_list() == ["evaluated", "evaluated", "duplicate", "set_aside"]
    assert frame.get_column("merged_into").to_list() == [None, None, 2, None]
    assert frame.get_column("reason").to_list() == [None, None, None, "合计行"]
    assert frame.get_column("id_number").to_list()[0] == f"5002************{ONE[-2:]}"
    taken = frame.filter(pl.col("outcome") == "evaluated")
    for service in results.services:
        assert (
            taken.get_column(f"service:{service}").to_list() == results.frame.get_column(f"service:{service}").to_list()
        )
        assert frame.get_column(f"service:{service}").dtype == pl.Int8
    assert "lives_in_village" in taken.get_column("missing").to_list()[0]


def test_both_say_where_she_goes(tmp_path: Path) -> None:
    path = write_sheet(tmp_path / "a.xlsx", ROWS)
    results_of(path, tmp_path / "out.parquet")
    results_of(path, tmp_path / "out.csv")
    frame = pl.read_parquet(tmp_path / "out.parquet")
    assert frame.get_column("where:visits").to_list() == ["丰都县民政局", "丰都县民政局", None, None]
    rows = list(csv.DictReader((tmp_path / "out.csv").read_text("utf-8-sig").splitlines()))
    assert [row["走访慰问（去哪里办）"] for row in rows] == ["丰都县民政局", "丰都县民政局", "", ""]


def test_csv_is_for_excel_and_holds_no_formula(tmp_path: Path) -> None:
    results = results_of(write_sheet(tmp_path / "a.xlsx", ROWS), tmp_path / "out.csv")
    content = (tmp_path / "out.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in content
    rows = list(csv.DictReader(content.decode("utf-8-sig").splitlines()))
    assert [row["处理"] for row in rows] == ["已评估", "已评估", "已并入", "未采用"]
    assert [row["姓名"] for row in rows] == ["王小红", "'+李玉", "王小红", "合计"]
    assert rows[0]["住址"].startswith("'=")
    assert rows[1]["住址"].startswith("'@")
    assert not any(value.startswith(("=", "+", "-", "@")) for row in rows for value in row.values() if value)
    words = {"可能符合", "还需了解", "暂不符合", "—"}
    for service in results.services:
        column = [row[results.rules.services[service].title] for row in rows]
        assert set(column[:2]) <= words
        assert column[2:] == ["", ""]
    assert "在农村居住生活" in rows[0]["待补充事项"]


@pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@sum", "\t=1", "\r=1", "\n=1", "＝1", '=HYPERLINK("http://a")'])
def test_titles_from_rule_files_are_no_formulas_either(tmp_path: Path, title: str) -> None:
    """Two services may have one title, and it may look like anything."""
    own = tmp_path / "own"
    own.mkdir()
    services = {name: {"title": title, "about": "县里自己的"} for name in ("own_one", "own_two")}
    (own / "extra.yaml").write_text(yaml.safe_dump({"services": services}), "utf-8")
    text = (shipped_directory() / "fengdu.yaml").read_text("utf-8").replace("policy: fengdu", "policy: mine")
    text = text.replace("service: visits", "service: own_one").replace("service: family_education", "service: own_two")
    (own / "mine.yaml").write_text(text, "utf-8")
    path = write_sheet(tmp_path / "a.xlsx", ROWS)
    run_ledger(path, tmp_path / "out.csv", Options(on=ON, place="500230", rules=load_rules(own)))
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as handle:
        head, *rows = csv.reader(handle)
    assert head.count(f"'{title}") == 2
    assert not any(cell.startswith(tuple("=+-@\t\r\n＝＋－＠")) for row in (head, *rows) for cell in row)
    assert {len(row) for row in rows} == {len(head)}


def test_what_is_written_in_several_goes_is_one_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A ledger of a million rows is written some thousand at a time; nothing shows where."""
    path = tmp_path / "a.xlsx"
    write_sample(make_sample(30, seed=5, place="500230", on=ON, messy=True), path)
    for name in ("whole.csv", "whole.parquet"):
        results_of(path, tmp_path / name)
    monkeypatch.setattr(flat, "ROWS", 7)
    for name in ("parts.csv", "parts.parquet"):
        results_of(path, tmp_path / name)
    assert (tmp_path / "parts.csv").read_bytes() == (tmp_path / "whole.csv").read_bytes()
    assert pl.read_parquet(tmp_path / "parts.parquet").equals(pl.read_parquet(tmp_path / "whole.parquet"))

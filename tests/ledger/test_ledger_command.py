"""`liushou ledger`: exit codes, the JSON summary, messages without tracebacks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from liushou.cli.app import app
from liushou.match import Matcher
from liushou.profile import Profile

from .sheets import ON, id_number, write_sheet

HEADER = ["姓名", "身份证号", "是否低保", "在农村居住"]
ONE = id_number("19750308")


def call(*arguments: object) -> Any:
    return CliRunner().invoke(app, ["ledger", *map(str, arguments)])


def ledger(tmp_path: Path) -> Path:
    return write_sheet(tmp_path / "a.xlsx", [HEADER, ["甲", ONE, "是", "是"], ["甲", ONE, "是", None], ["合计"]])


def test_run_prints_the_summary_as_json(tmp_path: Path) -> None:
    done = call(
        "run",
        ledger(tmp_path),
        "--place",
        "500230",
        "--on",
        ON,
        "--out",
        tmp_path / "o.xlsx",
        "--assume",
        "sex=female",
        "--json",
    )
    assert done.exit_code == 0, done.output
    summary = json.loads(done.stdout)
    assert {key: summary[key] for key in ("rows", "evaluated", "set_aside", "duplicates")} == {
        "rows": 3,
        "evaluated": 1,
        "set_aside": 1,
        "duplicates": 1,
    }
    matcher = Matcher(place="500230", on=ON)
    answer = matcher.statuses(
        Profile(sex="female", birth_date="1975-03-08", receives_dibao=True, lives_in_village=True)
    )
    assert {
        name: next(status for status, count in counts.items() if count) for name, counts in summary["services"].items()
    } == answer
    assert all(set(counts) == {"eligible", "undetermined", "ineligible"} for counts in summary["services"].values())


def test_run_prints_a_page_for_people(tmp_path: Path) -> None:
    done = call("run", ledger(tmp_path), "--place", "500230", "--on", ON, "--out", tmp_path / "o.csv")
    assert done.exit_code == 0
    for words in (
        "行数 3 = evaluated 已评估 1 + set aside 未采用 1 + duplicates 重复并入 1",
        "A  姓名 → 姓名",
        "合计行　1行",
        "最低生活保障",
        "以主管部门核定为准",
    ):
        assert words in done.stdout
    assert ONE not in done.output


def test_bad_input_is_exit_code_2_with_a_message_and_no_output(tmp_path: Path) -> None:
    good, out = ledger(tmp_path), tmp_path / "o.xlsx"
    for arguments, message in (
        ([tmp_path / "none.xlsx", "--place", "500230"], "No such file"),
        ([good], "--place"),
        ([good, "--place", "999999"], "unknown place code"),
        ([good, "--place", "500230", "--assume", "sexx=female"], "did you mean: sex"),
        ([good, "--place", "500230", "--sheet", "x"], "no sheet"),
        ([good, "--place", "500230", "--on", "2025-02-30"], "--on"),
        ([good, "--place", "500230", "--filled", "x"], "--filled"),
        ([good, "--place", "500230", "--mapping", tmp_path / "no.yaml"], "cannot read"),
    ):
        done = call("run", *arguments, "--out", out)
        assert (done.exit_code, message in done.stderr) == (2, True), done.output
        assert "Traceback" not in done.output
        assert not out.exists()


def test_sample_and_run_together(tmp_path: Path) -> None:
    sample = call(
        "sample", "--rows", 30, "--seed", 3, "--place", "500230", "--on", ON, "--messy", "--out", tmp_path / "s.csv"
    )
    assert sample.exit_code == 0
    assert "非真实人员" in sample.stdout
    done = call("run", tmp_path / "s.csv", "--place", "500230", "--on", ON, "--out", tmp_path / "o.parquet", "--json")
    assert done.exit_code == 0
    assert json.loads(done.stdout)["evaluated"] >= 28

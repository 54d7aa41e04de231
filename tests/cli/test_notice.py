"""`liushou notice`: the sheet for a profile, one sheet a woman for a ledger; names and numbers as the office wants them."""

from __future__ import annotations

import json
import re
import tracemalloc
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ..ledger.sheets import id_number, write_sheet
from .running import HER, ON, invoke, woman

AT = ("--place", "500230", *ON)
NUMBER = id_number("19800501")
HEADER = ["姓名", "身份证号", "性别", "住址", "是否低保"]


def sheets(path: Path) -> list[str]:
    return re.findall(r'<article class="sheet">.*?</article>', path.read_text("utf-8"), re.DOTALL)


def counted(*arguments: object) -> dict[str, Any]:
    done = invoke("notice", *arguments, "--json")
    assert done.exit_code == 0, done.output
    counts: dict[str, Any] = json.loads(done.stdout)
    return counts


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    rows = [["王某", NUMBER, "女", "丰都县某村", "是"], ["李某", "", "女", "丰都县某村", "否"]]
    return write_sheet(tmp_path / "ledger.xlsx", [HEADER, *rows])


def test_a_profile(tmp_path: Path) -> None:
    out = tmp_path / "her.html"
    done = invoke("notice", woman(tmp_path), *AT, "--out", out)
    assert (done.exit_code, done.stderr) == (0, "")
    (sheet,) = sheets(out)
    assert "重庆市丰都县　2025年6月30日" in sheet
    assert "姓名：＿＿＿＿＿＿　经手人：＿＿＿＿＿＿" in sheet
    assert "身份证号" not in sheet
    assert "最低生活保障" in sheet


def test_a_woman_of_a_ledger_has_a_sheet_of_her_own(tmp_path: Path, ledger: Path) -> None:
    out = tmp_path / "all.html"
    counts = counted("--ledger", ledger, *AT, "--out", out)
    assert (counts["sheets"], counts["rows"], counts["reasons"]) == (2, 2, {})
    first, second = sheets(out)
    assert "姓名：王某" in first
    assert "台账第 2 行" in first
    assert "姓名：李某" in second
    assert "身份证号" not in second


def test_a_number_is_masked_unless_it_is_to_be_shown(tmp_path: Path, ledger: Path) -> None:
    out = tmp_path / "all.html"
    counted("--ledger", ledger, *AT, "--out", out)
    assert NUMBER not in out.read_text("utf-8")
    assert f"{NUMBER[:4]}{'*' * 12}{NUMBER[-2:]}" in sheets(out)[0]
    counted("--ledger", ledger, *AT, "--out", out, "--show-ids")
    assert NUMBER in sheets(out)[0]


def test_every_row_is_accounted_for(tmp_path: Path) -> None:
    header = [*HEADER, "是否残疾", "残疾等级"]
    rows = [
        ["甲", NUMBER, "女", "某村", "是", "", ""],
        ["甲", NUMBER, "女", "某村", "是", "", ""],
        ["乙", "", "女", "某村", "", "否", "一级"],
    ]
    path, out = write_sheet(tmp_path / "ledger.xlsx", [header, *rows]), tmp_path / "all.html"
    counts = counted("--ledger", path, *AT, "--out", out)
    assert (counts["sheets"], counts["set_aside"], counts["duplicates"], counts["rows"]) == (1, 1, 1, 3)
    assert list(counts["reasons"]) == ["4"]
    text = invoke("notice", "--ledger", path, *AT, "--out", out).stdout
    assert "未采用：第4行" in text
    assert len(sheets(out)) == 1


def test_the_options_of_a_ledger(tmp_path: Path, ledger: Path) -> None:
    out = tmp_path / "all.html"
    counted("--ledger", ledger, *AT, "--out", out, "--assume", "husband_away_for_work=yes", "--sheet", "台账")
    before = sheets(out)
    counted("--ledger", ledger, *AT, "--out", out)
    assert sheets(out) != before
    assert invoke("notice", "--ledger", ledger, *AT, "--out", out, "--sheet", "没有").exit_code == 2


def test_the_same_as_for_the_profile_alone(tmp_path: Path, ledger: Path) -> None:
    """What stands below her name."""
    out, her = tmp_path / "all.html", tmp_path / "her.html"
    counted("--ledger", ledger, *AT, "--out", out)
    profile = woman(tmp_path, "sex: 女\nbirth_date: 1980-05-01\nreceives_dibao: yes\n")
    invoke("notice", profile, *AT, "--out", her)
    below = [sheet.partition("<h2>")[2] for (sheet, *_) in (sheets(out), sheets(her))]
    assert below[0] == below[1]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "PROFILE"),
        (("her.yaml",), "--place"),
        (("her.yaml", "--ledger", "a.csv", *AT), "--ledger"),
        (("her.yaml", *AT, "--show-ids"), "--ledger"),
        (("her.yaml", *AT, "--assume", "disabled=yes"), "--ledger"),
        (("her.yaml", "--place", "没有这个地方"), "没有这个地方"),
        (("bad.yaml", *AT), "disabeld"),
        (("none.yaml", *AT), "none.yaml"),
        (("--ledger", "none.csv", *AT), "none.csv"),
        (("--ledger", "her.yaml", *AT), "her.yaml"),
    ],
)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_bad_usage_and_bad_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], words: str, lang: str
) -> None:
    monkeypatch.chdir(tmp_path)
    woman(tmp_path)
    woman(tmp_path, "disabeld: yes\n", "bad.yaml")
    Path("out.html").write_text("earlier")
    done = invoke("notice", *arguments, "--out", "out.html", "--lang", lang)
    assert (done.exit_code, done.stdout) == (2, "")
    assert words in done.stderr
    assert Path("out.html").read_text() == "earlier"


def test_sheets_are_not_kept_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is in the file before the next is made."""
    from liushou.ledger import Options, read_ledger
    from liushou.web import sheets as module
    from liushou.web import write_notices

    rows = [[f"甲{number}", "", "女", f"某村{number}组", "是"] for number in range(40)]
    path = write_sheet(tmp_path / "ledger.xlsx", [HEADER, *rows])
    options = Options(on=date(2025, 6, 30), place="500230")
    assert len(read_ledger(path, options).kept) == 40
    monkeypatch.setattr(module, "_sheet", lambda *_given, **_who: "-" * 1_000_000)
    tracemalloc.start()
    write_notices(path, tmp_path / "all.html", options)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (tmp_path / "all.html").stat().st_size > 40_000_000
    assert peak < 20_000_000


def test_a_profile_on_standard_input(tmp_path: Path) -> None:
    from typer.testing import CliRunner

    from liushou.cli.app import app

    out = str(tmp_path / "her.html")
    done = CliRunner().invoke(app, ["notice", "-", *AT, "--out", out], input=HER)
    assert done.exit_code == 0
    assert len(sheets(Path(out))) == 1

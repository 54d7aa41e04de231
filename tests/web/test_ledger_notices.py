"""`liushou notice --ledger`: one sheet for each woman, in one file, with numbers masked."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from liushou import Matcher, Profile, load_rules
from liushou.web import cards_of
from liushou.web.notice import notice_lines

from ..cli.running import invoke

ON = date(2025, 6, 30)
NUMBER = "500230198005010026"
ROWS = f"""姓名,身份证号,是否低保,丈夫外出时间,是否在村居住,丈夫是否外出务工,丈夫是否在县外,性别
甲,{NUMBER},是,2018-02,是,是,是,女
乙<b>,,否,2025-03-31,是,是,是,女
丙,,否,2018-02,是,是,是,男
"""


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "台账.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


def sheets(out: Path) -> list[str]:
    return re.findall(r'<section class="sheet".*?</section>', out.read_text(encoding="utf-8"), re.S)


def test_one_sheet_for_each_woman(ledger: Path, tmp_path: Path) -> None:
    out = tmp_path / "告知单.html"
    done = invoke("notice", "--ledger", ledger, "--place", "500230", "--on", ON, "--out", out)
    assert done.exit_code == 0
    assert "sheets; rows: 3" in done.output
    first, second, *_ = texts = sheets(out)
    assert len(texts) == 3
    assert f"姓名：甲（5002{'*' * 12}26）" in first
    assert NUMBER not in out.read_text(encoding="utf-8")
    assert "乙&lt;b&gt;" in second
    assert "从2025年9月30日起" in second
    assert "从2025年9月30日起" not in first


def test_numbers_are_shown_where_the_office_wants_them(ledger: Path, tmp_path: Path) -> None:
    out = tmp_path / "告知单.html"
    invoke("notice", "--ledger", ledger, "--place", "500230", "--on", ON, "--out", out, "--show-ids")
    assert f"甲（{NUMBER}）" in sheets(out)[0]


def test_a_row_and_its_profile_have_the_same_sheet(ledger: Path, tmp_path: Path) -> None:
    from liushou.ledger import Options, read_ledger

    out = tmp_path / "告知单.html"
    invoke("notice", "--ledger", ledger, "--place", "500230", "--on", ON, "--out", out)
    options = Options(on=ON, place="500230", rules=load_rules())
    profile = read_ledger(ledger, options).profile(0)
    lines = notice_lines(*cards_of(profile, Matcher(place="500230", on=ON)), who=f"甲（5002{'*' * 12}26）")
    assert re.sub(r"<[^>]*>|\n", "", sheets(out)[0]) == "".join("".join(line[1:]) for line in lines)


@pytest.mark.parametrize("arguments", [(), ("her.yaml",), ("her.yaml", "--ledger", "a.csv", "--place", "500230")])
def test_one_profile_with_its_place_or_a_ledger(arguments: tuple[str, ...], tmp_path: Path) -> None:
    done = invoke("notice", *arguments, "--out", tmp_path / "out.html")
    assert done.exit_code == 2
    assert "a notice is for one profile in one place, or for a ledger" in done.output


def test_nobody_may_have_anything() -> None:
    """A man, and a day before all documents: a sheet all the same."""
    for on in (ON, date(2015, 1, 1)):
        lines = list(notice_lines(*cards_of(Profile(sex="male"), Matcher(place="500230", on=on))))
        assert ("h2", "按已知情况，还没有可能符合的服务", "", "") in lines

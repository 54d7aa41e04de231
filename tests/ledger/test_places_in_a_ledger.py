"""A row's own place code wins over --place, where it is one."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from liushou import InputError, read_places
from liushou.ledger import summary

from .sheets import results_of, sheet_rows

TEXT = "姓名,区划代码,年龄\n甲,500230,40\n乙,220182102,40\n丙,,40\n丁,999999,40\n戊,530100000000,40\n"


def test_valid_codes_win_and_blank_ones_fall_back(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(TEXT, "utf-8")
    results = results_of(path, place="500101")
    assert results.places() == ["500230", "220182", "500101", "530100"]
    assert results.ledger.set_aside == {3: "这一行自己的区划代码读不出"}
    assert [(cell.row, cell.reason) for cell in results.ledger.unread] == [(5, "不是有效的行政区划代码")]
    assert set(summary(results)["places"]) == {"500230", "220182", "500101", "530100"}


def test_a_service_that_no_document_here_offers_is_not_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(TEXT, "utf-8")
    results = results_of(path, tmp_path / "out.xlsx", place="500101")
    header, *rows = sheet_rows(tmp_path / "out.xlsx", "逐项结果")
    partly = 0
    for service in results.services:
        offered = [service in results.matchers[code].applicable for code in results.places()]
        column = header.index(results.rules.services[service].title)
        assert [row[column] != "—" for row in rows] == offered
        assert sum(results.counts[service].values()) == sum(offered) > 0
        partly += sum(offered) < 5
    assert partly > 0


@pytest.mark.parametrize("codes", [("220171",), ("220181",), ("220181", "500230"), ("130171", "220171")])
def test_a_code_answered_under_another_is_in_the_workbook(tmp_path: Path, codes: tuple[str, ...]) -> None:
    """Statistics codes and ended ones: their place facts (两癌项目县) are asked under the place that answers."""
    path = tmp_path / "a.csv"
    rows = "".join(f"甲{number},{code},女,是\n" for number, code in enumerate(codes))
    path.write_text(f"姓名,区划代码,性别,在农村居住\n{rows}", "utf-8")
    # Before 民发〔2025〕7号, whose screening is by age alone.
    results = results_of(path, tmp_path / "out.xlsx", place=None, on=date(2021, 6, 30))
    assert len(results.ledger.kept) == len(codes)
    assert any("（本地共同）" in row for row in sheet_rows(tmp_path / "out.xlsx", "待补充事项"))


def test_without_place_rows_without_a_code_are_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(TEXT, "utf-8")
    results = results_of(path, place=None)
    assert [results.ledger.numbers[position] for position in results.ledger.set_aside] == [4, 5]


def test_without_place_and_column_there_is_no_answer(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("姓名,年龄\n甲,40\n", "utf-8")
    with pytest.raises(InputError, match="--place"):
        results_of(path, place=None)
    with pytest.raises(InputError, match="unknown place code"):
        results_of(path, place="999999")


def test_a_places_file_counts_for_rows_of_an_ended_code(tmp_path: Path) -> None:
    """九台市（220181） is answered under 220113, with the line that the file states for 220181."""
    path, file = tmp_path / "a.csv", tmp_path / "places.yaml"
    facts = "女,是,是,2,2000,是"
    rows = f"甲,220181,{facts}\n乙,220113,{facts}\n"
    path.write_text(
        f"姓名,区划代码,性别,在农村居住,丈夫外出务工,丈夫外出年限,家庭人均月收入,财产符合规定\n{rows}", "utf-8"
    )
    file.write_text('"220181": {parameters: {rural_dibao_line: 2100}}\n', "utf-8")
    results = results_of(path, place=None, places=read_places(file), check_all=True)
    assert results.answers("service:dibao") == [True, None]

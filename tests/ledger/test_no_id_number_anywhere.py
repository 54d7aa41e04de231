"""An ID number typed into any cell is masked in every output, unless --show-ids."""

from __future__ import annotations

from pathlib import Path

import pytest

from .sheets import results_of, sheet_rows, write_sheet

NUMBER = "500230197503080023"
FULL_WIDTH = "".join(chr(ord(digit) + 0xFEE0) for digit in NUMBER)
FORMS = [NUMBER, FULL_WIDTH, f"{NUMBER[:6]} {NUMBER[6:14]} {NUMBER[14:]}"]


def _all_text(path: Path) -> str:
    if path.suffix == ".csv":
        return path.read_text(encoding="utf-8-sig")
    sheets = ("结果总表", "一人一策", "待补充事项", "部门任务清单", "未采用行", "说明")
    return "\n".join(str(cell) for sheet in sheets for row in sheet_rows(path, sheet) for cell in row)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_in_a_name_an_address_or_a_telephone(tmp_path: Path, form: str, suffix: str) -> None:
    header = ["姓名", "性别", "家庭住址", "联系电话", "是否低保"]
    path = write_sheet(tmp_path / "a.xlsx", [header, [f"甲{form}", "女", f"一组{form}", form, form]])
    out = tmp_path / f"out{suffix}"
    results_of(path, out)
    text = _all_text(out)
    assert "甲" in text
    assert form not in text
    assert NUMBER not in text

"""A web page that a browser printed: its head and foot are left out, and offices of a signature stay apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from liushou.draft.files.readers.pdf import _page

from .notice import TEXT
from .reading import read


class Page:
    """A page as the library for PDF gives it."""

    def __init__(self, text: str) -> None:
        self.text = text

    def extract_text(self, **_: object) -> str:
        """The text of the page."""
        return self.text


def test_a_single_space_between_offices_is_kept() -> None:
    printed = "  陕西省民政厅 陕西省教育厅 陕西省妇女联合会"
    assert _page(Page(printed)).strip() == "陕西省民政厅 陕西省教育厅 陕西省妇女联合会"


def test_spaces_of_stretched_lines_are_not() -> None:
    assert _page(Page("云 岭 县 民 政 局 关 于 通 知")) == "云岭县民政局关于通知"


@pytest.mark.parametrize(
    "line",
    [
        "11/26/26, 7:57 PM陕西省民政厅 关于关爱服务的通知_政策文件",
        "2024/3/12 10:20　关于关爱服务的通知",
        "2024/3/12 上午10:20　某某县人民政府",
        "https://mzt.shaanxi.gov.cn/html/zcwj/202006/1.html 1/2",
        "file:///C:/notice.html 12/12",
    ],
)
def test_the_head_and_foot_of_a_browser_are_left_out(tmp_path: Path, line: str) -> None:
    assert line not in read(tmp_path, f"{line}\n{TEXT}").text


def test_hours_in_the_text_stay(tmp_path: Path) -> None:
    line = "2024/3/12 10:20至11:20开会。"
    assert line in read(tmp_path, f"{TEXT}\n{line}\n").text

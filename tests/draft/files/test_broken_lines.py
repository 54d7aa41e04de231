"""Lines that end where the page does are joined; lines of their own stay."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ...examples import examples
from .notice import TEXT
from .reading import notes, read
from .wrapping import PAGE_NUMBERS, on_pages, printed


@settings(max_examples=examples(2), suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    width=st.integers(18, 60),
    per_page=st.integers(12, 40),
    by_column=st.booleans(),
    blank=st.booleans(),
    number=st.sampled_from(PAGE_NUMBERS),
    indent=st.integers(0, 40),
)
def test_a_text_set_to_any_width_comes_back(
    tmp_path: Path, width: int, per_page: int, by_column: bool, blank: bool, number: str, indent: int
) -> None:
    lines = printed(TEXT, width, by_column=by_column)
    text = read(tmp_path, on_pages(lines, per_page, number, blank=blank, indent=indent))
    assert text.text == TEXT


@pytest.mark.parametrize("width", range(18, 61, 3))
@pytest.mark.parametrize("by_column", [True, False])
def test_without_indentation_empty_lines_tell_paragraphs_apart(tmp_path: Path, width: int, by_column: bool) -> None:
    lines = printed(TEXT, width, by_column=by_column, indent=False, blank=True)
    assert read(tmp_path, "\n".join(lines)).text == TEXT


@pytest.mark.parametrize("width", range(18, 61, 2))
def test_without_either_no_line_of_its_own_is_lost(tmp_path: Path, width: int) -> None:
    """Where a sentence ends with a full line nobody can tell; labels, headings, offices and the day stand alone."""
    text = read(tmp_path, "\n".join(printed(TEXT, width, by_column=False, indent=False))).text
    paragraphs = [line for line in TEXT.splitlines() if not line.startswith("对行动不便")]
    starts = [line[:6] for line in paragraphs]
    assert text.replace("\n", "") == TEXT.replace("\n", "")
    assert [start for start in starts if not any(line.startswith(start) for line in text.split("\n"))] == []


def test_it_is_noted(tmp_path: Path) -> None:
    text = read(tmp_path, on_pages(printed(TEXT, 28), 30, "— {} —"))
    assert notes(text)["page-numbers"].endswith("— 1 —／— 2 —")
    assert "lines of one paragraph joined" in notes(text)["lines-joined"]


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"云岭县第{number}中心敬老院管理委员会" for number in "一二三四五六七八九") + "\n",
        "\n".join(f"{number}　张三　女　四十岁　云岭县青石乡双河村" for number in range(1, 30)) + "\n",
        "第一章　总则\n第二章　社会救助的对象\n第三章　社会救助的程序\n第四章　法律责任\n第五章　附则\n",
    ],
)
def test_lists_of_short_lines_stay(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text).text == text


def test_numbers_of_rows_are_no_page_numbers(tmp_path: Path) -> None:
    text = TEXT + "".join(f"{number}\n云岭县青石乡\n" for number in range(1, 9))
    assert read(tmp_path, text).text == text


WORDS = [
    "分享交流",
    "阅读推广",
    "浏览查询",
    "打印登记",
    "来源核实",
    "编辑整理",
    "下载使用",
    "返回原籍",
    "审核确认",
    "作者权益",
    "扫一扫码",
    "首页公示",
    "抄送备案",
    "校对核实",
    "印发执行",
    "文件精神",
    "当前位置",
    "相关信息",
    "有效期内",
]


@pytest.mark.parametrize("width", range(18, 61, 6))
def test_no_line_of_running_text_is_taken_for_something_around_it(tmp_path: Path, width: int) -> None:
    clause = "（七）" + "".join(f"及时做好{word}工作，{word}要落实到人；" * 2 for word in WORDS) + "全面完成任务。"
    text = TEXT.replace("（六）", clause + "\n（六）")
    for by_column in (True, False):
        read_back = read(tmp_path, "\n".join(printed(text, width, by_column=by_column))).text
        assert read_back == text.rstrip("\n") + "\n" * read_back.endswith("\n")


def test_no_character_of_documents_and_laws_is_lost_at_any_width(tmp_path: Path, sources: Path) -> None:
    wrong = []
    for at, path in enumerate(sorted(sources.rglob("*.txt"))):
        text = path.read_text(encoding="utf-8")
        for width in range(18 + at % 5, 60, 9):
            lines = printed(text, width, by_column=bool(width % 2), indent=bool(at % 2))
            if "".join(read(tmp_path, "\n".join(lines)).text.split()) != "".join(text.split()):
                wrong.append((path.name, width))
    assert not wrong

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

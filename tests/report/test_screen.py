"""``liushou match`` at a glance: at most one screen a group, a line a service."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liushou import Match, Profile, match
from liushou.answer import STATUS_WORDS
from liushou.chinese import label_words
from liushou.report.screen import HEIGHT, WIDTH, brief, cut, width
from liushou.testing import left_behind, profiles

ON = date(2025, 6, 30)
YOUNG: dict[str, Any] = {**left_behind(ON), "husband_away_since": "2025-03-31", "birth_date": "1995-02-28"}


def groups(text: str) -> dict[str, list[str]]:
    """The lines of each group, its heading first."""
    blocks = [block.splitlines() for block in text.split("\n\n")]
    return {
        block[0].partition("（")[0]: block for block in blocks if block[0].partition("（")[0] in STATUS_WORDS.values()
    }


def held(answer: Match) -> None:
    shown = groups(brief(answer))
    assert list(shown) == list(STATUS_WORDS.values())
    for status, words in STATUS_WORDS.items():
        services = [service for service in answer.services if service.status == status]
        heading, *lines = shown[words]
        assert len(lines) < HEIGHT
        assert [line for line in lines if width(line) > WIDTH] == []
        assert heading == f"{words}（{len(services)} 项）"
        left_out = len(services) - len(lines)
        if left_out > 0:
            assert lines.pop() == f"……另有 {left_out + 1} 项，加 --full 看全部"
        for line, service in zip(lines, services, strict=False):
            citation = service.deciding[0].citation
            assert line.endswith(f"  {citation.number} {label_words(citation.clause)}")


@settings(max_examples=20)
@given(st.data(), st.sampled_from(("500230", "220182", "532601", "430000")))
def test_at_most_one_screen_a_group_and_a_line_a_service(data: st.DataObject, place: str) -> None:
    held(match(data.draw(profiles(on=ON, known=left_behind(ON), place=place)), place=place, on=ON))


@pytest.mark.parametrize("woman", [{}, {"sex": "male"}, YOUNG], ids=["nobody", "a man", "young"])
def test_whatever_is_known(woman: dict[str, Any]) -> None:
    held(match(woman, place="500230", on=ON))


def test_where_she_goes_and_what_shall_be_given_comes_first() -> None:
    text = brief(match({**left_behind(ON), "receives_dibao": True, "birth_date": "1980"}, place="500230", on=ON))
    lines = groups(text)["可能符合"][1:]
    assert lines[0].startswith(" 1. 最低生活保障  户籍所在地乡镇人民政府")
    assert any("丰都县卫生健康委员会  丰都民政发〔2021〕76号 二（一）" in line for line in lines)


def test_from_which_day_time_alone_opens_a_service() -> None:
    text = brief(match(YOUNG, place="500230", on=ON))
    assert "  2030年2月28日起：“两癌”免费筛查\n" in text
    later = text.partition("时间一到可能符合（其他情况不变）\n")[2].partition("\n\n")[0]
    assert later.startswith("  2025年9月30日起：")
    assert [line for line in later.splitlines() if width(line) > WIDTH] == []
    assert "时间一到" not in brief(match(Profile(sex="male"), place="500230", on=ON))


@given(st.text(), st.integers(2, 90))
def test_what_is_cut_fits_and_says_so(text: str, columns: int) -> None:
    shown = cut(text, columns)
    assert width(shown) <= columns
    assert shown == text or (shown.endswith("…") and text.startswith(shown[:-1]))

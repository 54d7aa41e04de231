"""Sentences and 分句 are cut where Chinese official prose ends them, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liushou.texts.prose import has_words, sentences


def cut(text: str) -> list[list[str]]:
    return [[piece.text for piece in sentence.pieces] for sentence in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲，乙。丙；丁。", [["甲", "乙"], ["丙"], ["丁"]]),
        ("明确提出“健全体系。”习近平总书记强调，要抓紧。", [["明确提出“健全体系。”习近平总书记强调", "要抓紧"]]),
        ("发扬“吃苦耐劳，自强不息”的传统，向前。", [["发扬“吃苦耐劳，自强不息”的传统", "向前"]]),
        ("各区县（自治县，不含市）要落实；抓紧。", [["各区县（自治县，不含市）要落实"], ["抓紧"]]),
        ("《甲；乙》丙。", [["《甲；乙》丙"]]),
        ("甲\n乙。", [["甲"], ["乙"]]),
        ("没有关上的“引号。也要切，开。", [["没有关上的“引号"], ["也要切", "开"]]),
        ("多出来的”引号。甲。", [["多出来的”引号"], ["甲"]]),
        ("共1,000元，乙。", [["共1,000元", "乙"]]),
        ("主要包括：甲、乙，丙。", [["主要包括：甲、乙", "丙"]]),
        ("。；\n—— ", []),
        ("", []),
    ],
)
def test_cutting(text: str, expected: list[list[str]]) -> None:
    assert cut(text) == expected


@given(st.text(alphabet="甲乙，。；“”（）《》 \n1,", max_size=60))
def test_no_word_is_lost(text: str) -> None:
    kept = [False] * len(text)
    for sentence in sentences(text):
        assert has_words(sentence.text)
        for piece in sentence.pieces:
            for at in range(piece.start, piece.end):
                assert not kept[at]
                kept[at] = True
    assert not has_words("".join(character for character, seen in zip(text, kept, strict=True) if not seen))

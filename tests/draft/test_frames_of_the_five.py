"""The frame of each encoded document, read from its text without the document itself, is what a person wrote."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from benchmarks.draft import texts, without
from benchmarks.draft_scores import score_frame

from liushou import Rules
from liushou.draft.frame import frame_of


@pytest.mark.parametrize("name", ["chongqing", "fengdu", "jilin", "yunnan", "national_2025"])
def test_the_frame_is_right(name: str, rules: Rules, sources: Path) -> None:
    source = texts(rules, sources)[name]
    frame = frame_of(source.text, source.file, without(rules, frozenset({name})), today=date(2026, 1, 1))
    score = score_frame(rules.policies[name], frame)
    wrong = {key: value for key, value in score.items() if value is not True and not _whole(value)}
    assert not wrong


def _whole(value: object) -> bool:
    return isinstance(value, tuple) and value[0] == value[1]

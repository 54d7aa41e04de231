"""A draft of any length is quick, and the same text gives the same draft."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest

from .drafts import RULES, drafted, notice

PARTS = {
    "items of a list": "为农村留守妇女提供心理辅导和就业帮扶、" * 2000,
    "commas": "为农村留守妇女，" * 2000,
    "bodies": "发挥村民委员会作用，" * 2000,
    "quotation marks": "“" * 2000 + "建立" * 2000,
    "conditions": f"为{'残疾、' * 3000}农村留守妇女提供心理辅导",
}


@pytest.mark.parametrize("kind", PARTS)
def test_a_long_sentence_does_not_take_long(kind: str) -> None:
    notice("提供心理辅导")
    before = process_time()
    notice(PARTS[kind])
    assert process_time() - before < 5


def test_the_same_text_gives_the_same_proposals(sources: Path) -> None:
    assert drafted(sources, "jilin") == drafted(sources, "jilin")


def test_labels_of_items_are_no_part_of_a_quote() -> None:
    text = "一是加大对农村留守妇女的法律援助；（2）为农村留守妇女提供心理辅导"
    quotes = [each.measure.quote for each in notice(text, rules=RULES).measures]
    assert quotes == ["加大对农村留守妇女的法律援助", "为农村留守妇女提供心理辅导"]

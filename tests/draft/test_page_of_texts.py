"""Of real texts, too, every character is on the page, whatever is proposed, and every link leads somewhere."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from liushou import Rules
from liushou.draft import Proposals
from liushou.draft.frame import frame_of
from liushou.draft.page import render_page

from ..report.pageparts import tree
from .test_page import by_id, printed


@pytest.mark.parametrize("name", ["fengdu", "yunnan", "others/left_behind_children_2016", "laws/legal_aid_law"])
def test_a_real_text_is_whole(rules: Rules, sources: Path, name: str) -> None:
    text = (sources / f"{name}.txt").read_text("utf-8")
    frame = frame_of(text, name, rules, today=date(2026, 1, 1))
    page = tree(render_page(frame, Proposals(measures=(), context=()), {}, rules=rules))
    assert re.sub(r"\s", "", printed(by_id(page, "text"))) == re.sub(r"\s", "", text)
    ids = [node.attributes["id"] for node in page.walk() if "id" in node.attributes]
    assert len(ids) == len(set(ids))
    assert {link.attributes["href"][1:] for link in page.tags("a")} <= set(ids)

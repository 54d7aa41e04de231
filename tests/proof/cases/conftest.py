"""Files of cases, made on the spot."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from liushou.proof.cases import CaseFile, read_cases

HEAD = 'place: "500000"\non: 2025-06-30\npolicy: chongqing\n'
WOMAN = (
    "base: {sex: female, lives_in_village: yes, husband_away_for_work: yes, husband_outside_county: yes, "
    "husband_away_since: 2024-01-01}\n"
)

Made = Callable[..., CaseFile]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """``made(cases, head=…)`` reads a file with these lines under its head."""

    def make(text: str, head: str = HEAD + WOMAN) -> CaseFile:
        path = tmp_path / "some.cases.yaml"
        path.write_text(head + text, encoding="utf-8")
        return read_cases(path)

    return make

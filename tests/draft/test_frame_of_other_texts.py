"""Texts in the manner of real ones, each with what a reader says of it in the YAML beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

import yaml
from liushou import Rules
from liushou.draft.frame import frame_of

from .expected import summary
from .whole import TODAY, findings, loaded

TEXTS = sorted((Path(__file__).parent / "texts").glob("*.txt"))


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_the_frame_is_what_a_reader_says(rules: Rules, path: Path) -> None:
    frame = frame_of(path.read_text(encoding="utf-8"), path.name, rules, today=TODAY)
    assert summary(frame) == yaml.safe_load(path.with_suffix(".yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_the_document_loads_and_verifies(rules: Rules, path: Path, tmp_path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    _, policy = loaded(frame_of(text, path.name, rules, today=TODAY), tmp_path / "own")
    assert [finding.format("zh") for finding in findings(policy, text)] == []

"""The frame of made-up notices, in all forms of numbering, heading, closing, head and foot."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

from liushou import Rules
from liushou.draft.frame import frame_of
from liushou.draft.model import Frame

from .invented import Notice, notice

SEEDS = Random(2025).sample(range(100_000), 60)


@pytest.mark.parametrize("part", range(4))
def test_the_frame_of_made_up_notices(rules: Rules, part: int) -> None:
    complaints = [line for seed in SEEDS[part::4] for line in wrong(seed, rules)]
    assert not complaints, "\n".join(complaints)


@pytest.mark.nightly
@pytest.mark.parametrize("part", range(10))
def test_the_frame_of_many_made_up_notices(rules: Rules, part: int) -> None:
    complaints = [line for seed in range(part, 1500, 10) for line in wrong(seed, rules)]
    assert not complaints, "\n".join(complaints)


def wrong(seed: int, rules: Rules) -> list[str]:
    """What is wrong in the frame of the notice of a seed."""
    right = notice(seed)
    frame = frame_of(right.text, "notice.txt", rules, today=date(2026, 1, 1))
    lines = [*_header(frame, right), *_clauses(frame, right)]
    return [f"seed {seed}: {line}" for line in lines]


def _header(frame: Frame, right: Notice) -> list[str]:
    lines = []
    for key in ("number", "title", "issued", "place", "issuers"):
        printed, proposed = getattr(right, key), getattr(frame, key)
        if printed is not None and printed != proposed:
            lines.append(f"{key} {proposed!r}, printed {printed!r}")
        if printed is None and key not in frame.not_printed:
            lines.append(f"{key} is not printed, and nothing says so")
    return lines


def _clauses(frame: Frame, right: Notice) -> list[str]:
    parts = {part.at: part for part in frame.source.clauses}
    proposed = {clause.at: clause for clause in frame.clauses}
    lines = []
    for clause in right.clauses:
        holding = [at for at, part in parts.items() if part.start <= clause.start < part.end]
        if len(holding) != 1 or holding[0] not in proposed:
            lines.append(f"{clause.at}: its words lie in {holding}")
            continue
        mine = proposed[holding[0]]
        if clause.at is not None and mine.at != clause.at:
            lines.append(f"{clause.at} is called {mine.at}")
        if mine.heading != clause.heading:
            lines.append(f"{mine.at}: heading {mine.heading!r}, printed {clause.heading!r}")
        if mine.agencies != clause.agencies:
            lines.append(f"{mine.at}: {mine.agencies}, printed {clause.agencies}")
        if parts[mine.at].body.strip() != clause.body.strip():
            lines.append(f"{mine.at}: body {parts[mine.at].body!r}")
    return lines

"""The outputs are those recorded. On a change that is meant: ``make golden``, and say in the changelog what changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from .differences import differences
from .outputs import output, outputs
from .record import recorded

OF_THE_TEXTS = ("coverage", "verify")
MOST_SHOWN = 25


@pytest.fixture(scope="module")
def record() -> dict[str, Any]:
    return recorded()


def test_everything_is_recorded(record: dict[str, Any]) -> None:
    assert set(record) == {*outputs(None), *OF_THE_TEXTS}


@pytest.mark.parametrize("name", outputs(None))
def test_the_output_is_the_recorded_one(name: str, record: dict[str, Any]) -> None:
    _compare(name, record[name], output(name, None))


@pytest.mark.parametrize("name", OF_THE_TEXTS)
def test_the_output_on_the_texts_is_the_recorded_one(name: str, record: dict[str, Any], sources: Path) -> None:
    _compare(name, record[name], output(name, sources))


def _compare(name: str, before: Any, after: Any) -> None:
    lines = differences(before, after, name)
    shown = [*lines[:MOST_SHOWN], *([f"… and {len(lines) - MOST_SHOWN} more"] if len(lines) > MOST_SHOWN else [])]
    if lines:
        pytest.fail("\n".join(shown), pytrace=False)


def test_a_difference_is_told_in_words() -> None:
    ground = {"policy": "fengdu", "status": "eligible", "citation": {"clause": "二（一）"}}
    before = {"services": [{"id": "dibao", "grounds": [ground]}], "notes": []}
    after = {"services": [{"id": "dibao", "grounds": [{**ground, "status": "ineligible"}]}], "notes": ["x"]}
    assert differences(before, after, "match fengdu") == [
        "match fengdu / services / dibao / grounds / fengdu 二（一） / status: 'eligible' before, 'ineligible' now",
        "match fengdu / notes: @@ -0,0 +1 @@",
        "match fengdu / notes: +x",
    ]

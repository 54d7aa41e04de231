"""``check_laws``: what holds for every document, and how a broken law is told."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from liushou import InputError, load_rules
from liushou.match import Matcher
from liushou.testing import PROPERTIES, check_laws

ON = date(2025, 6, 30)


def _edit(own: Path, old: str, new: str) -> Path:
    file = own / "policies" / "village.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    return own / "policies"


def test_a_folder_of_ones_own_keeps_the_laws(own: Path) -> None:
    check_laws(own / "policies", on=ON, max_examples=30)


def test_a_shipped_document_by_its_id_its_file_and_itself() -> None:
    fengdu = load_rules().policies["fengdu"]
    laws = ["deterministic", "knowledge", "saved", "readings", "open", "blocked"]
    for given in ("fengdu", Path(fengdu.file), fengdu):
        check_laws(given, on=ON, only=laws, max_examples=5)


def test_knowledge_that_turns_an_answer_is_told_with_both_women(own: Path) -> None:
    # His years away alone: once the day of leaving is given, they are not applicable.
    folder = _edit(own, "    - husband_away_half_year", "    - husband_away_years >= 1")
    with pytest.raises(AssertionError) as raised:
        check_laws(folder, on=ON)
    text = str(raised.value)
    assert "law broken: knowledge: adding knowledge never turns an answer that was definite" in text
    assert "document: village 青民发〔2024〕3号" in text
    assert "clause: 一“丈夫外出务工半年以上、留在农村的妇女”" in text
    assert "person: {husband_away_since: " in text
    assert "and with more known: {" in text
    assert "answer: definition no → yes" in text


def test_a_promise_that_nobody_can_get_is_told(own: Path) -> None:
    pytest.importorskip("z3")
    folder = _edit(own, "when: [age between 40 and 59]", "when: [age < 40, age > 59]")
    with pytest.raises(AssertionError, match="reachable") as raised:
        check_laws(folder, on=ON, max_examples=5)
    assert "二（一）“为40至59周岁的农村留守妇女免费筛查”" in str(raised.value)


def test_hardship_that_loses_a_service_is_told_and_can_be_let_be(own: Path) -> None:
    pytest.importorskip("z3")
    folder = _edit(own, "- any: [water_is_far, disabled]", "- not: disabled")
    with pytest.raises(AssertionError, match="more-hardship") as raised:
        check_laws(folder, on=ON, max_examples=5)
    assert "and with more hardship: {" in str(raised.value)
    check_laws(folder, on=ON, max_examples=5, skip=["more-hardship"])


def test_an_answer_that_changes_by_itself_is_caught(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    match = Matcher.match

    def fickle(self: Matcher, profile: Any) -> Any:
        answer = match(self, profile)
        return replace(answer, notes=(str(random.random()),))

    monkeypatch.setattr(Matcher, "match", fickle)
    with pytest.raises(AssertionError, match="law broken: deterministic"):
        check_laws(own / "policies", on=ON, only=["deterministic"], max_examples=5)


def test_a_quick_reading_that_differs_is_caught(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Matcher, "statuses", lambda self, profile: dict.fromkeys(self.services, "eligible"))
    with pytest.raises(AssertionError, match="law broken: readings") as raised:
        check_laws(own / "policies", on=ON, only=["readings"], max_examples=5)
    assert "eligible, not undetermined" in str(raised.value)
    # Hypothesis shrinks to the woman of whom least is known.
    assert "person: {}" in str(raised.value)


@pytest.mark.parametrize(("law", "field", "value"), [("open", "missing", ()), ("blocked", "blocked_by", ())])
def test_an_answer_without_its_reason_is_caught(
    law: str, field: str, value: object, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    match = Matcher.match

    def silent(self: Matcher, profile: Any) -> Any:
        answer = match(self, profile)
        services = [
            replace(one, grounds=tuple(replace(ground, **{field: value}) for ground in one.grounds))
            for one in answer.services
        ]
        return replace(answer, services=tuple(services))

    monkeypatch.setattr(Matcher, "match", silent)
    with pytest.raises(AssertionError, match=f"law broken: {law}"):
        check_laws(own / "policies", on=ON, only=[law], max_examples=50)


def test_the_laws_have_names_and_say_something() -> None:
    assert list(PROPERTIES) == [
        "deterministic", "knowledge", "saved", "readings", "open", "blocked", "reachable", "more-hardship",
    ]  # fmt: skip
    assert all(PROPERTIES.values())


def test_a_file_that_does_not_load_says_where(own: Path) -> None:
    folder = _edit(own, "force: shall", "force: should")
    with pytest.raises(InputError, match=r"village\.yaml:22:\d+"):
        check_laws(folder)

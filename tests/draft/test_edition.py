"""A new edition keeps what is printed as it was, moves what was reworded, and says what is new and what is gone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from liushou import Rules
from liushou.compare import read_side
from liushou.draft import Draft, PrintedText, draft
from liushou.texts import Source, find_texts, parse_source

from .making import TODAY, proved

OLD = "fengdu"
#: The words of the older text, and those of the new one.
REWORDED = (
    "多渠道保障脱贫残疾留守妇女和边缘易致贫留守妇女的基本生活",
    "多渠道保障低收入残疾留守妇女和边缘易致贫留守妇女的基本生活",
)
GONE = "失能老年农村留守妇女优先入住公办养老服务机构"
NEW = "为有需求的残疾农村留守妇女免费提供辅助器具"


@pytest.fixture(scope="module")
def old_source(rules: Rules, sources: Path) -> Source:
    source = find_texts(sources, [rules.policies[OLD]])[OLD].source
    assert source is not None
    return source


def changed(text: str) -> str:
    text = text.replace(*REWORDED).replace("丰都民政发〔2021〕76号", "丰都民政发〔2026〕3号")
    text = text.replace("2021年10月14日", "2026年3月1日")
    before = next(mark + GONE for mark in "，；。" if mark + GONE in text)
    return text.replace(before, "").replace("加强社会救助，", f"{NEW}。加强社会救助，", 1)


def edition(rules: Rules, text: str, old_source: Source | None = None) -> Draft:
    side = read_side(OLD, on=TODAY)
    return draft(PrintedText(file="new.txt", text=text), rules, today=TODAY, old=side, old_source=old_source)


def test_a_text_that_did_not_change_is_the_document_that_it_was(rules: Rules, old_source: Source) -> None:
    made, old = edition(rules, old_source.text, old_source), rules.policies[OLD]
    assert made.edition is not None
    assert {sentence.change for sentence in made.edition.sentences} == {"unchanged"}
    assert made.edition.rules == ()
    assert set(made.measure_counts.items()) == {("sure", len(list(old.measures()))), ("check", 0), ("open", 0)}
    written = [replace(measure, location=None) for _, measure in made.policy.measures()]
    assert written == [replace(measure, location=None) for _, measure in old.measures()]
    assert made.policy.definition == old.definition


@pytest.mark.parametrize("with_text", [True, False])
def test_what_changed_is_said_sentence_by_sentence(rules: Rules, old_source: Source, with_text: bool) -> None:
    made = edition(rules, changed(old_source.text), old_source if with_text else None)
    assert made.edition is not None
    assert made.policy.number == "丰都民政发〔2026〕3号"
    assert made.policy.issued == date(2026, 3, 1)
    assert made.edition.number == "丰都民政发〔2021〕76号"
    by_change = {
        change: [sentence for sentence in made.edition.sentences if sentence.change == change]
        for change in ("reworded", "new", "gone")
    }
    assert any("改了：「脱贫」→「低收入」" in sentence.effects for sentence in by_change["reworded"])
    assert any(NEW in made.text[sentence.start : sentence.end] for sentence in by_change["new"])
    assert any(effect.startswith("不再有：") for sentence in by_change["gone"] for effect in sentence.effects)
    findings, coverage = proved(made, made.frame.source)
    assert [finding.format() for finding in findings] == []
    assert (coverage.untouched, coverage.sentences["nobody"]) == ((), 0)


def test_a_reworded_quote_keeps_its_measure_to_be_checked(rules: Rules, old_source: Source) -> None:
    made = edition(rules, changed(old_source.text))
    path, measure = next(
        (("clauses", number, "measures", position), measure)
        for number, clause in enumerate(made.policy.clauses)
        for position, measure in enumerate(clause.measures)
        if measure.quote == REWORDED[1]
    )
    old = next(measure for _, measure in rules.policies[OLD].measures() if measure.quote == REWORDED[0])
    assert (measure.service, measure.force, measure.condition) == (old.service, old.force, old.condition)
    judgement = made.judgements[path]
    assert judgement.certainty == "check"
    assert "改了：「脱贫」→「低收入」" in judgement.speaks_against
    unchanged = [each for key, each in made.judgements.items() if key[2:3] == ("measures",) and key != path]
    assert [each for each in unchanged if f"{rules.policies[OLD].number}" in "".join(each.speaks_for)]


def test_what_that_does_to_the_rules_is_what_diff_says(rules: Rules, old_source: Source) -> None:
    made = edition(rules, changed(old_source.text))
    assert made.edition is not None
    titles = {change.title: change for change in made.edition.rules}
    gone = rules.services["elderly_care_priority"].title
    assert "没有这一项" in titles[gone].sentence


def test_clauses_in_another_order_keep_their_measures(rules: Rules, old_source: Source) -> None:
    """A quote is found wherever it stands now."""
    parts = {part.at: part.text for part in old_source.clauses}
    first, second = parts["二（二）"], parts["二（三）"]
    text = old_source.text.replace(
        first + second, second.replace("（三）", "（二）", 1) + first.replace("（二）", "（三）", 1)
    )
    assert parse_source(text).clause("二（三）") is not None
    made = edition(rules, text)
    assert made.measure_counts["sure"] == len(list(rules.policies[OLD].measures()))

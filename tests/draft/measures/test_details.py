"""Needs, residuals, open words, dated goals and offices are read from the words of the quote."""

from __future__ import annotations

from datetime import date

import pytest

from liushou.documents import Measure
from liushou.texts import Lexicon

from .drafts import DOCUMENTS, RULES, drafted, notice


def only(text: str) -> Measure:
    (proposal,) = notice(text).measures
    return proposal.measure


def test_a_need_is_of_the_service() -> None:
    both = notice("为有需要的农村留守妇女开展纠纷化解、法律援助等服务").measures
    assert {each.measure.service: each.measure.need for each in both} == {
        "dispute_mediation": "in_dispute",
        "legal_aid": "needs_legal_aid",
    }


def test_residuals_are_as_printed() -> None:
    assert only("对符合规定自主创业的农村留守妇女，按规定给予小额贷款贴息").residual == ("符合规定", "按规定")


def test_open_words_have_a_reading() -> None:
    assert "“等专业服务”" in (only("为农村留守妇女提供心理辅导等专业服务").reading or "")


@pytest.mark.parametrize(
    ("when", "day"), [("2027年底前", date(2027, 12, 31)), ("到2028年", None), ("2026年6月底前", date(2026, 6, 30))]
)
def test_a_dated_goal_has_its_last_day(when: str, day: date | None) -> None:
    assert only(f"{when}，为全部农村留守妇女建立信息台账").until == day


def test_the_office_is_the_one_of_the_field() -> None:
    assert only("为农村留守妇女建立信息台账").contact == "省民政厅"
    assert only("组织开展家庭教育亲子实践活动").contact == "省妇联"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_force_is_that_of_the_governing_verb(sources: object, name: str) -> None:
    _, proposals = drafted(sources, name)  # type: ignore[arg-type]
    lexicon = Lexicon(RULES.words)
    verbs = ((each.measure.force, lexicon.governing(each.measure.quote)) for each in proposals.measures)
    assert [(force, verb) for force, verb in verbs if verb is not None and verb[1] != force] == []


@pytest.mark.parametrize(
    ("before", "bodies"),
    [
        ("由乡镇人民政府统筹、村民委员会协助实施，", ("乡镇人民政府统筹", "村民委员会协助实施")),
        ("县级民政部门牵头，", ("县级民政部门牵头",)),
        ("", ()),
    ],
)
def test_bodies_that_do_a_part_of_it_carry_it_out(before: str, bodies: tuple[str, ...]) -> None:
    """吉民发〔2020〕28号 三（二十三）：“由乡镇（街道）党委和政府统筹…村民委员会协助实施”。"""
    registered = notice(f"{before}对农村留守妇女进行摸底排查，建立农村留守妇女信息台账").measures[-1]
    assert registered.measure.service == "ledger_registration"
    assert registered.measure.carried_out_by == bodies


@pytest.mark.parametrize("word", ["老年", "贫困", "残疾"])
def test_a_printed_word_that_a_concept_reads_has_its_reading(word: str) -> None:
    concepts = {"老年": "elderly", "贫困": "poor"}
    registered = RULES.concepts[concepts[word]].reading if word in concepts else None
    assert only(f"为{word}农村留守妇女提供健康服务").reading == (registered and registered.rstrip("。"))

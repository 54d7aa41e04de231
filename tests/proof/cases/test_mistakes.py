"""Every mistake in a file of cases is told at its line, with what was expected."""

from __future__ import annotations

import pytest

from liushou import InputError

from .conftest import HEAD, Made

CASE = "cases:\n  - {name: a, profile: {}, expect: {dibao: eligible}}\n"


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("cases:\n  - {name: a, expct: {}}\n", 6, "did you mean: expect"),
        ("cases:\n  - {name: a, profile: {}}\n", 6, "checks nothing"),
        ("cases:\n  - {profile: {}, expect: {dibao: eligible}}\n", 6, "missing key `name`"),
        ("cases:\n  - just text\n", 6, "this entry is text (`just text`)"),
        ("cases: {name: a}\n", 5, "`cases` is a mapping"),
        ("cases: []\n", 1, "holds no case"),
        ("cases:\n  - {name: a, expect: {dibo: eligible}}\n", 6, "did you mean: dibao"),
        ("cases:\n  - {name: a, expect: [dibao]}\n", 6, "`expect` is a list"),
        ("cases:\n  - {name: a, expect: {dibao: maybe}}\n", 6, "`maybe` is not a value of `status`"),
        ("cases:\n  - {name: a, expect: {dibao: {state: eligible}}}\n", 6, "did you mean: status"),
        ("cases:\n  - {name: a, expect: {dibao: {force: shal}}}\n", 6, "did you mean: shall"),
        ("cases:\n  - {name: a, expect: {dibao: {need: perhaps}}}\n", 6, "`perhaps` is not a value of `need`"),
        ("cases:\n  - {name: a, expect: {dibao: {missing: [incom]}}}\n", 6, "unknown fact `incom`"),
        (
            "cases:\n  - {name: a, expect: {dibao: {clause: 二（二）}}}\n",
            6,
            "chongqing has no measure for dibao in 二（二）",
        ),
        ("cases:\n  - {name: a, clause: 二（七）, expect: {dibao: eligible}}\n", 6, "unknown clause `二（七）`"),
        (
            "cases:\n  - {name: a, expect: {dibao: {quote: 临时补助}}}\n",
            6,
            "no measure for dibao that quotes “临时补助”",
        ),
        ("cases:\n  - {name: a, expect: {poverty_registration: eligible}}\n", 6, "chongqing has no measure"),
        ("cases:\n  - {name: a, clause: 前言, definition: yes}\n", 6, "the definition of chongqing is in 一"),
        ("cases:\n  - {name: a, definition: maybe}\n", 6, "`maybe` is not a value of `definition`"),
        ("cases:\n  - {name: a, profile: {disabeld: yes}, expect: {dibao: eligible}}\n", 6, "did you mean: disabled"),
        ("cases:\n  - {name: a, profile: {disability_grade: 9}, expect: {dibao: eligible}}\n", 6, "out of range"),
        ("cases:\n  - {name: a, profile: {unsure: [incme]}, expect: {dibao: eligible}}\n", 6, "unknown fact `incme`"),
        ("cases:\n  - {name: a, profile: [], expect: {dibao: eligible}}\n", 6, "`profile` is a list"),
        (
            "cases:\n  - {name: a, profile: {disabled: no, disability_grade: 1}, expect: {dibao: eligible}}\n",
            6,
            "contradict each other",
        ),
        ("cases:\n  - {name: a, profile: {birth_date: 2026-01-01}, expect: {dibao: eligible}}\n", 6, "is after on"),
        ('cases:\n  - {name: a, place: "999999", expect: {dibao: eligible}}\n', 6, "unknown place code"),
        ("cases:\n  - {name: a, on: 2025-02-30, expect: {dibao: eligible}}\n", 6, "no such day"),
        (CASE + "  - {name: a, expect: {dibao: eligible}}\n", 7, "is already defined on line 6"),
        ("clauses:\n  - {at: 二（一）}\n" + CASE, 6, "checks nothing"),
        ("clauses:\n  - {at: 二（九）, joint: [市妇联]}\n" + CASE, 6, "unknown clause `二（九）`"),
        ("clauses:\n  - {joint: [市妇联]}\n" + CASE, 6, "missing key `at`"),
        ("clauses:\n  - {at: 二（一）, force: {给予补助: must}}\n" + CASE, 6, "`must` is not a value of `force`"),
        ("explained: [a]\n" + CASE, 5, "`explained` is a list"),
        ("explained: {a: }\n" + CASE, 5, "`a` is empty"),
        (CASE + "polices: x\n", 7, "did you mean: policies"),
    ],
)
def test_it_is_told_at_its_line(made: Made, text: str, line: int, says: str) -> None:
    with pytest.raises(InputError) as raised:
        made(text)
    found = [problem for problem in raised.value.problems if says in problem.format()]
    assert found, str(raised.value)
    assert found[0].location is not None
    assert found[0].location.line == line


@pytest.mark.parametrize(
    ("head", "says"),
    [
        ("on: 2025-06-30\npolicy: chongqing\n", "no `place` for this case"),
        ('place: "500000"\npolicy: chongqing\n', "no `on` for this case"),
        (HEAD + "policies: nowhere\n", "nowhere is not a directory"),
        (HEAD + "places: nowhere.yaml\n", "cannot read"),
        (HEAD + "base: 3\n", "`base` is a number (3)"),
        (HEAD.replace("chongqing", "chongqin"), "did you mean: chongqing"),
        ("- a list\n", "holds no case"),
    ],
)
def test_mistakes_of_the_header(made: Made, head: str, says: str) -> None:
    with pytest.raises(InputError) as raised:
        made("" if head.startswith("-") else CASE, head=head)
    assert says in str(raised.value)


def test_all_mistakes_are_told_at_once(made: Made) -> None:
    with pytest.raises(InputError) as raised:
        made(
            "cases:\n  - {name: a, expect: {dibo: eligible}}\n  - {name: b, profile: {sx: female}, expect: {dibao: yes}}\n"
        )
    assert len(raised.value.problems) == 3


def test_without_a_document_clause_rows_have_nothing_to_speak_of(made: Made) -> None:
    with pytest.raises(InputError, match="`clauses` needs a document"):
        made("clauses:\n  - {at: 二（一）, joint: [市妇联]}\n", head='place: "500000"\non: 2025-06-30\n')


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("cases:\n  - {name: a, profile: {}}\n", "这一项什么也没有检验"),
        ("cases:\n  - {name: a, expect: {poverty_registration: eligible}}\n", "没有 poverty_registration 的措施"),
        ("cases:\n  - {name: a, clause: 前言, definition: yes}\n", "chongqing 的定义在 一"),
    ],
)
def test_mistakes_in_chinese(made: Made, text: str, says: str) -> None:
    with pytest.raises(InputError) as raised:
        made(text)
    [problem] = raised.value.problems
    assert says in problem.format(lang="zh")

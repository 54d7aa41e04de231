"""A text is taken apart by its own labels, and nothing of it is lost."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liushou import Rules
from liushou.texts.source import parse_source

from .helpers import DOCUMENTS, INVENTED, text_of

ANNEX = (
    INVENTED
    + "附件\n某事任务分工\n一、将符合条件的家庭纳入救助范围。（省民政厅负责）\n二、提供服务。（省财政厅负责）\n"
)
LINES = st.sampled_from(
    [
        *INVENTED.splitlines(),
        "",
        "　　缩进的一段。",
        "附件",
        "附件：清单",
        "一、甲",
        "（一）",
        "第一条 为了某事",
        "第一章 总则",
        "“没有关上",
        "（没有关上",
    ]
)


def labels(text: str) -> list[str]:
    return [clause.at for clause in parse_source(text).clauses]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_character_lies_in_exactly_one_part(rules: Rules, sources: Path, name: str) -> None:
    source = text_of(rules, sources, name)
    assert "".join(clause.text for clause in source.clauses) == source.text
    assert [clause.start for clause in source.clauses[1:]] == [clause.end for clause in source.clauses[:-1]]


@given(st.lists(LINES, max_size=30), st.sampled_from(["\n", "\r\n", "\r"]))
def test_any_text_is_tiled(lines: list[str], end: str) -> None:
    text = end.join(lines)
    source = parse_source(text)
    assert "".join(clause.text for clause in source.clauses) == text
    for clause in source.clauses:
        assert clause.body in clause.text
        assert text[clause.body_start : clause.body_start + len(clause.body)] == clause.body
        for sentence in clause.sentences:
            assert text[sentence.start : sentence.end] == sentence.text
            assert sentence.text in clause.body
            for piece in sentence.pieces:
                assert text[piece.start : piece.end] == piece.text
                assert sentence.start <= piece.start < piece.end <= sentence.end


@pytest.mark.parametrize("line", ["（甲局{}乙负责）", "（甲局负责）{}完", "附件{}某表", "附{}甲", "（负责{}。）。{}完"])
def test_long_white_space_is_read_as_fast_as_words(line: str) -> None:
    """With patterns that try each blank anew, these texts would take hours."""
    text = INVENTED.replace("各市要认真落实本意见。", line.replace("{}", " " * 20_000))
    assert "".join(clause.text for clause in parse_source(text).clauses) == text


@given(st.text(max_size=200))
def test_no_text_breaks_the_parser(text: str) -> None:
    assert "".join(clause.text for clause in parse_source(text).clauses) == text


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_labels_are_those_of_the_file_in_order(rules: Rules, sources: Path, name: str) -> None:
    policy = rules.policies[name]
    own = [clause.at for clause in policy.clauses] + [item.at for item in policy.annex]
    assert [clause.at for clause in text_of(rules, sources, name).clauses] == own


@pytest.mark.parametrize(
    ("name", "numbered", "annex"),
    [("chongqing", 12, 0), ("fengdu", 12, 0), ("jilin", 23, 0), ("yunnan", 17, 22), ("national_2025", 9, 0)],
)
def test_numbered_clauses_are_counted(rules: Rules, sources: Path, name: str, numbered: int, annex: int) -> None:
    kinds = [clause.kind for clause in text_of(rules, sources, name).clauses]
    assert (kinds.count("numbered"), kinds.count("annex")) == (numbered, annex)


def test_head_and_foot() -> None:
    source = parse_source(INVENTED)
    assert source.number is not None
    assert source.number.text == "甲民发〔2022〕5号"
    assert [line.text for line in source.titles] == ["关于做好某事的实施意见"]
    assert [line.text for line in source.issuers] == ["甲省民政厅", "甲省财政厅"]
    assert source.issued == date(2022, 3, 9)
    assert source.problems == ()


def test_parts_of_the_invented_text() -> None:
    source = parse_source(INVENTED)
    assert [(clause.at, clause.kind, clause.heading) for clause in source.clauses] == [
        ("前言", "outside", None),
        ("一", "outside", "总体要求"),
        ("二（一）", "numbered", "加强救助"),
        ("二（二）", "numbered", "加强服务"),
        ("三（三）", "numbered", "加强领导"),
        ("结尾", "outside", None),
    ]
    clause = source.clause("二（一）")
    assert clause is not None
    assert clause.above == "二、主要措施\n"
    assert clause.body == "将符合条件的家庭纳入救助范围，做到应救尽救。"


def test_an_annex_is_a_part_of_its_own() -> None:
    source = parse_source(ANNEX)
    assert [clause.at for clause in source.clauses][-3:] == ["结尾", "附件 一", "附件 二"]
    first = source.clause("附件 一")
    assert first is not None
    assert first.above == "附件\n某事任务分工\n"
    assert first.body == "将符合条件的家庭纳入救助范围。"
    assert first.agencies.sole == ("省民政厅",)
    assert source.issued == date(2022, 3, 9)


def test_a_part_with_words_before_its_first_number_is_a_clause_too() -> None:
    assert labels("一、甲\n要求如下：\n（一）乙，丙。丁。\n（二）戊，己。庚。\n") == ["一", "一（一）", "一（二）"]


def test_parts_are_the_clauses_where_nothing_else_is_numbered() -> None:
    source = parse_source("前面。\n一、加强救助。要救助。（甲局负责）\n二、加强服务。要服务。（乙局负责）\n")
    assert [(clause.at, clause.kind, clause.heading) for clause in source.clauses] == [
        ("前言", "outside", None),
        ("一", "numbered", "加强救助"),
        ("二", "numbered", "加强服务"),
    ]


def test_articles() -> None:
    assert labels("某办法\n第一章 总则\n第一条 为了某事，制定本办法。\n第二条 某事由甲局负责。\n") == [
        "前言",
        "第一条",
        "第二条",
    ]


def test_two_annexes_without_items() -> None:
    assert labels(INVENTED + "附件1\n某表\n附件2\n另一表\n")[-3:] == ["结尾", "附件1", "附件2"]


def test_a_heading_is_not_guessed_where_most_clauses_have_none() -> None:
    text = (
        "一、甲\n（一）做好乙，抓紧丙。再做丁。\n（二）推动用工单位提供便利。鼓励联络。\n（三）做好戊，抓紧己。庚。\n"
    )
    assert [clause.heading for clause in parse_source(text).clauses] == [None, None, None]
    named = parse_source(text, headings={"一（二）": "推动用工单位提供便利"}).clause("一（二）")
    assert named is not None
    assert (named.heading, named.body) == ("推动用工单位提供便利", "鼓励联络。")


def test_indented_and_half_width_labels() -> None:
    assert labels("　　一、甲\n　　(一)乙，丙。丁。\n\n　　(二)戊，己。庚。\n") == ["一（一）", "一（二）"]


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("2022年3月9日", date(2022, 3, 9)),
        ("２０２２年３月９日", date(2022, 3, 9)),
        ("2022 年 3 月 9 日", date(2022, 3, 9)),
        ("二〇二二年十二月三十一日", date(2022, 12, 31)),
        ("2022年2月30日", None),
        ("2022年3月", None),
    ],
)
def test_dates(line: str, day: date | None) -> None:
    assert parse_source(INVENTED.replace("2022年3月9日", line)).issued == day


@pytest.mark.parametrize(
    "number", ["甲民发[2022]5号", "甲民发【2022】5号", "（甲民发〔2022〕5号）", "甲民发〔2022〕第5号"]
)
def test_a_number_in_other_brackets(number: str) -> None:
    found = parse_source(INVENTED.replace("甲民发〔2022〕5号", number)).number
    assert found is not None
    assert found.text == number.strip("（）")


def test_a_number_inside_a_sentence_is_another_documents() -> None:
    assert parse_source(INVENTED.replace("甲民发〔2022〕5号\n", "")).number is None


def test_a_title_over_two_lines() -> None:
    source = parse_source(INVENTED.replace("关于做好某事的实施意见", "关于做好某事\n和另一事的实施意见"))
    assert [line.text for line in source.titles] == ["关于做好某事和另一事的实施意见"]


@pytest.mark.parametrize(
    ("text", "code"), [("", "empty-text"), (" \n\n", "empty-text"), ("只有一段话。", "no-clauses")]
)
def test_what_cannot_be_made_out_is_a_problem_with_its_place(text: str, code: str) -> None:
    source = parse_source(text, "文.txt")
    problem = next(problem for problem in source.problems if problem.code == code)
    assert problem.location is not None
    assert problem.location.file == "文.txt"


def test_a_label_that_a_text_has_already_is_marked() -> None:
    assert labels(INVENTED.replace("（二）", "（一）"))[2:4] == ["二（一）", "二（一）〔2〕"]


def test_places_are_lines_of_the_file() -> None:
    source = parse_source(INVENTED)
    clause = source.clause("二（二）")
    assert clause is not None
    where = source.where(clause.body_start)
    assert (where.line, where.column) == (11, 9)
    assert where.text.startswith("（二）加强服务。为有需要的人")


def test_a_numbering_that_begins_again_marks_its_parts() -> None:
    text = "第一部分 总体\n一、甲\n（一）乙，丙。丁。\n第二部分 工作\n一、戊\n（一）己，庚。辛。\n"
    assert labels(text) == ["一（一）", "一〔2〕（一）"]


def test_points_are_parts_below_a_bare_heading_or_with_closings_of_their_own() -> None:
    text = "一、甲\n1.乙，丙。\n2.丁，戊。\n二、己\n（一）庚\n1.辛。（甲局负责）\n2.壬。（乙局负责）\n（二）癸，子：\n1.丑。\n2.寅。\n"
    assert labels(text) == ["一1", "一2", "二（一）1", "二（一）2", "二（二）"]


def test_a_plan_behind_the_signature_of_its_notice_has_a_numbering_of_its_own() -> None:
    text = "关于印发甲方案的通知\n一、乙，丙。\n甲局\n2022年3月9日\n甲方案\n一、丁\n（一）戊，己。\n"
    assert labels(text) == ["前言", "一", "结尾", "前言〔2〕", "一〔2〕（一）"]


def test_an_annex_that_the_notice_issues_is_clauses() -> None:
    text = "关于印发《甲某方案》的通知\n一、乙，丙。\n甲局\n2022年3月9日\n附件\n甲某方案\n一、丁，戊。\n二、己，庚。\n"
    kinds = [(part.at, part.kind) for part in parse_source(text).clauses]
    assert kinds[-3:] == [("附件", "outside"), ("附件 一", "numbered"), ("附件 二", "numbered")]


def test_what_follows_the_last_clause_is_no_part_of_it() -> None:
    source = parse_source("一、甲，乙。\n二、各地遵照执行\n特此公告。\n甲局\n二O二二年三月九日\n")
    assert [(part.at, part.body) for part in source.clauses][1:] == [
        ("二", "各地遵照执行"),
        ("结尾", "特此公告。\n甲局\n二O二二年三月九日"),
    ]
    assert source.issued == date(2022, 3, 9)


def test_all_clauses_of_one_part_have_headings_though_others_have_none() -> None:
    text = """二、服务内容
（一）生活照护。由村干部每月至少探访两次。
（二）健康服务。每年免费体检一次。
（三）就业增收。开展订单式培训。
三、实施步骤
1.动员部署，2024年6月完成。各乡镇召开会议。
2.组织实施，2024年7月至11月完成。逐户落实。
"""
    clauses = {clause.at: clause.heading for clause in parse_source(text).clauses}
    assert [clauses[f"二（{numeral}）"] for numeral in "一二三"] == ["生活照护", "健康服务", "就业增收"]
    assert {heading for at, heading in clauses.items() if at.startswith("三")} <= {None, "实施步骤"}

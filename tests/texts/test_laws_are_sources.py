"""The statutes are sources: every passage cited stands in the article named, character by character (issue 10, point 2)."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from liushou import Rules, load_rules
from liushou.cli.app import app
from liushou.documents import LOCK_FILE
from liushou.texts import verify, write_law_hashes
from liushou.texts.hashes import law_hash_problem
from liushou.texts.laws import prove, stretches_at
from liushou.texts.source import Source, find_laws, parse_source, read_source

from .helpers import text_of

MEASURE_LAW = """\
冬季取暖补助办法
第一章　总则
第一条　为了保障取暖，制定本办法。
第二条　本办法所称取暖面积，是指住房面积。
农村的取暖面积，参照前款执行。
第三条　符合下列情形之一的，可以申请补助：
（一）取暖面积不足三十平方米的；
（二）使用煤炉的：
1.散煤；
2.型煤；
（三）县级以上人民政府规定的其他困难情形。
前款所称取暖面积不含院落。
第三十一条第二项的规定在此不适用。
第二章　附则
第四条　本办法自2024年1月1日起施行。
2012年的办法同时废止。
"""
OPINION = """\
关于做好冬季取暖工作的意见
冬季取暖关系民生。
一、总体要求
坚持应补尽补。
二、确定范围
(一)明确对象。对象包括面积不足的家庭，以及其他困难家庭。
(二)明确标准
1.散煤补助。每吨一百元。
2.型煤补助。每吨二百元。
"""


def words_at(text: str, at: str) -> list[str]:
    source = parse_source(text)
    return [source.text[first:last] for first, last in stretches_at(source, at)]


@pytest.mark.parametrize(
    ("text", "at", "first", "count"),
    [
        (MEASURE_LAW, "第二条", "第二条", 2),
        (MEASURE_LAW, "第二条第二款", "农村的取暖面积", 1),
        (MEASURE_LAW, "第三条", "第三条", 8),
        (MEASURE_LAW, "第三条第一款", "第三条", 6),
        (MEASURE_LAW, "第三条（一）", "（一）取暖面积", 1),
        (MEASURE_LAW, "第三条(一)", "（一）取暖面积", 1),
        (MEASURE_LAW, "第三条第一项", "（一）取暖面积", 1),
        (MEASURE_LAW, "第三条第一款第三项", "（三）县级以上", 1),
        (MEASURE_LAW, "第三条（二）", "（二）使用煤炉", 3),
        (MEASURE_LAW, "第三条（二）2", "2.型煤", 1),
        (MEASURE_LAW, "第三条第二款", "前款所称", 1),
        (MEASURE_LAW, "第四条", "第四条", 2),
        (OPINION, "前言", "关于做好", 2),
        (OPINION, "一", "一、总体要求", 2),
        (OPINION, "二", "(一)明确对象", 4),
        (OPINION, "二（一）", "(一)明确对象", 1),
        (OPINION, "二(二)", "(二)明确标准", 3),
        (OPINION, "二（二）1", "1.散煤补助", 1),
    ],
)
def test_a_citation_names_paragraphs(text: str, at: str, first: str, count: int) -> None:
    words = words_at(text, at)
    assert (words[0][: len(first)], len([line for line in words if line])) == (first, count)


@pytest.mark.parametrize("at", ["第五条", "第三条（九）", "第三条第四款", "第三条甲", "（一）", "第一章", "三", ""])
def test_a_citation_of_nothing_names_nothing(at: str) -> None:
    assert words_at(MEASURE_LAW, at) == []


def laws(sources: Path) -> dict[str, Source]:
    return {path.stem: read_source(path) for path in sorted((sources / "laws").glob("*.txt"))}


def test_every_article_of_the_twelve_laws_is_found_in_order(sources: Path) -> None:
    """No article swallows another: each begins with its own label, and none is missing."""
    for name, law in laws(sources).items():
        labels = re.findall(r"^(第[一二三四五六七八九十百零]+条)\s", law.text, re.MULTILINE)
        starts = [stretches_at(law, at)[0][0] for at in labels]
        assert all(law.text.startswith(at, start) for at, start in zip(labels, starts, strict=True)), name
        assert starts == sorted(set(starts)), name
    assert len(laws(sources)) == 12


@pytest.mark.parametrize(
    ("law", "at", "words"),
    [
        ("dibao_review", "第八条（一）", "持有中华人民共和国残疾人证的一级、二级重度残疾人和三级智力残疾人"),
        ("dibao_review", "第八条第二款", "最低生活保障边缘家庭一般指不符合最低生活保障条件"),
        ("dibao_review", "第四条", "向户籍所在地乡镇人民政府（街道办事处）提出书面申请"),
        ("elderly_law", "第二条", "本法所称老年人是指六十周岁以上的公民"),
        ("legal_aid_law", "第四十二条（一）", "无固定生活来源"),
        ("low_income_monitoring", "二", "以及其他困难人员"),
        ("low_income_monitoring", "四（二）4", "就业救助"),
        ("temporary_assistance", "二（一）", "遭遇其他特殊困难"),
        ("womens_rights_law", "第五十五条", "妇女"),
    ],
)
def test_passages_of_the_twelve_laws(sources: Path, law: str, at: str, words: str) -> None:
    source = laws(sources)[law]
    assert any(words in source.text[first:last] for first, last in stretches_at(source, at))


# -- verify -----------------------------------------------------------------------------------------

QUOTE = "取暖面积不足三十平方米的"
OWN = f"""\
references:
  取暖办法: {{title: 冬季取暖补助办法, kind: law, text: winter_heating}}
services:
  winter_heating:
    title: 冬季取暖补助
    door: {{office: 县级以上人民政府, cites: [{{law: 取暖办法, at: 第三条, quote: 可以申请补助}}]}}
concepts:
  small_home:
    title: 取暖面积在上限以内
    cites: [{{law: 取暖办法, at: 第三条（一）, quote: {QUOTE}}}]
    unless: [县级以上人民政府规定的其他困难情形]
    residual: [“取暖面积不含院落”由部门核定]
    when: [disabled]
"""


@pytest.fixture
def folders(tmp_path: Path, sources: Path) -> tuple[Path, Path]:
    """(a folder with rules of one's own, the folder with all texts), hashes written."""
    own, texts = tmp_path / "own", tmp_path / "texts"
    own.mkdir()
    (own / "registers.yaml").write_text(OWN, "utf-8")
    shutil.copytree(sources, texts)
    for path in (texts, *texts.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    (texts / "laws" / "winter_heating.txt").write_text(MEASURE_LAW, "utf-8")
    rules = load_rules(own)
    law = find_laws(texts, rules)["取暖办法"].source
    assert law is not None
    assert write_law_hashes([(rules.references["取暖办法"], law)]) == 1
    return own, texts


def codes(folders: tuple[Path, Path]) -> list[str]:
    own, texts = folders
    return [
        str(finding.code)
        for checked in verify(load_rules(own), texts)
        if checked.policy == "取暖办法"
        for finding in checked.findings
    ]


def test_passages_that_stand_in_their_articles_are_clean(folders: tuple[Path, Path]) -> None:
    own, texts = folders
    checked = next(text for text in verify(load_rules(own), texts) if text.policy == "取暖办法")
    assert (checked.quotes, checked.clauses, checked.findings) == (2, 2, ())
    assert (own / LOCK_FILE).read_text("utf-8").count("winter_heating: ") == 1


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        (QUOTE, QUOTE.replace("三十", "四十"), "quote"),
        ("at: 第三条（一）", "at: 第三条（二）", "quote"),
        ("at: 第三条（一）", "at: 第三条（九）", "no-article"),
        ("at: 第三条（一）", "at: 第九条", "no-article"),
        ("其他困难情形]", "其他困难情况]", "quote"),
        ("“取暖面积不含院落”", "“取暖面积不含院子”", "quote"),
        ("quote: 可以申请补助", "quote: 可以申请补贴", "quote"),
        ("office: 县级以上人民政府", "office: 县民政局", "quote"),
        (", text: winter_heating", "", "law-text"),
        ("text: winter_heating", "text: no_such_file", "law-text"),
    ],
)
def test_each_mistake_in_a_register_is_found(folders: tuple[Path, Path], before: str, after: str, code: str) -> None:
    assert before in OWN
    (folders[0] / "registers.yaml").write_text(OWN.replace(before, after), "utf-8")
    assert codes(folders) == [code]


def test_a_finding_names_the_place_in_both_files(folders: tuple[Path, Path]) -> None:
    own, texts = folders
    (own / "registers.yaml").write_text(OWN.replace("不足三十", "不足四十"), "utf-8")
    (finding,) = [
        finding for text in verify(load_rules(own), texts) for finding in text.findings if text.policy == "取暖办法"
    ]
    assert finding.problem.location is not None
    assert finding.source is not None
    assert (finding.problem.location.line, finding.source.line) == (10, 7)
    assert "「四」→「三」" in finding.format("zh")


@pytest.mark.parametrize("after", ["", "甲", "，"])
def test_one_character_changed_in_a_law_is_found(folders: tuple[Path, Path], after: str) -> None:
    """Issue 10: changing one character in any statute's quote or text is found by `verify`."""
    path = folders[1] / "laws" / "winter_heating.txt"
    path.write_text(MEASURE_LAW.replace("农村的", f"农村{after}"), "utf-8")
    assert codes(folders) == ["hash"]


def test_a_document_that_is_encoded_is_proved_by_its_own_text(folders: tuple[Path, Path]) -> None:
    own, texts = folders
    cites = "cites: [{law: 民发〔2025〕7号, at: 三（一）, quote: 合法权益遭受侵害妇女等困难群体}]"
    text = f"concepts:\n  a:\n    title: 甲\n    {cites}\n    unless: [等困难群体]\n    when: [disabled]\n"
    for quote, expected in (("等困难群体", []), ("等困难群众", ["quote", "quote"])):
        (own / "more.yaml").write_text(text.replace("等困难群体", quote), "utf-8")
        national = next(checked for checked in verify(load_rules(own), texts) if checked.policy == "national_2025")
        assert [str(finding.code) for finding in national.findings] == expected


def test_the_command_proves_and_writes(folders: tuple[Path, Path]) -> None:
    own, texts = folders
    arguments = ["verify", "--sources", str(texts), "--policies", str(own)]
    result = CliRunner().invoke(app, arguments)
    assert "取暖办法 冬季取暖补助办法: clean (2 clauses 条款, 2 quotes 引文)\n" in result.stdout
    law = texts / "laws" / "winter_heating.txt"
    law.write_text(MEASURE_LAW.replace("住房面积", "住宅面积"), "utf-8")
    result = CliRunner().invoke(app, arguments)
    assert (result.exit_code, "winter_heating: the text is not the one that was hashed" in result.stdout) == (1, True)


# -- the shipped registers ----------------------------------------------------------------------------

REGISTERS = ("concepts", "parameters", "services", "topics", "places", "facts")


def sources_of(rules: Rules, sources: Path) -> dict[str, Source]:
    """The texts of all laws and documents that can be cited."""
    texts = {law: text.source for law, text in find_laws(sources, rules).items()}
    texts |= {policy.number: text_of(rules, sources, policy.id) for policy in rules.policies.values()}
    return {name: source for name, source in texts.items() if source is not None}


def test_one_character_changed_in_any_quote_is_found(rules: Rules, sources: Path) -> None:
    """Issue 10: changing one character in any statute's quote is found by `verify`."""
    texts, unseen, tried = sources_of(rules, sources), [], 0
    for register in REGISTERS:
        for name, entry in getattr(rules, register).items():
            for number, passage in enumerate(entry.cites):
                for at in {0, len(passage.quote) // 2, len(passage.quote) - 1}:
                    quote = passage.quote[:at] + ("甲" if passage.quote[at] != "甲" else "乙") + passage.quote[at + 1 :]
                    cites = (*entry.cites[:number], replace(passage, quote=quote), *entry.cites[number + 1 :])
                    only: dict[str, Any] = {key: {} for key in REGISTERS}
                    only[register] = {name: replace(entry, cites=cites)}
                    proof = prove(replace(rules, **only), texts)[passage.law]
                    unseen += [] if proof.findings else [(name, passage.at, at)]
                    tried += 1
    assert unseen == []
    assert tried > 100


@pytest.fixture(scope="module")
def law_texts(rules: Rules, sources: Path) -> dict[str, Source]:
    return {name: text.source for name, text in find_laws(sources, rules).items() if text.source is not None}


@given(data=st.data())
def test_one_character_changed_anywhere_in_the_shipped_laws_is_found(
    rules: Rules, law_texts: dict[str, Source], data: st.DataObject
) -> None:
    """Issue 10: changing one character in any statute's text is found by `verify`."""
    name = data.draw(st.sampled_from(sorted(law_texts)))
    words = law_texts[name].text
    at = data.draw(st.integers(0, len(words) - 2))
    other = data.draw(st.sampled_from(["", "甲", "乙乙", " "]))
    changed = replace(law_texts[name], text=words[:at] + other + words[at + 1 :])
    assert (law_hash_problem(rules.references[name], changed) is None) is (changed.text == words)


def test_the_shipped_laws_are_the_ones_that_were_hashed(rules: Rules, law_texts: dict[str, Source]) -> None:
    assert len(law_texts) == 12
    problems = {name: law_hash_problem(rules.references[name], text) for name, text in law_texts.items()}
    assert {name: problem for name, problem in problems.items() if problem} == {}


def test_sources_that_are_no_text_at_hand_are_marked_as_re_posts(rules: Rules) -> None:
    """Issue 10: re-posts stay only where no such text exists, and are marked."""
    entries = [entry for register in ("concepts", "services", "places") for entry in getattr(rules, register).values()]
    addresses = [entry.source for entry in entries if entry.source and "http" in entry.source]
    assert [source for source in addresses if ".gov.cn" not in source and "转载" not in source] == []

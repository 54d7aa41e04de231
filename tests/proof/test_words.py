"""What a text says by the words of words.yaml, and what lint makes of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from liushou.documents import load_rules
from liushou.proof.lint.findings import NUMBER
from liushou.proof.lint.words import words
from liushou.texts import Lexicon, quoted

from .rulefiles import REGISTERS, WORDS, document, folder, measure

LEXICON = Lexicon(load_rules().words)


def found(tmp_path: Path, *measures: str, registers: str = REGISTERS) -> list[tuple[str, str]]:
    where = folder(tmp_path, document(*measures), registers=registers)
    own = (finding for finding in words(load_rules(where)) if finding.location and "document0" in finding.location.file)
    return [(finding.kind.id, finding.subject.removeprefix("county 一 meals")) for finding in own]


@pytest.mark.parametrize(
    ("text", "force"),
    [
        ("支持社会组织开展公益活动", "encourage"),
        ("加强社会救助，及时将符合条件的家庭纳入最低生活保障", "shall"),
        ("鼓励有条件的地方建设扶贫车间，优先吸纳就业", "encourage"),
        ("实施检查项目，优先为适龄妇女免费进行筛查", "priority"),
        ("培训资源优先向农村留守妇女倾斜", "priority"),
        ("对农村留守妇女建立信息台账", "shall"),
        ("举办“鼓励创业”讲座", "provide"),
        ("发挥社会组织作用，为她们提供服务", "provide"),
        ("为她们提供家庭教育指导支持服务", "provide"),
    ],
)
def test_the_verb_that_governs(text: str, force: str) -> None:
    verb = LEXICON.governing(text)
    assert verb is not None
    assert verb[1] == force


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("60周岁以上的老年人", [(60, "周岁", ">=")]),
        ("年满六十周岁", [(60, "周岁", ">=")]),
        ("不满16周岁", [(16, "周岁", "<")]),
        ("超过六十五岁", [(65, "周岁", ">")]),
        ("35至64周岁", [(35, "周岁", ">="), (64, "周岁", "<=")]),
        ("18周岁以上60周岁以下", [(18, "周岁", ">="), (60, "周岁", "<=")]),
        ("一级、二级重度残疾人和三级智力残疾人", [(1, "级", "="), (2, "级", "="), (3, "级", "=")]),
        ("一、二级", [(1, "级", "="), (2, "级", "=")]),
        ("连续外出务工半年以上", [(6, "个月", ">=")]),
        ("一年半以上", [(18, "个月", ">=")]),
        ("住房面积低于30平方米", [(30, "平方米", "<")]),
        ("低于当地最低生活保障标准1.5倍", [(1.5, "倍", "<")]),
        ("人均月收入不超过六百三十元", [(630, "元/月", "<=")]),
        ("年人均纯收入低于1.2万元", [(1000, "元/月", "<")]),
        ("至少每半年更新一次", []),
        ("2020年年底，12338热线", []),
    ],
)
def test_numbers(text: str, numbers: list[tuple[float, str, str]]) -> None:
    assert [(each.value, each.of, each.operator) for each in LEXICON.quantities(text)] == numbers


@pytest.mark.parametrize(
    ("means", "text", "words"),
    [
        ("need", "对申请法律援助的", ("申请法律援助的",)),
        ("residual", "应救尽救，按规定予以帮扶", ("应救尽救", "按规定", "予以")),
        ("open", "平等享受保护等服务", ("等",)),
    ],
)
def test_words(means: str, text: str, words: tuple[str, ...]) -> None:
    assert LEXICON.words(means, text) == words


def test_what_a_reading_repeats() -> None:
    assert quoted("全句由“支持”统领，“等”只按列明的理解") == ("支持", "等")


@pytest.mark.parametrize(
    ("when", "text"),
    [
        ("[age >= 60]", "为60周岁以上的提供送餐"),
        ("[{not: age < 60}]", "为年满六十周岁的提供送餐"),
        ("['disability_grade in [1, 2]']", "为一级、二级残疾人提供送餐"),
        ("[income_per_capita_month < $rural_dibao_line]", "为收入低于低保标准的提供送餐"),
        ("[husband_away_half_year]", "为丈夫外出半年以上的提供送餐"),
        ("['birth_date <= 1960-01-01']", "为1960年1月1日以前出生的提供送餐"),
    ],
)
def test_a_condition_that_asks_what_its_quote_says(tmp_path: Path, when: str, text: str) -> None:
    assert found(tmp_path, measure(when=when, quote=text)) == []


@pytest.mark.parametrize(
    ("when", "text", "subjects"),
    [
        ("[age > 60]", "为60周岁以上的提供送餐", [": age > 60", ": 60周岁以上"]),
        ("[age < 60]", "为60周岁以上的提供送餐", [": age < 60", ": 60周岁以上"]),
        ("['disability_grade in [1]']", "为一级、二级残疾人提供送餐", [": disability_grade is 1", ": 一级、二级"]),
        ("['disability_grade in [2, 3]']", "为一级、二级重度残疾人和三级智力残疾人提供送餐",
         [": disability_grade in [2, 3]", ": 一级、二级"]),
        ("[income_per_capita_month <= $rural_dibao_line]", "为收入低于低保标准的提供送餐",
         [": income_per_capita_month <= $rural_dibao_line"]),
        ("[disabled]", "为60周岁以上残疾妇女提供送餐", [": 60周岁以上"]),
    ],
)  # fmt: skip
def test_a_number_that_is_not_in_the_quote(tmp_path: Path, when: str, text: str, subjects: list[str]) -> None:
    assert found(tmp_path, measure(when=when, quote=text)) == [(NUMBER.id, subject) for subject in subjects]


@pytest.mark.parametrize(
    ("text", "extra", "expected"),
    [
        ("为有需要的提供送餐", "", [("L013", ": 有需要的")]),
        ("为有需要的提供送餐", "reading: “有需要的”说的是内容", []),
        ("为有需要的提供送餐", "reading: “符合条件”不是条件", [("L013", ": 有需要的")]),
        ("提供纠纷化解", "need: in_dispute", [("L014", ": in_dispute")]),
        ("按规定提供送餐", "residual: [按规定（由部门核定）]", []),
        ("按规定提供送餐", "", [("L013", ": 按规定")]),
        ("提供送餐", "residual: [按规定]", [("L014", ": 按规定")]),
        ("提供送餐等服务", "", [("L013", ": 等")]),
        ("提供送餐等服务", "reading: “等服务”是举例", []),
        ("免费送餐", "force: shall", [("L013", ": 免费")]),
        ("优先提供送餐", "", [("L011", "")]),
        ("送餐", "", [("L011", "")]),
        ("送餐", "reading: 前一句由“提供”统领", []),
        ("到2025年年底提供送餐", "until: 2025-12-31", []),
        ("到2025年年底提供送餐", "until: 2025-11-30", [("L012", ": 2025-11-30")]),
    ],
)
def test_words_and_what_the_measure_carries(
    tmp_path: Path, text: str, extra: str, expected: list[tuple[str, str]]
) -> None:
    _, _, rest = extra.partition("force: ")
    own = measure(quote=text, force=rest) if rest else measure(quote=text, extra=extra)
    assert found(tmp_path, own) == expected


@pytest.mark.parametrize(
    ("when", "text", "unsupported"),
    [
        ("[disabled]", "为残疾妇女提供送餐", []),
        ("[disabled]", "为重病妇女提供送餐", [("L014", ": disabled")]),
        ("[{any: [disabled, elderly]}]", "为残疾、老年妇女提供送餐", []),
        ("[{any: [disabled, elderly]}]", "为残疾妇女提供送餐", [("L014", ": elderly")]),
        ("[assets_within_limit]", "提供送餐", []),
    ],
)
def test_no_condition_without_a_word_in_the_clause(
    tmp_path: Path, when: str, text: str, unsupported: list[tuple[str, str]]
) -> None:
    """DESIGN §2; what words.yaml has no words for is not asked."""
    assert found(tmp_path, measure(when=when, quote=text)) == unsupported


def test_a_register_of_ones_own_adds_words(tmp_path: Path) -> None:
    registers = REGISTERS + "words:\n  verbs: {means: shall, says: [兑付]}\n"
    assert found(tmp_path, measure(force="shall", quote="兑付补贴"), registers=registers) == []


def test_a_passage_of_ones_own_is_compared_with_its_concept(tmp_path: Path) -> None:
    registers = REGISTERS + (
        "concepts:\n  old:\n    title: 老\n    when: [age >= 65]\n"
        "    cites: [{law: 妇女权益保障法, at: 第二条, quote: 六十周岁以上的公民}]\n"
    )
    rules = load_rules(folder(tmp_path, document(measure(when="[old]")), registers=registers))
    own = [finding.subject for finding in words(rules) if "old" in finding.subject]
    assert own == ["concept old: age >= 65", "concept old: 六十周岁以上"]


def test_findings_are_said_in_chinese(tmp_path: Path) -> None:
    where = folder(tmp_path, document(measure(force="shall")))
    [finding] = [each for each in words(load_rules(where)) if each.kind in WORDS and "county" in each.subject]
    assert "“提供” governs its quote" in finding.format()
    assert "引文以“提供”为准" in finding.format("zh")
    assert finding.to_dict("zh")["message"] != finding.to_dict()["message"]

"""Closings are read in every form that occurs (rulings, agencies; issue 10, point 5), whatever the brackets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liushou import InputError, load_rules
from liushou.documents import Agencies
from liushou.texts.closings import closing_start, roles
from liushou.texts.findings import Difference
from liushou.texts.source import parse_source
from liushou.texts.verify import verify_policy

from ..documents.making import HEADER

OFFICES = [
    "省民政厅",
    "省财政厅",
    "省教育厅",
    "省妇儿工委办",
    "各市（州）人民政府",
    "县（市、区）妇联",
    "团省委",
    "省残联",
]
BRACKETS = ["（）", "()", "〔〕", "[]", "［］", "【】"]
SHARED = [
    "按职责分工负责",
    "按照职责分工负责",
    "按各自职责分工负责",
    "按照各自的职责负责",
    "按职责分工分别负责",
    "共同负责",
    "分工负责",
]


@dataclass(frozen=True)
class Form:
    """A form of closings: its words for leading and other offices, and the roles they have."""

    words: Callable[[str, str], str]
    leads: bool
    others_allowed: bool = True


def led(words: Callable[[str, str], str]) -> Form:
    return Form(words, leads=True)


def unled(words: Callable[[str], str], *, others_allowed: bool = True) -> Form:
    return Form(lambda _, rest: words(rest), leads=False, others_allowed=others_allowed)


FORMS = {
    **{f"牵头，…{words}": led(lambda lead, rest, words=words: f"{lead}牵头，{rest}{words}") for words in SHARED},
    **{f"…{words}": unled(lambda rest, words=words: f"{rest}{words}") for words in SHARED},
    "…负责": unled(lambda rest: f"{rest}负责"),
    "由…负责": unled(lambda rest: f"由{rest}负责"),
    "…负责落实": unled(lambda rest: f"{rest}负责落实"),
    "牵头，配合": led(lambda lead, rest: f"{lead}牵头，{rest}配合"),
    "牵头、配合": led(lambda lead, rest: f"{lead}牵头、{rest}配合"),
    "牵头；参与": led(lambda lead, rest: f"{lead}牵头；{rest}参与"),
    "牵头负责，配合": led(lambda lead, rest: f"{lead}牵头负责，{rest}配合"),
    "牵头负责，协助负责": led(lambda lead, rest: f"{lead}牵头负责，{rest}协助负责"),
    "牵头单位；配合单位": led(lambda lead, rest: f"牵头单位：{lead}；配合单位：{rest}"),
    "牵头单位，责任单位": led(lambda lead, rest: f"牵头单位:{lead}，责任单位:{rest}"),
    "牵头部门 参与部门": led(lambda lead, rest: f"牵头部门：{lead} 参与部门：{rest}"),
    "责任单位": unled(lambda rest: f"责任单位：{rest}"),
    "负责部门": unled(lambda rest: f"负责部门： {rest}"),
}


@st.composite
def closings(draw: st.DrawFn) -> tuple[str, Agencies]:
    """(a closing, the roles that it prints)."""
    form = FORMS[draw(st.sampled_from(sorted(FORMS)))]
    offices = draw(st.lists(st.sampled_from(OFFICES), min_size=2, max_size=7, unique=True))
    cut = draw(st.integers(1, min(2, len(offices) - 1))) if form.leads else 0
    if not form.leads:
        offices = offices[draw(st.integers(0, 1)) * (len(offices) - 1) :]
    others = draw(st.sampled_from(["", "", "等", "等单位", "等有关部门"])) if form.others_allowed else ""
    inner = form.words("、".join(offices[:cut]), "、".join(offices[cut:]) + others)
    opening, closing = draw(st.sampled_from(BRACKETS))
    text = f"{opening}{inner}{closing}" + draw(st.sampled_from(["", "。"]))
    if form.leads:
        return text, Agencies(lead=tuple(offices[:cut]), support=tuple(offices[cut:]), others=bool(others))
    alone = len(offices) == 1 and not others and not any(words in inner for words in SHARED)
    return text, Agencies(**{"sole" if alone else "joint": tuple(offices)}, others=bool(others))


@given(closings())
def test_each_form_is_read(printed: tuple[str, Agencies]) -> None:
    closing, agencies = printed
    text = f"做好各项工作（含服务）。{closing}"
    start = closing_start(text, 0, len(text))
    assert (start, roles(closing)) == (len(text) - len(closing), agencies)


@given(closings())
def test_each_form_is_taken_off_the_clause(printed: tuple[str, Agencies]) -> None:
    closing, agencies = printed
    text = f"一、主要措施\n（一）加强帮扶。提供帮扶服务。{closing}\n（二）加强组织。成立小组。\n"
    clause = parse_source(text).clause("一（一）")
    assert clause is not None
    assert (clause.body, clause.closing, clause.agencies) == ("提供帮扶服务。", closing, agencies)


@pytest.mark.parametrize(
    ("closing", "expected"),
    [
        ("（省民政厅牵头，省财政厅配合）", Agencies(lead=("省民政厅",), support=("省财政厅",))),
        ("（牵头单位：省民政厅；配合单位：省财政厅）", Agencies(lead=("省民政厅",), support=("省财政厅",))),
        ("（省民政厅会同省财政厅负责）", Agencies(lead=("省民政厅",), support=("省财政厅",))),
        ("（省民政厅负责，持续推进）", Agencies(sole=("省民政厅",))),
        (
            "（省民政厅牵头，省财政厅等负责，2025年底前完成）",
            Agencies(lead=("省民政厅",), support=("省财政厅",), others=True),
        ),
        (
            "（责任领导：张某；责任单位：省民政厅、省财政厅；完成时限：2022年7月底）",
            Agencies(joint=("省民政厅", "省财政厅")),
        ),
        ("（主责单位：省民政厅；协同单位：省财政厅）", Agencies(lead=("省民政厅",), support=("省财政厅",))),
        ("（责任单位：省民政厅）", Agencies(sole=("省民政厅",))),
        ("（责任单位：省民政厅、省财政厅）", Agencies(joint=("省民政厅", "省财政厅"))),
        ("〔省民政厅负责〕", Agencies(sole=("省民政厅",))),
        ("(省民政厅牵头负责)", Agencies(lead=("省民政厅",))),
        ("（省民政厅、省财政厅等按职责分工负责）", Agencies(joint=("省民政厅", "省财政厅"), others=True)),
        ("（省民政厅等负责）", Agencies(joint=("省民政厅",), others=True)),
        # A lead is never invented: 负责 is none, even where others 配合.
        ("（省民政厅负责，省财政厅配合）", Agencies(joint=("省民政厅", "省财政厅"))),
    ],
)
def test_forms_that_the_rulings_name(closing: str, expected: Agencies) -> None:
    assert roles(closing) == expected
    assert closing_start(closing, 0, len(closing)) == 0


@pytest.mark.parametrize(
    "text",
    [
        "（鼓励社会力量参与）",
        "（含各乡镇、街道）",
        "〔2020〕",
        "（以下简称配合单位）",
        "（以民政部门为主。各部门负责）",
        "（一）",
    ],
)
def test_other_brackets_at_the_end_are_no_closing(text: str) -> None:
    assert closing_start(f"做好工作{text}", 0, len(text) + 4) is None


# -- verify and check: what is printed is never to be deleted ------------------------------------------

REGISTER = """\
agencies:
  a: {name: 四川省民政厅, level: province, place: "510000", aliases: [省民政厅]}
  b: {name: 四川省财政厅, level: province, place: "510000", aliases: [省财政厅]}
"""


def verified(folder: Path, agencies: str, closing: str) -> list[Difference]:
    """What differs about agencies in a document whose only clause ends with ``closing``."""
    folder.mkdir(exist_ok=True)
    clause = f"  - at: 一（一）\n    heading: 加强帮扶\n    agencies: {agencies}\n    context: background\n"
    (folder / "registers.yaml").write_text(REGISTER, "utf-8")
    (folder / "sichuan.yaml").write_text(HEADER.replace("四川省民政厅", "省民政厅") + clause, "utf-8")
    policy = load_rules(folder).policies["sichuan"]
    source = parse_source(f"前言。\n一、措施\n（一）加强帮扶。由省民政厅、省财政厅提供服务。{closing}\n")
    return [difference for difference in verify_policy(policy, source) if difference.code == "agencies"]


@pytest.mark.parametrize(
    ("agencies", "closing"),
    [
        ("{joint: [省民政厅, 省财政厅], others: true}", "（省民政厅、省财政厅等按职责分工负责）"),
        ("{lead: [省民政厅], support: [省财政厅]}", "（牵头单位：省民政厅；配合单位：省财政厅）"),
        ("{sole: [省民政厅]}", "〔责任单位：省民政厅〕"),
    ],
)
def test_a_file_that_says_what_is_printed_is_clean(tmp_path: Path, agencies: str, closing: str) -> None:
    assert verified(tmp_path / "own", agencies, closing) == []


@pytest.mark.parametrize(
    ("agencies", "closing", "expected"),
    [
        (
            "{joint: [省民政厅, 省财政厅]}",
            "（省民政厅牵头，省财政厅配合）",
            "agencies: {lead: [省民政厅], support: [省财政厅]}",
        ),
        ("{joint: [省民政厅]}", "（省民政厅等负责）", "agencies: {joint: [省民政厅], others: true}"),
        ("{sole: [省民政厅]}", "", "（…负责）、（…牵头，…配合）"),
        ("{sole: [省民政厅]}", "（省民政厅）", "（…负责）、（…牵头，…配合）"),
    ],
)
def test_the_message_never_says_to_delete_what_is_printed(
    tmp_path: Path, agencies: str, closing: str, expected: str
) -> None:
    (difference,) = verified(tmp_path / "own", agencies, closing)
    text = difference.format("zh")
    assert expected in text
    assert "不写" not in text


@given(closings(), st.sampled_from(["{joint: [省民政厅, 省财政厅]}", "{sole: [省民政厅]}", "{lead: [省财政厅]}"]))
def test_no_message_about_a_generated_closing_says_to_delete(
    tmp_path_factory: pytest.TempPathFactory, printed: tuple[str, Agencies], agencies: str
) -> None:
    for difference in verified(tmp_path_factory.mktemp("own"), agencies, printed[0]):
        text = difference.format("zh")
        assert "不写" not in text
        assert all(office in text for office in printed[1].all())


@pytest.mark.parametrize("joint", ["[省民政厅, 省财政厅等]", "[省民政厅, 省财政厅, 等]"])
def test_an_office_with_others_in_its_name_is_told_where_they_go(tmp_path: Path, joint: str) -> None:
    with pytest.raises(InputError) as caught:
        verified(tmp_path / "own", f"{{joint: {joint}}}", "（省民政厅负责）")
    (problem,) = caught.value.problems
    assert "`others: true`" in problem.format("zh")


@pytest.mark.parametrize(
    ("closing", "expected"),
    [
        ("（省民政厅、省财政厅）", Agencies(joint=("省民政厅", "省财政厅"))),
        ("责任单位：省民政厅、省财政厅。", Agencies(joint=("省民政厅", "省财政厅"))),
        ("牵头单位：省民政厅；配合单位：省财政厅", Agencies(lead=("省民政厅",), support=("省财政厅",))),
        ("（省民政厅落实）", Agencies(sole=("省民政厅",))),
    ],
)
def test_forms_that_are_closings_behind_a_sentence(closing: str, expected: Agencies) -> None:
    text = f"做好各项工作。{closing}"
    assert closing_start(text, 0, len(text)) == len(text) - len(closing)
    assert roles(closing) == expected


@pytest.mark.parametrize("words", ["（含服务）", "（2025年底前完成）", "（参照执行）", "（省民政厅）"])
def test_other_brackets_at_the_end_are_none(words: str) -> None:
    text = f"做好各项工作。{words}"
    assert closing_start(text, 0, len(text)) is None

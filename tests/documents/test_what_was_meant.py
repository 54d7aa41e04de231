"""What an analyst writes first, and what each message offers instead: one cause, reported once."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from liushou import InputError, load_rules
from liushou.documents.rules import read_rules
from liushou.problems import Problem
from liushou.profile import parse_yaml

from .making import HEADER, MEASURE, folder

AGENCIES = """\
agencies:
  sc_civil: {name: 四川省民政厅, level: province, place: "510000", aliases: [省民政厅]}
  sc_women: {name: 四川省妇女联合会, level: province, place: "510000", aliases: [省妇联]}
"""
DOCUMENT = HEADER + MEASURE


def problems_of(folder_of: Path, text: str) -> tuple[Problem, ...]:
    own = folder(folder_of, x=text, agencies=AGENCIES)
    return read_rules((str(own),), ())[1]


@pytest.fixture(scope="module")
def problems(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[Problem]]:
    """The problems of every document of the tables below, read together, by the name in its table."""
    texts = {name: DOCUMENT.replace(before, after) for name, (before, after, *_) in {**CHANGED, **HINTED}.items()}
    texts |= {name: text for name, (text, *_) in CAUSES.items()}
    files = {
        f"x{number}": text.replace("policy: sichuan", f"policy: x{number}")
        for number, text in enumerate(texts.values())
    }
    own = folder(tmp_path_factory.mktemp("own"), agencies=AGENCIES, **files)
    result: dict[str, list[Problem]] = {name: [] for name in texts}
    names = {str(own / f"{file}.yaml"): name for file, name in zip(files, texts, strict=True)}
    for problem in read_rules((str(own),), ())[1]:
        for where in (problem.location, *problem.also):
            assert where is not None
            result[names[where.file]].append(problem.at(where))
    return result


CHANGED = {  # what is written instead of what, the place, what is offered
    "date with 年": ("issued: 2024-05-01", "issued: 2020年12月30日", "4:9", "2020-12-30"),
    "date with /": ("issued: 2024-05-01", "issued: 2024/11/1", "4:9", "2024-11-01"),
    "date with dots": ("issued: 2024-05-01", "issued: 2024.11.1", "4:9", "2024-11-01"),
    "date in full-width digits": ("issued: 2024-05-01", "issued: ２０２４-１１-０１", "4:9", "2024-11-01"),
    "place by name": ('place: "510000"', "place: 四川省", "5:8", '"510000"'),
    "list in 【】": ("when: [dibao_household]", "when: 【dibao_household, disabled】", "19:15", "[dibao_household, disabled]"),
    "：in a condition": ("[dibao_household]", "[disabled：yes]", "19:24", "disabled is yes"),
    ": in a condition": ("[dibao_household]", "[disabled: yes]", "19:16", "disabled is yes"),
    "not without a colon": ("[dibao_household]", "[not disabled]", "19:16", "not: disabled"),
    "not：": ("[dibao_household]", "[not：disabled]", "19:16", "not: disabled"),
    "女性": ("[dibao_household]", "[sex is 女性]", "19:23", "female"),
    "有": ("[dibao_household]", "[disabled is 有]", "19:28", "yes"),
    "二级": ("[dibao_household]", "[disability_grade is 二级]", "19:36", "2"),
    "parameter without $": ("[dibao_household]", "[income_per_capita_month < rural_dibao_line]", "19:42", "$rural_dibao_line"),
    "parameter by its title": ("[dibao_household]", "[income_per_capita_month < 农村低保标准]", "19:42", "$rural_dibao_line"),
    "text for a list": ("[四川省民政厅]", "四川省民政厅", "7:10", "[四川省民政厅]"),
}  # fmt: skip


@pytest.mark.parametrize("change", CHANGED)
def test_the_right_spelling_is_offered(problems: Mapping[str, list[Problem]], change: str) -> None:
    before, _, place, meant = CHANGED[change]
    assert before in DOCUMENT
    (problem,) = problems[change]
    assert problem.location is not None
    assert f"{problem.location.line}:{problem.location.column}" == place
    assert problem.did_you_mean == meant
    assert f"是否想写：{meant}" in problem.format("zh")


HINTED = {  # what is written, the hint in English and in Chinese
    "-item": (
        "issuers: [四川省民政厅]",
        "issuers:\n  -四川省民政厅",
        "a space belongs after the dash",
        "“-”后面要有空格",
    ),
    "-item in when": (
        "when: [dibao_household]",
        "when:\n          -disabled",
        "after the dash: - disabled",
        "后面要有空格",
    ),
    "a colon": ("[dibao_household]", "[disabled：yes]", "a condition has no colon", "条件里不用冒号"),
    "digits": ("issued: 2024-05-01", "issued: ２０２４-１１-０１", "typed full-width", "是全角（中文输入法）符号"),
    "a space": ("number: ", "　number: ", "full-width one (U+3000)", "全角空格（U+3000）"),
}


@pytest.mark.parametrize("change", HINTED)
def test_the_keyboard_and_missing_spaces_are_named(problems: Mapping[str, list[Problem]], change: str) -> None:
    _, _, english, chinese = HINTED[change]
    (problem,) = problems[change]
    assert english in str(problem.texts()["hint"])
    assert chinese in str(problem.texts("zh")["hint"])


CAUSES = {  # one mistake, one problem: its place and code
    "a place that does not exist": (
        DOCUMENT.replace('"510000"', '"519999"') + "    agencies: {joint: [省民政厅, 省妇联]}\n", "5:8", "unknown-place",
    ),
    "a misspelt office": (
        DOCUMENT + "    agencies: {joint: [省民政厅, 省妇女连合会]}\n    contact: 省妇联\n", "20:30", "unknown-agency",
    ),
    "a lead that is no list": (DOCUMENT + "    agencies: {lead: 省民政厅, support: [省妇联]}\n", "20:22", "type"),
    "a Chinese key": (DOCUMENT.replace("service: dibao", "服务: dibao"), "16:9", "unknown-key"),
    "an empty item": (DOCUMENT + '    context: {duty: ["", 民政…]}\n', "20:22", "empty-value"),
    "no first words": (DOCUMENT + "    context: {duty: […, 民政…]}\n", "20:22", "context-empty"),
}  # fmt: skip


@pytest.mark.parametrize("cause", CAUSES)
def test_one_cause_is_one_problem(problems: Mapping[str, list[Problem]], cause: str) -> None:
    _, place, code = CAUSES[cause]
    (problem,) = problems[cause]
    assert problem.location is not None
    assert (f"{problem.location.line}:{problem.location.column}", str(problem.code)) == (place, code)


def test_a_day_may_be_quoted(tmp_path: Path) -> None:
    own = folder(tmp_path, x=DOCUMENT.replace("2024-05-01", '"2024-05-01"'), agencies=AGENCIES)
    assert load_rules(own).policies["sichuan"].issued.isoformat() == "2024-05-01"


def test_a_bad_id_hides_no_other_mistake(tmp_path: Path) -> None:
    problems = problems_of(tmp_path, "services:\n  My-Service: {titel: a}\n")
    assert [(problem.code, problem.did_you_mean) for problem in problems] == [
        ("not-an-identifier", "my_service"),
        ("unknown-key", "title"),
    ]


@pytest.mark.parametrize("name", ["problem", "missing", "decisions", "unsure"])
def test_names_of_columns_and_of_profiles_are_reserved(tmp_path: Path, name: str) -> None:
    (problem,) = problems_of(tmp_path, f"facts:\n  {name}: {{title: 甲, type: yes_no, ask: 甲？}}\n")
    assert (problem.code, problem.subject) == ("reserved-name", name)


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("sex: 女性", "female"), ("disabled: 有", "yes"), ("disabled: 没有", "no"), ("disability_grade: 二级", "2"),
        ("birth_date: 1980年3月1日", "1980-03-01"), ("birth_date: 1980/3/1", "1980-03-01"),
        ("birth_date: 1980年3月", "1980-03"), ("income_per_capita_month: 600元", "600"),
        ("income_per_capita_month: ６００", "600"), ('income_per_capita_month: "600"', "600"),
        ("disabled: 不清楚", None), ("income_per_capita_month: 很少", None), ("birth_date: 去年", None),
    ],
)  # fmt: skip
def test_what_a_profile_meant(line: str, meant: str | None) -> None:
    with pytest.raises(InputError) as caught:
        parse_yaml(line)
    assert [problem.did_you_mean for problem in caught.value.problems] == [meant]


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("disabled: {a: 1}", '`{"a": 1}`'),
        ("birth_date: [1, 2]", "`[1, 2]`"),
        ("income_per_capita_month: yes", "`true`"),
    ],
)
def test_values_are_shown_as_they_are_written(line: str, shown: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_yaml(line)
    assert shown in caught.value.problems[0].message

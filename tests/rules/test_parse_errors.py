"""Every mistake in a condition, at its column, with what was expected or meant."""

import pytest

from liushou import Rules
from liushou.problems import Problem
from liushou.rules import Parser
from liushou.yaml.tree import compose


def problems(rules: Rules, text: str) -> list[Problem]:
    tree, wrong = compose(text, "f")
    assert wrong == ()
    parser = Parser(rules.vocabulary)
    parser.condition(tree)
    return parser.problems


#: A multiple as it is not written.
MULTIPLES = (
    "1.5 × $rural_dibao_line", "1.5×$rural_dibao_line", "1.5倍$rural_dibao_line", "1.5 ＊ $rural_dibao_line",
    "$rural_dibao_line * 1.5", "$rural_dibao_line × 1.5", "1.5 $rural_dibao_line", "1.5 * ＄rural_dibao_line",
    "１．５ × ￥rural_dibao_line",
)  # fmt: skip
#: (phrase, the part that is marked, did you mean)
WRONG = [
    ("disabeld", "disabeld", "disabled"),
    ("disabeld is yes", "disabeld", "disabled"),
    ("qqqqqqqq", "qqqqqqqq", None),
    ("poor is yes", " is yes", None),
    ("sex", "sex", None),
    ("birth_date", "birth_date", None),
    ("age", "age", None),
    ("sex is femal", "femal", "female"),
    ("sex is female male", "female male", "female"),
    ("sex = female", "=", None),
    ("sex between a and b", "between", None),
    ("disabled is maybe", "maybe", None),
    ("disabled in [yes]", "in", None),
    ("disabled >= 1", ">=", None),
    ("disabled at least 6 months ago", "at least 6 months ago", None),
    ("disability_grade in [1, 5]", "5", None),
    ("disability_grade in [1, 1]", "1]", None),
    ("disability_grade in []", "]", None),
    ("disability_grade in [1,, 2]", ", 2", None),
    ("disability_grade in [1.5]", "1.5", None),
    ("disability_grade in 1, 2", "in 1, 2", None),
    ("disability_grade is one", "one", None),
    ("age >= sixty", "sixty", None),
    ("age >= 60 years", ">= 60 years", None),
    ("age => 60", "=>", None),
    ("age != 60", "!=", None),
    ("age >= ", ">=", None),
    ("age >= 1e2", "1e2", None),
    ("age >= 200", "200", None),
    ("age between 35", "between 35", None),
    ("age between 64 and 35", "64 and 35", None),
    ("age between 35 and", "between 35 and", None),
    ("age < $rural_dibao_line", "$rural_dibao_line", None),
    ("age < $rural_dibao", "$rural_dibao", "$rural_dibao_line"),
    ("income_per_capita_month < $", "$", None),
    ("income_per_capita_month < -5", "-5", None),
    ("birth_date < $rural_dibao_line", "$rural_dibao_line", None),
    ("income_per_capita_month < 0 * $rural_dibao_line", "0", None),
    ("income_per_capita_month < -1.5 * $rural_dibao_line", "-1.5", None),
    ("income_per_capita_month < half * $rural_dibao_line", "half", None),
    ("income_per_capita_month < 1.1234567 * $rural_dibao_line", "1.1234567", None),
    ("income_per_capita_month < 1.5 * 600", "1.5 * 600", None),
    ("income_per_capita_month < 1.5 * $rural_dibao", "$rural_dibao", "$rural_dibao_line"),
    ("age < 1.5 * $rural_dibao_line", "$rural_dibao_line", None),
    ("birth_date < 1.5 * $rural_dibao_line", "$rural_dibao_line", None),
    *((f"income_per_capita_month < {multiple}", multiple, "1.5 * $rural_dibao_line") for multiple in MULTIPLES),
    ("income_per_capita_month < 1.5 * $rural_dibao_line * 2", "1.5 * $rural_dibao_line * 2", None),
    ("income_per_capita_month between 2 * $rural_dibao_line and 1.5 * $rural_dibao_line",
     "2 * $rural_dibao_line and 1.5 * $rural_dibao_line", None),
    ("birth_date < 1990", "1990", None),
    ("birth_date < 1990-02-30", "1990-02-30", None),
    ("birth_date in [1990-01-01]", "in", None),
    ("husband_away_since at least six months ago", "six", None),
    ("husband_away_since at least 0 months ago", "0", None),
    ("husband_away_since at least 6 weeks ago", "weeks", None),
    ("husband_away_since at least 6 monts ago", "monts", "months"),
    ("husband_away_since at least 6 months", "at least 6 months", None),
    ("husband_away_since at least 99999999999999999999 days ago", "99999999999999999999", None),
    ("age at least 60 years ago", "at least 60 years ago", None),
    ("needs_legal_aid", "needs_legal_aid", None),
    ("wants_job is yes", "wants_job", None),
    ("in_dispute", "in_dispute", None),
    ("2 + 2", "2 + 2", None),
    ("残疾", "残疾", "disabled"),
    ("not disabled", "not disabled", "not: disabled"),
    ("disabled or poor", "or poor", None),
    ("disabled; poor", "; poor", None),
    ("__import__", "__import__", None),
]  # fmt: skip


@pytest.mark.parametrize(("phrase", "part", "meant"), WRONG, ids=[phrase for phrase, _, _ in WRONG])
def test_one_mistake(rules: Rules, phrase: str, part: str, meant: str | None) -> None:
    for text, before in ((f"- {phrase}", 2), (f"- '{phrase}'", 3), (f"- any:\n    - {phrase}", 6)):
        found = problems(rules, text)
        assert len(found) == 1, found
        where = found[0].location
        assert where is not None
        assert where.column == before + phrase.rindex(part) + 1, (found[0].message, where)
        assert found[0].did_you_mean == meant
        assert found[0].expected or meant


@pytest.mark.parametrize(
    ("text", "column", "meant"),
    [
        ("- al: [disabled]", 3, "all"),
        ("- none: [disabled]", 3, None),
        ("- any: disabled", 3, None),
        ("- all: {not: disabled}", 3, None),
        ("- any: []", 3, None),
        ("- not: []", 3, None),
        ("- {any: [disabled], all: [poor]}", 3, None),
        ("- {}", 3, None),
        ("-", 1, None),
        ("- not:", 7, None),
        ("- ''", 3, None),
    ],
)
def test_wrong_branches(rules: Rules, text: str, column: int, meant: str | None) -> None:
    found = problems(rules, text)
    assert len(found) == 1, found
    assert found[0].location is not None
    assert found[0].did_you_mean == meant
    if text not in ("-", "- not:"):
        assert found[0].location.column == column


def test_all_mistakes_of_a_tree_at_once(rules: Rules) -> None:
    text = "- disabeld\n- any:\n    - sex is femal\n    - not: age >= x\n- needs_legal_aid\n- al: [qqqq]\n"
    assert [str(one.location) for one in problems(rules, text)] == ["f:1:3", "f:3:14", "f:4:19", "f:5:3", "f:6:3"]


def test_a_huge_phrase_gives_a_short_message(rules: Rules) -> None:
    for text in ("- " + "9" * 50_000, "- age >= " + "9" * 50_000, "- " + "x" * 50_000, "- sex is " + "x" * 50_000):
        (found,) = problems(rules, text)
        assert len(found.format()) < 1500

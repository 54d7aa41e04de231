"""More hardship never loses what a condition gives: what breaks it, and what does not."""

from __future__ import annotations

import re
from datetime import date
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liushou import Profile, Rules, load_rules
from liushou.profile import BY_NAME, FACTS
from liushou.proof.laws import MORE_HARDSHIP, laws, more_hardship
from liushou.proof.sites import Provers
from liushou.rules import AllOf, AnyOf, Compare, Condition, IsTrue, Not, OneOf, Parser, Situation, evaluate, resolve
from liushou.yaml.tree import compose

from ..examples import examples
from .rulefiles import REGISTERS, document, folder, measure

pytest.importorskip("z3")
ON = date(2025, 6, 30)


def condition(text: str, rules: Rules) -> Condition:
    tree, problems = compose(text)
    parser = Parser(rules.vocabulary)
    found = parser.condition(tree)
    assert not problems
    assert not parser.problems
    return found


@pytest.mark.parametrize(
    "text",
    [
        "[disabled, poor]",
        "['disability_grade in [1, 2]', needs_long_term_care]",
        "[disability_grade <= 2]",
        "[income_per_capita_month < $rural_dibao_line, assets_within_limit]",
        "[income_per_capita_month <= 500]",
        "[{any: [domestic_violence, rights_infringed]}]",
        "[age between 35 and 64]",
        "[{not: {not: seriously_ill}}]",
        "[{not: husband_outside_county}, poor]",
        "[{not: self_employed}]",
        "[disability_allowance_group, {not: {all: [is_tekun, disabled, {not: disabled}]}}]",
    ],
)
def test_it_holds(rules: Rules, text: str) -> None:
    found = more_hardship(condition(text, rules), "nation", Provers(rules, ON))
    assert found["outcome"] != "broken"


@pytest.mark.parametrize(
    "text",
    [
        "[{not: is_tekun}]",
        "[poor, {not: receives_dibao}]",
        "['disability_grade in [3, 4]']",
        "[disability_grade > 1]",
        "[income_per_capita_month > 500]",
        "[income_per_capita_month between 100 and 500]",
        "[income_per_capita_month >= $rural_dibao_line]",
        "[rights_infringed, {not: domestic_violence}]",
        "[{not: disabled}, seriously_ill]",
        "[{any: [{all: [disabled, seriously_ill]}, {not: seriously_ill}]}]",
    ],
)
def test_it_is_broken_by_two_women_who_replay(rules: Rules, text: str) -> None:
    asked = condition(text, rules)
    provers = Provers(rules, ON)
    found = more_hardship(asked, "500000", provers)
    assert found["outcome"] == "broken"
    less, more = found["witness"], found["harder"]
    values = []
    for one in (less, more):
        known = resolve(Profile.from_mapping(one), ON)
        values.append(evaluate(asked, Situation(known, provers.at("500000").setting.parameters)))
    assert values == [True, False]
    for name in {**less, **more}:
        if less.get(name) != more.get(name):
            assert BY_NAME[name].hardship


def test_the_page_lists_what_is_hardship() -> None:
    page = (Path(__file__).parents[2] / "docs" / "laws.md").read_text(encoding="utf-8")
    listed = page[page.index("More hardship is:") : page.index("Ages are not hardship")]
    names = set(re.findall(r"`(\w+)`", listed)) - {"hardship"}
    assert names == {fact.name for fact in FACTS if fact.hardship}
    assert not any(fact.place or fact.need for fact in FACTS if fact.hardship)


RULING = """\
facts:
  ruled_out: {title: 当地除外, type: yes_no, ask: 当地是否除外？, settled_by: authority, place: true}
"""


@pytest.mark.parametrize(
    ("places", "outcome"),
    [
        ('places:\n  "500240": {facts: {ruled_out: true}, source: 县里的文件}\n', "proved_except"),
        ('places:\n  "500000": {facts: {ruled_out: true}, source: 市里的文件}\n', "proved_except"),
        ('places:\n  "500240": {facts: {ruled_out: true}}\n', "broken"),
        ('places:\n  "500240": {facts: {ruled_out: false}, source: 县里的文件}\n', "broken"),
        ('places:\n  "220182": {facts: {ruled_out: true}, source: 别处的文件}\n', "broken"),
        ("", "broken"),
    ],
    ids=["the county", "its province", "without a source", "the county does not", "another county", "nobody"],
)
def test_only_a_place_that_says_so_excuses(tmp_path: Path, places: str, outcome: str) -> None:
    when = "[disabled, {not: {all: [is_tekun, ruled_out]}}]"
    where = folder(tmp_path, document(measure(when=when)), registers=REGISTERS + RULING + places)
    rules = load_rules(where)
    [ruling] = [one for one in laws(rules, ON, documents=["county"]) if one.law is MORE_HARDSHIP]
    assert ruling.outcome == outcome


def test_an_excuse_for_one_hardship_is_none_for_another(tmp_path: Path) -> None:
    when = "[disabled, {not: {all: [is_tekun, ruled_out]}}, {not: seriously_ill}]"
    places = 'places:\n  "500240": {facts: {ruled_out: true}, source: 县里的文件}\n'
    where = folder(tmp_path, document(measure(when=when)), registers=REGISTERS + RULING + places)
    [ruling] = [one for one in laws(load_rules(where), ON, documents=["county"]) if one.law is MORE_HARDSHIP]
    assert ruling.outcome == "broken"
    assert ruling.harder is not None
    assert ruling.harder["seriously_ill"] is True


# -- against trying everything -------------------------------------------------------------

LEAVES: tuple[Condition, ...] = (
    IsTrue("disabled"), IsTrue("needs_long_term_care"), OneOf("disability_grade", (1.0,)), IsTrue("seriously_ill"),
    OneOf("disability_grade", (2.0, 3.0)), IsTrue("rights_infringed"), IsTrue("domestic_violence"),
    Compare("income_per_capita_month", "<", 500.0), IsTrue("self_employed"),
)  # fmt: skip


def trees() -> st.SearchStrategy[Condition]:
    def branch(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
        some = st.lists(inner, min_size=2, max_size=3).map(tuple)
        return st.one_of(some.map(AllOf), some.map(AnyOf), inner.map(Not))

    return st.recursive(st.sampled_from(LEAVES), branch, max_leaves=4)


def women() -> list[dict[str, object]]:
    """Every woman of a small world, complete and without contradiction."""
    disability = [{"disabled": False}] + [
        {"disabled": True, "disability_grade": grade, "needs_long_term_care": care}
        for grade, care in product((1, 2, 4), (True, False))
    ]
    rights = [{"rights_infringed": a, "domestic_violence": b} for a, b in ((True, True), (True, False), (False, False))]
    rest = [
        {"seriously_ill": ill, "income_per_capita_month": income, "self_employed": own}
        for ill, income, own in product((True, False), (300, 800), (True, False))
    ]
    return [{**a, **b, **c} for a, b, c in product(disability, rights, rest)]


def harder(more: dict[str, object], less: dict[str, object]) -> bool:
    flags = ("disabled", "needs_long_term_care", "seriously_ill", "rights_infringed", "domestic_violence")
    if any(less.get(name) is True and more.get(name) is not True for name in flags):
        return False
    graded = not less["disabled"] or int(str(more["disability_grade"])) <= int(str(less["disability_grade"]))
    poorer = int(str(more["income_per_capita_month"])) <= int(str(less["income_per_capita_month"]))
    return graded and poorer and more["self_employed"] == less["self_employed"]


@settings(max_examples=examples(0.2))
@given(trees())
def test_the_verdict_is_that_of_trying_everything(rules: Rules, tree: Condition) -> None:
    value = {index: evaluate(tree, Situation(resolve(Profile(**woman), ON))) for index, woman in enumerate(WOMEN)}
    counterexample = any(value[less] is True and value[more] is False for less, more in PAIRS)
    found = more_hardship(tree, "nation", Provers(rules, ON))
    assert (found["outcome"] == "broken") is counterexample


WOMEN = women()
PAIRS = [
    (less, more)
    for less, more in product(range(len(WOMEN)), repeat=2)
    if less != more and harder(WOMEN[more], WOMEN[less])
]

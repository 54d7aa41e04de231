"""No phrase says a word twice, mixes signs with words, shows a `.0`, or is empty: of trees made up, and of all shipped."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given

from liushou import load_rules
from liushou.documents import values_at
from liushou.profile import Fact
from liushou.rules import (
    Between,
    Compare,
    Condition,
    Elapsed,
    IsTrue,
    Not,
    OneOf,
    Parameter,
    Vocabulary,
    phrase,
    say,
    say_leaf,
    walk,
)
from liushou.rules.condition import LEAVES

from .strategies import conditions, vocabulary

RULES = load_rules()
#: Words said twice that are words: 人人, 常常.
_WORDS = ("人人", "常常", "年年", "月月", "天天", "星星")
_TWICE = re.compile(r"([一-鿿]{1,4})\1")
_WRONG = {
    "a .0": re.compile(r"\d\.0(?!\d)"),
    "a sign": re.compile(r"[<>=≤≥$_]"),
    "an exponent": re.compile(r"\d[eE][+-]?\d"),
    "nothing between": re.compile(r"（）|“”|，，|、、|，$|^，|至至|为$|于$"),
    "an age twice": re.compile("年龄年满|年龄不满|年龄在年"),
    "words of Python": re.compile("None|nan|inf|True|False"),
}


def faults(text: str) -> list[str]:
    """What a person would stumble over."""
    twice = [match[0] for match in _TWICE.finditer(text) if match[0] not in _WORDS]
    return [f"{words} in {text}" for words in twice + [name for name, sign in _WRONG.items() if sign.search(text)]] + (
        [] if text.strip() else ["nothing"]
    )


def english_faults(text: str) -> list[str]:
    """The same of the phrase of a rule file."""
    twice = re.search(r"\b([a-z]+) \1\b", text)
    return [text] if twice or re.search(r"\d\.0(?!\d)|\d[eE][+-]?\d|None", text) or not text.strip() else []


@given(conditions())
def test_of_trees_that_are_made_up(condition: Condition) -> None:
    leaves = [leaf for leaf in walk(condition) if isinstance(leaf, LEAVES)]
    texts = [say_leaf(leaf, vocabulary(), holds) for leaf in leaves for holds in (True, False)]
    assert [fault for text in texts for fault in faults(text)] == []
    assert [fault for leaf in leaves for fault in english_faults(phrase(leaf))] == []
    assert say(condition, vocabulary()).strip()


def shipped() -> Iterator[Condition]:
    """Every condition of the documents and concepts."""
    for policy in RULES.policies.values():
        yield policy.definition.condition
        yield from (measure.condition for _, measure in policy.measures())
    yield from (entry.condition for entry in RULES.concepts.values())


@pytest.mark.parametrize("place", ["500230", "220000", "530000"])
def test_of_all_that_is_shipped(place: str) -> None:
    parameters = values_at(RULES, place, date(2025, 6, 30)).parameters
    leaves = {leaf for condition in shipped() for leaf in walk(condition) if isinstance(leaf, LEAVES)}
    texts = [
        say_leaf(leaf, RULES.vocabulary, holds, parameters=known)
        for leaf in leaves
        for holds in (True, False)
        for known in ({}, parameters)
    ]
    texts += [say(each, RULES.vocabulary) for condition in shipped() for each in (condition, Not(condition))]
    assert [fault for text in texts for fault in faults(text)] == []
    assert [fault for leaf in leaves for fault in english_faults(phrase(leaf))] == []


def edges(fact: Fact) -> Iterator[Condition]:
    """Conditions on a fact at its edges: whole floats, ends of its range, one value, days."""
    if fact.kind == "yes_no":
        yield IsTrue(fact.name)
    elif fact.kind == "choice":
        yield from (OneOf(fact.name, choice) for choice in ((min(fact.choices),), tuple(fact.choices)))
    elif fact.kind == "date":
        days = (date(1990, 3, 1), date(2024, 12, 31))
        yield from (Compare(fact.name, sign, day) for sign in ("<", "<=", ">", ">=", "=") for day in days)
        yield from (Between(fact.name, *days), Between(fact.name, days[0], days[0]))
        yield from (Elapsed(fact.name, amount, unit) for amount in (1, 6, 12) for unit in ("days", "months", "years"))
    else:
        numbers = [value for value in (fact.low, fact.high, 5.0, 12.0, 0.5, 100000.0) if value is not None]
        yield from (Compare(fact.name, sign, number) for sign in ("<", "<=", ">", ">=", "=") for number in numbers)
        yield from (Between(fact.name, *pair) for pair in ((1.0, 4.0), (2.0, 2.0), (0.5, 12.0)))
        yield from (OneOf(fact.name, values) for values in ((1.0,), (1.0, 2.0), (2.0, 2.0)))
        yield from (
            Compare(fact.name, "<", Parameter(name, factor))
            for name in ("rural_dibao_line",)
            for factor in (1.0, 1.5, 2.0)
        )


@pytest.mark.parametrize("fact", [*RULES.facts.values(), RULES.vocabulary.fact("age")], ids=lambda fact: fact.name)
def test_of_every_fact_at_its_edges(fact: Fact) -> None:
    parameters = values_at(RULES, "500230", date(2025, 6, 30)).parameters
    texts = [
        say_leaf(leaf, RULES.vocabulary, holds, parameters=known)
        for leaf in edges(fact)
        for holds in (True, False)
        for known in ({}, parameters)
    ]
    assert [fault for text in texts for fault in faults(text)] == []
    assert [fault for leaf in edges(fact) for fault in english_faults(phrase(leaf))] == []


def test_one_value_is_no_range() -> None:
    assert say(Between("age", 60.0, 60.0), RULES.vocabulary) == "年龄为60周岁"
    assert say(Not(Between("disability_grade", 2.0, 2.0)), RULES.vocabulary) == "残疾等级不为2级"
    assert say(OneOf("disability_grade", (2.0, 2.0)), RULES.vocabulary) == "残疾等级为2级"


def test_titles_of_own_facts_are_not_said_twice() -> None:
    stove = Fact(name="stove", title="是否用煤炉", kind="yes_no", ask="是否用煤炉？")
    left = Fact(name="left", title="外出之日起", kind="date", ask="何时？")
    own = Vocabulary({"stove": stove, "left": left})
    assert say(IsTrue("stove"), own) == "用煤炉"
    assert say(Elapsed("left", 6, "months"), own) == "自外出之日起已满6个月"

"""A value from outside, of whatever type and size, is refused with a short and masked message or is taken."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liushou import Decision, InputError, Match, Profile, find_place, match
from liushou.messages import MAX_TEXT, written
from liushou.profile.model import parse_json, parse_yaml
from liushou.values import Bounds, check_day, number, parse_date

from .numbers_of_people import sound_numbers

ON = date(2025, 6, 30)
DECISION = {"policy": "fengdu", "clause": "二（一）", "service": "dibao", "residual": "符合条件", "outcome": "granted"}
DECISION |= {"by": "丰都县民政局", "on": "2024-01-01"}


class Silent:
    """Cannot be written."""

    def __str__(self) -> str:
        raise RuntimeError

    __repr__ = __str__


class SilentNumber(int):
    """A number that cannot be written its own way."""

    __str__ = __repr__ = Silent.__str__


class SilentText(str):
    """A text that cannot be written its own way."""

    __str__ = __repr__ = Silent.__str__


class NotAlike:
    """Cannot be compared."""

    def __eq__(self, other: object) -> bool:
        raise RuntimeError

    __hash__ = None  # type: ignore[assignment]


class Held:
    """A value that Hypothesis and pytest do not write out."""

    def __init__(self, value: Any) -> None:
        self.value = value


LOOP: list[Any] = []
LOOP += [LOOP, LOOP]
STRANGE: list[Any] = [Silent(), NotAlike(), LOOP, object(), int, 1j, Decimal("1e99999"), datetime(2025, 1, 1, 9)]
STRANGE += [list(range(5000)), "长" * 10**5, {n: n for n in range(5000)}, bytearray(10**5), {1, 2}]


def strange(number: int) -> Any:
    return STRANGE[number]


huge = st.integers(4200, 6000).map(lambda power: 10**power) | st.integers(-6000, -4200).map(lambda power: -(10**-power))
texts = st.text(max_size=30) | st.text(st.characters(categories=["Cs", "Nd", "Lo"]), max_size=10)
numbers_of_people = st.builds(
    lambda before, number, after: before * number.isdigit() + number + after,
    st.sampled_from(["", "x" * 40, "甲" * 990, "\ud800"]),
    sound_numbers(),
    st.sampled_from(["", "\udfff", "甲" * 2000]),
)
leaves = st.one_of(
    huge,
    texts,
    numbers_of_people,
    numbers_of_people.map(SilentText),
    st.floats(),
    st.binary(max_size=20),
    sound_numbers().map(str.encode),
    huge.map(SilentNumber),
    huge.map(lambda number: Fraction(number, 7)),
    huge.map(lambda number: Bounds(number, None)),
    st.integers(0, len(STRANGE) - 1).map(strange),  # by number: Hypothesis writes out what it is given
)
values = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["at_least", "at_most", 10**5000, "\ud800", b"a"]), inner, max_size=3)
        | st.tuples(inner)
    ),
    max_leaves=4,
)


def decided(part: str) -> Callable[[Any], Any]:
    return lambda value: match(Profile(decisions=[{**DECISION, part: value}]), place="500230", on=ON)


ENTRANCES: dict[str, Callable[[Any], Any]] = {
    "written": written,
    "number": number,
    "day": check_day,
    "date": parse_date,
    "place": find_place,
    "answer": lambda value: Match.from_dict({"place": value}),
    "whole number": lambda value: Profile(children_count=value),
    "choice": lambda value: Profile(sex=value),
    "yes or no": lambda value: Profile(disabled=value),
    "date of birth": lambda value: Profile(birth_date=value),
    "bounds": lambda value: Profile(children_count=Bounds(value, None)),
    "bound": lambda value: match({"income_per_capita_month": {"at_most": value}}, place="500230", on=ON),
    "unknown fact": lambda value: match({"annual_income": value}, place="500230", on=ON),
    "extra": lambda value: match(Profile(extra={"annual_income": value}), place="500230", on=ON),
    "all extra": lambda value: Profile(extra=value),
    "unsure": lambda value: Profile(unsure=[value]),
    "all unsure": lambda value: match({"unsure": value}, place="500230", on=ON),
    "decisions": lambda value: Profile(decisions=value),
    "decision": lambda value: Decision(**{**DECISION, "on": value}),
    **{f"decision's {part}": decided(part) for part in DECISION},
}


@pytest.mark.parametrize("entrance", ENTRANCES)
@given(data=st.data())
def test_any_value_is_taken_or_refused_in_short(entrance: str, data: st.DataObject) -> None:
    value = data.draw(values.map(Held)).value
    refused: tuple[str, ...] = ()
    try:
        ENTRANCES[entrance](value)
    except InputError as error:
        refused = tuple(problem.format(lang) for problem in error.problems for lang in ("en", "zh"))
    for text in refused:
        text.encode()
        assert len(text) < 2 * MAX_TEXT
        assert re.search(r"(?<!\d)\d{17}[\dXx]", text) is None, text


@given(values.map(Held))
def test_what_is_written_is_written_the_same_again(held: Held) -> None:
    text = written(held.value)
    assert len(text) <= MAX_TEXT
    assert written(text) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "null"),
        (True, "true"),
        (5.0, "5"),
        (-(10**5000), "-1.00e5000"),
        (Silent(), "<Silent>"),
        (SilentNumber(7), "7"),
        ("\ud800x", "\ufffdx"),
        ([1, "甲", {"at_least": None}], '[1, "甲", {"at_least": null}]'),
        (["510212\n19750308\n0021"], '["5102****************"]'),
        (b"510212197503080021", "b'5102**************'"),
        (ON, "2025-06-30"),
    ],
    ids=lambda value: written(value)[:20].encode("unicode_escape").decode(),
)
def test_a_value_as_yaml_and_json_write_it(value: Any, text: str) -> None:
    assert written(value) == text


@pytest.mark.parametrize("parse", [parse_yaml, parse_json])
@pytest.mark.parametrize("value", ["1" + "0" * 5000, "1e400", '"\\ud800"'])
def test_in_a_file(parse: Callable[[str], Profile], value: str) -> None:
    with pytest.raises(InputError) as refused:
        parse('{"children_count": ' + value + "}")
    str(refused.value).encode()


def test_no_list_is_read_without_end() -> None:
    endless: Any = iter(lambda: "disabled", None)
    for part in ("unsure", "decisions"):
        with pytest.raises(InputError, match=r"more than 1000 entries"), suppress(TypeError):
            Profile(**{part: endless})

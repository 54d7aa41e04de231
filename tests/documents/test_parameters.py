"""Parameters: each value from its day until the next, or until its source ends it."""

from datetime import date
from pathlib import Path

import pytest

from liushou import InputError, Rules, load_rules
from liushou.documents import values_at
from liushou.values import Bounds

from .making import folder

OWN = """
parameters:
  limit:
    title: 限额
    unit: 元/月
    values:
      - {place: "510000", from: 2020-01-01, value: 100, source: x}
      - {place: "510000", from: 2021-01-01, until: 2021-12-31, value: 200, source: x}
      - {place: "510000", from: 2023-07-01, at_least: 3600, per: year, source: {title: x, url: "http://x"}}
      - {place: "510100", from: 2022-01-01, at_least: 10, at_most: 20, source: x}
      - {place: nation, from: 2010-01-01, at_most: 5, source: x}
"""


@pytest.mark.parametrize(
    ("place", "day", "bounds"),
    [
        ("510000", "2009-12-31", None),
        ("510000", "2019-12-31", Bounds(None, 5.0)),
        ("510000", "2020-01-01", Bounds(100.0, 100.0)),
        ("510000", "2020-12-31", Bounds(100.0, 100.0)),
        ("510000", "2021-01-01", Bounds(200.0, 200.0)),
        ("510000", "2021-12-31", Bounds(200.0, 200.0)),
        # Ended by its own source: the older value does not come back, the nation's stands.
        ("510000", "2022-01-01", Bounds(None, 5.0)),
        ("510000", "2023-07-01", Bounds(300.0, None)),
        ("510104", "2021-06-30", Bounds(200.0, 200.0)),
        ("510104", "2022-01-01", Bounds(10.0, 20.0)),
        ("500000", "2022-01-01", Bounds(None, 5.0)),
    ],
)
def test_by_place_and_day(tmp_path: Path, place: str, day: str, bounds: object) -> None:
    rules = load_rules(folder(tmp_path / "own", p=OWN))
    assert values_at(rules, place, date.fromisoformat(day)).parameters.get("limit") == bounds


@pytest.mark.parametrize(
    ("place", "day", "bounds"),
    [
        ("500000", "2017-03-31", None),
        ("500000", "2017-04-01", Bounds(350.0, 350.0)),
        ("500230", "2020-08-31", Bounds(410.0, 440.0)),
        ("500230", "2020-09-01", Bounds(496.0, 496.0)),
        ("500230", "2022-09-01", Bounds(581.0, 600.0)),
        ("500230", "2024-08-31", Bounds(581.0, 600.0)),
        ("500230", "2024-09-01", Bounds(610.0, 610.0)),
        ("500101", "2025-06-30", Bounds(610.0, 610.0)),
        ("500101", "2025-07-01", Bounds(630.0, 630.0)),
        ("530000", "2020-07-22", Bounds(375.0, None)),
        ("530102", "2025-06-30", Bounds(6038 / 12, None)),
        ("220000", "2021-12-31", None),
        ("220182", "2025-06-30", Bounds(470.0, None)),
        ("220102", "2025-06-30", Bounds(500.0, None)),
        ("220882", "2025-06-30", Bounds(410.0, None)),
        ("430000", "2025-06-30", None),
    ],
)
def test_the_rural_dibao_line(rules: Rules, place: str, day: str, bounds: object) -> None:
    """DESIGN §2: Jilin's and Yunnan's lines are provincial floors, Chongqing's are exact."""
    assert values_at(rules, place, date.fromisoformat(day)).parameters.get("rural_dibao_line") == bounds


def test_every_shipped_value_is_sourced(rules: Rules) -> None:
    for entry in rules.parameters.values():
        for value in entry.values:
            assert value.source.title or value.cites, (entry.id, value)
            assert value.until is None or value.until >= value.since


WRONG = [
    ("{place: nation, from: 2020-01-01, source: x}", "needs `value`"),
    ("{place: nation, from: 2020-01-01, value: 1, at_least: 1, source: x}", "needs `value`"),
    ("{place: nation, from: 2020-01-01, at_least: 2, at_most: 1, source: x}", "more than at_most"),
    ("{place: nation, from: 2020-01-01, until: 2019-12-31, value: 1, source: x}", "before `from`"),
    ("{place: nation, from: 2020-01-01, value: many, source: x}", "number"),
    ("{place: nation, from: 2020-01-01, value: .inf, source: x}", "number"),
    ("{place: nation, from: 2020, value: 1, source: x}", "a day"),
    ("{place: nation, from: 2020-01-01, value: 1}", "source"),
    ("{place: '599999', from: 2020-01-01, value: 1, source: x}", "unknown place code"),
    ("{place: nation, from: 2020-01-01, value: 1, per: week, source: x}", "month"),
]


def test_wrong_values(tmp_path: Path) -> None:
    """Each in an entry of its own, so that each is read."""
    entries = "".join(
        f"  limit{number}:\n    title: 限额\n    unit: 元\n    values:\n      - {value}\n"
        for number, (value, _) in enumerate(WRONG)
    )
    with pytest.raises(InputError) as caught:
        load_rules(folder(tmp_path / "own", p="parameters:\n" + entries))
    for number, (value, words) in enumerate(WRONG):
        line = 6 + 5 * number
        own = [
            problem.format() for problem in caught.value.problems if problem.location and problem.location.line == line
        ]
        assert any(words in one for one in own), (value, words, own)


def test_two_values_from_one_day(tmp_path: Path) -> None:
    twice = "{place: nation, from: 2020-01-01, value: 1, source: x}"
    text = f"parameters:\n  limit: {{title: x, unit: x, values: [{twice}, {twice}]}}\n"
    with pytest.raises(InputError, match="second value"):
        load_rules(folder(tmp_path / "own", p=text))

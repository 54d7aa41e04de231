"""A county's own facts and thresholds: nearest code wins, never under the floor of its province."""

from datetime import date
from pathlib import Path

import pytest

import liushou
from liushou import InputError, Rules, load_rules
from liushou.documents import parse_places, read_places, values_at
from liushou.values import Bounds

ON = date(2025, 6, 30)


def line(rules: Rules, text: str, place: str, on: date = ON) -> object:
    return values_at(rules, place, on, parse_places(text, rules)).parameters.get("rural_dibao_line")


def test_facts(rules: Rules) -> None:
    own = parse_places(
        '"500230": {facts: {two_cancer_project_county: yes, poor_area: 否}}\nnation: {facts: {poor_area: true}}\n',
        rules,
    )
    assert values_at(rules, "500230", ON, own).facts["two_cancer_project_county"] is True
    assert values_at(rules, "500230", ON, own).facts["poor_area"] is False
    assert values_at(rules, "500101", ON, own).facts["poor_area"] is True


@pytest.mark.parametrize("text", ["", "{}\n", '"500230":\n', '"500230": {}\n', '"500230":\n  facts:\n  parameters:\n'])
def test_nothing_in_it(rules: Rules, text: str) -> None:
    if text == '"500230":\n':
        with pytest.raises(InputError):
            parse_places(text, rules)
    else:
        assert values_at(rules, "500230", ON, parse_places(text, rules)) == values_at(rules, "500230", ON)


def test_a_county_s_line_wins_over_the_floor_above(rules: Rules) -> None:
    text = '"530102": {parameters: {rural_dibao_line: 640}}\n'
    assert line(rules, text, "530102") == Bounds(640.0, 640.0)
    assert line(rules, text, "530103") == Bounds(6038 / 12, None)
    assert line(rules, text, "530000") == Bounds(6038 / 12, None)


def test_a_province_s_own_line_holds_for_its_counties(rules: Rules) -> None:
    text = '"530000": {parameters: {rural_dibao_line: 640}}\n'
    assert line(rules, text, "530102") == Bounds(640.0, 640.0)


def test_dated_and_bounded_lines(rules: Rules) -> None:
    text = """
"530102":
  parameters:
    rural_dibao_line:
      - {from: 2024-01-01, value: 600}
      - {from: 2025-01-01, until: 2025-05-31, at_least: 7200, at_most: 8400, per: year}
"""
    assert line(rules, text, "530102", date(2023, 12, 31)) == Bounds(6038 / 12, None)
    assert line(rules, text, "530102", date(2024, 12, 31)) == Bounds(600.0, 600.0)
    assert line(rules, text, "530102", date(2025, 5, 31)) == Bounds(600.0, 700.0)
    # Ended: the older value does not come back, the province's floor stands again.
    assert line(rules, text, "530102", date(2025, 6, 1)) == Bounds(6038 / 12, None)


@pytest.mark.parametrize(
    ("place", "value", "refused"),
    [
        ("530102", "503", True),  # 6038/12 = 503.17
        ("530102", "503.2", False),
        ("530102", "{value: 6038, per: year}", False),
        ("530102", "{at_most: 500}", True),
        ("220182", "469", True),
        ("220182", "470", False),
        ("220102", "480", True),  # Changchun's own tier, not the province's lowest
        ("220882", "410", False),
        ("500230", "600", False),  # Chongqing's is an exact line, no floor
    ],
)
def test_a_line_under_the_floor_is_an_error(rules: Rules, place: str, value: str, refused: bool) -> None:
    """DESIGN §2: a county line under its province's floor is an error."""
    text = f'"{place}": {{parameters: {{rural_dibao_line: {value}}}}}\n'
    if not refused:
        assert line(rules, text, place) is not None
        return
    with pytest.raises(InputError, match="floor") as caught:
        line(rules, text, place)
    assert caught.value.problems[0].location is not None


def test_the_floor_of_the_day_counts(rules: Rules) -> None:
    text = '"530102": {parameters: {rural_dibao_line: 400}}\n'
    assert line(rules, text, "530102", date(2020, 7, 1)) == Bounds(400.0, 400.0)  # the floor was 375
    with pytest.raises(InputError, match="floor"):
        line(rules, text, "530102", date(2022, 7, 1))  # and is 445.25


def test_a_vague_county_line_still_lies_on_or_above_the_floor(rules: Rules) -> None:
    text = '"530102": {parameters: {rural_dibao_line: {at_most: 700}}}\n'
    assert line(rules, text, "530102") == Bounds(6038 / 12, 700.0)
    text = '"530102": {parameters: {rural_dibao_line: {at_least: 100}}}\n'
    assert line(rules, text, "530102") == Bounds(6038 / 12, None)


@pytest.mark.parametrize(
    ("text", "places", "words"),
    [
        ('"599999": {}\n', ["1:1"], "unknown place code"),
        ("500230: 5\n", ["1:1"], "not a mapping"),
        ('"500230": {fcts: {}}\n', ["1:12"], "did you mean: facts"),
        ('"500230": {facts: {disabled: true}}\n', ["1:20"], "not a fact of a place"),
        ('"500230": {facts: {poor_aera: true}}\n', ["1:20"], "did you mean: poor_area"),
        ('"500230": {facts: {poor_area: maybe}}\n', ["1:20"], "neither yes nor no"),
        ('"500230": {parameters: {rural_dibao: 5}}\n', ["1:25"], "did you mean: rural_dibao_line"),
        ('"500230": {parameters: {rural_dibao_line: many}}\n', ["1:43"], "not a number"),
        ('"500230": {parameters: {rural_dibao_line: -5}}\n', ["1:43"], "out of range"),
        ('"500230": {parameters: {rural_dibao_line: {valu: 5}}}\n', ["1:44"], "did you mean: value"),
        ('"500230": {parameters: {rural_dibao_line: [[5]]}}\n', ["1:25"], "list inside a list"),
        ("- 1\n", ["1:1"], "maps codes"),
        ('"500230": {}\n"500230": {}\n', ["2:1"], "duplicate"),
        ('"500230": {facts: {poor_area: &a true}}\n', ["1:31"], "anchor"),
    ],
)
def test_mistakes_at_their_places(rules: Rules, text: str, places: list[str], words: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_places(text, rules, "f")
    assert [str(problem.location) for problem in caught.value.problems] == [f"f:{place}" for place in places]
    assert words in str(caught.value)


def test_all_mistakes_at_once(rules: Rules) -> None:
    text = '"599999": {}\n"500230": {facts: {disabled: true}, parameters: {x: 1, rural_dibao_line: y}}\n'
    with pytest.raises(InputError) as caught:
        parse_places(text, rules)
    assert len(caught.value.problems) == 4


def test_the_shipped_rules_name_what_it_may_hold(tmp_path: Path) -> None:
    path = tmp_path / "places.yaml"
    path.write_text('"500230": {parameters: {rural_dibao_line: 900}}', encoding="utf-8")
    assert read_places(path).places == read_places(path, load_rules()).places
    assert liushou.read_places(path).places.keys() == {"500230"}

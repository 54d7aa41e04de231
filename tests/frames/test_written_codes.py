"""What a places file says of a code that answers under another one holds for those who give that code."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liushou import Rules
from liushou.documents import PlacesFile, parse_places
from liushou.frames.backends import open_frame
from liushou.frames.prepare import CONTEXT, one_place, places_by_column
from liushou.ledger import evaluate
from liushou.match import Matcher, match
from liushou.places import answering_codes, containing
from liushou.values import Bounds

from .rows import STATUS

ON = date(2025, 6, 30)
#: Ended codes, codes of the statistics office, and headings of the table.
ELSEWHERE = [code for code, answering in answering_codes(ON.year).items() if code != answering]
WOMAN = {
    "sex": "female",
    "birth_date": "1980-01-01",
    "lives_in_village": True,
    "husband_away_for_work": True,
    "husband_away_years": 2,
    "husband_outside_county": True,
    "assets_within_limit": True,
    "income_per_capita_month": 2000,
}


def places_file(codes: list[str], rules: Rules) -> PlacesFile:
    """A line of its own for every code, and every other one a county of the screening project."""
    entries = (
        f'"{code}": {{facts: {{two_cancer_project_county: {"true" if number % 2 else "false"}}}, '
        f"parameters: {{rural_dibao_line: {1500 + number}}}}}\n"
        for number, code in enumerate(codes)
    )
    return parse_places("".join(entries), rules)


def test_every_such_code_has_its_own_values_in_match_and_in_frames(rules: Rules) -> None:
    own = places_file(ELSEWHERE, rules)
    opened = open_frame(pl.DataFrame({"code": ELSEWHERE}))
    placed = places_by_column(rules, opened, "code", ON, own)
    assert placed.context is not None
    numbers = opened.frame.select(placed.context.alias(CONTEXT)).collect()[CONTEXT].to_list()
    wrong = []
    for place, (code, context) in enumerate(zip(ELSEWHERE, numbers, strict=True)):
        here = Matcher(place=code, on=ON, rules=rules, places=own).place_values
        line = Bounds(1500.0 + place, 1500.0 + place)
        same = here == placed.locals[context] == one_place(rules, code, ON, own).locals[0]
        if here.parameters["rural_dibao_line"] != line or not same:
            wrong.append(code)
    assert wrong == []


@given(st.lists(st.sampled_from([*ELSEWHERE, "500230", "220182", "430122"]), min_size=1, max_size=8, unique=True))
def test_rows_are_answered_as_match_answers(rules: Rules, codes: list[str]) -> None:
    own = places_file(codes, rules)
    rows = evaluate(pl.DataFrame([{**WOMAN, "code": code} for code in codes]), on=ON, place_column="code", places=own)
    answers = [match(WOMAN, place=code, on=ON, places=own) for code in codes]
    statuses = [{name: STATUS[status] for name, status in answer.statuses().items()} for answer in answers]
    assert [
        {name: row[f"service:{name}"] for name in expected}
        for row, expected in zip(rows.to_dicts(), statuses, strict=True)
    ] == statuses


@pytest.mark.parametrize("entry", ["220181", "220113"])
def test_the_line_of_an_ended_county(rules: Rules, entry: str) -> None:
    """九台市（220181）became 长春市九台区（220113）; the written code comes before the one that answers."""
    own = parse_places(f'"{entry}": {{parameters: {{rural_dibao_line: 2100}}}}\n', rules)
    assert match(WOMAN, place="220181", on=ON, places=own).statuses()["dibao"] == "eligible"
    both = parse_places(
        '"220181": {parameters: {rural_dibao_line: 2100}}\n"220113": {parameters: {rural_dibao_line: 1900}}\n', rules
    )
    assert match(WOMAN, place="220181", on=ON, places=both).statuses()["dibao"] == "eligible"
    assert match(WOMAN, place="220113", on=ON, places=both).statuses()["dibao"] == "undetermined"


def test_what_a_larger_place_says_comes_after_the_county() -> None:
    assert containing("429021", "422921") == ("422921", "429021", "422900", "429000", "420000", "nation")
    assert containing("500230") == containing("500230", "500230") == ("500230", "500200", "500000", "nation")
    assert containing("nation", "nation") == ("nation",)

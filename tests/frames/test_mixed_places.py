"""Rows of different places in one frame are answered under their own documents."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from liushou import InputError, Rules
from liushou.documents import PlacesFile, parse_places
from liushou.ledger import evaluate, offered
from liushou.match import Matcher

from .frames import BACKENDS, in_polars, polars_frame
from .rows import Dice, Judge, Row

ON = date(2025, 6, 30)
#: The last four answer under another code, or have ended.
PLACES = ("500230", "500101", "500000", "220182", "220421", "220100", "530102", "430122", "110101", "nation",
          "220171", "512324", "500200", "110103")  # fmt: skip
ELSEWHERE = (None, "999999", "50023", "", "重庆", "Nation", "500230000000")


def mixed(count: int, seed: int = 3) -> list[Row]:
    dice = Dice(seed, ON)
    return [dice.row() | {"place_code": PLACES[number % len(PLACES)]} for number in range(count)]


@pytest.mark.parametrize("backend", BACKENDS)
def test_engine(backend: str, rules: Rules) -> None:
    rows = mixed(300)
    result = BACKENDS[backend](polars_frame(rows), lambda frame: evaluate(frame, on=ON, place_column="place_code"))
    assert Judge(rules, ON).compare(rows, result) > 2000


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_code_that_is_none_costs_only_its_own_row(backend: str, rules: Rules) -> None:
    rows = mixed(40)
    strange = [row | {"place_code": code} for row, code in zip(rows, ELSEWHERE, strict=False)]
    frame = polars_frame([*strange, *rows[len(strange) :]])
    result = BACKENDS[backend](frame, lambda frame: evaluate(frame, on=ON, place_column="place_code"))
    for row in result[: len(strange)]:
        assert row["problem"] == "place"
        assert row["missing"] is None
        assert {value for name, value in row.items() if name.startswith(("service:", "left_behind:"))} == {None}
    Judge(rules, ON).compare(rows[len(strange) :], result[len(strange) :])


def test_codes_as_whole_numbers(rules: Rules) -> None:
    rows = [row for row in mixed(60) if row["place_code"] != "nation"]
    frame = polars_frame(rows).with_columns(pl.col("place_code").cast(pl.Int32))
    Judge(rules, ON).compare(rows, in_polars(frame, lambda frame: evaluate(frame, on=ON, place_column="place_code")))


def test_codes_as_categories(rules: Rules) -> None:
    rows = mixed(60)
    frame = polars_frame(rows).with_columns(pl.col("place_code").cast(pl.Categorical))
    Judge(rules, ON).compare(rows, in_polars(frame, lambda frame: evaluate(frame, on=ON, place_column="place_code")))


@pytest.mark.parametrize("backend", ["polars", "pyarrow", "duckdb"])
def test_counties_with_lines_and_facts_of_their_own(backend: str, rules: Rules) -> None:
    counties = [f"5002{number}" for number in (30, 31, 32, 33, 35, 36, 37, 38, 40, 41, 42, 43)]
    text = "".join(
        f'"{code}":\n  facts: {{poor_area: {"true" if number % 2 else "false"}}}\n'
        f"  parameters: {{rural_dibao_line: {580 + 10 * number}}}\n"
        for number, code in enumerate(counties)
    )
    places: PlacesFile = parse_places(text, rules)
    rows = [row | {"place_code": counties[number % len(counties)]} for number, row in enumerate(mixed(240, 11))]
    result = BACKENDS[backend](
        polars_frame(rows), lambda frame: evaluate(frame, on=ON, place_column="place_code", places=places)
    )
    Judge(rules, ON, places).compare(rows, result)


def test_a_line_under_the_floor_is_refused(rules: Rules) -> None:
    places = parse_places('"220182":\n  parameters: {rural_dibao_line: 100}\n', rules)
    with pytest.raises(InputError, match="under the floor"):
        evaluate(polars_frame(mixed(3)), on=ON, place_column="place_code", places=places)


def test_null_says_nothing_where_a_service_is_not_offered() -> None:
    row = polars_frame([{"place_code": "430122", "sex": "male"}])
    result = evaluate(row, on=ON, place_column="place_code").row(0, named=True)
    here = offered("430122", on=ON)
    for name, value in result.items():
        if name.startswith("service:"):
            assert value == (0 if name.removeprefix("service:") in here else None)


@pytest.mark.parametrize("place", ["500230", "220182", "nation"])
def test_offered_is_what_match_lists(place: str) -> None:
    assert offered(place, on=ON) == Matcher(place=place, on=ON).services


def test_the_columns_do_not_depend_on_the_rows() -> None:
    one, other = ([row | {"place_code": code} for row in mixed(2)] for code in ("500230", "220182"))
    names = [evaluate(polars_frame(rows), on=ON, place_column="place_code").columns for rows in (one, other)]
    assert names[0] == names[1]


def test_rules_of_ones_own(tmp_path: Path) -> None:
    from liushou import load_rules

    (tmp_path / "own.yaml").write_text(
        "facts:\n  keeps_bees: {title: 养蜂, type: yes_no, ask: 是否养蜂？}\n", encoding="utf-8"
    )
    rules = load_rules(tmp_path)
    frame = pl.DataFrame({"keeps_bees": ["是", "no", None, "多"]})
    result = evaluate(frame, on=ON, place="500230", rules=rules)
    assert result["problem"].to_list() == [None, None, None, "keeps_bees"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({}, "one of place= and place_column="),
        ({"place": "500230", "place_column": "place_code"}, "one of place= and place_column="),
        ({"place_column": "place_cod"}, "did you mean: place_code"),
        ({"place_column": "disabled"}, "codes as text"),
        ({"place": "999999"}, "unknown place code"),
        ({"place": 500230}, "not the code of a place"),
    ],
)
def test_refused(arguments: dict[str, object], words: str) -> None:
    with pytest.raises(InputError, match=words):
        evaluate(polars_frame(mixed(2)), on=ON, **arguments)  # type: ignore[arg-type]

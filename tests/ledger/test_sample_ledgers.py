"""Sample ledgers: the same from a seed, of nobody, clean or as messy as real ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from liushou import InputError
from liushou.ledger import summary
from liushou.ledger.cells.figures import read_id
from liushou.ledger.sample import make_sample, write_sample
from liushou.places import UnknownPlaceError, place_of_code

from .sheets import ON, results_of


def test_the_same_from_a_seed() -> None:
    first, again, other = (make_sample(50, seed=seed, place="500230", on=ON, messy=True) for seed in (1, 1, 2))
    assert (first.rows, first.header) == (again.rows, again.header)
    assert first.rows != other.rows


def test_no_number_is_a_persons() -> None:
    rows = make_sample(200, seed=1, place="500230", on=ON).rows
    assert all(read_id(row[2]).sex == "female" and read_id(row[2]).birth_date == row[3] for row in rows)
    for code in {row[2][:6] for row in rows}:
        with pytest.raises(UnknownPlaceError):
            place_of_code(code)
    assert all("****" in row[8] for row in rows)


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".parquet"])
def test_a_clean_one_is_read_whole(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    write_sample(make_sample(120, seed=4, place="500230", on=ON), path)
    ledger = results_of(path).ledger
    assert (ledger.rows, len(ledger.kept), ledger.unread) == (120, 120, ())
    assert all(ledger.mapping(position)["sex"] == "female" for position in ledger.kept)
    assert {use.how for use in ledger.columns if use.target is None} <= {"unused"}


def test_the_same_women_in_every_kind_of_file(tmp_path: Path) -> None:
    counts = []
    for suffix in (".xlsx", ".csv", ".parquet"):
        write_sample(make_sample(60, seed=4, place="500230", on=ON), tmp_path / f"a{suffix}")
        counts.append(results_of(tmp_path / f"a{suffix}").counts)
    assert counts[0] == counts[1] == counts[2]


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_a_messy_one_is_accounted_for(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    write_sample(make_sample(600, seed=9, place="500230", on=ON, messy=True), path)
    counts = summary(results_of(path, assume=("sex=female",)))
    assert counts["rows"] == counts["evaluated"] + counts["set_aside"] + counts["duplicates"] >= 600
    assert counts["evaluated"] > 560
    assert counts["duplicates"] > 0
    assert counts["empty_rows"] > 0
    assert {"合计行", "签章说明行"} <= set(counts["reasons"])
    assert counts["unread_cells"] > 10


def test_what_cannot_be_is_refused(tmp_path: Path) -> None:
    for rows, place in ((0, "500230"), (10**9, "500230"), (5, "999999")):
        with pytest.raises(InputError):
            make_sample(rows, seed=1, place=place, on=ON)
    with pytest.raises(InputError):
        write_sample(make_sample(1, seed=1, place="500230", on=ON), tmp_path / "a.docx")

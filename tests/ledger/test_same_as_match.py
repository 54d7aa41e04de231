"""A ledger's answers are those of `liushou match` on each row: statuses, clauses, questions."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from liushou import Rules
from liushou.ledger.results.details import DisagreementError, details
from liushou.ledger.results.statuses import evaluate_ledger
from liushou.ledger.sample.people import make_sample, write_sample
from liushou.match import Matcher

from .sheets import ON, ledger_of, results_of

WORDS = {1: "eligible", 0: "ineligible", None: "undetermined"}
TRUTH = {True: "eligible", False: "ineligible", None: "undetermined"}


@pytest.mark.parametrize("place", ["500230", "500101", "220182", "530100", "430000", "nation"])
def test_statuses_details_and_questions_of_every_row(tmp_path: Path, rules: Rules, place: str) -> None:
    path = tmp_path / "a.xlsx"
    write_sample(make_sample(40, seed=3, place=place, on=ON, messy=True), path)
    ledger = ledger_of(path, place=place, assume=("sex=female",))
    results = evaluate_ledger(ledger, on=ON, rules=rules)
    found = details(results)
    matcher = Matcher(place=place, on=ON, rules=rules)
    assert len(ledger.kept) > 30
    for index, position in enumerate(ledger.kept):
        answer = matcher.match(ledger.profile(position))
        row = results.frame.row(index, named=True)
        assert {name: WORDS[row[f"service:{name}"]] for name in results.services} == answer.statuses()
        assert {one.id: one.left_behind for one in answer.policies} == {
            name: {1: "yes", 0: "no", None: "unknown"}[row[f"left_behind:{name}"]] for name in found[index].left_behind
        }
        for service in found[index].services:
            own = answer.service(service.service)
            assert (TRUTH[service.value], service.missing, service.beyond, service.needed) == (
                own.status,
                own.missing,
                own.beyond_document,
                own.need,
            )
            cited = [(basis.citation, basis.agencies) for basis in service.bases]
            assert cited == [
                (ground.citation, ground.agencies) for ground in own.grounds if ground.status == own.status
            ]
        assert list(found[index].questions) == [(one.fact, one.settles) for one in answer.questions]


def test_the_two_readings_are_held_to_each_other(tmp_path: Path) -> None:
    import polars as pl

    path = tmp_path / "a.csv"
    path.write_text("姓名,年龄\n甲,40\n", "utf-8")
    results = results_of(path)
    results.frame = results.frame.with_columns(pl.lit(1, pl.Int8).alias("service:visits"))
    with pytest.raises(DisagreementError, match="row 2: visits"):
        details(results)


def test_a_places_file_and_documents_of_ones_own_count(tmp_path: Path, rules: Rules) -> None:
    from liushou.documents.places_file import parse_places

    path = tmp_path / "a.csv"
    path.write_text(
        "姓名,性别,出生日期,在农村居住生活,丈夫外出务工,丈夫外出日期\n甲,女,1980-01-01,是,是,2024-01-01\n", "utf-8"
    )
    places = parse_places('"220182": {facts: {two_cancer_project_county: true}}', rules)
    plain = results_of(path, place="220182").counts["two_cancer_screening"]
    own = results_of(path, place="220182", places=places).counts["two_cancer_screening"]
    assert plain["undetermined"] == 1 or plain["eligible"] == 1
    assert own["eligible"] == 1
    assert date(2025, 1, 1) < ON

"""A ledger's answers are those of `liushou match` on each row: statuses, clauses, questions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from liushou import Rules
from liushou.ledger import Options
from liushou.ledger.results.details import SAMPLE, Detail, ServiceDetail, check_rows, details, offices
from liushou.ledger.results.statuses import Results, evaluate_ledger
from liushou.ledger.sample import make_sample, write_sample
from liushou.match import Matcher
from liushou.rules import DisagreementError

from .sheets import ON, ledger_of, results_of, write_sheet

WORDS = {1: "eligible", 0: "ineligible", None: "undetermined"}


@pytest.mark.parametrize("place", ["500230", "500101", "220182", "530100", "430000", "nation"])
def test_statuses_details_and_questions_of_every_row(tmp_path: Path, rules: Rules, place: str) -> None:
    path = tmp_path / "a.xlsx"
    write_sample(make_sample(40, seed=3, place=place, on=ON, messy=True), path)
    ledger = ledger_of(path, place=place, assume=("sex=female",))
    results = evaluate_ledger(ledger, Options(on=ON, rules=rules))
    shared, where = details(results), offices(results)
    matcher = Matcher(place=place, on=ON, rules=rules)
    assert len(ledger.kept) > 30
    differing: list[tuple[int, str, object, object]] = []

    def expect(what: str, actual: object, expected: object) -> None:
        if actual != expected:
            differing.append((ledger.numbers[position], what, actual, expected))

    for index, position in enumerate(ledger.kept):
        answer = matcher.match(ledger.profile(position))
        row = results.frame.row(index, named=True)
        expect("statuses", {name: WORDS[row[f"service:{name}"]] for name in results.services}, answer.statuses())
        left_behind = {policy.id: policy.left_behind for policy in answer.policies}
        expect("left behind", shared[index].left_behind, left_behind)
        words = {1: "yes", 0: "no", None: "unknown"}
        expect("left behind", {name: words[row[f"left_behind:{name}"]] for name in left_behind}, left_behind)
        for service in shared[index].services:
            own = answer.service(service.service)
            detail = (service.outcome.status, service.outcome.beyond_document, service.outcome.need)
            expect(service.service, detail, (own.status, own.beyond_document, own.need))
            cited = [
                (ground.measure.citation, ground.measure.agencies, ground.office.residual) for ground in service.grounds
            ]
            expect(
                service.service, cited, [(ground.citation, ground.agencies, ground.residual) for ground in own.deciding]
            )
            expect(f"where for {service.service}", service.where, own.where)
            expect(f"offices for {service.service}", where[index].get(service.service), own.where and own.where.office)
        questions = [(question.fact, question.settles) for question in answer.questions]
        expect("questions", list(shared[index].questions), questions)
    assert not differing
    assert check_rows(results, shared, every=True) == len(ledger.kept)


def _with_column(results: Results, **columns: int) -> Results:
    import polars as pl

    frame = results.frame.with_columns(
        **{name.replace("__", ":"): pl.lit(value, pl.Int8) for name, value in columns.items()}
    )
    return replace(results, frame=frame)


def test_columns_that_disagree_stop_the_run_with_both_answers(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("姓名,年龄\n甲,40\n", "utf-8")
    results = results_of(path)
    with pytest.raises(DisagreementError, match="row 2: service:visits is 1 in the run and None by match"):
        check_rows(_with_column(results, service__visits=1))
    with pytest.raises(DisagreementError, match="row 2: left_behind:fengdu is 1 in the run and None by match"):
        check_rows(_with_column(results, left_behind__fengdu=1))


def test_details_that_disagree_stop_the_run(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("姓名,年龄\n甲,40\n", "utf-8")
    results = results_of(path)
    (detail,) = details(results)
    first: ServiceDetail = replace(detail.services[0], grounds=())
    broken = Detail(detail.matcher, detail.left_behind, (first, *detail.services[1:]), detail.questions)
    with pytest.raises(DisagreementError, match=first.service):
        check_rows(results, [broken])


def test_a_run_checks_a_sample_and_all_where_that_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_sample(make_sample(SAMPLE * 3, seed=1, place="500230", on=ON), tmp_path / "a.csv")
    checked: list[int] = []

    def counted(*arguments: Any, **options: Any) -> int:
        checked.append(check_rows(*arguments, **options))
        return checked[-1]

    monkeypatch.setattr("liushou.ledger.run.check_rows", counted)
    for suffix in (".csv", ".xlsx"):
        results_of(tmp_path / "a.csv", tmp_path / f"out{suffix}")
        results_of(tmp_path / "a.csv", tmp_path / f"out{suffix}", check_all=True)
    assert checked == [SAMPLE, SAMPLE * 3, SAMPLE, SAMPLE * 3]


def test_rows_that_no_condition_tells_apart_share_one_answer(tmp_path: Path) -> None:
    header = ["姓名", "出生日期", "丈夫外出日期", "丈夫外出年限", "在农村居住生活"]
    rows = [
        ["甲", "1980-01-01", "2020-01-01", None, None],
        ["乙", "1981-05-05", "2021-05-05", None, None],
        ["丙", "1980-01-01", "2020-01-01", None, "不清楚"],
        ["丁", "1980-01-01", "2025-04-01", None, None],
        ["戊", "1980-01-01", "2024", "半年以上", None],
    ]
    results = results_of(write_sheet(tmp_path / "a.xlsx", [header, *rows]))
    shared = details(results)
    kinds = {detail: number for number, detail in enumerate(dict.fromkeys(shared))}
    assert [kinds[detail] for detail in shared] == [0, 0, 1, 2, 0]
    assert check_rows(results, shared, every=True) == 5


def test_a_places_file_and_documents_of_ones_own_count(tmp_path: Path, rules: Rules) -> None:
    from liushou.documents import parse_places

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

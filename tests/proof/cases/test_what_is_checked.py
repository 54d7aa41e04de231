"""What a case can expect, and what is said where it is otherwise."""

from __future__ import annotations

import pytest

from liushou.proof.cases import CaseFile, Runner, failures, report

from .conftest import HEAD, WOMAN, Made

LEFT_OUT = 'place: "500230"\non: 2025-06-30\n'


def _failed(file: CaseFile) -> list[str]:
    return [wrong.format() for _, _, mismatches in failures([file]) for wrong in mismatches]


@pytest.mark.parametrize(
    ("profile", "expected"),
    [
        ("{receives_dibao: yes}", "{dibao: eligible}"),
        ("{receives_dibao: yes}", "{dibao: 可能符合}"),
        ("{}", "{dibao: undetermined, temporary_assistance: 还需了解}"),
        ("{two_cancer_diagnosed: no, receives_dibao: yes}", "{two_cancer_relief: {status: ineligible, blocked_by: [two_cancer_diagnosed]}}"),
        ("{receives_dibao: yes}", "{two_cancer_relief: {status: undetermined, missing: [two_cancer_diagnosed]}}"),
        ("{receives_dibao: yes}", "{dibao: {force: shall, residual: [符合条件（由民政部门审核确认）], contact: 市民政局}}"),
        ("{}", "{family_education: {lead: 市妇联, support: [市妇儿工委办, 市民政局], joint: [], sole: []}}"),
        ("{}", "{counselling: {quote: 推进专业社会工作, need: unknown}}"),
        ("{}", "{counselling: {quote: 强化亲情关爱, need: none}}"),
        ("{needs_counselling: no}", "{counselling: [{quote: 推进专业, status: eligible, need: no}, {quote: 支持具备, force: encourage}]}"),
        ("{lives_in_village: no, receives_dibao: yes}", "{dibao: {status: ineligible, beyond_document: yes}}"),
        ("{receives_dibao: yes}", "{dibao: {residual: [符合条件]}}"),
        ("{}", "{poverty_registration: absent, mother_projects: absent}"),
        ("{}", "{dispute_mediation: {clause: 二（四）, status: eligible}}"),
    ],
)  # fmt: skip
def test_it_holds(made: Made, profile: str, expected: str) -> None:
    assert not _failed(made(f"cases:\n  - {{name: a, profile: {profile}, expect: {expected}}}\n"))


@pytest.mark.parametrize(
    ("profile", "expected", "says"),
    [
        ("{receives_dibao: yes}", "{dibao: ineligible}", "actual status:   eligible (可能符合)"),
        ("{receives_dibao: yes}", "{dibao: absent}", "expected status: absent"),
        ("{}", "{dibao: {force: priority}}", "actual force:   shall"),
        ("{}", "{family_education: {lead: []}}", "actual lead:   市妇联"),
        ("{}", "{family_education: {support: [市民政局, 市妇儿工委办]}}", "actual support:   市妇儿工委办、市民政局"),
        ("{receives_dibao: yes}", "{two_cancer_relief: {missing: []}}", "actual missing:   two_cancer_diagnosed"),
        ("{}", "{temporary_assistance: {need: yes}}", "actual need:   none"),
        ("{}", "{counselling: {quote: 推进专业, need: none}}", "actual need:   unknown"),
        ("{receives_dibao: yes}", "{dibao: {beyond_document: yes}}", "actual beyond_document:   false"),
        ("{}", "{dibao: {annex: 附件 一}}", "actual annex:   二（一）"),
        ("{}", "{dibao: {residual: [按规定]}}", "actual residual:   符合条件"),
        ("{}", "{dibao: {residual: []}}", "actual residual:   符合条件"),
        ("{}", "{ledger_registration: {carried_out_by: [村民委员会]}}", "actual carried_out_by:   none"),
    ],
)
def test_it_does_not_hold_and_says_so(made: Made, profile: str, expected: str, says: str) -> None:
    found = _failed(made(f"cases:\n  - {{name: a, profile: {profile}, expect: {expected}}}\n"))
    assert found
    assert says in found[0]


def test_with_a_document_only_its_grounds_are_looked_at(made: Made) -> None:
    # In Fengdu both documents pay for the treatment: Chongqing's for the poor, Fengdu's for those lifted out of it.
    line = "cases:\n  - {name: a, profile: {registered_poor: yes, is_lifted_from_poverty: no, at_risk_of_poverty: no, in_treatment: yes}, expect: {treatment_subsidy: %s}}\n"
    assert not _failed(made(line % "eligible", head=LEFT_OUT + WOMAN))
    assert not _failed(made(line % "ineligible", head=LEFT_OUT + "policy: fengdu\n" + WOMAN))
    assert not _failed(made(line % "{policy: fengdu, status: ineligible}", head=LEFT_OUT + WOMAN))


def test_a_definition_is_asked_of_every_document_that_applies(made: Made) -> None:
    file = made("cases:\n  - {name: a, profile: {husband_outside_county: no}, definition: no}\n", head=LEFT_OUT + WOMAN)
    (wrong,) = _failed(file)
    assert "definition 农村留守妇女 (national_2025)" in wrong
    assert "actual left_behind:   yes" in wrong
    by_name = "{fengdu: no, chongqing: no, national_2025: yes}"
    assert not _failed(
        made(
            f"cases:\n  - {{name: a, profile: {{husband_outside_county: no}}, definition: {by_name}}}\n",
            head=LEFT_OUT + WOMAN,
        )
    )


def test_null_takes_a_fact_of_the_base_away(made: Made) -> None:
    assert not _failed(made("cases:\n  - {name: a, profile: {husband_away_since: null}, definition: unknown}\n"))


def test_a_case_can_have_its_own_place_and_day(made: Made) -> None:
    text = "cases:\n  - {name: a, place: '500101', on: 2020-12-29, profile: {husband_away_since: 2019-01-01}, expect: {dibao: absent}}\n"
    assert not _failed(made(text))


def test_why_a_service_is_absent(made: Made) -> None:
    (wrong,) = _failed(
        made(
            "cases:\n  - {name: a, on: 2020-12-29, profile: {husband_away_since: 2019-01-01}, expect: {dibao: eligible}}\n"
        )
    )
    assert "actual status:   absent (文件未提供)" in wrong
    assert "评估日2020-12-29尚未印发" in wrong


def test_a_report_names_the_person_and_the_line(made: Made) -> None:
    file = made("cases:\n  - {name: 王某, profile: {disabled: no}, expect: {rehabilitation: eligible}}\n")
    text = report(file.cases[0], Runner(file.rules).check(file.cases[0]))
    assert text.splitlines()[0].startswith("王某: rehabilitation 基本康复服务: status ineligible")
    assert "some.cases.yaml:6" in text
    assert "disabled: false" in text
    assert "place 500000, on 2025-06-30" in text


def test_clause_rows(made: Made) -> None:
    good = "clauses:\n  - {at: 二（六）, lead: [市民政局], support: [市妇联, 市残联], force: {建立农村留守妇女信息台账: shall}}\n"
    assert not _failed(made(good))
    found = _failed(made(good.replace("市妇联, 市残联", "市妇联").replace("shall", "provide")))
    assert any("actual support:   市妇联、市残联" in one for one in found)
    assert any("actual force:   shall" in one for one in found)
    assert _failed(made("clauses:\n  - {at: 二（六）, force: {没有这句: shall}}\n"))


def test_places_of_ones_own(made: Made, tmp_path: object) -> None:
    from pathlib import Path

    Path(str(tmp_path), "own.places.yaml").write_text(
        '"500230":\n  parameters: {rural_dibao_line: 900}\n', encoding="utf-8"
    )
    head = HEAD.replace("500000", "500230") + "places: own.places.yaml\n" + WOMAN
    assert not _failed(
        made(
            "cases:\n  - {name: a, profile: {income_per_capita_month: 899, assets_within_limit: yes}, expect: {dibao: eligible}}\n",
            head=head,
        )
    )

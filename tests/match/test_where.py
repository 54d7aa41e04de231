"""Where she goes: an office of her county, never a ministry; what a statute names comes first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liushou import Rules, Where, match
from liushou.documents.model import Door
from liushou.places import codes, place_of_code
from liushou.report import page

from .persons import CHONGQING, FENGDU, HUNAN, KUNMING, LEFT_BEHIND, ON, WANZHOU, YUSHU, ask


def where(place: str, service: str, on: date = ON, **stated: object) -> Where | None:
    return ask(place, on, **stated).service(service).where


@pytest.mark.parametrize(
    ("place", "office"),
    [
        (FENGDU, "丰都县民政局"),
        (WANZHOU, "万州区民政部门"),
        (YUSHU, "榆树市民政部门"),
        (KUNMING, "五华区民政部门"),
        ("429021", "神农架林区民政部门"),
        ("220181", "九台区民政部门"),
        (CHONGQING, "当地县级民政部门"),
        ("220100", "当地县级民政部门"),
        (HUNAN, "当地县级民政部门"),
        ("nation", "当地县级民政部门"),
    ],
)
def test_the_office_of_her_county(place: str, office: str) -> None:
    """DESIGN §5: the one registered at her county, else its name and the field's title; 当地县级 without a county."""
    expected = Where(office=office, field="civil_affairs", level="county", inferred=True)
    assert where(place, "ledger_registration", disabled=True) == expected


@pytest.mark.parametrize(
    ("on", "office"),
    [("2021-01-31", "万州区扶贫部门"), ("2022-06-30", "万州区乡村振兴部门"), ("2025-06-30", "万州区农业农村部门")],
)
def test_the_field_is_that_of_the_office_as_it_is_called_today(rules: Rules, on: str, office: str) -> None:
    """市扶贫办 became 市乡村振兴局 and then a part of 市农业农村委."""
    policy = rules.policies["chongqing"]
    clauses = [
        replace(clause, measures=tuple(replace(measure, contact="市扶贫办") for measure in clause.measures))
        if "市扶贫办" in clause.agencies.all()
        else clause
        for clause in policy.clauses
    ]
    changed = replace(rules, policies={**rules.policies, "chongqing": replace(policy, clauses=tuple(clauses))})
    answer = match(LEFT_BEHIND, place=WANZHOU, on=date.fromisoformat(on), rules=changed)
    place = answer.service("treatment_subsidy").where
    assert place is not None
    assert place.office == office


def test_a_door_that_a_statute_names_is_not_inferred(rules: Rules) -> None:
    """最低生活保障审核确认办法 第四条: 户籍所在地乡镇人民政府（街道办事处）."""
    door = Door(office="户籍所在地乡镇人民政府（街道办事处）", cites=())
    services = {**rules.services, "dibao": replace(rules.services["dibao"], door=door)}
    answer = match(LEFT_BEHIND, place=FENGDU, on=ON, rules=replace(rules, services=services))
    assert answer.service("dibao").where == Where(office=door.office, field=None, level=None, inferred=False)
    text = page(answer, rules)
    assert f"经办：{door.office}\n" in text
    assert "经办：丰都县民政局（推断）\n" in text


PLACES = st.sampled_from([code for code in codes() if code == "nation" or not place_of_code(code, ON).ended])


@given(PLACES | st.sampled_from([FENGDU, WANZHOU, YUSHU, KUNMING]), st.dates(date(2021, 1, 31), ON), st.booleans())
def test_no_answer_sends_her_above_her_county(rules: Rules, place: str, on: date, disabled: bool) -> None:
    above = {agency.name for agency in rules.agencies.values() if agency.level != "county"}
    above |= {alias for agency in rules.agencies.values() if agency.level != "county" for alias in agency.aliases}
    answer = match({**LEFT_BEHIND, "disabled": disabled}, place=place, on=on)
    wrong = []
    for service in answer.services:
        to = service.where
        if to is not None and (
            to.office in above or to.level not in ("county", None) or to.field is None is to.inferred
        ):
            wrong.append((service.id, to))
    assert wrong == []


def test_the_page_names_no_ministry_as_the_place_to_go(rules: Rules) -> None:
    text = page(ask("530102"), rules)
    places = [line for line in text.splitlines() if "经办" in line]
    assert [line for line in places if "部（" in line.replace("部门（", "") or "国家" in line or "省" in line] == []


def test_who_carries_it_out_is_beside_it(rules: Rules) -> None:
    lines = page(ask(KUNMING, disabled=True), rules).splitlines()
    (number,) = [number for number, line in enumerate(lines) if ". 信息台账【" in line]
    assert lines[number + 1].strip() == "经办：五华区民政部门（推断）"
    assert lines[number + 2].strip().startswith("落实：")
    assert "村民委员会协助实施" in lines[number + 2]

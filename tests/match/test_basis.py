"""The passages of laws behind a ground: of what makes its status, and of no branch that does not decide."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from liushou import Basis, Match, load_rules
from liushou.answer import answer_schema
from liushou.match import Matcher
from liushou.report import page
from liushou.rules import Concept, parameters, walk
from liushou.testing import profiles

from .persons import FENGDU, ON, YUSHU, ask

RULES = load_rules()
MATCHERS = {place: Matcher(place=place, on=ON) for place in (FENGDU, YUSHU)}
REVIEW = "最低生活保障审核确认办法"
#: On record as marginal, grade 1, income under 1.5 × the line of 610, assets within the limit, not on the roll.
WOMAN: dict[str, Any] = {
    "receives_dibao": False,
    "is_dibao_marginal": True,
    "disability_grade": 1,
    "income_per_capita_month": 900,
    "assets_within_limit": True,
}


def basis_of(service: str, **stated: Any) -> dict[str, list[Basis]]:
    """By concept: the passages behind the nearest document's ground."""
    by_concept: dict[str, list[Basis]] = {}
    for passage in ask(FENGDU, **{**WOMAN, **stated}).service(service).grounds[0].basis:
        by_concept.setdefault(passage.concept, []).append(passage)
    return by_concept


def test_who_may_apply_alone_by_article_8() -> None:
    """第八条（一）：最低生活保障边缘家庭中持有中华人民共和国残疾人证的一级、二级重度残疾人…，可以单独提出申请。"""
    basis = basis_of("dibao")
    (passage,) = basis["dibao_alone_disabled"]
    assert (passage.law, passage.at) == (REVIEW, "第八条（一）")
    assert passage.quote.startswith("最低生活保障边缘家庭中持有中华人民共和国残疾人证的一级、二级重度残疾人")
    assert [(passage.at, passage.quote) for passage in basis["dibao_alone"]] == [
        ("第八条", "符合下列情形之一的人员，可以单独提出申请")
    ]
    # Her income is not under the line itself, and no illness is recognised: neither branch is named.
    assert basis.keys().isdisjoint({"dibao_household", "dibao_alone_ill"})
    assert basis["$rural_dibao_line"][0].title == "农村低保标准"


def test_who_is_on_the_roll_is_so_by_another_article() -> None:
    """社会救助暂行办法 第九条：…给予最低生活保障。"""
    basis = basis_of("dibao", receives_dibao=True, is_dibao_marginal=False, disability_grade=None, disabled=False)
    assert {(passage.law, passage.at) for passages in basis.values() for passage in passages} >= {
        ("社会救助暂行办法", "第九条")
    }
    assert "dibao_alone" not in basis


def test_a_no_names_what_blocks() -> None:
    """Grade 1, and neither marginal nor under the line: 第八条 asks for 低保边缘家庭; （一） itself does not block."""
    basis = basis_of("dibao", is_dibao_marginal=False, income_per_capita_month=2000)
    assert basis.keys() >= {"dibao_household", "dibao_alone", "dibao_marginal", "dibao_marginal_by_income"}
    assert "dibao_alone_disabled" not in basis


def test_an_undetermined_one_names_what_is_open() -> None:
    """第八条（二）：…患有当地有关部门认定的重特大疾病的人员: it is not known whether hers is recognised."""
    basis = basis_of("dibao", disability_grade=None, disabled=False, seriously_ill=True)
    assert [passage.at for passage in basis["dibao_alone_ill"]] == ["第八条（二）"]
    assert basis.keys().isdisjoint({"dibao_alone_disabled", "dibao_household", "dibao_marginal"})


def test_where_only_the_definition_blocks_no_law_is_named() -> None:
    assert basis_of("dibao", lives_in_village=False) == {}


def test_before_its_law_is_in_force_the_concept_alone_is_open() -> None:
    """第四十二条：本办法自2021年7月1日起施行."""
    ground = ask(FENGDU, "2021-06-30", **WOMAN).service("dibao").grounds[0]
    assert "dibao_alone" in {passage.concept for passage in ground.basis}
    assert "dibao_alone_disabled" not in {passage.concept for passage in ground.basis}


def test_the_report_says_it_in_one_line() -> None:
    lines = [line.strip() for line in page(ask(FENGDU, **WOMAN), RULES).splitlines() if "所据：" in line]
    assert lines[0].startswith(f"所据：《{REVIEW}》第八条、第八条（一）；")
    # 民发〔2025〕7号 三（五） is the clause itself: said under 依据 already.
    assert not any("精准关爱帮扶行动方案》三（五）" in line for line in lines)


def test_the_schema_has_it() -> None:
    definitions = answer_schema()["$defs"]
    assert definitions["Basis"]["properties"].keys() == {"concept", "title", "law", "at", "quote"}


@pytest.mark.parametrize("place", [FENGDU, YUSHU])
@given(profile=profiles(on=ON))
def test_every_passage_is_cited_by_what_the_condition_names(place: str, profile: Any) -> None:
    matcher = MATCHERS[place]
    answer = matcher.match(profile)
    assert Match.from_dict(answer.to_dict()) == answer
    for service in answer.services:
        for ground, (_, measure) in zip(service.grounds, matcher.measures(service.id), strict=True):
            concepts = {node.name for node in walk(measure.condition) if isinstance(node, Concept)}
            named = concepts | {f"${name}" for name in parameters(measure.condition)}
            assert {passage.concept for passage in ground.basis} <= named

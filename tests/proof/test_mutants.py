"""Which mutants are made: each kind, named by place and change, nothing else touched."""

from __future__ import annotations

from dataclasses import replace

import pytest

from liushou import load_rules
from liushou.documents import Agencies
from liushou.proof.mutate.mutants import KINDS, changes, mutants, role_changes
from liushou.rules import ALWAYS, AllOf, AnyOf, Between, Compare, Concept, Elapsed, IsTrue, Not, OneOf

A, B = IsTrue("disabled"), IsTrue("self_employed")
AGE, AWAY = Compare("age", ">=", 60.0), Elapsed("husband_away_since", 6, "months")


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (A, {ALWAYS}),
        (AllOf((A,)), {AllOf(())}),
        (AllOf((A, B)), {AllOf((A,)), AllOf((B,)), AnyOf((A, B))}),
        (AllOf((AnyOf((A, B)),)), {AllOf((AllOf((A, B)),)), AllOf((AnyOf((A,)),)), AllOf((AnyOf((B,)),))}),
        (AllOf((Not(A),)), {AllOf(()), AllOf((A,))}),
        (AllOf((AGE,)), {AllOf(())} | {AllOf((replace(AGE, operator=one),)) for one in (">", "<")}
                        | {AllOf((replace(AGE, operand=one),)) for one in (59.0, 61.0)}),
        (AllOf((AWAY,)), {AllOf(())} | {AllOf((replace(AWAY, amount=one),)) for one in (5, 7)}),
        (AllOf((OneOf("disability_grade", (1.0, 2.0)),)),
         {AllOf(()), AllOf((OneOf("disability_grade", (1.0,)),)), AllOf((OneOf("disability_grade", (2.0,)),))}),
    ],
)  # fmt: skip
def test_a_condition_is_changed_in_one_place(condition: object, expected: set[object]) -> None:
    assert {changed for _, _, changed in changes(condition)} == expected  # type: ignore[arg-type]


def test_both_ends_of_a_range_move_and_it_is_turned_round() -> None:
    leaf = Between("age", 35.0, 64.0)
    found = {changed for _, _, changed in changes(AllOf((leaf,)))}
    moved = {
        AllOf((Between("age", low, high),)) for low, high in ((34.0, 64.0), (36.0, 64.0), (35.0, 63.0), (35.0, 65.0))
    }
    assert found == {AllOf(()), AllOf((Not(leaf),)), *moved}


def test_a_fractional_threshold_moves_by_its_own_step() -> None:
    found = {text for _, text, _ in changes(AllOf((Compare("husband_away_years", ">=", 0.5),)))}
    assert {
        "husband_away_years >= 0.5 → husband_away_years >= 0",
        "husband_away_years >= 0.5 → husband_away_years >= 1",
    } <= found


def test_a_concept_is_dropped_in_use_and_changed_in_its_definition() -> None:
    concept = Concept("poor", "贫困", AllOf((A, B)))
    assert [text for _, text, _ in changes(AllOf((concept,)))] == ["drop poor"]


@pytest.mark.parametrize(
    ("agencies", "expected"),
    [
        (Agencies(lead=("甲",), support=("乙",)), {Agencies(support=("甲", "乙")), Agencies(lead=("甲", "乙"))}),
        (
            Agencies(joint=("甲", "乙")),
            {Agencies(lead=("甲",), support=("乙",)), Agencies(lead=("乙",), support=("甲",))},
        ),
        (Agencies(sole=("甲",)), {Agencies(lead=("甲",))}),
        (Agencies(), set()),
    ],
)
def test_each_office_gets_another_role(agencies: Agencies, expected: set[Agencies]) -> None:
    assert {changed for _, changed in role_changes(agencies)} == expected


def test_names_are_stable_and_each_its_own() -> None:
    rules = load_rules()
    for policy in rules.policies.values():
        names = [one.name for one in mutants(policy, rules)]
        assert len(names) == len(set(names))
    fengdu = [one.name for one in mutants(rules.policies["fengdu"], rules)]
    for name in (
        "fengdu definition: drop husband_outside_county",
        "fengdu 二（一） basic_living_support: all → any [is_lifted_from_poverty, disabled]",
        "concept elderly: age >= 60 → age > 60",
        "parameter rural_dibao_line: +1",
        "fengdu 二（四） agencies: 县司法局 lead → support",
        "fengdu 二（一） dibao: shall → priority",
    ):
        assert name in fengdu


def test_every_kind_is_made_of_a_shipped_document() -> None:
    rules = load_rules()
    assert {one.kind for one in mutants(rules.policies["yunnan"], rules)} == set(KINDS)


def test_a_mutant_differs_from_the_rules_in_one_thing() -> None:
    rules = load_rules()
    policy = rules.policies["jilin"]
    for mutant in mutants(policy, rules):
        changed = mutant.apply(rules)
        others = [name for name in rules.policies if name != "jilin"]
        assert all(changed.policies[name] == rules.policies[name] for name in others)
        assert (changed.policies["jilin"] != policy) is (mutant.parameter is None)
        assert (changed.parameters != rules.parameters) is (mutant.parameter is not None)

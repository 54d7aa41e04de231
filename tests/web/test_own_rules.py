"""Own documents with facts of their own, places files, and decisions of offices: the same in JavaScript."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from liushou import InputError, Profile, load_rules, match, read_profile
from liushou.documents import parse_places, read_places
from liushou.messages import mask
from liushou.rules import UnsupportedNodeError
from liushou.testing import left_behind, profiles
from liushou.web import rules_data

from ..ask.test_relations_of_ones_own import PLACE, folder
from ..match.persons import FENGDU, LEFT_BEHIND, ON, WANZHOU, YUSHU
from ..match.test_decisions import RESIDUALS, fengdu_dibao
from .alike import differing
from .v8 import Asked, Module

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
SIXTH = load_rules(EXAMPLES / "sixth")

LINES = """
"220182": {facts: {two_cancer_project_county: no}, parameters: {rural_dibao_line: [{from: 2024-01-01, at_least: 560, at_most: 570}]}}
"220000": {facts: {poor_area: yes}, parameters: {rural_dibao_line: [{from: 2020-01-01, until: 2020-12-31, value: 333.33}]}}
"500230": {facts: {two_cancer_project_county: yes}}
"510000": {parameters: {rural_dibao_line: [{from: 2023-01-01, value: 7000, per: year}]}}
nation: {facts: {poor_area: no}}
"""


def women_of(place: str, on: date, rules: Any, count: int) -> list[Asked]:
    women: list[Asked] = []

    @settings(max_examples=count, phases=(Phase.generate,), database=None)
    @given(profiles(on=on, place=place, rules=rules, known={**left_behind(on)}), profiles(on=on, rules=rules))
    def gather(usual: Any, other: Any) -> None:
        women.extend([(usual, place, on), (other, place, on)])

    gather()
    return women


@pytest.mark.parametrize("on", [date(2025, 6, 30), date(2024, 2, 29)])
def test_a_sixth_document_with_facts_of_its_own(on: date) -> None:
    (policy,) = [policy for policy in SIXTH.policies.values() if policy.id not in load_rules().policies]
    module = Module(SIXTH)
    women = [
        *women_of(policy.place, on, SIXTH, 4),
        *women_of(FENGDU, on, SIXTH, 1),
        (read_profile(EXAMPLES / "women" / "heating.yaml", facts=SIXTH.facts), policy.place, on),
    ]
    assert list(differing(module, women, rules=SIXTH)) == []


def test_the_example_of_a_places_file() -> None:
    rules = load_rules()
    places = read_places(EXAMPLES / "places.yaml", rules)
    assert list(differing(Module(rules, places), women_of(YUSHU, ON, rules, 3), places=places)) == []


def test_lines_and_facts_of_ones_own_at_every_level_and_day() -> None:
    rules = load_rules()
    places = parse_places(LINES, rules)
    days = (date(2020, 6, 1), date(2021, 6, 1), date(2024, 6, 1), ON)
    towns = (YUSHU, "220100", "220000", FENGDU, "511324", "430000")
    women = [woman for on in days for place in towns for woman in women_of(place, on, rules, 1)]
    assert list(differing(Module(rules, places), women, places=places)) == []


def test_a_line_under_its_floor_is_an_error_of_the_export() -> None:
    rules = load_rules()
    low = parse_places('"220182": {parameters: {rural_dibao_line: [{from: 2024-01-01, value: 100}]}}', rules)
    with pytest.raises(InputError) as caught:
        rules_data(rules, low)
    assert caught.value.problems[0].code == "under-floor"


@settings(max_examples=20)
@given(
    st.lists(
        st.tuples(st.sampled_from(RESIDUALS), st.sampled_from(["granted", "refused"]), st.integers(1, 28)), max_size=5
    ),
    st.sampled_from([FENGDU, WANZHOU, YUSHU]),
)
def test_decisions_of_offices(shipped: Module, decided: list[Any], place: str) -> None:
    decisions = [
        {"policy": policy, "clause": clause, "service": service, "residual": residual, "outcome": outcome}
        | {"by": "民政局", "on": date(2025, 5, day).isoformat()}
        for (policy, clause, service, residual), outcome, day in decided
    ]
    woman = {**LEFT_BEHIND, "decisions": decisions}
    try:
        expected = match(woman, place=place, on=ON).to_dict()
    except InputError as error:
        expected = {"refused": str(error.problems[0].code), "fields": ["decisions"]}
    assert shipped.answers((woman, place, ON)) == [expected]


BY = ["丰都县民政局 13800138000", "经办人 500230198001011234", "５００２３０１９８００１０１１２３４号"]


@pytest.mark.parametrize("by", BY)
@pytest.mark.parametrize("outcome", ["granted", "refused"])
def test_numbers_of_people_in_a_decision_are_masked(shipped: Module, by: str, outcome: str) -> None:
    woman = {**LEFT_BEHIND, "decisions": [fengdu_dibao(by=by, outcome=outcome)]}
    expected = match(woman, place=FENGDU, on=ON).to_dict()
    assert shipped.answers((woman, FENGDU, ON)) == [expected]
    (step,) = shipped.call("interviewed", FENGDU, str(ON), woman, [["skip", []]])
    assert step["profile"]["decisions"] == [fengdu_dibao(by=mask(by), outcome=outcome)]
    assert mask(by) != by


def test_every_decision_that_no_document_prints_is_refused(shipped: Module) -> None:
    changes: list[dict[str, Any]] = [
        {"policy": "fengdv"},
        {},
        {"outcome": "refused"},
        {"residual": "人品好"},
        {"on": "2025-07-01"},
    ]
    woman = {**LEFT_BEHIND, "decisions": [fengdu_dibao(**changed) for changed in changes]}
    with pytest.raises(InputError) as caught:
        match(woman, place=FENGDU, on=ON)
    wrong = shipped.call("mistakes", woman, {"place": FENGDU, "on": str(ON)})
    assert [code for code, _ in wrong] == [str(problem.code) for problem in caught.value.problems]
    assert [path for _, path in wrong] == [["decisions", number] for number in (0, 2, 3, 4)]


def test_what_is_refused_repeats_no_number_of_a_person(shipped: Module) -> None:
    number = "500230198001011234"
    woman = {number: True, "decisions": [fengdu_dibao(policy=number)]}
    (answer,) = shipped.answers((woman, FENGDU, ON))
    assert answer["fields"] == [mask(number)]


@pytest.mark.parametrize(
    "changed",
    [
        {"policy": "fengdv"}, {"clause": "二(一)"}, {"service": "diabo"}, {"residual": "人品好"}, {"on": "2025-07-01"},
        {"on": "2025-06"}, {"by": " "}, {"outcome": "maybe"}, {"note": "x"}, {"residual": "符合条件"}, {},
    ],
    ids=str,
)  # fmt: skip
def test_a_decision_that_is_wrong_is_refused(shipped: Module, changed: dict[str, Any]) -> None:
    decisions = [fengdu_dibao(**changed)]
    (answer,) = shipped.answers(({**LEFT_BEHIND, "decisions": decisions}, FENGDU, ON))
    try:
        match({**LEFT_BEHIND, "decisions": decisions}, place=FENGDU, on=ON)
    except InputError:
        assert answer["fields"] == ["decisions"]
    else:
        assert "refused" not in answer


def test_what_javascript_cannot_read_is_an_error_of_the_export(monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import dataclass, replace

    @dataclass(frozen=True)
    class Neighbours:
        fact: str = "disabled"

    rules = load_rules()
    name, policy = next(iter(rules.policies.items()))
    definition = replace(policy.definition, condition=Neighbours())  # type: ignore[arg-type]
    unknown = replace(rules, policies={**rules.policies, name: replace(policy, definition=definition)})
    with pytest.raises(UnsupportedNodeError, match="javascript reading does not support Neighbours"):
        rules_data(unknown)


@pytest.mark.parametrize(
    ("area", "when"),
    [
        (", implies: [has_coal_stove], needs: [has_rooms]", "[has_coal_stove, disabled]"),
        (", implies: [has_coal_stove]", "[has_coal_stove, disabled]"),
        (", needs: [has_rooms]", '[{any: ["heated_area <= 90", has_coal_stove]}]'),
    ],
)
def test_relations_that_no_shipped_fact_has(tmp_path: Path, area: str, when: str) -> None:
    rules = load_rules(folder(tmp_path / "own", area=area, when=when))
    known = [
        {"has_rooms": False, "disabled": True},
        {"has_rooms": True},
        {"heated_area": 20},
        {"has_coal_stove": True, "heated_area": 20, "has_rooms": True},
        {"unsure": ["has_rooms"]},
    ]
    women: list[Asked] = [
        (Profile.from_mapping({**left_behind(ON), **each}, facts=rules.facts), PLACE, ON) for each in known
    ]
    assert list(differing(Module(rules), women, rules=rules)) == []

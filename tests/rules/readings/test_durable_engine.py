"""What the durable adapter refuses, says and keeps."""

from __future__ import annotations

import inspect
import sys
from datetime import date

import pytest
from hypothesis import given, settings

from liushou import InputError, Matcher, MissingExtraError, Profile, match
from liushou.profile import BY_NAME
from liushou.rules import AllOf, Compare, DisagreementError, IsTrue, Not, Parameter, Situation, resolve
from liushou.rules.durable import Rulesets
from liushou.rules.durable.engine import DurableEngine, DurableError, shared_engine
from liushou.rules.durable.rulesets import messages, write_rulesets
from liushou.testing import left_behind, profiles
from liushou.values import Bounds

from ...examples import examples

pytest.importorskip("durable.engine", reason="the extra `durable` is not installed")
ON = date(2025, 6, 30)
LINE = Compare("income_per_capita_month", "<", Parameter("rural_dibao_line"))


@settings(max_examples=examples(0.3))
@given(profiles(on=ON, place="500230") | profiles(on=ON, place="500230", known=left_behind(ON)))
def test_match_by_durable_rules_is_the_same_answer(profile: Profile) -> None:
    matcher = Matcher(place="500230", on=ON, engine="durable")
    assert matcher.match(profile) == match(profile, place="500230", on=ON)
    assert matcher.statuses(profile) == matcher.match(profile).statuses()


def rulesets_on(day: date) -> Rulesets:
    """The documents of Fengdu as rulesets."""
    confirmation = Matcher(place="500230", on=day, engine="durable")._confirmation
    assert confirmation is not None
    return confirmation.rulesets


def test_the_same_documents_need_no_new_rulesets() -> None:
    assert rulesets_on(date(2025, 12, 1)).sha256 == rulesets_on(ON).sha256
    match(Profile(), place="500230", on=ON, engine="durable")
    before = len(shared_engine().host.list_rulesets())
    match(Profile(), place="500230", on=date(2025, 12, 1), engine="durable")
    assert len(shared_engine().host.list_rulesets()) == before


def test_a_disagreement_is_loud(monkeypatch: pytest.MonkeyPatch) -> None:
    matcher = Matcher(place="500230", on=ON, engine="durable")
    engine = shared_engine()
    true_ones = engine.evaluate

    def lying(rules, situation):
        return {**true_ones(rules, situation), "service dibao": True}

    monkeypatch.setattr(DurableEngine, "evaluate", lambda self, rules, situation: lying(rules, situation))
    for function in (matcher.match, matcher.statuses):
        with pytest.raises(DisagreementError, match="service dibao: yes against unknown"):
            function(Profile())


def test_an_error_in_an_action_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = DurableEngine()
    rules = write_rulesets({"it": IsTrue("disabled")}, BY_NAME)
    situation = Situation(resolve(Profile(disabled=True), ON))
    monkeypatch.setattr(DurableEngine, "_conclude", lambda *_: 1 / 0)
    with pytest.raises(DurableError, match="ZeroDivisionError"):
        engine.evaluate(rules, situation)
    monkeypatch.undo()
    assert engine.evaluate(rules, situation) == {"it": True}


def test_an_action_has_one_parameter_or_it_would_be_asynchronous() -> None:
    assert len(inspect.signature(DurableEngine()._action("node 1")).parameters) == 1


def test_the_number_of_rulesets_is_limited_with_a_reason() -> None:
    engine = DurableEngine(limit=2)
    situation = Situation(resolve(Profile(disabled=True), ON))
    for fact in ("disabled", "is_tekun"):
        engine.evaluate(write_rulesets({"it": IsTrue(fact)}, BY_NAME), situation)
    with pytest.raises(DurableError, match="cannot unregister"):
        engine.evaluate(write_rulesets({"it": IsTrue("seriously_ill")}, BY_NAME), situation)
    # What is registered goes on working.
    assert engine.evaluate(write_rulesets({"it": IsTrue("disabled")}, BY_NAME), situation) == {"it": True}


def test_many_first_conditions_are_spread_over_rulesets() -> None:
    steps = {str(number): Compare("children_count", ">=", float(number)) for number in range(-90, 20)}
    rules = write_rulesets(steps, BY_NAME)
    assert len(rules.rulesets) > 1
    found = DurableEngine().evaluate(rules, Situation(resolve(Profile(children_count=3), ON)))
    assert found == {name: leaf.operand <= 3 for name, leaf in steps.items()}


def test_long_lists_are_joined_in_steps() -> None:
    flags = [name for name, fact in BY_NAME.items() if fact.kind == "yes_no"][:30]
    condition = AllOf(tuple(IsTrue(name) for name in flags))
    rules = write_rulesets({"it": condition}, BY_NAME)
    engine = DurableEngine()
    women = (
        dict.fromkeys(flags, True),
        {**dict.fromkeys(flags, True), flags[-1]: False},
        dict.fromkeys(flags[1:], True),
    )
    found = [engine.evaluate(rules, Situation(resolve(Profile(**one), ON)))["it"] for one in women]
    assert found == [True, False, None]


def test_a_fact_is_never_concluded_both_ways() -> None:
    engine = DurableEngine()
    rules = write_rulesets({"it": AllOf((IsTrue("disabled"), Not(IsTrue("disabled"))))}, BY_NAME)
    for value, expected in ((True, False), (False, False), (None, None)):
        assert engine.evaluate(rules, Situation(resolve(Profile(disabled=value), ON))) == {"it": expected}


@pytest.mark.parametrize("number", [1e30, float("inf"), float("nan")])
def test_a_number_that_the_engine_cannot_compare_is_refused(number: float) -> None:
    rules = write_rulesets({"it": LINE}, BY_NAME)
    situation = Situation(resolve(Profile(income_per_capita_month=500), ON), {"rural_dibao_line": Bounds(number, None)})
    with pytest.raises(InputError, match="cannot compare"):
        DurableEngine().evaluate(rules, situation)


def test_messages_hold_numbers_of_known_facts_only() -> None:
    matcher = Matcher(place="500230", on=ON)
    known = {
        "birth_date": "1970-01-02",
        "husband_away_since": {"at_most": "2024-12-31"},
        "sex": "female",
        "disabled": False,
    }
    found = messages(rulesets_on(ON), matcher.situation(known))
    together = {key: value for message in found for key, value in message.items()}
    assert together["sex__is"] == "female"
    assert together["disabled__is"] == 0
    assert together["husband_away_since__high"] == (date(2024, 12, 31) - date(1970, 1, 1)).days
    assert "husband_away_since__low" not in together
    assert together["disability_grade__na"] == 1
    assert together["age__low"] == together["age__high"] == 55
    assert all(type(value) in (int, float) or key == "sex__is" for key, value in together.items())
    assert None not in together.values()


def test_boundaries_of_numbers_are_exact() -> None:
    rules = write_rulesets({"it": LINE}, BY_NAME)
    engine = DurableEngine()
    for line in (5000 / 12, 6038 / 12, 0.1 + 0.2, 610.0, 4770 / 12):
        for income, expected in ((line, False), (line * (1 - 2e-16), True), (line * (1 + 4e-16), False)):
            situation = Situation(
                resolve(Profile(income_per_capita_month=income), ON), {"rural_dibao_line": Bounds(line, line)}
            )
            assert engine.evaluate(rules, situation) == {"it": expected}, (line, income)


def test_an_unknown_engine_is_an_error_with_a_suggestion() -> None:
    with pytest.raises(InputError, match="did you mean: durable"):
        match(Profile(), place="500230", on=ON, engine="durabel")  # type: ignore[arg-type]


def test_without_the_library_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "durable.engine", None)
    with pytest.raises(MissingExtraError, match=r"liushou\[durable\]"):
        DurableEngine()

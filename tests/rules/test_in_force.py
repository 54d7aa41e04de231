"""A concept whose law came into force on a day is unknown before it, whatever she says (rulings: sources have dates)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from liushou import Matcher, Rules, load_rules
from liushou.documents import days_of_change
from liushou.ledger import evaluate as evaluate_frame
from liushou.report.text import page
from liushou.rules import AllOf, Concept, Explanation, IsTrue, KnownFacts, Not, Plan, Situation, evaluate
from liushou.values import Bounds, Truth, exactly

from ..documents.making import folder

SINCE = date(2021, 7, 1)
EARLIER, LATER = date(2021, 6, 30), date(2021, 7, 2)
LAWFUL = Concept("lawful", "有法可依", IsTrue("is_tekun"), in_force="lawful__in_force")


@pytest.mark.parametrize("tekun", [True, False, None])
@pytest.mark.parametrize("value", [None, 1.0, 0.0])
def test_meaning(tekun: Truth, value: float | None) -> None:
    parameters: dict[str, Bounds[float]] = {} if value is None else {"lawful__in_force": exactly(value)}
    situation = Situation(KnownFacts(on=SINCE, values={} if tekun is None else {"is_tekun": tekun}), parameters)
    expected: Truth = None if value is None else tekun if value else False
    assert evaluate(LAWFUL, situation) is expected
    assert evaluate(Not(LAWFUL), situation) is (None if expected is None else not expected)


def test_nothing_is_asked_that_cannot_decide() -> None:
    plan = Plan(load_rules().vocabulary)
    both = plan.add(AllOf((LAWFUL, IsTrue("disabled"))))
    closed = Explanation(plan, Situation(KnownFacts(on=SINCE, values={"is_tekun": True})))
    assert closed.missing(both) == (("disabled",), ("lawful__in_force",))
    assert closed.met(both) == ()
    in_force = Explanation(plan, Situation(KnownFacts(on=SINCE, values={}), {"lawful__in_force": exactly(1.0)}))
    assert in_force.missing(both) == (("is_tekun", "disabled"), ())


OWN = """
references:
  某办法: {title: 某某办法, kind: law}
concepts:
  tekun_by_law:
    title: 依法特困
    cites: [{law: 某办法, at: 第八条, quote: 特困人员}]
    since: 2021-07-01
    when: [is_tekun]
services:
  tea: {title: 送茶}
"""
DOCUMENT = """
policy: own
title: 某意见
number: 某民发〔2021〕1号
issued: 2021-01-01
place: "430000"
issuers: [湖南省民政厅]
definition: {at: 一, quote: 农村留守妇女, when: [sex is female]}
clauses:
  - at: 一
    measures:
      - {service: tea, force: shall, quote: 为特困农村留守妇女送茶, when: [tekun_by_law]}
"""


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Rules:
    return load_rules(folder(Path(tmp_path_factory.mktemp("own")), registers=OWN, own=DOCUMENT))


def test_an_answer_before_and_after(own: Rules) -> None:
    woman = {"sex": "female", "is_tekun": True}
    before = Matcher(place="430000", on=EARLIER, rules=own).match(woman)
    ground = before.service("tea").grounds[0]
    assert (ground.status, ground.missing) == ("undetermined", ())
    assert ground.unknown_parameters == ("tekun_by_law__in_force",)
    assert "尚未施行：《某办法》（2021年7月1日起施行）" in page(before, own)
    assert Matcher(place="430000", on=SINCE, rules=own).match(woman).service("tea").status == "eligible"


@pytest.mark.parametrize(("on", "status"), [(EARLIER, "undetermined"), (SINCE, "ineligible"), (LATER, "ineligible")])
def test_before_that_day_a_no_is_unknown_too(own: Rules, on: date, status: str) -> None:
    woman = {"sex": "female", "is_tekun": False}
    matcher = Matcher(place="430000", on=on, rules=own)
    assert matcher.match(woman).service("tea").status == matcher.statuses(woman)["tea"] == status
    assert Matcher(place="430000", on=on, rules=own, engine="durable").statuses(woman)["tea"] == status


def test_frames_ask_for_nothing_that_cannot_decide(own: Rules) -> None:
    frame = pl.DataFrame({"sex": ["female", "female"], "is_tekun": [True, None]})
    for on, values, missing in ((EARLIER, [None, None], [None, None]), (SINCE, [1, None], [None, "is_tekun"])):
        answered = evaluate_frame(frame, place="430000", on=on, rules=own)
        assert answered["service:tea"].to_list() == values
        assert answered["missing"].to_list() == missing


def test_its_day_is_a_day_of_change(own: Rules) -> None:
    assert SINCE in days_of_change(own, "430000")


def test_a_witness_says_how_a_law_was_taken(own: Rules) -> None:
    law = own.vocabulary.parameters["tekun_by_law__in_force"]
    assert law.stated(1.0) == "《某办法》（2021年7月1日起施行）已施行"
    assert law.stated(0.0) == "《某办法》（2021年7月1日起施行）未施行"
    assert own.vocabulary.parameters["rural_dibao_line"].stated(610.0) == "农村低保标准610元/月"

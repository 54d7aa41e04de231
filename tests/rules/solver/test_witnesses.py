"""A witness is a minimal person of ordinary values that the evaluator confirms."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from liushou import Rules
from liushou.profile import Profile
from liushou.rules import AllOf, AnyOf, Compare, Elapsed, IsTrue, Not, OneOf, Parameter, Situation, evaluate, resolve
from liushou.rules.solver import Prover, WitnessError
from liushou.rules.solver.witness import Claim, Setting, settle_witness
from liushou.values import Bounds

from .small import PARAMETERS, VOCABULARY

pytest.importorskip("z3")
ON = date(2025, 6, 30)


@pytest.fixture
def prover() -> Prover:
    return Prover(vocabulary=VOCABULARY, on=ON, parameters=PARAMETERS)


def test_as_few_facts_as_decide_it(prover: Prover) -> None:
    condition = AnyOf(
        (AllOf((IsTrue("disabled"), IsTrue("seriously_ill"), IsTrue("in_treatment"))), IsTrue("is_tekun"))
    )
    found = prover.witness(condition)
    assert found is not None
    assert found.profile.to_mapping() == {"is_tekun": True}


def test_an_implied_fact_is_not_stated_beside_its_source(prover: Prover) -> None:
    found = prover.witness(AllOf((IsTrue("domestic_violence"), IsTrue("rights_infringed"))))
    assert found is not None
    assert found.profile.to_mapping() == {"domestic_violence": True}
    graded = prover.witness(AllOf((IsTrue("disabled"), OneOf("disability_grade", (2.0,)))))
    assert graded is not None
    assert graded.profile.to_mapping() == {"disability_grade": 2}


def test_ordinary_values(prover: Prover) -> None:
    found = prover.witness(AllOf((Elapsed("husband_away_since", 6, "months"), Compare("age", ">=", 35.0),
                                  Compare("income_per_capita_month", "<", Parameter("line")))))  # fmt: skip
    assert found is not None
    assert found.profile.to_mapping() == {
        "birth_date": "1980-05-20", "husband_away_since": "2024-10-30", "income_per_capita_month": 300,
    }  # fmt: skip


def test_a_floor_needs_no_value_where_the_floor_decides(prover: Prover) -> None:
    found = prover.witness(Compare("income_per_capita_month", "<", Parameter("floor")))
    assert found is not None
    assert found.assumed == {}
    assert found.profile.income_per_capita_month.low < 400


def test_a_line_is_assumed_where_only_its_value_decides(prover: Prover) -> None:
    found = prover.witness(Not(Compare("income_per_capita_month", "<", Parameter("floor"))))
    assert found is not None
    assert set(found.assumed) == {"floor"}
    pinned = {name: Bounds(value, value) for name, value in found.assumed.items()}
    situation = Situation(resolve(found.profile, ON), {**PARAMETERS, **pinned})
    assert evaluate(Compare("income_per_capita_month", ">=", Parameter("floor")), situation) is True


def test_usual_values_are_preferred() -> None:
    prover = Prover(vocabulary=VOCABULARY, on=ON, parameters=PARAMETERS, usual={"floor": 470.0})
    found = prover.witness(Not(Compare("income_per_capita_month", "<", Parameter("floor"))))
    assert found is not None
    assert found.assumed == {"floor": 470.0}


def test_none_where_there_is_nobody(prover: Prover) -> None:
    assert prover.witness(AllOf((IsTrue("disabled"), Not(IsTrue("disabled"))))) is None
    assert prover.witness(IsTrue("disabled"), fails=IsTrue("disabled")) is None


def test_facts_of_the_place_are_not_stated(rules: Rules) -> None:
    prover = Prover(
        vocabulary=rules.vocabulary, on=ON, place_facts={"poor_area": True, "two_cancer_project_county": False}
    )
    found = prover.witness(AllOf((IsTrue("poor_area"), IsTrue("disabled"))))
    assert found is not None
    assert found.profile.to_mapping() == {"disabled": True}
    assert not prover.satisfiable(IsTrue("two_cancer_project_county"))


def test_a_witness_that_does_not_replay_is_a_mistake_of_ours() -> None:
    setting = Setting(VOCABULARY, ON, {}, {})
    with pytest.raises(WitnessError, match="mistake in liushou"):
        settle_witness(Claim(((IsTrue("disabled"), True),)), setting, {"disabled": False}, {})


def test_a_wrong_encoding_is_found_out(monkeypatch: pytest.MonkeyPatch, prover: Prover) -> None:
    """Were the encoding wrong about a leaf, the replay would raise rather than show it."""
    from liushou.rules.solver import prover as solver_prover

    def wrong(*_: Any) -> Mapping[str, Any]:
        return {"disabled": False}

    monkeypatch.setattr(solver_prover, "knowledge_raw", wrong)
    with pytest.raises(WitnessError):
        prover.witness(IsTrue("disabled"))


def test_facts_of_one_s_own_are_kept() -> None:
    from liushou.profile import Fact
    from liushou.profile.catalogue import BY_NAME
    from liushou.rules import Vocabulary

    own = Vocabulary(facts={**BY_NAME, "left_on": Fact(name="left_on", title="离开日", kind="date", ask="？")})
    found = Prover(vocabulary=own, on=ON).witness(Compare("left_on", ">", date(2030, 1, 1)))
    assert found is not None
    assert found.profile.extra["left_on"].low > date(2030, 1, 1)
    assert isinstance(found.profile, Profile)

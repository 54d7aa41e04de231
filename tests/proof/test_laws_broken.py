"""A broken copy of a document breaks its law, and the women who show it replay."""

from __future__ import annotations

from pathlib import Path

import pytest

from liushou import Matcher, Rules, load_rules
from liushou.documents.rules import shipped_directory
from liushou.proof.laws import COUNTY_IN_PROVINCE, MORE_HARDSHIP, REACHABLE, Law, Ruling, laws

from .rulefiles import ON

pytest.importorskip("z3")


def copy_with(tmp_path: Path, name: str, old: str, new: str) -> Rules:
    """The shipped rules with one document changed in one place."""
    text = (shipped_directory() / f"{name}.yaml").read_text(encoding="utf-8")
    assert text.count(old) >= 1
    path = tmp_path / f"{name}.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return load_rules(replace=[path])


def broken(rules: Rules, law: Law, *documents: str) -> list[Ruling]:
    rulings = list(laws(rules, ON, documents=documents))
    assert {ruling.law.id for ruling in rulings if not ruling.holds} == {law.id}
    return [ruling for ruling in rulings if not ruling.holds]


def test_a_hardship_that_loses_the_service(tmp_path: Path) -> None:
    rules = copy_with(
        tmp_path, "chongqing", "when: [poor, in_treatment]", "when: [poor, in_treatment, {not: weak_labour_capacity}]"
    )
    [ruling] = broken(rules, MORE_HARDSHIP, "chongqing")
    assert (ruling.policy, ruling.subject) == ("chongqing", "treatment_subsidy")
    assert ruling.witness is not None
    assert ruling.harder is not None
    assert ruling.harder["weak_labour_capacity"] is True
    changed = {
        name for name in {**ruling.witness, **ruling.harder} if ruling.witness.get(name) != ruling.harder.get(name)
    }
    assert changed == {"weak_labour_capacity"}
    matcher = Matcher(place="500000", on=ON, rules=rules)
    statuses = [matcher.match(one).service("treatment_subsidy") for one in (ruling.witness, ruling.harder)]
    by_chongqing = [next(g.status for g in one.grounds if g.policy == "chongqing") for one in statuses]
    assert by_chongqing == ["eligible", "ineligible"]


def test_a_county_that_is_wider_than_its_province(tmp_path: Path) -> None:
    rules = copy_with(tmp_path, "fengdu", "    - husband_outside_county\n", "")
    [ruling] = broken(rules, COUNTY_IN_PROVINCE, "fengdu")
    assert (ruling.policy, ruling.subject) == ("fengdu", "chongqing")
    assert ruling.witness is not None
    assert ruling.witness["husband_outside_county"] is False
    answer = Matcher(place="500230", on=ON, rules=rules).match(ruling.witness)
    assert {one.id: one.left_behind for one in answer.policies if one.id != "national_2025"} == {
        "fengdu": "yes",
        "chongqing": "no",
    }


def test_a_service_that_is_owed_to_nobody(tmp_path: Path) -> None:
    rules = copy_with(
        tmp_path, "yunnan", "when: [domestic_violence]", "when: [domestic_violence, {not: rights_infringed}]"
    )
    rulings = [one for one in laws(rules, ON, documents=["yunnan"]) if one.law is REACHABLE and not one.holds]
    [ruling] = rulings
    assert (ruling.policy, ruling.subject, ruling.witness) == ("yunnan", "crime_protection", None)


def test_another_ground_of_the_service_makes_up_for_it(tmp_path: Path) -> None:
    """The wider ground gives it all the same: the law is about the service, not the sentence."""
    rules = copy_with(
        tmp_path, "yunnan", "when: [domestic_violence]", "when: [domestic_violence, {not: seriously_ill}]"
    )
    assert all(ruling.holds for ruling in laws(rules, ON, documents=["yunnan"]))

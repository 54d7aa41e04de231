"""The four states of a fact: known, not asked, unsure, not applicable."""

from datetime import date

from liushou import Profile
from liushou.rules import resolve

ON = date(2025, 6, 30)


def test_known_not_asked_and_unsure() -> None:
    known = resolve(Profile(disabled=True, unsure=["is_tekun"]), ON)
    assert known.values == {"disabled": True}
    assert known.unsure == {"is_tekun"}


def test_nothing_is_known_of_an_empty_profile() -> None:
    known = resolve(Profile(), ON)
    assert known.values == {}
    assert known.not_applicable == frozenset()
    assert known.unsure == frozenset()


def test_not_disabled_makes_the_grade_and_the_care_not_applicable() -> None:
    known = resolve(Profile(disabled=False), ON)
    of_the_disabled = {"disability_certificate", "disability_grade", "mental_or_intellectual_disability"}
    assert known.not_applicable == {*of_the_disabled, "needs_long_term_care"}


def test_what_is_not_applicable_is_not_unsure() -> None:
    known = resolve(Profile(disabled=False, unsure=["disability_grade", "is_tekun"]), ON)
    assert known.unsure == {"is_tekun"}


def test_place_facts_stand_under_her_own() -> None:
    county = {"poor_area": True, "two_cancer_project_county": True}
    known = resolve(Profile(poor_area=False), ON, county)
    assert known.values == {"poor_area": False, "two_cancer_project_county": True}


def test_a_place_fact_she_is_unsure_of_is_still_the_county_s() -> None:
    known = resolve(Profile(unsure=["poor_area"]), ON, {"poor_area": True})
    assert known.values["poor_area"] is True

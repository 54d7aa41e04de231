"""Laws and properties of rules of one's own: ``pytest examples/testing`` runs these and the cases beside them."""

from datetime import date
from pathlib import Path

from hypothesis import given

from liushou import Matcher, load_rules
from liushou.testing import check_laws, profiles

OWN = Path(__file__).resolve().parent.parent / "sixth"
ON = date(2025, 1, 10)
RULES = load_rules(OWN)
COUNTY = Matcher(place="510107", on=ON, rules=RULES)


def test_the_laws_hold() -> None:
    check_laws(OWN, on=ON, max_examples=20)


@given(profiles(on=ON, known={"has_coal_stove": False}, place="510107", rules=RULES))
def test_nobody_without_a_stove_gets_the_subsidy(woman) -> None:
    heating = COUNTY.match(woman).service("winter_heating")
    assert all(ground.status == "ineligible" for ground in heating.grounds if ground.policy == "heating_notice")

"""Of what she is unsure of, what says so is a question: a certificate where she does not know whether she is disabled."""

from datetime import date

from hypothesis import given

from liushou import Matcher, Profile
from liushou.ask import next_question
from liushou.testing import profiles

ON = date(2025, 6, 30)
PLACE = "500230"
MATCHER = Matcher(place=PLACE, on=ON)
HER = {
    "sex": "female", "lives_in_village": True, "husband_away_for_work": True, "husband_outside_county": True,
    "husband_away_since": "2020-01", "unsure": ["disabled"],
}  # fmt: skip


def test_the_certificate_is_asked_where_she_is_unsure() -> None:
    facts = [question.fact for question in MATCHER.match(HER).questions]
    assert "disability_certificate" in facts
    assert "disabled" not in facts


@given(profiles(on=ON, place=PLACE, unsure=True))
def test_what_the_interview_asks_next_is_one_of_the_questions(woman: Profile) -> None:
    screen = next_question(woman, place=PLACE, on=ON)
    facts = {each.fact for each in MATCHER.match(woman).questions}
    assert screen is None or set(screen.facts) <= facts

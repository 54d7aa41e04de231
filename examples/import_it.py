"""liushou inside another system: one woman, and many of one county."""

from datetime import date

from liushou import InputError, Matcher, Profile

county = Matcher(place="500230", on=date(2025, 6, 30))

woman = Profile(
    sex="female",
    birth_date="1968-11-02",
    lives_in_village=True,
    husband_away_for_work=True,
    husband_outside_county=True,
    husband_away_since="2024-03",
)
answer = county.match(woman)
for service in answer.services:
    if service.status == "eligible":
        ground = next(one for one in service.grounds if one.status == "eligible")
        print(service.title, ground.citation.number, ground.citation.clause)
print("ask next:", answer.questions[0].ask)

try:
    county.match({"sex": "female", "disabled": False, "disability_grade": 2})
except InputError as error:
    print("refused:", error.problems[0].message)

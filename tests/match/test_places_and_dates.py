"""Which documents apply: county → province → nation, each from its issue date."""

from datetime import date, timedelta

import pytest

from liushou import InputError, Rules, match

from .persons import LEFT_BEHIND, ON, ask

ISSUED = {
    "yunnan": (date(2020, 7, 22), "530102"),
    "jilin": (date(2020, 9, 21), "220182"),
    "chongqing": (date(2020, 12, 30), "500101"),
    "fengdu": (date(2021, 10, 14), "500230"),
    "national_2025": (date(2025, 3, 27), "430000"),
}


@pytest.mark.parametrize(
    ("place", "policies"),
    [
        ("500230", ["fengdu", "chongqing", "national_2025"]),
        ("500101", ["chongqing", "national_2025"]),
        ("500000", ["chongqing", "national_2025"]),
        ("220182", ["jilin", "national_2025"]),
        ("220100", ["jilin", "national_2025"]),
        ("530102", ["yunnan", "national_2025"]),
        ("430000", ["national_2025"]),
        ("430102", ["national_2025"]),
        ("nation", ["national_2025"]),
    ],
)
def test_nearest_first(place: str, policies: list[str]) -> None:
    assert [policy.id for policy in ask(place).policies] == policies


@pytest.mark.parametrize("policy", list(ISSUED))
def test_each_from_its_issue_date(rules: Rules, policy: str) -> None:
    issued, place = ISSUED[policy]
    assert rules.policies[policy].issued == issued
    for days, applies in ((-1, False), (0, True), (1, True)):
        answer = ask(place, issued + timedelta(days=days))
        assert (policy in {one.id for one in answer.policies}) is applies
        cited = {ground.policy for service in answer.services for ground in service.grounds}
        assert (policy in cited) is applies
        note = any(rules.policies[policy].number in words and "尚未印发" in words for words in answer.notes)
        assert note is not applies


def test_documents_that_come_into_force_in_between() -> None:
    counts = [len(ask("500230", day).policies) for day in ("2020-12-29", "2020-12-30", "2021-10-14", "2025-03-27")]
    assert counts == [0, 1, 2, 3]


def test_before_every_document() -> None:
    answer = ask("500230", "2019-01-01", husband_away_since=2017)
    assert answer.policies == answer.services == answer.questions == ()
    assert answer.notes


def test_a_province_without_a_document_says_so() -> None:
    """DESIGN §2: in 430000 under the nation alone, with a note that no provincial document is encoded."""
    for place in ("430000", "430102"):
        assert any("未收录湖南省" in note for note in ask(place).notes)
    assert not any("未收录" in note for place in ("500230", "500101", "220182", "530000") for note in ask(place).notes)


def test_a_province_s_code_hints_at_the_county_s_document() -> None:
    assert any("500230" in note for note in ask("500000").notes)


@pytest.mark.parametrize("place", ["999999", "50023", "丰都", "", "500299"])
def test_a_code_that_names_no_place(place: str) -> None:
    with pytest.raises(InputError):
        match(LEFT_BEHIND, place=place, on=ON)


def test_a_retired_code_still_answers_and_says_so() -> None:
    answer = ask("500222")
    assert [policy.id for policy in answer.policies] == ["chongqing", "national_2025"]
    assert any("停用" in note for note in answer.notes)


@pytest.mark.parametrize("on", [None, "2025", "2025-02-30", 20250630, date(1800, 1, 1)])
def test_a_day_that_is_none(on: object) -> None:
    with pytest.raises(InputError):
        match(LEFT_BEHIND, place="500230", on=on)  # type: ignore[arg-type]

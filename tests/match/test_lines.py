"""Incomes against lines: exact (Chongqing), floors (Jilin, Yunnan), between bounds, unknown."""

from typing import Any

import pytest

from .persons import HUNAN, KUNMING, WANZHOU, YUSHU, ask, grounds, status

#: Not on the roll, and not one of those who may apply alone (最低生活保障审核确认办法 第八条).
NOT_YET: dict[str, Any] = {
    "receives_dibao": False,
    "assets_within_limit": True,
    "is_dibao_marginal": False,
    "disabled": False,
    "seriously_ill": False,
}


@pytest.mark.parametrize(
    ("place", "on", "income", "value"),
    [
        (WANZHOU, "2025-06-30", 609.99, "eligible"),
        (WANZHOU, "2025-06-30", 610, "ineligible"),
        (WANZHOU, "2025-07-01", 629, "eligible"),
        (WANZHOU, "2025-07-01", 630, "ineligible"),
        (WANZHOU, "2024-08-31", 580, "eligible"),
        (WANZHOU, "2024-08-31", 581, "undetermined"),
        (WANZHOU, "2024-08-31", 599, "undetermined"),
        (WANZHOU, "2024-08-31", 600, "ineligible"),
        (WANZHOU, "2025-06-30", {"at_most": 500}, "eligible"),
        (WANZHOU, "2025-06-30", {"at_most": 700}, "undetermined"),
        (WANZHOU, "2025-06-30", {"at_least": 610}, "ineligible"),
        (YUSHU, "2025-06-30", 469, "eligible"),
        (YUSHU, "2025-06-30", 470, "undetermined"),
        (YUSHU, "2025-06-30", 5000, "undetermined"),
        (YUSHU, "2021-06-30", 1, "undetermined"),  # nothing was found for 2021
        (KUNMING, "2025-06-30", 503, "eligible"),
        (KUNMING, "2025-06-30", 504, "undetermined"),
        (KUNMING, "2021-07-01", 397, "eligible"),
        (KUNMING, "2021-07-01", 398, "undetermined"),
    ],
)
def test_dibao_by_income(place: str, on: str, income: Any, value: str) -> None:
    """DESIGN §2: an income under the floor is under the line, one above it is unknown, not no."""
    assert status("dibao", place, on, **NOT_YET, income_per_capita_month=income) == value


def test_the_assets_count_as_well() -> None:
    under = {**NOT_YET, "income_per_capita_month": 100}
    del under["assets_within_limit"]
    assert status("dibao", WANZHOU, **under, assets_within_limit=False) == "ineligible"
    assert status("dibao", WANZHOU, **under) == "undetermined"
    assert status("dibao", WANZHOU, receives_dibao=True, income_per_capita_month=9999) == "eligible"


def test_where_only_the_line_is_missing_nobody_is_asked() -> None:
    answer = ask(YUSHU, **NOT_YET, income_per_capita_month=5000)
    dibao = answer.service("dibao")
    assert dibao.status == "undetermined"
    assert dibao.missing == ()
    assert dibao.grounds[0].unknown_parameters == ("rural_dibao_line",)
    assert "income_per_capita_month" not in {question.fact for question in answer.questions}


def test_without_any_line_the_income_is_not_asked() -> None:
    answer = ask(HUNAN)
    assert "income_per_capita_month" not in {question.fact for question in answer.questions}
    for ground in grounds(answer, "low_income_monitoring", "national_2025"):
        assert ground.unknown_parameters == ("rural_dibao_line",)
        assert "receives_dibao" in ground.missing


def test_with_a_floor_the_income_is_still_worth_asking() -> None:
    assert "income_per_capita_month" in {question.fact for question in ask(YUSHU).questions}

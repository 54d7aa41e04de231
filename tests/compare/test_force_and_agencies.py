"""Force and offices of the strongest measure, the others beside it."""

from __future__ import annotations

from collections.abc import Callable

from liushou.compare import Diff

Compared = Callable[[str, str], Diff]


def test_fengdu_names_a_lead_where_chongqing_has_none(compared: Compared) -> None:
    row = compared("chongqing", "fengdu").service("legal_aid")
    assert row.a is not None
    assert row.b is not None
    assert row.a.strongest.citation.clause == row.b.strongest.citation.clause == "二（四）"
    assert row.a.strongest.agencies.lead == ()
    assert row.b.strongest.agencies.lead == ("县司法局",)
    assert "丰都由县司法局牵头，重庆未写牵头单位" in row.notes
    assert row.lead_differs


def test_a_priority_is_weaker_than_a_duty(compared: Compared) -> None:
    row = compared("chongqing", "yunnan").service("two_cancer_screening")
    assert row.force == "a_stronger"
    assert "力度不同：重庆为“应当”，云南为“优先”" in row.notes


def test_of_several_measures_the_strongest_is_cited(compared: Compared) -> None:
    group = compared("chongqing", "fengdu").service("counselling").b
    assert group is not None
    assert group.strongest.force == "provide"
    assert {measure.force for measure in group.others} >= {"encourage"}
    assert len(group.others) + 1 == len(group.measures)
    assert group.condition == "无其他条件"


def test_the_offices_of_yunnan_come_from_its_annex(compared: Compared) -> None:
    group = compared("chongqing", "yunnan").service("two_cancer_screening").b
    assert group is not None
    assert group.strongest.citation.clause == "二（八）"
    assert group.strongest.agencies_clause.startswith("附件")


def test_collective_measures_are_compared_too(compared: Compared) -> None:
    comparison = compared("chongqing", "fengdu")
    by_id = {row.id: row for row in comparison.topics}
    assert by_id["mother_projects"].verdict == "only_b"
    assert by_id["facilities"].verdict == "equivalent"
    assert by_id["facilities"].verdict_with_definition is None


def test_a_spent_goal_is_out_and_said(compared: Compared) -> None:
    comparison = compared("jilin", "yunnan")
    assert comparison.service("poverty_registration").verdict == "only_b"
    assert any("2020-12-31" in note and "不参加比较" in note for note in comparison.notes)

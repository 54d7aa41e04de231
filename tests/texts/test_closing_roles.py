"""The closing （…负责） of a clause gives the roles, as printed and in printed order."""

from __future__ import annotations

import pytest

from liushou.documents import Agencies
from liushou.texts.closings import closing_start, roles


@pytest.mark.parametrize(
    ("closing", "expected"),
    [
        ("（甲、乙、丙按职责分工负责）", Agencies(joint=("甲", "乙", "丙"))),
        ("（甲、乙按照职责分工负责）", Agencies(joint=("甲", "乙"))),
        ("（甲牵头，乙、丙按职责分工负责）", Agencies(lead=("甲",), support=("乙", "丙"))),
        ("（甲、乙牵头，丙配合负责）", Agencies(lead=("甲", "乙"), support=("丙",))),
        ("（甲牵头、乙、丙负责）", Agencies(lead=("甲",), support=("乙", "丙"))),
        ("（甲牵头负责）", Agencies(lead=("甲",))),
        ("（省民政厅负责）", Agencies(sole=("省民政厅",))),
        ("（甲、乙负责）", Agencies(joint=("甲", "乙"))),
        ("（各乡镇（街道）及相关部门按职责分工负责）", Agencies(joint=("各乡镇（街道）及相关部门",))),
        ("（各区县、各部门按职责分工负责）", Agencies(joint=("各区县", "各部门"))),
        ("(甲牵头,乙按职责分工负责)", Agencies(lead=("甲",), support=("乙",))),
    ],
)
def test_roles(closing: str, expected: Agencies) -> None:
    assert roles(closing) == expected


@pytest.mark.parametrize(
    ("text", "closing"),
    [
        ("做某事。（甲负责）", "（甲负责）"),
        ("做某事（如乙）。（甲（丙）负责）", "（甲（丙）负责）"),
        ("做某事。（甲负责）。", "（甲负责）。"),
        ("做某事。（甲负责", None),
        ("做某事，由甲负责。", None),
        ("（甲负责）做某事。", None),
        ("甲负责）", None),
    ],
)
def test_where_the_closing_begins(text: str, closing: str | None) -> None:
    start = closing_start(text, 0, len(text))
    assert (None if start is None else text[start:]) == closing

"""A role that is given twice, and an office with two roles, are named as that."""

from pathlib import Path

import pytest

from liushou import InputError, load_rules

from .making import document, folder


def problems_of(tmp_path: Path, agencies: str) -> list[str]:
    """What is said of a clause with these agencies."""
    text = document(f"  - at: 一（一）\n    agencies: {agencies}\n    context: background\n")
    with pytest.raises(InputError) as error:
        load_rules(replace=[folder(tmp_path / "own", b=text) / "b.yaml"])
    known = {"role-twice", "two-roles", "duplicate", "duplicate-key"}
    return [problem.format(lang) for problem in error.value.problems for lang in ("en", "zh") if problem.code in known]


@pytest.mark.parametrize(
    "agencies", ["{lead: [甲局], support: [乙局], lead: [丙局]}", "\n      lead: [甲局]\n      lead: [甲局]"]
)
def test_a_role_given_twice(tmp_path: Path, agencies: str) -> None:
    english, chinese = problems_of(tmp_path, agencies)
    assert "the role `lead` is given twice" in english
    assert "分工 `lead`（牵头）写了两次" in chinese


def test_an_office_with_two_roles(tmp_path: Path) -> None:
    english, chinese = problems_of(tmp_path, "{lead: [甲局], support: [乙局, 甲局]}")
    assert "`甲局` has two roles: lead on line 15, and support" in english
    assert "`甲局` 有两种分工：第 15 行是 lead，这里是 support" in chinese


def test_an_office_twice_in_one_role(tmp_path: Path) -> None:
    english, _ = problems_of(tmp_path, "{joint: [甲局, 甲局]}")
    assert "agency `甲局` is already defined" in english


def test_other_keys_are_still_keys(tmp_path: Path) -> None:
    text = document("  - at: 一（一）\n    context: background\n    context: goal\n")
    with pytest.raises(InputError, match="duplicate key `context`"):
        load_rules(replace=[folder(tmp_path / "own", b=text) / "b.yaml"])

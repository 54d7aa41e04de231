"""Witnesses as cases: written only where the reference answer confirms them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import yaml
from liushou import InputError, match
from liushou.compare import Diff, read_side
from liushou.compare.cases import export_cases, write_cases
from liushou.documents.rules import shipped_directory

from ..conftest import ON

Compared = Callable[[str, str], Diff]


@pytest.mark.parametrize(("a", "b"), [("chongqing", "jilin"), ("chongqing", "fengdu"), ("yunnan", "national_2025")])
def test_every_case_is_what_match_answers(a: str, b: str, compared: Compared, tmp_path: Path) -> None:
    exported = export_cases(compared(a, b))
    data = yaml.safe_load(exported.text)
    assert len(data["cases"]) == exported.written > 0
    wrong = []
    for case in data["cases"]:
        answer = match(case["profile"], place=case["place"], on=ON)
        left_behind = {policy.id: policy.left_behind for policy in answer.policies}
        wrong += [case["name"] for policy, says in case.get("definition", {}).items() if left_behind[policy] != says]
        for service, expected in case.get("expect", {}).items():
            grounds = [ground for ground in answer.service(service).grounds if ground.policy == expected["policy"]]
            statuses = {ground.status for ground in grounds}
            eligible = "eligible" in statuses
            if eligible is not (expected["status"] == "eligible") or not (eligible or statuses == {"ineligible"}):
                wrong.append(case["name"])
    assert wrong == []


def test_the_project_s_own_reader_reads_them(compared: Compared, tmp_path: Path) -> None:
    from liushou.proof.cases import read_cases

    comparison = compared("chongqing", "jilin")
    exported = export_cases(comparison)
    path = write_cases(exported, tmp_path / "out", comparison)
    assert path.name == "chongqing-jilin.cases.yaml"
    assert len(read_cases(path).cases) == exported.written


def test_a_name_that_is_no_case_file_is_refused(compared: Compared, tmp_path: Path) -> None:
    comparison = compared("chongqing", "jilin")
    exported = export_cases(comparison)
    with pytest.raises(InputError, match=r"\.cases\.yaml"):
        write_cases(exported, tmp_path / "x.yaml", comparison)
    assert list(tmp_path.iterdir()) == []


def test_two_files_have_no_cases(compared: Compared) -> None:
    side = read_side(str(shipped_directory() / "jilin.yaml"), on=ON)
    with pytest.raises(InputError, match="both sides are files"):
        export_cases(replace(compared("chongqing", "jilin"), a=side, b=side))

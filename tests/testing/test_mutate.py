"""``liushou mutate``: what survives weak cases is named, and what is pasted kills it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from liushou import InputError, load_rules
from liushou.cli.app import app
from liushou.proof.mutate.run import Report, mutate

pytest.importorskip("z3")

CASES = Path(__file__).resolve().parent.parent / "cases"


def _without(own: Path, *names: str) -> None:
    """Take cases (or rows) away from the file of cases."""
    file = own / "village.cases.yaml"
    lines = file.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not any(name in line for name in names)]
    assert len(kept) == len(lines) - len(names)
    file.write_text("\n".join(kept) + "\n", encoding="utf-8")


def _run(own: Path) -> Report:
    return mutate("village", own, policies=[own / "policies"])


def _fates(report: Report) -> dict[str, str]:
    return {outcome.mutant.name: outcome.fate for outcome in report.outcomes if outcome.fate != "killed"}


def test_good_cases_kill_every_mutant(own: Path) -> None:
    report = _run(own)
    assert _fates(report) == {}
    assert report.clean
    assert report.rate == 1
    assert report.counts["threshold"] == (8, 8)


@pytest.mark.parametrize(
    ("taken", "survivor"),
    [
        ("满六十", "village 二（一） two_cancer_screening: age between 40 and 59 → age between 40 and 60"),
        ("五十九", "village 二（一） two_cancer_screening: age between 40 and 59 → age between 40 and 58"),
        ("满四十", "village 二（一） two_cancer_screening: age between 40 and 59 → age between 41 and 59"),
        ("三十九", "village 二（一） two_cancer_screening: age between 40 and 59 → age between 39 and 59"),
        ("离水远", "village 二（一） well_water: drop water_is_far"),
        ("男的", "village definition: drop sex is female"),
        ("name: 半年", "concept husband_away_half_year: husband_away_years >= 0.5 → husband_away_years >= 1"),
        (
            "满半年",
            "concept husband_away_half_year: husband_away_since at least 6 months ago → husband_away_since at least 7 months ago",
        ),
    ],
)
def test_the_known_survivor_is_named_and_its_witness_kills_it(own: Path, taken: str, survivor: str) -> None:
    _without(own, f"{{{taken}" if taken.startswith("name") else f"name: {taken},")
    report = _run(own)
    assert survivor in _fates(report)
    assert not report.clean
    pasted = [one.witness for one in report.unexplained]
    assert all(pasted)
    file = own / "village.cases.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "\n".join(map(str, pasted)) + "\n", encoding="utf-8")
    again = _run(own)
    assert not again.failing
    assert survivor not in _fates(again)


def test_a_role_and_a_force_that_nobody_looks_at(own: Path) -> None:
    _without(own, "{at: 二（二）")
    report = _run(own)
    assert set(_fates(report)) == {
        "village 二（二） agencies: 省民政厅 sole → lead",
        "village 二（二） visits: provide → encourage",
        "village 二（二） publicity: encourage → shall",
    }
    for outcome in report.survivors:
        assert outcome.under == "clauses"
    file = own / "village.cases.yaml"
    pasted = "clauses:\n" + "\n".join(str(one.witness) for one in report.survivors)
    file.write_text(file.read_text(encoding="utf-8").replace("clauses:", pasted, 1), encoding="utf-8")
    assert _run(own).clean


def _edit(own: Path, name: str, old: str, new: str) -> None:
    file = own / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_an_equivalent_mutant_is_proved_so(own: Path) -> None:
    # Said twice: without either, the other says it still.
    _edit(own, "policies/village.yaml", "any: [water_is_far, disabled]", "any: [water_is_far, disabled, disabled]")
    report = _run(own)
    assert _fates(report) == {
        "village 二（一） well_water: drop disabled": "equivalent",
        "village 二（一） well_water: drop disabled (2)": "equivalent",
    }
    assert "proved: the same answer for everyone" in str(report.survivors[0].why)
    assert report.clean


def test_a_survivor_is_explained_and_a_stale_explanation_reported(own: Path) -> None:
    _without(own, "name: 男的,")
    name = "village definition: drop sex is female"
    _edit(own, "village.cases.yaml", "cases:\n", f'explained:\n  "{name}": 登记表只给妇女填\ncases:\n')
    report = _run(own)
    assert _fates(report) == {name: "explained"}
    assert report.clean
    _edit(own, "village.cases.yaml", "cases:\n", "cases:\n  - {name: 男的, profile: {sex: male}, definition: no}\n")
    assert _run(own).stale == (name,)
    assert not _run(own).clean


def test_cases_that_fail_as_they_are_come_first(own: Path) -> None:
    _edit(own, "policies/village.yaml", "age between 40 and 59", "age between 40 and 50")
    report = _run(own)
    assert not report.outcomes
    assert [one.name for _, one, _ in report.failing] == ["五十九"]
    assert not report.clean


def test_leaves_are_told_with_the_case_that_saw_them(own: Path) -> None:
    found = {(one.where, one.leaf): one for one in _run(own).leaves}
    leaf = found["village 二（一） well_water", "water_is_far"]
    assert (leaf.yes, leaf.no, leaf.unknown) == ("离水远", "残疾", None)
    assert leaf.unseen == ("unknown",)
    assert ("concept husband_away_half_year", "husband_away_years >= 0.5") in found


def test_a_changed_copy_is_mutated_by_its_file(tmp_path: Path) -> None:
    text = Path(load_rules().policies["fengdu"].file).read_text(encoding="utf-8")
    copy = tmp_path / "fengdu.yaml"
    copy.write_text(text.replace("force: priority", "force: provide", 1), encoding="utf-8")
    report = mutate(str(copy), CASES / "fengdu.cases.yaml")
    assert [wrong.what for _, _, mismatches in report.failing for wrong in mismatches] == ["force", "force"]


@pytest.mark.parametrize(
    ("policy", "cases", "says"),
    [
        ("vilage", "", "did you mean: village"),
        ("village", "nowhere", r"no \*\.cases\.yaml file"),
        ("fengdu", "", "no case in"),
    ],
)
def test_bad_input(own: Path, policy: str, cases: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        mutate(policy, own / cases, policies=[own / "policies"])


@pytest.fixture
def command(own: Path) -> Callable[..., tuple[int, str]]:
    def run(*options: str, policy: str = "village") -> tuple[int, str]:
        result = CliRunner().invoke(
            app, ["mutate", policy, "--cases", str(own), "--policies", str(own / "policies"), *options]
        )
        return result.exit_code, result.output

    return run


def test_the_command_says_done(command: Callable[..., tuple[int, str]]) -> None:
    code, text = command()
    assert code == 0
    assert "village: 31 of 31 mutants killed (100.0%)" in text
    assert "leaves: 0 of 7 seen yes, no and unknown" in text


def test_the_command_finds_a_survivor(own: Path, command: Callable[..., tuple[int, str]]) -> None:
    _without(own, "name: 男的,")
    code, text = command()
    assert code == 1
    assert "survived: village definition: drop sex is female" in text
    assert "paste it under `cases:`" in text
    assert "profile: {sex: male" in text


def test_the_command_lists_every_leaf(command: Callable[..., tuple[int, str]]) -> None:
    _, text = command("--coverage")
    assert "village 二（一） well_water: disabled  (yes: 残疾, no: 离水远, unknown: —)" in text


def test_the_command_prints_json(own: Path, command: Callable[..., tuple[int, str]]) -> None:
    _without(own, "name: 男的,")
    code, text = command("--json")
    data = json.loads(text)
    assert code == 1
    assert (data["policy"], data["mutants"], data["killed"], data["clean"]) == ("village", 31, 30, False)
    (survivor,) = [one for one in data["outcomes"] if one["fate"] == "survived"]
    assert survivor["witness"].startswith("  - {name: ")
    assert {one["by"] for one in data["outcomes"]} > {"village.cases.yaml: 适龄"}


def test_the_command_refuses_an_unknown_document(command: Callable[..., tuple[int, str]]) -> None:
    code, text = command(policy="vilage")
    assert code == 2
    assert "did you mean: village" in text


def test_lint_finds_a_need_and_a_residual_off_their_quote(own: Path) -> None:
    killed = {outcome.mutant.kind: outcome.by for outcome in _run(own).outcomes}
    assert (killed["need"], killed["residual"]) == ("lint L013", "lint L013")

"""``liushou new``: skeletons that pass their own checks and can be matched."""

from pathlib import Path

import pytest

from liushou import Profile, load_rules, read_profile
from liushou.documents.places_file import read_places

from .running import ON, invoke, no_traceback, run, woman

KINDS = ["policy", "registers", "profile", "places"]


@pytest.mark.parametrize("kind", KINDS)
def test_printed_and_written_are_the_same(tmp_path: Path, kind: str) -> None:
    out = tmp_path / "new.yaml"
    printed = invoke("new", kind)
    assert printed.exit_code == 0
    assert "#" in printed.output
    assert invoke("new", kind, "--out", out).exit_code == 0
    assert out.read_text(encoding="utf-8") == printed.output


def test_rule_files_pass_check_and_match(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    written = [invoke("new", kind, "--out", own / f"{kind}.yaml") for kind in ("policy", "registers")]
    checked = [invoke("check", own / f"{kind}.yaml") for kind in ("policy", "registers")]
    assert [result.output for result in (*written, *checked) if result.exit_code != 0] == []
    no_traceback(run("check", own / "policy.yaml", own / "registers.yaml"), 0)
    done = run("match", woman(tmp_path), "--place", "510000", *ON, "--policies", own)
    no_traceback(done, 0)
    assert "示例发〔2024〕1号" in done.stdout
    assert "my_policy" in load_rules(own).policies


def test_profiles_and_places_can_be_read(tmp_path: Path) -> None:
    written = [invoke("new", kind, "--out", tmp_path / f"{kind}.yaml") for kind in ("profile", "places")]
    assert [result.output for result in written if result.exit_code != 0] == []
    assert read_profile(tmp_path / "profile.yaml") == Profile()
    assert not any(
        one.facts or one.parameters for one in read_places(tmp_path / "places.yaml", load_rules()).places.values()
    )
    done = invoke("match", tmp_path / "profile.yaml", "--place", "500230", *ON, "--places", tmp_path / "places.yaml")
    assert done.exit_code == 0


def test_own_facts_are_in_the_skeleton(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    invoke("new", "registers", "--out", own / "registers.yaml")
    assert "\nhas_coal_stove:" in invoke("new", "profile", "--policies", own).output


def test_what_exists_is_not_overwritten(tmp_path: Path) -> None:
    out = tmp_path / "mine.yaml"
    out.write_text("mine")
    done = run("new", "policy", "--out", out)
    no_traceback(done, 2, ["exists"])
    assert out.read_text() == "mine"


def test_where_nothing_can_be_written(tmp_path: Path) -> None:
    no_traceback(run("new", "policy", "--out", tmp_path / "no" / "such" / "folder.yaml"), 2, ["folder.yaml"])
    assert invoke("new", "policy", "--out", tmp_path).exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_kind() -> None:
    done = invoke("new", "polcy")
    assert done.exit_code == 2
    assert "did you mean: policy" in done.stderr

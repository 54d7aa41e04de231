"""``liushou new``: skeletons that pass their own checks and can be matched."""

import re
from pathlib import Path

import pytest

from liushou import Profile, load_rules, read_profile
from liushou.documents import read_places

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
        place.facts or place.parameters for place in read_places(tmp_path / "places.yaml", load_rules()).places.values()
    )
    done = invoke("match", tmp_path / "profile.yaml", "--place", "500230", *ON, "--places", tmp_path / "places.yaml")
    assert done.exit_code == 0


def uncommented(text: str) -> str:
    """A skeleton with every example in it: a comment that states a key or an entry, and what goes on under it."""
    lines, within = [], False
    for line in text.splitlines():
        comment = re.fullmatch(r"( *)# ( *)(.*)", line)
        if comment is not None:
            starts = comment[2] == "" and re.match(r"- [a-z]|[a-z_]+:( |$)", comment[3]) is not None
            within = starts or (within and len(comment[2]) > 1)
        else:
            within = False
        lines.append(comment[1] + comment[2] + comment[3] if comment is not None and within else line)
    return "\n".join(lines) + "\n"


def test_every_example_of_a_rule_file_is_right_as_it_stands(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    examples = {"policy": ["contact:", "agencies:", "any:", "not:", "reading:"], "registers": ["door:", "fields:"]}
    for kind, keys in examples.items():
        text = uncommented(invoke("new", kind).output)
        assert [key for key in keys if not re.search(f"^ *(- )?{key}", text, re.MULTILINE)] == []
        (own / f"{kind}.yaml").write_text(text, encoding="utf-8")
    no_traceback(run("check", own / "policy.yaml", own / "registers.yaml"), 0)
    done = run("match", woman(tmp_path), "--place", "510000", *ON, "--policies", own)
    no_traceback(done, 0)


def test_every_example_in_a_skeleton_is_right_as_it_stands(tmp_path: Path) -> None:
    for kind in ("profile", "places"):
        text = uncommented(invoke("new", kind).output)
        (tmp_path / f"{kind}.yaml").write_text(text, encoding="utf-8")
    (county,) = read_places(tmp_path / "places.yaml", load_rules()).places.values()
    assert county.parameters.keys() == load_rules().parameters.keys()
    assert read_profile(tmp_path / "profile.yaml").decisions
    done = invoke("match", tmp_path / "profile.yaml", "--place", "500230", *ON, "--places", tmp_path / "places.yaml")
    assert done.exit_code == 0, done.output


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

"""``liushou draft``, ``new policy --from`` and ``check --drafts``: from a text to rules that are checked and proved."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from ..draft.test_saving import TEXT
from .running import invoke, no_traceback, run


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    path = tmp_path / "in" / "notice.txt"
    path.parent.mkdir()
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_the_files_are_checked_proved_and_covered_as_they_are(tmp_path: Path, notice: Path) -> None:
    own = tmp_path / "own"
    done = run("draft", notice, "--out", own)
    no_traceback(done, 0, [])
    assert "云民发〔2026〕9号" in done.stdout
    assert f"wrote {own / 'notice.yaml'}" in done.stdout
    assert invoke("check", "--policies", own).exit_code == 0
    for sources in (own / "sources", notice.parent):
        verified = invoke("verify", "--policies", own, "--sources", sources)
        assert verified.exit_code == 0, verified.output
        assert "notice 云民发〔2026〕9号: clean" in verified.output
    assert invoke("coverage", "--policies", own, "--sources", own / "sources", "--strict").exit_code == 0
    covered = invoke(*("coverage", "--policies", own, "--sources", own / "sources", "--document", "notice", "--strict"))
    assert covered.exit_code == 0, covered.output


def test_json_says_the_same(tmp_path: Path, notice: Path) -> None:
    done = invoke("draft", notice, "--out", tmp_path / "own", "--id", "another", "--place", "云南省", "--json")
    assert done.exit_code == 0, done.output
    data = json.loads(done.output)
    assert (data["id"], data["policy"]["place"]) == ("another", "530000")
    assert Path(data["files"]["policy"]).name == "another.yaml"
    lines = Path(data["files"]["policy"]).read_text(encoding="utf-8").splitlines()
    titled = next(row for row in data["judgements"] if row["path"] == ["title"])
    assert lines[titled["line"] - 1].startswith("title: ")
    assert sum(data["counts"].values()) > 0


def test_new_policy_from_a_text_is_the_same(tmp_path: Path, notice: Path) -> None:
    for number, command in enumerate((["draft", notice], ["new", "policy", "--from", notice])):
        assert invoke(*command, "--out", tmp_path / str(number)).exit_code == 0
    one, other = ({path.name: path.read_bytes() for path in (tmp_path / name).glob("*.*")} for name in "01")
    assert one == other
    no_traceback(run("new", "policy", "--from", notice), 2, ["--out DIR"])
    no_traceback(run("new", "profile", "--from", notice, "--out", tmp_path / "2"), 2, ["policy"])


def test_what_exists_is_not_overwritten_unless_forced(tmp_path: Path, notice: Path) -> None:
    assert invoke("draft", notice, "--out", tmp_path).exit_code == 0
    path = tmp_path / "notice.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# 看过了\n", encoding="utf-8")
    no_traceback(run("draft", notice, "--out", tmp_path), 2, [str(path), "--force"])
    assert path.read_text(encoding="utf-8").endswith("# 看过了\n")
    assert invoke("draft", notice, "--out", tmp_path, "--force").exit_code == 0
    assert not path.read_text(encoding="utf-8").endswith("# 看过了\n")


def test_bad_ids_and_places(tmp_path: Path, notice: Path) -> None:
    for options, words in (
        (["--id", "fengdu"], "`fengdu` is already defined"),
        (["--id", "My Id"], "my_id"),
        (["--place", "999999"], "999999"),
        (["--from", "fengduu"], "fengdu"),
    ):
        no_traceback(run("draft", notice, "--out", tmp_path / "own", *options), 2, [words])
    assert not (tmp_path / "own").exists()


def test_drafts_lists_what_is_left_until_the_comments_are_deleted(tmp_path: Path, notice: Path) -> None:
    own = tmp_path / "own"
    invoke("draft", notice, "--out", own)
    listed = invoke("check", "--drafts", "--policies", own)
    assert listed.exit_code == 1
    texts = {path: path.read_text(encoding="utf-8") for path in own.glob("*.yaml")}
    left = [
        f"{path}:{number}:{line.index('#') + 1}: {line.strip()[2:]}"
        for path, text in sorted(texts.items())
        for number, line in enumerate(text.splitlines(), 1)
        if re.match(r"\s*# (check|open): ", line)
    ]
    assert left
    assert [line for line in listed.output.splitlines() if line.startswith(str(own))] == left
    data = json.loads(invoke("check", "--drafts", own / "notice.yaml", own / "registers.yaml", "--json").output)
    assert [f"{row['file']}:{row['line']}:{row['column']}: {row['certainty']}: {row['words']}" for row in data] == left
    for path, text in texts.items():
        path.write_text(re.sub(r"(?m)^ *# (check|open): .*\n", "", text), encoding="utf-8")
    decided = invoke("check", "--drafts", "--policies", own)
    assert (decided.exit_code, "nothing is left to decide" in decided.output) == (0, True)
    assert invoke("check", "--policies", own).exit_code == 0


def test_check_needs_something_to_check(tmp_path: Path) -> None:
    no_traceback(run("check"), 2, ["--policies"])
    no_traceback(run("check", "--drafts", tmp_path / "missing.yaml"), 2, ["missing.yaml"])
    no_traceback(run("check", "--drafts", "--policies", tmp_path / "missing"), 2, ["missing"])


def test_a_new_edition_says_what_changed(tmp_path: Path, notice: Path) -> None:
    """It loads by itself, and beside the older one whose registers it uses."""
    own, new = tmp_path / "own", tmp_path / "new"
    invoke("draft", notice, "--out", own)
    changed = tmp_path / "in" / "later.txt"
    text = TEXT.replace("〔2026〕9号", "〔2027〕1号").replace("2026年", "2027年")
    changed.write_text(text.replace("纳入最低生活保障", "及时纳入最低生活保障"), encoding="utf-8")
    done = run("draft", changed, "--out", new, "--from", own / "notice.yaml")
    no_traceback(done, 0, [])
    assert "compared with 云民发〔2026〕9号" in done.stdout
    assert "改了：加「及时」" in done.stdout
    assert invoke("check", "--policies", new).exit_code == 0
    assert invoke("verify", "--policies", new, "--sources", new / "sources").exit_code == 0
    # In the folder of the older one nothing has to be copied.
    assert invoke("draft", changed, "--out", own, "--from", own / "notice.yaml").exit_code == 0
    assert sorted(path.name for path in own.glob("*.yaml")) == [
        *("later.yaml", "notice.yaml", "registers.yaml", "texts.lock.yaml")
    ]
    assert invoke("check", "--policies", own).exit_code == 0


def test_an_older_document_by_its_id_or_file(tmp_path: Path, sources: Path) -> None:
    text = (sources / "chongqing.txt").read_text(encoding="utf-8").replace("〔2020〕38号", "〔2027〕8号")
    notice = tmp_path / "chongqing_2027.txt"
    notice.write_text(text, encoding="utf-8")
    shipped = Path(__file__).resolve().parents[2] / "src" / "liushou" / "policies" / "chongqing.yaml"
    for number, old in enumerate(("chongqing", shipped)):
        done = invoke("draft", notice, "--out", tmp_path / str(number), "--from", old, "--sources", sources, "--json")
        assert done.exit_code == 0, done.output
        data = json.loads(done.output)
        assert data["measures"] == {"sure": 61, "check": 0, "open": 0}
        changes = {sentence["change"] for sentence in data["edition"]["sentences"]}
        assert (changes, data["edition"]["rules"]) == ({"unchanged", "reworded"}, [])


def test_a_text_with_the_number_of_a_shipped_document_is_its_own_document(tmp_path: Path, sources: Path) -> None:
    """The shipped one is not compared with a text that is not its own."""
    text = (sources / "chongqing.txt").read_text(encoding="utf-8").replace("适龄", "一定年龄的")
    notice, own = tmp_path / "chongqing.txt", tmp_path / "own"
    notice.write_text(text, encoding="utf-8")
    assert invoke("draft", notice, "--out", own).exit_code == 0
    assert (own / "chongqing_2.yaml").exists()
    for command in (("verify",), ("coverage", "--strict")):
        done = invoke(*command, "--policies", own, "--sources", own / "sources")
        assert done.exit_code == 0, done.output
    verified = json.loads(invoke("verify", "--policies", own, "--sources", own / "sources", "--json").output)
    assert [document["policy"] for document in verified["documents"]] == ["chongqing_2"]
    assert verified["not_compared"] > 4


def test_a_draft_that_nobody_has_checked_makes_nothing_sure(tmp_path: Path, notice: Path) -> None:
    """Neither for its neighbours nor for its new edition; once the comment is deleted, it does."""
    own = tmp_path / "own"
    invoke("draft", notice, "--out", own)
    later = tmp_path / "in" / "later.txt"
    later.write_text(TEXT.replace("〔2026〕9号", "〔2027〕1号"), encoding="utf-8")
    options = ["draft", later, "--out", own, "--force", "--json"]

    def measures(*more: object) -> dict[str, int]:
        counts: dict[str, int] = json.loads(invoke(*options, *more).output)["measures"]
        return counts

    unsure = {"sure": 0, "check": 1, "open": 0}
    assert (measures(), measures("--from", own / "notice.yaml")) == (unsure, unsure)
    path = own / "notice.yaml"
    path.write_text(re.sub(r"(?m)^ *# (check|open): .*\n", "", path.read_text(encoding="utf-8")), encoding="utf-8")
    assert measures("--from", path) == {"sure": 1, "check": 0, "open": 0}


def test_folders_whose_names_are_used_are_told_with_what_is_left(tmp_path: Path, notice: Path) -> None:
    own, new = tmp_path / "own", tmp_path / "new"
    assert invoke("draft", notice, "--out", own).exit_code == 0
    (own / "notice.html").unlink()
    changed = tmp_path / "notice2.txt"
    text = (
        notice.read_text(encoding="utf-8")
        .replace("〔2026〕9号", "〔2027〕1号")
        .replace("农村留守妇女", "农村的留守妇女", 3)
    )
    changed.write_text(text, encoding="utf-8")
    done = invoke("draft", changed, "--out", new, "--from", own / "notice.yaml", "--policies", own)
    assert f"--policies {new} --policies {own}" in done.output.replace("\n", "")
    assert invoke("check", "--policies", new, "--policies", own).exit_code == 0

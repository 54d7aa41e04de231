"""``liushou check``: every mistake with file:line:column and a caret; 0, 1 or 2."""

import json
from pathlib import Path

from liushou.documents.rules import shipped_directory

from ..documents.making import document, folder, measure
from .running import invoke, no_traceback, run


def test_the_shipped_files_have_no_problems() -> None:
    done = run("check", *sorted(shipped_directory().glob("*.yaml")))
    no_traceback(done, 0)
    assert "no problems" in done.stdout


def test_findings_are_exit_code_1_with_place_and_caret(tmp_path: Path) -> None:
    text = document(measure(service="dibaa", force="must", quote="纳入"))
    path = folder(tmp_path / "own", mine=text) / "mine.yaml"
    done = run("check", path)
    no_traceback(done, 1)
    lines = done.stdout.splitlines()
    at = next(number for number, line in enumerate(lines) if "dibaa" in line)
    row = text.splitlines().index("      - service: dibaa") + 1
    assert lines[at].startswith(f"{path}:{row}:18: ")
    assert lines[at + 1].endswith("      - service: dibaa")
    assert lines[at + 2].index("^") == lines[at + 1].index("dibaa")
    assert lines[at + 2].count("^") == 5
    assert lines[at + 3] == "  did you mean: dibao"
    assert lines[-1].endswith("2 problems")


def test_json(tmp_path: Path) -> None:
    path = folder(tmp_path / "own", mine=document(measure(service="dibaa", force="must", quote="纳入"))) / "mine.yaml"
    done = invoke("check", path, "--json")
    assert done.exit_code == 1
    problems = json.loads(done.output)
    places = [(problem["file"], problem["line"], problem["column"]) for problem in problems]
    assert places == [(str(path), 16, 18), (str(path), 17, 16)]
    assert {"code", "message", "expected", "did_you_mean"} <= problems[0].keys()


def test_a_changed_copy_of_a_shipped_document_stands_in_for_it(tmp_path: Path) -> None:
    text = (shipped_directory() / "jilin.yaml").read_text(encoding="utf-8")
    assert invoke("check", folder(tmp_path / "a", jilin=text) / "jilin.yaml").exit_code == 0
    broken = text.replace("force: shall", "force: shal", 1)
    done = invoke("check", folder(tmp_path / "b", jilin=broken) / "jilin.yaml")
    assert done.exit_code == 1
    assert "did you mean: shall" in done.output


def test_registers_and_documents_together(tmp_path: Path) -> None:
    own = folder(
        tmp_path / "own",
        a="services:\n  winter: {title: 取暖}\n",
        b=document(measure(service="winter", force="shall", quote="发放")),
    )
    assert invoke("check", own / "a.yaml", own / "b.yaml").exit_code == 0
    assert invoke("check", own / "b.yaml", "--policies", own).exit_code == 0
    assert invoke("check", own / "b.yaml").exit_code == 0


def test_what_cannot_be_read_is_exit_code_2(tmp_path: Path) -> None:
    assert invoke("check", tmp_path / "missing.yaml").exit_code == 2
    assert invoke("check", tmp_path).exit_code == 2
    assert invoke("check").exit_code == 2


def test_a_profile_is_no_rule_file(tmp_path: Path) -> None:
    done = invoke("check", folder(tmp_path / "own", her="sex: female\n") / "her.yaml")
    assert done.exit_code == 1
    assert "neither a document nor a register" in done.output


def test_all_shipped_files_together_by_whatever_path(tmp_path: Path) -> None:
    """`liushou check policies/*.yaml`: the facts of the contract are among them, and no second ones."""
    link = tmp_path / "policies"
    link.symlink_to(shipped_directory(), target_is_directory=True)
    done = run("check", *sorted(link.glob("*.yaml")))
    no_traceback(done, 0)

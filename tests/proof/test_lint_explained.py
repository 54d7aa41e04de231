"""The register of explanations: read, checked, and never silently wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from liushou import InputError, load_rules
from liushou.proof.lint.run import lint, read_suppressions

from .rulefiles import ON, document, folder, measure

SPARE = "explained:\n  L001 county 一 meals: 原文如此\n"


def test_an_explained_finding_is_no_finding(tmp_path: Path) -> None:
    pytest.importorskip("z3")
    where = folder(tmp_path, document(measure(when="[sex is male]")), explained=SPARE)
    report = lint(ON, files=sorted(where.glob("*.yaml")))
    assert report.findings == ()
    assert not report.failed
    [finding] = report.explained
    assert finding.explained == "原文如此"
    assert "explained: 原文如此" in finding.format()


def test_the_printed_key_is_the_key_of_the_register(tmp_path: Path) -> None:
    """Also where the key has a colon and is printed in quotes."""
    pytest.importorskip("z3")
    where = folder(
        tmp_path,
        document(
            measure(
                when="[{any: [seriously_ill, {all: [disabled, {not: disabled}]}]}]", quote="为重病、残疾妇女提供送餐"
            )
        ),
    )
    files = sorted(where.glob("*.yaml"))
    [finding] = lint(ON, files=files).findings
    [line] = [line for line in finding.format().splitlines() if line.startswith("  key: ")]
    printed = line.removeprefix("  key: ")
    folder(tmp_path, explained=f"explained:\n  {printed}: 看过\n")
    assert lint(ON, files=files).findings == ()


def test_the_loader_of_rules_does_not_look_into_it(tmp_path: Path) -> None:
    where = folder(tmp_path, document(measure()))
    before = load_rules(where).sha256
    folder(tmp_path, explained=SPARE)
    assert load_rules(where).sha256 == before


def test_no_register_explains_nothing(tmp_path: Path) -> None:
    assert read_suppressions([tmp_path]) == {}


@pytest.mark.parametrize(
    "text",
    ["explained: [a]\n", "a: b\n", "- a\n", "explained:\n  key:\n", "explained: {a: b}\nmore: {}\n",
     "explained:\n  a: b\n  a: c\n", "explained: {a: [b]}\n", "explained: {a: &x b}\n"],
)  # fmt: skip
def test_a_broken_register_is_an_error_with_its_place(tmp_path: Path, text: str) -> None:
    where = folder(tmp_path, document(measure()), explained=text)
    with pytest.raises(InputError) as caught:
        read_suppressions([where])
    assert all(problem.location is not None for problem in caught.value.problems)
    assert "explained.yaml:" in str(caught.value)


def test_one_key_explained_in_two_folders(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    folders = [folder(tmp_path / name, explained=SPARE) for name in "ab"]
    with pytest.raises(InputError, match="already defined"):
        read_suppressions(folders)

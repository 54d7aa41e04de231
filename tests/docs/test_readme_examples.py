"""The README's examples run, and both languages show the same ones."""

from __future__ import annotations

import doctest
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
READMES = ("README.md", "README.zh-CN.md")


def _blocks(name: str, language: str) -> list[str]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.M | re.S)


@pytest.mark.parametrize("name", READMES)
def test_the_first_screen_is_true(name: str) -> None:
    failures, tried = doctest.testfile(str(ROOT / name), module_relative=False, encoding="utf-8")
    assert tried >= 6
    assert failures == 0


@pytest.mark.parametrize("name", READMES)
def test_every_extra_is_named_on_the_first_screen(name: str) -> None:
    first_screen = (ROOT / name).read_text(encoding="utf-8").split("\n## ")[0]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = set(re.findall(r"pip install 'liushou\[(\w+)\]'", first_screen))
    assert named == set(project["optional-dependencies"])
    assert "pip install liushou " in first_screen


@pytest.mark.parametrize("name", READMES)
def test_the_import_example_runs(name: str) -> None:
    (example,) = [block for block in _blocks(name, "python") if "Matcher(" in block]
    scope: dict[str, object] = {}
    exec(example, scope)
    assert len(scope["answer"].services) > 30  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", READMES)
def test_the_rule_files_shown_are_the_files_in_examples(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    shown = re.findall(r"<!-- example: (\S+) -->\n```yaml\n(.*?)^```", text, re.M | re.S)
    assert [path for path, _ in shown] == ["examples/sixth/heating.yaml", "examples/sixth/registers.yaml"]
    for path, block in shown:
        assert block == (ROOT / path).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", READMES)
def test_the_profile_shown_can_be_read(name: str, tmp_path: Path) -> None:
    (profile,) = [block for block in _blocks(name, "yaml") if block.startswith("sex:")]
    path = tmp_path / "woman.yaml"
    path.write_text(profile, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "liushou", "match", str(path), "--place", "500230", "--on", "2025-06-30"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "还需了解" in done.stdout


@pytest.mark.parametrize("name", READMES)
def test_the_error_shown_is_the_error_given(name: str, tmp_path: Path) -> None:
    for path in (ROOT / "examples" / "sixth").glob("*.yaml"):
        text = path.read_text(encoding="utf-8").replace("[has_coal_stove,", "[has_cole_stove,")
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "liushou", "check", *map(str, sorted(tmp_path.glob("*.yaml")))],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    readme = (ROOT / name).read_text(encoding="utf-8")
    shown = readme[readme.index("    own/heating.yaml:") :].split("\n\n")[0]
    expected = [line.removeprefix("    ") for line in shown.splitlines()]
    given = done.stdout.replace(f"{tmp_path}/", "own/").splitlines()[: len(expected)]
    assert given == expected


def test_both_languages_have_the_same_parts() -> None:
    counts = [
        [
            len(re.findall(mark, (ROOT / name).read_text(encoding="utf-8"), re.M))
            for mark in (r"^## ", r"^```", r"^- ", r"^\|")
        ]
        for name in READMES
    ]
    assert counts[0] == counts[1]


def test_the_example_program_runs() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "examples" / "import_it.py")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "丰都民政发〔2021〕76号" in done.stdout
    assert "refused: disabled (no) and disability_grade (2)" in done.stdout


@pytest.mark.parametrize(
    ("name", "place"), [("fengdu", "500230"), ("chongqing", "500101"), ("jilin", "220182"), ("yunnan", "532601")]
)
def test_the_women_of_the_demo_get_answers(name: str, place: str) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "liushou",
            "match",
            str(ROOT / "examples" / "women" / f"{name}.yaml"),
            "--place",
            place,
            "--on",
            "2025-06-30",
            "--places",
            str(ROOT / "examples" / "places.yaml"),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    for part in ("可能符合", "还需了解", "暂不符合", "依据", "以主管部门核定为准"):
        assert part in done.stdout

"""Every example in docs/ runs: ```python as it stands, ```console command by command, with what it prints.

A page's examples share one folder and, in Python, one namespace. In printed output a line `…`
stands for any lines, and `…` within a line for any words.
"""

from __future__ import annotations

import doctest
import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import yaml

from ..cli.running import invoke
from ..conftest import ROOT
from ..testing.conftest import CASES, DOCUMENT, REGISTERS

DOCS = ROOT / "docs"
#: Commands that are shown and not run here: they install, or take their time.
NOT_RUN = re.compile(
    r"(pip|pipx|pytest|python -m benchmarks|python benchmarks|python examples|make|npm|curl|echo|printf)\b"
)
#: Commands that are named with what they find: exit code 1 is their answer.
FINDS = re.compile(r"liushou (check|lint|laws|mutate|verify|coverage)\b")


class Example(NamedTuple):
    page: str
    line: int
    language: str
    text: str


def examples() -> Iterator[Example]:
    for path in sorted(DOCS.rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        for block in re.finditer(r"^```(\w*)\n(.*?)^```", text, re.M | re.S):
            yield Example(path.relative_to(DOCS).as_posix(), text.count("\n", 0, block.start()) + 1, block[1], block[2])


PAGES = sorted({example.page for example in examples() if example.language in ("python", "console")})
YAML = [example for example in examples() if example.language == "yaml"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What the pages speak of: ledgers, a village's document and cases, a woman, the shipped cases."""
    monkeypatch.chdir(tmp_path)
    where = ("--place", "500230", "--on", "2025-06-30")
    for name, seed in (("台账.xlsx", 1), ("旧台账.xlsx", 1), ("新台账.xlsx", 2)):
        invoke("ledger", "sample", "--rows", 12, "--seed", seed, *where, "--out", name)
    policies = tmp_path / "policies"
    policies.mkdir()
    (policies / "village.yaml").write_text(DOCUMENT, encoding="utf-8")
    (policies / "registers.yaml").write_text(REGISTERS, encoding="utf-8")
    shutil.copytree(policies, tmp_path / "my-policies")
    shutil.copy(ROOT / "src" / "liushou" / "policies" / "fengdu.yaml", tmp_path / "county.yaml")
    shutil.copytree(ROOT / "tests" / "cases", tmp_path / "my-cases")
    shutil.copy(ROOT / "tests" / "cases" / "fengdu.cases.yaml", tmp_path)
    cases = CASES.replace("policies: ", "policies: ../").splitlines(keepends=True)
    kept = "".join(line for line in cases if "sex: male" not in line)
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "village.cases.yaml").write_text(kept, encoding="utf-8")
    shutil.copy(ROOT / "examples" / "women" / "fengdu.yaml", tmp_path / "woman.yaml")
    shutil.copy(ROOT / "examples" / "places.yaml", tmp_path)
    shutil.copytree(ROOT / "examples" / "draft", tmp_path / "examples" / "draft")
    return tmp_path


@pytest.mark.parametrize("page", PAGES)
def test_the_examples_of_a_page_run(page: str, folder: Path, request: pytest.FixtureRequest) -> None:
    own = [example for example in examples() if example.page == page]
    if any(re.search(r"--sources|\"texts\"", example.text) for example in own if example.language != "text"):
        shutil.copytree(request.getfixturevalue("sources"), folder / "texts", copy_function=shutil.copyfile)
    scope: dict[str, Any] = {"__name__": page}
    complaints: list[str] = []
    for example in own:
        if example.language == "python":
            complaints += _python(example, scope)
        elif example.language == "console":
            complaints += _console(example)
    assert not complaints, "\n".join(complaints)


@pytest.mark.parametrize("example", YAML, ids=lambda example: f"{example.page}:{example.line}")
def test_yaml_that_is_shown_is_yaml(example: Example) -> None:
    for part in re.split(r"\n\s*\n", example.text):
        yaml.load(part, Loader=yaml.BaseLoader)


def _python(example: Example, scope: dict[str, Any]) -> list[str]:
    where = f"{example.page}:{example.line}"
    try:
        if ">>>" not in example.text:
            exec(compile("\n" * example.line + example.text, where, "exec", dont_inherit=True), scope)
            return []
        test = doctest.DocTestParser().get_doctest(example.text, scope, where, example.page, example.line)
        written: list[str] = []
        runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE, verbose=False)
        runner.run(test, out=written.append, clear_globs=False)
        scope.update(test.globs)
    except Exception as error:
        return [f"{where}: {type(error).__name__}: {error}"]
    return written


def _console(example: Example) -> list[str]:
    text = re.sub(r"\\\n> ", "", example.text)
    complaints = []
    for part in re.split(r"^(?=\$ )", text, flags=re.M):
        command, *shown = part.rstrip("\n").split("\n")
        command = command.removeprefix("$ ").split("  #")[0]
        if not command or NOT_RUN.match(command):
            continue
        where = f"{example.page}:{example.line}: $ {command}"
        words = shlex.split(command)
        if words[0] != "liushou":
            complaints.append(f"{where}: not a command that can be run here")
            continue
        done = invoke(*words[1:])
        if done.exit_code not in ((0, 1) if FINDS.match(command) else (0,)):
            complaints.append(f"{where}: exit code {done.exit_code}\n{done.output}")
        elif shown and not _matches(done.output, shown):
            complaints.append(f"{where}: prints\n{done.output}")
    return complaints


def _matches(output: str, shown: list[str]) -> bool:
    pattern = "\n".join(
        r"(?:.*\n)*?.*" if line.strip() == "…" else re.escape(line.rstrip()).replace("…", ".*") for line in shown
    )
    printed = "\n".join(line.rstrip() for line in output.splitlines())
    return re.fullmatch(pattern, printed) is not None

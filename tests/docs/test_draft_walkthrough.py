"""The walk-through of docs/draft.md, done as it is told: drafted, decided as the page says, proved, and asked."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from liushou import load_rules

from ..cli.running import invoke
from ..conftest import ROOT

EXAMPLE = ROOT / "examples" / "draft"
PAGE = ROOT / "docs" / "draft.md"


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the draft of the example, drafted anew."""
    monkeypatch.chdir(tmp_path)
    drafted = invoke("draft", EXAMPLE / "notice.txt", "--out", "own")
    assert drafted.exit_code == 0, drafted.output
    return tmp_path / "own"


def decide(folder: Path) -> None:
    """Every comment deleted, and what the page's differences change: lines with − out, lines with + in."""
    for file, difference in re.findall(
        r"^```diff\n--- own/(\S+)\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.M | re.S
    ):
        path = folder / file
        text = re.sub(r"^ *# (?:sure|check|open): .*\n", "", path.read_text(encoding="utf-8"), flags=re.M)
        for hunk in difference.split("…\n"):
            lines = hunk.splitlines(keepends=True)
            before = "".join(line[1:] for line in lines if line[0] in " -")
            after = "".join(line[1:] for line in lines if line[0] in " +")
            assert text.count(before) == 1, f"{file} does not have, once:\n{before}"
            text = text.replace(before, after)
        path.write_text(text, encoding="utf-8")


def test_the_draft_loads_and_is_proved_before_anything_is_decided(own: Path) -> None:
    assert invoke("check", "--policies", own).exit_code == 0
    assert invoke("verify", "--policies", own, "--sources", own / "sources").exit_code == 0
    covered = invoke("coverage", "--policies", own, "--sources", own / "sources", "--document", "notice", "--strict")
    assert covered.exit_code == 0, covered.output


def test_decided_as_the_page_says_it_is_the_example(own: Path) -> None:
    decide(own)
    decided, example = (load_rules(folder).policies["notice"] for folder in (own, EXAMPLE / "decided"))
    for clause in decided.clauses:
        assert clause.measures == example.clause(clause.at).measures


def test_it_is_proved_and_a_woman_is_answered(own: Path) -> None:
    decide(own)
    shutil.copy(EXAMPLE / "woman.yaml", ".")
    for command in ("check", "verify"):
        sources = () if command == "check" else ("--sources", own / "sources")
        done = invoke(command, "--policies", own, *sources)
        assert done.exit_code == 0, done.output
    assert invoke("check", "--drafts", "--policies", own).exit_code == 0
    done = invoke("match", "woman.yaml", "--policies", own, "--place", "510824", "--on", "2025-06-30", "--json")
    services = {service["id"]: service for service in json.loads(done.output)["services"]}
    assert services["living_allowance"]["status"] == "eligible"
    assert services["rehabilitation"]["status"] == "eligible"
    (ground,) = services["living_allowance"]["grounds"]
    assert ground["citation"]["clause"] == "一（一）"
    assert ground["agencies"]["sole"] == ["县民政局"]


def test_the_example_loads_beside_the_shipped_documents() -> None:
    assert load_rules(EXAMPLE / "decided").policies["notice"].place == "510824"

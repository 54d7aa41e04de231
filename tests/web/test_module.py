"""`liushou export --to javascript`: one module that other hosts import."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from liushou import load_rules, match
from liushou.web import javascript_module, render_page

from ..cli.running import invoke
from ..match.persons import FENGDU, LEFT_BEHIND, ON

#: The page with everything in it may have 600 kB; this is the largest part of it.
LARGEST = 440_000


@pytest.fixture(scope="module")
def module(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("export") / "liushou.mjs"
    done = invoke("export", "--to", "javascript", "--out", out)
    assert (done.exit_code, done.output) == (0, "")
    return out


def test_it_is_small_and_says_which_rules_it_holds(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    rules = load_rules()
    assert text == javascript_module(rules)
    assert len(text.encode()) < LARGEST
    assert f"liushou rules {rules.version}, sha256 {rules.sha256}" in text.splitlines()[0]


def test_it_asks_nothing_of_a_network_and_keeps_nothing(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    assert (
        re.findall(r"https?://|fetch\(|XMLHttp|WebSocket|localStorage|sessionStorage|indexedDB|import\(|eval\(", text)
        == []
    )


def test_data_may_stand_in_a_page(module: Path) -> None:
    """No text of a document can end the script of a page."""
    data = [
        line
        for line in module.read_text(encoding="utf-8").splitlines()
        if line.startswith(("const DATA", "const PLACES"))
    ]
    assert len(data) == 2
    assert not any("<" in line or "\u2028" in line for line in data)


def test_nothing_newer_than_five_years_is_used(module: Path) -> None:
    newer = r"\.at\(|hasOwn\(|replaceAll|structuredClone|findLast|toSorted|toReversed|\?\?=|&&=|\|\|=|static \{|#private|groupBy"
    for text in (module.read_text(encoding="utf-8"), render_page(load_rules())):
        assert re.findall(newer, text) == []


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
def test_in_node(module: Path, tmp_path: Path) -> None:
    program = tmp_path / "ask.mjs"
    program.write_text(
        f"""import {{ match, statuses, facts, services, places, rules, LiushouError }} from {json.dumps(module.as_uri())};
        const woman = {json.dumps(LEFT_BEHIND)};
        const where = {{ place: "丰都县", on: "{ON}" }};
        let refused = null;
        try {{ match({{ sexx: "女" }}, where); }} catch (error) {{ refused = error instanceof LiushouError && error.code; }}
        console.log(JSON.stringify({{
          answer: match(woman, where), statuses: statuses(woman, where), facts: Object.keys(facts).length,
          services: services.length, places: places(2025).length, rules, refused,
        }}));""",
        encoding="utf-8",
    )
    done = subprocess.run(["node", program], capture_output=True, text=True, check=True, encoding="utf-8")
    result = json.loads(done.stdout)
    answer = match(LEFT_BEHIND, place=FENGDU, on=ON)
    assert result["answer"] == answer.to_dict()
    assert result["statuses"] == answer.statuses()
    assert result["rules"] == {"version": load_rules().version, "sha256": load_rules().sha256}
    assert result["facts"] == len(load_rules().facts)
    assert result["refused"] == "unknown-name"
    assert result["places"] > 3000


def test_to_stdout_it_is_the_same(module: Path) -> None:
    """What looks like a telephone in a program is none: nothing is masked."""
    assert invoke("export", "--to", "javascript").output == module.read_text(encoding="utf-8")


@pytest.mark.parametrize("arguments", [("fengdu",), ("--place", "500230"), ("--on", "2025-06-30")])
def test_what_would_choose_a_part_is_refused(arguments: tuple[str, ...]) -> None:
    done = invoke("export", "--to", "javascript", *arguments)
    assert done.exit_code == 2
    assert "cannot choose among them" in done.output


def test_own_documents_are_in_it(tmp_path: Path) -> None:
    out, own = tmp_path / "own.mjs", Path(__file__).resolve().parents[2] / "examples" / "sixth"
    assert invoke("export", "--to", "javascript", "--policies", own, "--out", out).exit_code == 0
    assert "has_coal_stove" in out.read_text(encoding="utf-8")

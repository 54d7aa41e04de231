"""YAML that is written is YAML, whatever the strings of a rule file hold: read back, it is what went in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import yaml
from liushou import load_rules
from liushou.compare import diff, export_cases, read_side
from liushou.files import one_line
from liushou.texts.hashes import read_lock, write_hashes
from liushou.yaml import compose

from ..cli.running import invoke

#: Any character that a YAML file can hold, in escapes at least; and texts that mean something in YAML.
ANY = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
MEANING = st.sampled_from(
    ["no", "010203", "1e3", "- a", "a: b", "# a", "a #b", "'", '"', "\\", "{a}", "[", "&a", "*a", "!a", "|", ">", "%a", "@", "`", "---", "...", "?", "null", "~", "2024-01-01", "1:30", " a ", "a\nb", "a\r\nb", "\x85", "\u2028", "\ufeff", "\ufffe", "\0"]
)  # fmt: off
TEXTS = ANY | MEANING | st.tuples(MEANING, ANY).map("".join)
quick = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@quick
@given(labels=st.dictionaries(TEXTS, st.text("0123456789abcdef", min_size=64, max_size=64), min_size=1, max_size=4))
def test_the_lock_file(tmp_path: Path, labels: dict[str, str]) -> None:
    policy = load_rules().policies["fengdu"]
    clauses = tuple(replace(policy.clauses[0], at=label) for label in labels)
    source: Any = SimpleNamespace(clause=lambda label: SimpleNamespace(sha256=labels[label]))
    path = tmp_path / "texts.lock.yaml"
    path.unlink(missing_ok=True)
    mine = replace(policy, file=str(tmp_path / "mine.yaml"), clauses=clauses, annex=())
    assert write_hashes(mine, source) == len(labels)
    assert yaml.safe_load(path.read_text("utf-8")) == {"fengdu": labels}
    assert read_lock(path).of("fengdu") == labels
    assert write_hashes(mine, source) == 0


@pytest.fixture(scope="module")
def exported() -> Callable[[str], Any]:
    on = date(2025, 6, 30)
    sides = [read_side(name, on=on) for name in ("fengdu", "chongqing")]
    compared = diff(*sides, on=on)
    row = next(row for row in compared.services if row.witnesses)

    def named(text: str) -> Any:
        side = replace(compared.a, policy=replace(compared.a.policy, number=text))
        return export_cases(replace(compared, a=side, services=(replace(row, title=text),)))

    return named


@settings(quick, max_examples=30)
@given(text=TEXTS)
def test_cases(exported: Callable[[str], Any], text: str) -> None:
    content = exported(text).text
    data = yaml.safe_load(content)
    assert data[True] == date(2025, 6, 30)  # `on`, to YAML 1.1
    assert all(
        case["name"].startswith(("留守妇女", "definition", text)) or text in case["name"] for case in data["cases"]
    )
    _, problems = compose(content, "cases")
    assert problems == ()


@given(TEXTS)
def test_a_comment_is_one(text: str) -> None:
    content = f"# {one_line(text)}\nfact: 1\n"
    assert yaml.safe_load(content) == {"fact": 1}
    assert compose(content, "new")[1] == ()


@pytest.mark.parametrize("kind", ["profile", "places"])
def test_a_skeleton(tmp_path: Path, kind: str) -> None:
    evil = "a\nsex: male\r\x85\u2028sex: male\x07\x1b[0m\ufffe #"
    fact = {"title": f"自有{evil}", "type": "yes_no", "ask": f"是吗{evil}", "settled_by": "herself", "place": True}
    (tmp_path / "extra.yaml").write_text(yaml.safe_dump({"facts": {"own_fact": fact}}), "utf-8")
    plain = yaml.safe_load(invoke("new", kind).output)
    out = tmp_path / "out.txt"
    assert invoke("new", kind, "--policies", tmp_path, "--out", out).exit_code == 0
    data = yaml.safe_load(out.read_text("utf-8"))
    assert compose(out.read_text("utf-8"), "new")[1] == ()
    (data if kind == "profile" else data["500230"]["facts"]).pop("own_fact")
    assert data == plain

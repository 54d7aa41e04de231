"""The house of DESIGN §1: how large its parts may be, and what may stand where."""

from __future__ import annotations

import ast

import pytest

from liushou import load_rules

from .house import MODULES, PACKAGES, ROOT, TESTS, names_in_code, top, tree

MOST_MODULES = 12
MOST_LINES = 400
#: Where the names of facts may stand: the profile is generated from them, composite cells are read into them.
FACTS_AT_HOME = ("profile", "ledger.cells")
#: `sex` is a common word and a `--sex` of its own right; it is no sign of a rule in Python.
COMMON_WORDS = {"sex"}
#: Folders of tests that are about no folder or module of their own in src.
OTHER_TESTS = {"browser", "faults", "cases", "docs", "golden", "rules/readings"}
#: What is tested by way of another part.
TESTED_WITH = {"messages": "problems"}


@pytest.mark.parametrize("package", sorted(PACKAGES - {"cli"}))
def test_a_folder_has_few_modules(package: str) -> None:
    folder = MODULES[package].parent
    modules = [path.name for path in sorted(folder.glob("*.py")) if path.name != "__init__.py"]
    assert len(modules) <= MOST_MODULES, modules


@pytest.mark.parametrize("name", sorted(MODULES))
def test_a_file_is_short(name: str) -> None:
    lines = len(MODULES[name].read_text(encoding="utf-8").splitlines())
    assert lines <= MOST_LINES


@pytest.mark.parametrize("name", sorted(name for name in MODULES if not name.startswith(FACTS_AT_HOME)))
def test_no_fact_is_known_by_name(name: str) -> None:
    """What other rooms need of a fact is data in facts.yaml, so that an analyst's own fact gets the same."""
    facts = load_rules().facts.keys() - COMMON_WORDS
    assert [f"line {line}: {word}" for line, word in names_in_code(MODULES[name]) if word in facts] == []


@pytest.mark.parametrize("name", sorted(name for name in MODULES if top(name) == "rules"))
def test_the_rule_language_knows_no_document(name: str) -> None:
    text = MODULES[name].read_text(encoding="utf-8")
    documents = list(load_rules().policies)
    assert documents
    assert [word for word in documents if word in text] == []


@pytest.mark.parametrize("name", sorted(MODULES))
def test_no_module_is_called_utils(name: str) -> None:
    assert name.split(".")[-1] not in ("utils", "util", "helpers", "misc")


@pytest.mark.parametrize("name", sorted(name for name in MODULES if top(name) not in ("cli", "web")))
def test_no_clock_is_read(name: str) -> None:
    """DESIGN §2: the day of assessment is always given; only the command line defaults to today."""
    called = [
        f"line {node.lineno}: {ast.unparse(node)}"
        for node in ast.walk(tree(MODULES[name]))
        if isinstance(node, ast.Attribute) and node.attr in ("today", "now", "utcnow")
    ]
    assert [call for call in called if call.split(": ")[1].split(".")[0] in ("date", "datetime", "time")] == []


def _test_folders() -> list[str]:
    return sorted({path.parent.relative_to(TESTS).as_posix() for path in TESTS.rglob("*.py")} - {"."} - OTHER_TESTS)


@pytest.mark.parametrize("folder", _test_folders())
def test_tests_mirror_the_source(folder: str) -> None:
    """A folder of tests is about the folder, or the module, of the same name."""
    assert (ROOT / folder).is_dir() or (ROOT / f"{folder}.py").is_file()


@pytest.mark.parametrize("package", sorted(package for package in PACKAGES - {"__init__"} if "." not in package))
def test_every_part_has_its_tests(package: str) -> None:
    assert list((TESTS / TESTED_WITH.get(package, package)).rglob("test_*.py"))

"""What scripts outside the package take from it is there; most of them are not run by the tests."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from liushou.problems import MissingExtraError

from .conftest import ROOT

SCRIPTS = [path for folder in ("benchmarks", "examples", "tools") for path in sorted((ROOT / folder).rglob("*.py"))]


def taken(script: Path) -> Iterator[tuple[str, str | None]]:
    """(module, name) of everything that is imported of the package, wherever in the script."""
    for node in ast.walk(ast.parse(script.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level == 0 and (node.module or "").split(".")[0] == "liushou":
            yield from ((node.module or "", alias.name) for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from ((alias.name, None) for alias in node.names if alias.name.split(".")[0] == "liushou")


def is_there(module: str, name: str | None) -> bool:
    try:
        found = import_module(module)
        return name is None or hasattr(found, name) or bool(import_module(f"{module}.{name}"))
    except MissingExtraError:
        return True
    except ModuleNotFoundError as error:
        return not (error.name or "").startswith("liushou")


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_it_is_there(script: Path) -> None:
    assert [f"{module}: {name}" for module, name in taken(script) if not is_there(module, name)] == []


def test_it_is_seen() -> None:
    names = {name for script in SCRIPTS for _, name in taken(script)}
    assert {"Matcher", "match", "shared_engine"} <= names
    assert not is_there("liushou.matching", "no_such_name")
    assert not is_there("liushou.no_such_module", "Matcher")

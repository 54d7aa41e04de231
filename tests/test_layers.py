"""One direction of imports, held by parsing them (DESIGN §1)."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import liushou

ROOT = Path(liushou.__file__).resolve().parent
#: Lower may be imported by higher, never the other way round.
LAYERS: list[set[str]] = [
    {"_version", "problems"},
    {"yamltree"},
    {"values"},
    {"profile", "places"},
    {"rules"},
    {"documents"},
    {"answer", "answering", "match"},
    {"compare", "proof", "ledger", "report", "export"},
    {"testing", "cli", "web"},
    {"__main__"},
]
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}
#: Siblings that must not know each other, although they share a layer.
APART = {("profile", "places"), ("places", "profile"), ("testing", "cli"), ("testing", "web")}


def files() -> list[Path]:
    return [path for path in sorted(ROOT.rglob("*.py")) if "templates" not in path.parts]


def top(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """(line, part of liushou) of every import, also those inside functions and TYPE_CHECKING."""
    package = ["liushou", *path.relative_to(ROOT).parts[:-1]]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            names = [module] if module != "liushou" else [f"liushou.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            parts = name.split(".")
            if parts[0] == "liushou":
                yield node.lineno, parts[1] if len(parts) > 1 else "__init__"


def test_every_part_has_its_layer() -> None:
    assert {top(path) for path in files()} - {"__init__"} <= LEVEL.keys()


@pytest.mark.parametrize("path", files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_one_direction(path: Path) -> None:
    own = top(path)
    if own == "__init__":
        return
    for line, other in imported(path):
        if other == own:
            continue
        where = f"{path.relative_to(ROOT)}:{line} imports {other}"
        if other == "__init__":
            # The package itself, with everything up to `match` behind it.
            assert LEVEL[own] >= LEVEL["compare"], where
            continue
        assert LEVEL[other] <= LEVEL[own], where
        assert (own, other) not in APART, where


def test_rules_know_no_document() -> None:
    """DESIGN §1: `rules/` knows no document: the names that exist are handed to it."""
    for path in (ROOT / "rules").glob("*.py"):
        text = path.read_text(encoding="utf-8")
        for name in ("chongqing", "fengdu", "jilin", "yunnan", "national_2025"):
            assert name not in text, path


def test_no_module_is_called_utils_and_no_clock_is_read() -> None:
    for path in files():
        assert path.name != "utils.py"
        if top(path) in ("cli", "web"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in ("today", "now", "utcnow"):
                called = ast.unparse(node)
                assert called.split(".")[0] not in ("date", "datetime", "time"), f"{path}:{node.lineno} {called}"

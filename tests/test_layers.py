"""One direction of imports, between folders and between modules, held by parsing them (DESIGN §1)."""

from __future__ import annotations

import pytest

from .house import MODULES, PACKAGES, circles, graph, imports, top

#: Lower may be imported by higher, never the other way round.
LAYERS: list[set[str]] = [
    {"messages", "on_demand", "problems"},
    {"apart", "chinese", "files", "places", "values"},
    {"yaml"},
    {"profile"},
    {"rules"},
    {"documents"},
    {"ask"},
    {"answer", "answering", "matcher", "matching", "match"},
    {"frames", "texts"},
    {"compare", "draft", "export", "ledger", "proof", "report"},
    {"cli", "testing", "web"},
    {"__main__"},
]
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}
#: Parts that must not know each other, although their layers would let them.
APART = {("profile", "places"), ("testing", "cli"), ("testing", "web"), ("web", "cli")}


def test_every_part_has_its_layer() -> None:
    assert {top(name) for name in MODULES} - {"__init__"} <= LEVEL.keys()


@pytest.mark.parametrize("name", sorted(set(MODULES) - {"__init__"}))
def test_imports_go_downward(name: str) -> None:
    wrong = []
    for line, target, _ in imports(name):
        own, other = top(name), top(target)
        if other == own:
            continue
        # The package itself has everything up to `match` behind it.
        level = LEVEL["match"] + 1 if other == "__init__" else LEVEL[other]
        if level > LEVEL[own] or (own, other) in APART:
            wrong.append(f"line {line} imports {target}")
    assert not wrong


@pytest.mark.parametrize("name", sorted(set(MODULES) - {"__init__"}))
def test_a_package_is_entered_by_its_door(name: str) -> None:
    """From outside a top-level package only packages are imported, never a module inside one."""
    wrong = [
        f"line {line} imports {target}"
        for line, target, _ in imports(name)
        if top(target) != top(name) and "." in target and target not in PACKAGES
    ]
    assert not wrong


def test_no_modules_import_each_other_in_a_circle() -> None:
    assert circles(graph()) == []


def test_a_circle_would_be_found() -> None:
    edges = {"a": {"b"}, "b": {"c"}, "c": {"b", "d"}, "d": set(), "e": {"a"}}
    assert circles(edges) == [["b", "c"]]

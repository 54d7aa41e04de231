"""The source as its syntax trees say it is: modules, imports, strings."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import liushou

ROOT = Path(liushou.__file__).resolve().parent
TESTS = Path(__file__).resolve().parent


class Import(NamedTuple):
    line: int
    #: The module or package that is imported, without `liushou.`; `__init__` is liushou itself.
    target: str
    typing_only: bool


def dotted(path: Path) -> str:
    """`rules/condition.py` -> `rules.condition`, `rules/__init__.py` -> `rules`."""
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    return name.removesuffix(".__init__")


def files() -> list[Path]:
    return [path for path in sorted(ROOT.rglob("*.py")) if "templates" not in path.parts]


MODULES = {dotted(path): path for path in files()}
PACKAGES = {name for name, path in MODULES.items() if path.name == "__init__.py"}


def top(name: str) -> str:
    return name.split(".")[0]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def bound(package: str) -> frozenset[str]:
    """The names that a package's `__init__` gives: defined, imported, or listed in `__all__`."""
    names: set[str] = set()
    for node in tree(MODULES[package]).body:
        if isinstance(node, ast.ImportFrom):
            names |= {alias.asname or alias.name for alias in node.names if node.module}
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            names.add(node.targets[0].id)
            if node.targets[0].id == "__all__":
                names |= set(ast.literal_eval(node.value))
    return frozenset(names)


def imports(name: str) -> Iterator[Import]:
    """Every import of a part of liushou, also those inside functions and under TYPE_CHECKING."""
    path = MODULES[name]
    package = ["liushou", *path.relative_to(ROOT).parts[:-1]]
    typing_only = {
        id(inner)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for statement in node.body
        for inner in ast.walk(statement)
    }
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            targets = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            targets = [_module_of(module, alias.name) for alias in node.names]
        else:
            continue
        for target in dict.fromkeys(targets):
            if target == "liushou" or target.startswith("liushou."):
                short = target.removeprefix("liushou").removeprefix(".") or "__init__"
                yield Import(node.lineno, short, id(node) in typing_only)


def _module_of(module: str, name: str) -> str:
    """`from MODULE import NAME`: a module of that name, unless the package's `__init__` binds the name itself."""
    short = module.removeprefix("liushou").removeprefix(".")
    inner = f"{short}.{name}" if short else name
    if inner in MODULES and (short or "__init__") in PACKAGES and name not in bound(short or "__init__"):
        return f"liushou.{inner}"
    return module


def graph() -> dict[str, set[str]]:
    """module -> the modules that it imports; what only a type checker reads left out, a package's own parts kept."""
    edges: dict[str, set[str]] = {}
    for name in MODULES:
        edges[name] = {
            found.target
            for found in imports(name)
            if not found.typing_only
            and found.target in MODULES
            and found.target != name
            # A module that names its own package is inside it already.
            and not name.startswith(f"{found.target}.")
        }
    return edges


def circles(edges: dict[str, set[str]]) -> list[list[str]]:
    """The groups of modules that reach each other (Tarjan's strongly connected components)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    groups: list[list[str]] = []

    def visit(name: str) -> None:
        index[name] = low[name] = len(index)
        stack.append(name)
        for other in sorted(edges[name]):
            if other not in index:
                visit(other)
                low[name] = min(low[name], low[other])
            elif other in stack:
                low[name] = min(low[name], index[other])
        if low[name] == index[name]:
            start = stack.index(name)
            group = sorted(stack[start:])
            del stack[start:]
            if len(group) > 1:
                groups.append(group)

    for name in sorted(edges):
        if name not in index:
            visit(name)
    return groups


def names_in_code(path: Path) -> Iterator[tuple[int, str]]:
    """(line, name) of every string, attribute and keyword, docstrings apart."""
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.lineno, node.value
        elif isinstance(node, ast.Attribute):
            yield node.lineno, node.attr
        elif isinstance(node, ast.keyword) and node.arg:
            yield node.value.lineno, node.arg

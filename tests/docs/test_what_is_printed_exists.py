"""Whoever has only the package can follow what it prints: nothing it says points into the repository."""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterator

import pytest

from ..conftest import ROOT
from ..house import ROOT as PACKAGE

#: Paths and names that only the repository has, or not even that.
ELSEWHERE = re.compile(
    r"""(?<![\w/.-])(?:docs|tests|benchmarks|tools)/[\w*]|\bDESIGN\b|\.\./shared|\brulings\.md|\breview\.md
    |\bdecision\s00\d\d|\bsrc/liushou""",
    re.VERBOSE,
)
NAMES = ("*.py", "*.yaml", "*.md", "*.txt", "*.json", "*.js", "*.html", "*.css", "*.jinja", "*.j2")
FILES = sorted(path for name in NAMES for path in PACKAGE.rglob(name) if path.name != "prebuilt.json")


def _texts(name: str, content: str) -> Iterator[str]:
    """What of a file can be printed: all of it; of Python, its strings and docstrings."""
    if not name.endswith(".py"):
        yield content
        return
    for token in tokenize.generate_tokens(io.StringIO(content).readline):
        if token.type in (tokenize.STRING, getattr(tokenize, "FSTRING_MIDDLE", -1)):
            yield token.string


def test_nothing_in_the_package_points_outside_it() -> None:
    complaints = [
        f"{path.relative_to(PACKAGE)}: {found[0]!r} in {text[max(0, found.start() - 40) : found.end() + 40]!r}"
        for path in FILES
        for text in _texts(path.name, path.read_text(encoding="utf-8"))
        for found in ELSEWHERE.finditer(text)
    ]
    assert not complaints, "\n".join(complaints)


@pytest.mark.parametrize(
    "line", ["see docs/lint/L006-x.md", "(DESIGN §2)", "in tests/cases", "decision 0012", "../shared/x"]
)
def test_what_is_looked_for(line: str) -> None:
    assert ELSEWHERE.search(line)
    assert not ELSEWHERE.search("liushou docs --out pages; my-tests/x; liushou explain L006; https://a.cn/docs/x")


def test_every_file_of_the_package_is_read() -> None:
    others = {path.suffix for path in PACKAGE.rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    assert others - {path.suffix for path in FILES} <= {".typed", ".pyc", ""}, others
    assert (ROOT / "docs").is_dir()

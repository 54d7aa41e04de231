"""Issue 11: no regular expression of the source takes more than linear time, unless what it reads is bounded.

Every pattern is found in the syntax trees, with the ways in which it is used, and is tried on what makes careless ones
backtrack, made of the signs in the pattern itself.
"""

from __future__ import annotations

import ast
import re
import time
from collections.abc import Iterator
from importlib import import_module

import pytest

from ..house import MODULES, tree

N = 2000
FLOOR = 0.004
#: What reads no more than so many characters, and why: where that is said.
BOUNDED = {
    "liushou.report.pages re.sub": 2000,  # texts of rule files (yaml.Text)
    "liushou.texts.lexicon _NAMES": 2000,
    "liushou.texts.lexicon _QUOTED": 2000,
    "liushou.proof.lint.words _REMARK": 2000,
    "liushou.messages _QUOTED": 1000,  # problems.MAX_TEXT
    "liushou.messages _OPTIONAL": 1000,  # texts of our own catalogue
    "liushou.draft.files.letterhead _SIGNED_OFF": 240,  # lines of a letterhead (_LONGEST)
    "liushou.draft.files.readers.html _TITLE_TAIL": 300,  # the title of a page
    "liushou.draft.frame.head _JOINED": 80,  # offices of a signature (prose.signature)
}
USES = ("match", "fullmatch", "search", "finditer", "findall", "split", "sub")


def patterns() -> Iterator[tuple[str, re.Pattern[str], str]]:
    """(where, pattern, how it is used) of every expression that is compiled as a constant or written in a call."""
    for name, path in MODULES.items():
        if not any(isinstance(node, ast.Import) and node.names[0].name == "re" for node in ast.walk(tree(path))):
            continue
        full = f"liushou.{name}".removesuffix(".__init__")
        calls = [node for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
        used = [
            node.func
            for node in calls
            if isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name)
        ]
        module = import_module(full)
        for constant, value in vars(module).items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                for method in sorted({func.attr for func in used if func.value.id == constant and func.attr in USES}):
                    yield f"{full} {constant}", value, method
        for node in calls:
            func = node.func
            if not (isinstance(func, ast.Attribute) and isinstance(func.value, ast.Name) and func.value.id == "re"):
                continue
            if func.attr in USES and node.args and isinstance(node.args[0], ast.Constant):
                yield f"{full} re.{func.attr}", re.compile(str(node.args[0].value)), func.attr


ALL = [pytest.param(*found, id=f"{found[0]} {found[2]}") for found in patterns()]


def units(pattern: str) -> list[str]:
    """Signs and words of a pattern, each to be repeated."""
    plain = re.sub(r"\(\?[:P<!=a-zA-Z_>]*|[\\^$|*+?{}()\[\]]", " ", pattern)
    signs = list(dict.fromkeys([*"( 1a（甲[\n", *(sign for sign in plain if not sign.isspace())]))[:30]
    words = [word for word in dict.fromkeys(plain.split()) if 1 < len(word) < 12][:12]
    return [*signs, *words]


def seconds(pattern: re.Pattern[str], use: str, text: str) -> float:
    start = time.process_time()
    if use == "sub":
        pattern.sub("", text)
    elif use == "finditer":
        for _ in pattern.finditer(text):
            pass
    else:
        getattr(pattern, use)(text)
    return time.process_time() - start


def slow(pattern: re.Pattern[str], use: str, unit: str, ending: str) -> bool:
    longer, shorter = (unit * (length // len(unit)) + ending for length in (4 * N, N))
    for _ in range(3):
        late = seconds(pattern, use, longer)
        if late <= 8 * FLOOR or late <= 8 * seconds(pattern, use, shorter):
            return False
    return True


def test_they_are_found() -> None:
    assert len(ALL) > 60


@pytest.mark.parametrize(("where", "pattern", "use"), ALL)
def test_it_takes_linear_time(where: str, pattern: re.Pattern[str], use: str) -> None:
    signs = units(pattern.pattern)
    if most := BOUNDED.get(where):
        assert max(seconds(pattern, use, (unit * most)[:most] + "\0") for unit in signs) < 0.5
    else:
        assert not [unit for unit in signs if slow(pattern, use, unit, "\0")]


@pytest.mark.nightly
@pytest.mark.parametrize(("where", "pattern", "use"), ALL)
def test_with_pairs_of_its_signs(where: str, pattern: re.Pattern[str], use: str) -> None:
    signs = units(pattern.pattern)
    pairs = [first + second for first in signs[:12] for second in signs[:12] if first != second]
    tried = [] if where in BOUNDED else pairs
    assert not [(unit, ending) for unit in tried for ending in ("\0", "") if slow(pattern, use, unit, ending)]

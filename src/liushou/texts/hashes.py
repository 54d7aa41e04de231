"""Writing each clause's SHA-256 into its YAML file, leaving all else byte for byte."""

from __future__ import annotations

from pathlib import Path

from ..documents import Policy
from ..files import read_text, write_file
from ..problems import InputError, Problem
from ..yaml import Mapping, Node, Scalar, child, compose, items, text_of
from .source import Source


def write_hashes(policy: Policy, source: Source) -> int:
    """Fill in ``sha256`` of every clause and annex item that the text has; how many lines changed.

    The key stands behind ``heading``, or ``of``, or ``at``. The file is replaced in one
    step. Raises :class:`~liushou.InputError` where it changed since it was loaded or
    is laid out so that a line cannot be put in safely.
    """
    path = Path(policy.file)
    text = read_text(path)
    with path.open("rb") as handle:
        bom = handle.read(3) == b"\xef\xbb\xbf"
    new, changed = hashed(text, source, str(path))
    if changed:
        write_file(path, (b"\xef\xbb\xbf" if bom else b"") + new.encode("utf-8"))
    return changed


def hashed(text: str, source: Source, file: str = "<text>") -> tuple[str, int]:
    """(the YAML text with every ``sha256`` filled in, how many lines changed)."""
    tree, problems = compose(text, file)
    if problems or tree is None:
        raise InputError(problems or (Problem(f"{file} is empty", code="empty"),))
    lines = text.splitlines(keepends=True)
    edits: list[tuple[int, bool, str]] = []
    for node in (*items(child(tree, "clauses")), *items(child(tree, "annex"))):
        edit = _edit(node, source, lines)
        if edit is not None:
            edits.append(edit)
    for line, is_new, content in sorted(edits, reverse=True):
        lines[line : line if is_new else line + 1] = [content]
    new = "".join(lines)
    if _without_hashes(tree) != _without_hashes(compose(new, file)[0]):
        raise InputError(Problem(f"{file}: sha256 cannot be put in without touching other lines", code="layout"))
    return new, len(edits)


def _edit(node: Node, source: Source, lines: list[str]) -> tuple[int, bool, str] | None:
    """(line from 0, whether it is a new one, its content) for one clause."""
    at = text_of(child(node, "at"))
    found = source.clause(at) if at else None
    if found is None or not isinstance(node, Mapping):
        return None
    value = found.sha256
    if value.isdigit():
        value = f'"{value}"'
    own = node.key("sha256")
    if own is not None:
        if text_of(node.get("sha256")) == value.strip('"'):
            return None
        line = own.location.line - 1
        head = lines[line][: own.location.column - 1]
        return line, False, f"{head}sha256: {value}{_line_end(lines[line])}"
    before = next(key for name in ("heading", "of", "at") if (key := node.key(name)) is not None)
    line = before.location.line - 1
    follows = node.get(before.text)
    if isinstance(follows, Scalar) and follows.location.line != before.location.line:
        raise InputError(
            Problem("a value that begins on the next line", follows.location, "on the line of its key", code="layout")
        )
    return line + 1, True, f"{' ' * (before.location.column - 1)}sha256: {value}{_line_end(lines[line])}"


def _line_end(line: str) -> str:
    return "\r\n" if line.endswith("\r\n") else "\n"


def _without_hashes(node: Node | None) -> object:
    if isinstance(node, Mapping):
        return {key.text: _without_hashes(value) for key, value in node if key.text != "sha256"}
    if isinstance(node, Scalar):
        return node.text
    return None if node is None else [_without_hashes(one) for one in node.items]

"""Rulings, principle 4: words for people never name a file; they name the document and the article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import pytest

from liushou import Rules
from liushou.problems import Location

from ..golden.record import recorded
from .pageparts import tree

#: A file of rules, code or data; web addresses are sources, not files of ours.
FILE = re.compile(r"[\w./-]+\.(?:ya?ml|py|toml|lock)\b|sources/laws|texts\.lock", re.ASCII)
ADDRESS = re.compile(r"https?://\S+")
#: The outputs that are for people who look for a service or read documents, not for authors of rules.
SHOWN = ("match ", "ledger ", "diff ", "matrix", "policies", "services", "facts")


def texts(value: Any) -> Iterator[str]:
    """Every text in a value, however deep; places in files are for authors and left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from texts(key)
            yield from texts(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from texts(inner)
    elif is_dataclass(value) and not isinstance(value, Location):
        for part in fields(value):
            if part.name not in ("file", "text"):
                yield from texts(getattr(value, part.name))


def named(value: Any) -> list[str]:
    """The files that the texts of a value name."""
    return [file for text in texts(value) for file in FILE.findall(ADDRESS.sub("", text))]


@pytest.mark.parametrize("name", [name for name in recorded() if name.startswith(SHOWN)])
def test_no_answer_and_no_workbook_names_a_file(name: str) -> None:
    assert named(recorded()[name]) == []


def test_no_page_names_a_file(pages: dict[str, str]) -> None:
    shown = {name: tree(text).text(leave="style") if name.endswith(".html") else text for name, text in pages.items()}
    assert {name: files for name, text in shown.items() if (files := named(text))} == {}


def test_no_entry_that_people_read_names_a_file(rules: Rules) -> None:
    registers = (
        "policies",
        "concepts",
        "parameters",
        "services",
        "topics",
        "agencies",
        "references",
        "places",
        "facts",
    )
    entries = {(register, name): entry for register in registers for name, entry in getattr(rules, register).items()}
    assert {key: files for key, entry in entries.items() if (files := named(entry))} == {}


def test_a_file_would_be_seen() -> None:
    assert named({"a": [("见 places.yaml", "https://x.cn/a.py")]}) == ["places.yaml"]

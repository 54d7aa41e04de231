"""The pages, rendered once."""

from __future__ import annotations

from pathlib import Path

import pytest

from liushou import Rules
from liushou.report.pages import render_docs
from liushou.texts.source import Source, find_texts

from ..conftest import ON


@pytest.fixture(scope="session")
def texts(rules: Rules, sources: Path) -> dict[str, Source]:
    found = find_texts(sources, rules.policies.values())
    return {name: text.source for name, text in found.items() if text.source is not None}


@pytest.fixture(scope="session")
def pages(rules: Rules, texts: dict[str, Source]) -> dict[str, str]:
    return render_docs(rules, ON, texts)


@pytest.fixture(scope="session")
def bare_pages(rules: Rules) -> dict[str, str]:
    return render_docs(rules, ON)

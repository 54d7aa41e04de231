"""What every test may use."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from liushou import Rules, load_rules

from .examples import load_profile

load_profile()

ROOT = Path(__file__).resolve().parent.parent
ON = date(2025, 6, 30)


@pytest.fixture(scope="session")
def rules() -> Rules:
    """The shipped rules."""
    return load_rules()


@pytest.fixture(scope="session")
def sources() -> Path:
    """The folder with the documents' full texts; they are not part of the project."""
    given = os.environ.get("LIUSHOU_SOURCES")
    folder = Path(given).resolve() if given else ROOT.parent / "shared" / "sources"
    if not folder.is_dir() and given:
        pytest.fail(f"LIUSHOU_SOURCES names no folder: {given}")
    if not folder.is_dir():
        pytest.skip("the documents' full texts are not here: set LIUSHOU_SOURCES to their folder")
    return folder

"""What every test may use."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from liushou import Rules, load_rules

from .examples import load_profile

load_profile()
# Messages are compared as they are in English, whatever the language of who runs the tests.
os.environ["LIUSHOU_LANG"] = "en"
# A test may work in another folder: where the texts are is settled before.
if os.environ.get("LIUSHOU_SOURCES"):
    os.environ["LIUSHOU_SOURCES"] = str(Path(os.environ["LIUSHOU_SOURCES"]).resolve())

TESTS = Path(__file__).resolve().parent
ROOT = TESTS.parent
ON = date(2025, 6, 30)


#: Folders that `make quick` leaves out: they try much, or start engines.
SLOW = (
    "browser",
    "compare",
    "docs",
    "frames",
    "golden",
    "proof",
    "report",
    "rules/readings",
    "rules/solver",
    "testing",
    "texts",
)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Without the slow tests their folders are not even read: importing their engines takes its time."""
    quick = "not slow" in config.option.markexpr
    return True if quick and any(collection_path == TESTS / folder for folder in SLOW) else None


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

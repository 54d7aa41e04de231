"""One browser for all tests of this folder that run in a process, and a way to open pages in it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .opening import Opener, start

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


# Not for the session: while playwright runs, its thread has an event loop, and tests of other folders may start theirs.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Debian's Chromium or what stands in for it (LIUSHOU_CHROMIUM names another), driven by playwright."""
    missing = [name for name in ("playwright", "axe_playwright_python") if find_spec(name) is None]
    chromium = os.environ.get("LIUSHOU_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if missing or chromium is None:
        pytest.skip(f"no browser to look at pages with: {' and '.join(missing) or 'Chromium'} not installed")
    yield from start(chromium)


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Opener]:
    """``open_page(html, PHONE)`` opens a page as a file, without a network: see :class:`Opener`.

    What it gives is asked ``requests`` (none, please), ``errors``, ``sideways()``, ``barriers()``; ``page`` is
    playwright's own.
    """
    opener = Opener(browser, tmp_path)
    yield opener
    opener.close()

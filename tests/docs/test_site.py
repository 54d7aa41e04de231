"""The documentation site: every page in its navigation, every public package with a page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from ..conftest import ROOT
from ..house import PACKAGES

DOCS = ROOT / "docs"
#: Packages that are nobody's to import: commands, messages, parts of a matcher, and the reader of YAML.
INSIDE = {"__init__", "apart", "cli", "matching", "messages", "web", "yaml"}


def _entries(nav: Any) -> list[str]:
    if isinstance(nav, str):
        return [nav]
    return [entry for inner in (nav.values() if isinstance(nav, dict) else nav) for entry in _entries(inner)]


def test_every_page_is_in_the_navigation() -> None:
    entries = _entries(yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["nav"])
    pages = {path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md")}
    listed = {page for page in pages for entry in entries if page == entry or f"{Path(page).parent}/" == entry}
    assert sorted(pages - listed) == []


def test_every_public_package_has_an_api_page() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in (DOCS / "api").glob("*.md"))
    public = {package for package in PACKAGES - INSIDE if "." not in package}
    assert sorted(package for package in public if f"::: liushou.{package}" not in text) == []


def test_nothing_is_loaded_from_elsewhere() -> None:
    assert yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["theme"]["font"] is False

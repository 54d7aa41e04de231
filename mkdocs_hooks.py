"""The documentation site: a folder in its navigation stands for all its pages, a named example for its file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

#: A file of examples/ that the site shows in this place; the pages themselves name it only.
_EXAMPLE = re.compile(r"^<!-- example: (examples/\S+\.(\w+)) -->$", re.M)
_LANGUAGES = {"py": "python", "yaml": "yaml"}


def on_config(config: Any) -> Any:
    """Called by mkdocs once mkdocs.yml is read."""
    config.nav = [_expanded(entry, Path(config.docs_dir)) for entry in config.nav]
    return config


def on_page_markdown(markdown: str, config: Any, **_: Any) -> str:
    """Called by mkdocs with each page."""
    root = Path(config.config_file_path).parent

    def shown(found: re.Match[str]) -> str:
        text = (root / found[1]).read_text(encoding="utf-8")
        return f'```{_LANGUAGES[found[2]]} title="{found[1]}"\n{text}```'

    return _EXAMPLE.sub(shown, markdown)


def _expanded(entry: Any, docs: Path) -> Any:
    if isinstance(entry, list):
        return [_expanded(inner, docs) for inner in entry]
    if isinstance(entry, dict):
        return {title: _expanded(inner, docs) for title, inner in entry.items()}
    if not entry.endswith("/"):
        return entry
    pages = sorted((docs / entry).glob("*.md"), key=lambda page: (page.stem not in ("README", "index"), page.name))
    return [f"{entry}{page.name}" for page in pages]

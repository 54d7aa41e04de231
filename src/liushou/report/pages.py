"""The documents and registers as pages: HTML to read, Markdown to keep beside the text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..documents import Rules
from ..files import check_writable, write_file
from ..on_demand import library
from ..problems import Code, InputError, Phrase, Problem
from ..texts import Source
from .views import WORDS, DocumentView, Registers

if TYPE_CHECKING:
    from jinja2 import Environment

REGISTERS: tuple[tuple[str, str], ...] = tuple(WORDS["pages"].items())
_URL = re.compile(r"(https?://[!#-;=?-~]+[/#\w=&-])", re.ASCII)
_MARKDOWN = re.compile(r"([\\`*_\[\]<>|~#])")


def render_docs(rules: Rules, on: date, sources: Mapping[str, Source] | None = None) -> dict[str, str]:
    """Every page by its file name: each document and register as ``.html`` and ``.md``.

    ``sources`` holds the full texts by document id; a document without one is shown by
    its headings and quotes. Successors and laws stand as of the day ``on``. Raises
    :class:`~liushou.MissingExtraError` where jinja2 is not installed.
    """
    files = page_files(rules)
    pages: dict[str, str] = {}
    documents = [
        DocumentView(rules, policy, source=(sources or {}).get(name), on=on, file=files[name])
        for name, policy in rules.policies.items()
    ]
    about = {"documents": documents, "registers": REGISTERS, "files": files, "on": on, "rules": rules, "words": WORDS}
    for ending in (".html", ".md"):
        environment = templates("liushou.report", html=ending == ".html")
        shared: dict[str, Any] = about | {"ending": ending, "register": Registers(rules, files, on, ending)}
        for document in documents:
            template = environment.get_template(f"document{ending}.j2")
            pages[document.file + ending] = template.render(document=document, page=document.file, **shared)
        for name in ("index", *(name for name, _ in REGISTERS)):
            pages[name + ending] = environment.get_template(f"{name}{ending}.j2").render(page=name, **shared)
    return pages


def write_docs(pages: Mapping[str, str], out: Path | str) -> tuple[Path, ...]:
    """Write the pages into a folder, which is made where it is missing; each file in one step.

    Files of other names are left alone. Raises :class:`~liushou.InputError` where the
    folder is a file or one of the pages cannot be written, and OSError where there can be no folder.
    """
    folder = Path(out)
    if folder.exists() and not folder.is_dir():
        raise InputError(Problem(Code.NOT_A_FOLDER, None, Phrase("pages-folder"), file=folder))
    folder.mkdir(parents=True, exist_ok=True)
    for name in pages:
        check_writable(folder / name)
    for name, text in pages.items():
        write_file(folder / name, text)
    return tuple(folder / name for name in pages)


def page_files(rules: Rules) -> dict[str, str]:
    """The file name (without ending) of each document's page; never that of another page."""
    taken = {"index", *(name for name, _ in REGISTERS)}
    return {name: f"document_{name}" if name in taken else name for name in rules.policies}


def templates(package: str, *, html: bool) -> Environment:
    """The templates of a package, with the filters of all pages.

    Raises :class:`~liushou.MissingExtraError` without jinja2.
    """
    jinja2 = library("jinja2", "report")
    layout = {"trim_blocks": True, "lstrip_blocks": True, "keep_trailing_newline": True}
    loader, undefined = jinja2.PackageLoader(package), jinja2.StrictUndefined
    environment: Environment = jinja2.Environment(loader=loader, autoescape=html, undefined=undefined, **layout)
    environment.filters |= {"md": _markdown, "linked": _linked, "circled": _circled}
    return environment


def _linked(text: str) -> Any:
    """The text with its web addresses as links; everything else is escaped."""
    from markupsafe import Markup

    link = Markup('<a href="{0}" rel="noreferrer">{0}</a>')
    return Markup("").join(link.format(part) if number % 2 else part for number, part in enumerate(_URL.split(text)))


def _markdown(text: object) -> str:
    """Text for a cell of a Markdown table: nothing in it is markup, line ends are breaks."""
    escaped = _MARKDOWN.sub(r"\\\1", str(text).strip()).replace("&", "&amp;")
    escaped = escaped.replace("\\<", "&lt;").replace("\\>", "&gt;")
    return re.sub(r"\s*(?:\r\n|\r|\n)\s*", "<br>", escaped)


def _circled(number: int) -> str:
    """1 as ①; above 20 as (21)."""
    return chr(0x245F + number) if 1 <= number <= 20 else f"({number})"

"""The documents and registers as pages: HTML to read, Markdown to keep beside the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..chinese import label_words
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
    documents = _documents(rules, on, sources)
    html = _render(documents, rules, on, ".html", lambda _, name: f"{name}.html")
    markdown = _render(documents, rules, on, ".md", lambda _, name: f"{name}.md")
    return {name + ending: page for pages, ending in ((html, ".html"), (markdown, ".md")) for name, page in pages}


def render_site(rules: Rules, on: date) -> dict[str, str]:
    """The HTML pages for a server that gives ``index`` as ``documents`` and every other NAME as ``documents/NAME``.

    By name, and as of the day ``on``. Their links hold below whatever path the server is at. Raises as
    :func:`render_docs`.
    """

    def href(page: str, name: str) -> str:
        if page == "index":
            return "documents" if name == "index" else f"documents/{name}"
        return "../documents" if name == "index" else name

    return dict(_render(_documents(rules, on, None), rules, on, ".html", href))


def _documents(rules: Rules, on: date, sources: Mapping[str, Source] | None) -> list[DocumentView]:
    files, texts = page_files(rules), sources or {}
    return [
        DocumentView(rules, policy, source=texts.get(name), on=on, file=files[name])
        for name, policy in rules.policies.items()
    ]


def _render(
    documents: list[DocumentView], rules: Rules, on: date, ending: str, href: Callable[[str, str], str]
) -> Iterator[tuple[str, str]]:
    """(name, text) of every page; ``href`` gives the address of a page (second) on a page (first)."""
    environment = templates("liushou.report", html=ending == ".html")
    about = {"documents": documents, "registers": REGISTERS, "on": on, "rules": rules, "words": WORDS}

    def page(name: str, kind: str, here: str, document: DocumentView | None = None) -> tuple[str, str]:
        to = partial(href, name)
        register = Registers(rules, {entry.policy.id: entry.file for entry in documents}, on, to)
        template = environment.get_template(f"{kind}{ending}.j2")
        return name, template.render(document=document, page=name, here=here, href=to, register=register, **about)

    for document in documents:
        yield page(document.file, "document", document.policy.number, document)
    for name, title in (("index", "总目"), *REGISTERS):
        yield page(name, name, title)


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
    environment.filters |= {"label": label_words, "boxed": _boxed}
    return environment


def _linked(text: str) -> Any:
    """The text with its web addresses as links; everything else is escaped."""
    from markupsafe import Markup

    link = Markup('<a href="{0}" rel="noreferrer">{0}</a>')
    return Markup("").join(link.format(part) if number % 2 else part for number, part in enumerate(_URL.split(text)))


def _boxed(label: str) -> Any:
    """A clause's label in a box of its own, so that it cannot be taken for a part of the line."""
    from markupsafe import Markup

    return Markup('<span class="at">{}</span>').format(label_words(label))


def _markdown(text: object) -> str:
    """Text for a cell of a Markdown table: nothing in it is markup, line ends are breaks."""
    escaped = _MARKDOWN.sub(r"\\\1", str(text).strip()).replace("&", "&amp;")
    escaped = escaped.replace("\\<", "&lt;").replace("\\>", "&gt;")
    return re.sub(r"\s*(?:\r\n|\r|\n)\s*", "<br>", escaped)


def _circled(number: int) -> str:
    """1 as ①; above 20 as (21)."""
    return chr(0x245F + number) if 1 <= number <= 20 else f"({number})"

"""The article of a web page: its lines, without the page around it; in a process of its own.

The article is the smallest part of the page that holds nearly all running text. What stands only in the table of
public information above it, the title and the number, is put where a printed document has it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from ....apart import RefusedError
from ....messages import Phrase
from ..encoding import text_of

#: Elements that hold no text of the page, or that are the same on every page of the site.
_SILENT = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "iframe",
        "object",
        "embed",
        "svg",
        "canvas",
        "video",
        "audio",
        "map",
        "select",
        "option",
        "button",
        "input",
        "textarea",
        "nav",
        "footer",
        "aside",
        "dialog",
        "menu",
        "rt",
        "rp",
    ]
)
_EMPTY = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_RUNNING = re.compile("[，。；]")
#: What a site says of itself, in sentences too.
_OF_THE_SITE = re.compile(
    "版权所有|备案号|ICP备|公网安备|标识码|技术支持|[主承]办(?:单位)?[：:]|网站地图|联系我们|浏览器|分辨率|无障碍|邮编[：:]"
    "|发布(?:时间|日期)[：:]|浏览(?:次数|量)|来源[：:]"
)
_NUMBER = re.compile(
    r"(?:发文字号|文\s*号|文件编号|发文文号)[\]】]?\s*[:：]?\s*([^\s，。；：、（）()《》“”]{1,20}[〔\[［【﹝(（]\d{4}[〕\]］】﹞)）]第?\d+号)"
)
_TITLE_TAIL = re.compile(r"\s*(?:[-_|—–－]{1,2}|::|>>).{0,60}\Z")
_HAN = "\u3400-\u9fff\u3000-\u303f\uff00-\uffef"
_BETWEEN = re.compile(rf"(?<=[{_HAN}])[ \t\r\n\f]++|(?<![ \t\r\n\f])[ \t\r\n\f]++(?=[{_HAN}])")
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_MAX_NODES, _MAX_DEPTH = 200_000, 200
#: Running text is so long at least; an element that holds so much of it holds the article.
_LEAST, _ENOUGH = 16, 0.8


@dataclass(slots=True, eq=False)
class _Node:
    """An element of the page: its children are elements and texts; ``running`` is how much running text it holds."""

    tag: str
    parent: "_Node | None" = None
    link: bool = False
    children: list["_Node | str"] = field(default_factory=list)
    running: int = 0


def messages(path: Path) -> Iterator[tuple[Any, ...]]:
    """The text of the article, and what was done to get it. Raises :class:`RefusedError`."""
    text, encoding = text_of(path.read_bytes())
    page = _Page()
    page.feed(text)
    page.close()
    notes = [] if encoding.startswith("utf-8") else [("put-right", "encoding", encoding.upper())]
    article = _article(page.root)
    if article is None:
        raise RefusedError(Phrase("no-article"), Phrase("picture-or-page"))
    lines = list(_lines(article))
    kept = _without_links(lines)
    everything = list(_lines(page.root))
    around = len(everything) - len(kept)
    if around > 0:
        notes += [("left-out", "web-page", "")] * around
    top = _from_the_page(page, [text for text, _ in everything], [text for text, _ in kept])
    notes += [("put-right", "from-the-page", words) for words in top]
    yield "text", "\n".join([*top, *(text for text, _ in kept)]), notes


class _Page(HTMLParser):
    """The elements of a page that may hold text; how deep and how many is bounded."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = self._at = _Node("html")
        self._silent: list[str] = []
        self._nodes = self._depth = 0
        self.title, self.headline, self._in_title = "", "", False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "meta" and given.get("name", "").lower() in ("articletitle", "title"):
            self.headline = given.get("content", "")
        self._in_title = tag == "title" and not self.title
        if self._silent[:1] == ["p"] and tag in _BLOCKS:
            self._silent.clear()
        if self._silent or tag in _SILENT or "hidden" in given or _HIDDEN.search(given.get("style", "")[:500]):
            if tag not in _EMPTY and (not self._silent or tag == self._silent[0]):
                self._silent.append(tag)
            return
        self._nodes += 1
        if self._nodes > _MAX_NODES:
            raise RefusedError(Phrase("page-too-large"), Phrase("docx-or-pdf"))
        if tag in ("p", "li", "tr", "td", "th", "option", "dd", "dt"):
            self._end_open(tag)
        node = _Node(tag, self._at, self._at.link or tag == "a")
        self._at.children.append(node)
        if tag not in _EMPTY and self._depth < _MAX_DEPTH:
            self._at = node
            self._depth += 1

    def handle_endtag(self, tag: str) -> None:
        self._in_title = False
        if self._silent:
            if tag == self._silent[0]:
                self._silent.pop()
            elif tag in ("body", "html"):
                self._silent.clear()
            return
        at: _Node | None = self._at
        for steps in range(1, 40):
            if at is None or at.parent is None:
                return
            if at.tag == tag:
                self._at = at.parent
                self._depth -= steps
                return
            at = at.parent

    def _end_open(self, tag: str) -> None:
        """A paragraph, an item or a cell ends where the next begins, whether or not that is said."""
        stops = {"p": _BLOCKS - {"p"}, "li": {"ul", "ol"}, "tr": {"table"}}.get(tag, {"tr", "table", "dl"})
        at: _Node | None = self._at
        for steps in range(1, 12):
            if at is None or at.parent is None or at.tag in stops:
                return
            if at.tag == tag or (tag in ("td", "th") and at.tag in ("td", "th")):
                self._at = at.parent
                self._depth -= steps
                return
            at = at.parent

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title = (self.title + data)[:300]
        elif not self._silent:
            self._at.children.append(data)


def _article(root: _Node) -> _Node | None:
    """The smallest element that holds nearly all running text of the page."""
    order = [root]
    for node in order:
        order.extend(child for child in node.children if isinstance(child, _Node))
    for node in reversed(order):
        if node.tag in _BLOCKS or node is root:
            own = "".join(child if isinstance(child, str) else _inline(child) for child in node.children)
            linked = node.link or _OF_THE_SITE.search(own) is not None
            node.running += 0 if linked or not _RUNNING.search(own) or len(own.strip()) < _LEAST else len(own.strip())
        if node.parent is not None:
            node.parent.running += node.running
    if not root.running:
        return None
    at = root
    while True:
        inner = [child for child in at.children if isinstance(child, _Node) and child.running >= _ENOUGH * root.running]
        if not inner or inner[0].tag in ("p", "span"):
            return at
        at = inner[0]


def _inline(node: _Node) -> str:
    """The words of an element within a line, but for its links; nothing of a block's."""
    words: list[str] = []
    open_nodes = [node]
    while open_nodes:
        inner = open_nodes.pop()
        if inner.tag in _BLOCKS or inner.link:
            continue
        for child in inner.children:
            if isinstance(child, str):
                words.append(child)
            else:
                open_nodes.append(child)
    return "".join(words)


def _lines(root: _Node) -> Iterator[tuple[str, bool]]:
    """(the words, whether all of them are a link) of every line below an element; a row of a table is one line."""
    line: list[tuple[str, bool]] = []
    for words, link in _pieces(root):
        if words == "\n":
            yield from _finished(line)
            line = []
        else:
            line.append((words, link))
    yield from _finished(line)


def _finished(line: list[tuple[str, bool]]) -> Iterator[tuple[str, bool]]:
    whole = "".join(words for words, _ in line)
    # Where the source of the page goes on in a new line, no space belongs between characters.
    whole = _BETWEEN.sub(lambda found: "" if {*"\r\n"} & {*found[0]} else found[0], whole)
    text = _SPACE.sub(" ", whole).strip(" \u3000\xa0")
    if text:
        linked = sum(len(words.strip()) for words, link in line if link)
        yield text, linked > 0.6 * len(text)


def _pieces(node: _Node) -> Iterator[tuple[str, bool]]:
    """The texts in order, with a line end around every block, and a wide space between the cells of a row."""
    if node.tag == "tr":
        yield from _row(node)
        return
    block = node.tag in _BLOCKS or node.tag == "br"
    if block:
        yield "\n", False
    number = 0
    for child in node.children:
        if isinstance(child, str):
            lines = child.split("\n") if node.tag == "pre" else [child]
            for at, words in enumerate(lines):
                if at:
                    yield "\n", False
                yield words, node.link
            continue
        if node.tag == "ol" and child.tag == "li":
            number += 1
            yield "\n", False
            yield f"{number}.", False
            yield from (piece for inner in child.children for piece in _of(inner, child))
            continue
        yield from _pieces(child)
    if block:
        yield "\n", False


def _of(child: "_Node | str", parent: _Node) -> Iterator[tuple[str, bool]]:
    if isinstance(child, str):
        yield child, parent.link
    else:
        yield from _pieces(child)


def _row(row: _Node) -> Iterator[tuple[str, bool]]:
    """A row is a line; one with words in a single cell only, as in a table for layout, is as many as that has."""
    cells = [list(_lines(cell)) for cell in row.children if isinstance(cell, _Node)]
    filled = [cell for cell in cells if cell]
    yield "\n", False
    if len(filled) == 1:
        for text, link in filled[0]:
            yield text, link
            yield "\n", False
        return
    for at, cell in enumerate(filled):
        if at:
            yield "\u3000", False
        yield " ".join(text for text, _ in cell), all(link for _, link in cell)
    yield "\n", False


def _without_links(lines: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """The lines of the article without links before and after its text; an attachment's name stays."""
    running = [at for at, (text, link) in enumerate(lines) if not link and _RUNNING.search(text)]
    first, last = (running[0], running[-1]) if running else (0, len(lines))
    return [
        (text, link)
        for at, (text, link) in enumerate(lines)
        if first <= at <= last or not link or re.match(r"附\s*件|\d+[.．、]", text)
    ]


def _from_the_page(page: _Page, everything: list[str], kept: list[str]) -> list[str]:
    """The title and the number that the page prints beside the article alone."""
    above = "".join(re.sub(r"\s", "", text) for text in kept[:40])
    result = []
    title = re.sub(r"\s+", " ", page.headline or _TITLE_TAIL.sub("", page.title)).strip()
    headings = (text for text in everything[:60] if text.startswith(title[:10]) and len(text) < 120)
    title = next(headings, title) if len(title) > 8 else ""
    if "关于" in title and re.sub(r"\s", "", title) not in above:
        result.append(title)
    number = next((found[1] for text in everything[:80] if (found := _NUMBER.search(text))), None)
    if number and number not in above:
        result.append(number)
    return result

"""The text of a Word document (.docx): paragraphs, rows of tables, counted labels; in a process of its own.

Left out are deletions, hidden text, notes, headers and footers; kept are insertions and text boxes.
"""

import io
import posixpath
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from ....apart import BROKEN, RefusedError, damaged, parts_of, read_part
from ....messages import Phrase
from .numbering import Numbering, Styles, child, children, lists_of, local, value

MAX_UNPACKED = 128 * 1024**2
_AGAIN = "the file saved again as .docx"
_CELL = "\u3000"
#: Of no use to the text, or no part of it.
_LEFT_OUT = frozenset(
    [
        "del",
        "moveFrom",
        "instrText",
        "delText",
        "delInstrText",
        "footnoteReference",
        "endnoteReference",
        "annotationRef",
        "commentReference",
        "rPr",
        "pPr",
        "tblPr",
        "tblGrid",
        "trPr",
        "tcPr",
        "sectPr",
        "sdtPr",
        "sdtEndPr",
        "rt",
        "proofErr",
        "bookmarkStart",
        "bookmarkEnd",
        "object",
        "footnote",
        "endnote",
        "fldData",
    ]
)
_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}


def messages(path: Path) -> Iterator[tuple[Any, ...]]:
    """The text of the document, and what was done to get it. Raises :class:`RefusedError`."""
    try:
        with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as source:
            parts = parts_of(source, MAX_UNPACKED, _AGAIN)
            name = _main_part(source, parts)
            body = _root(source, parts, name)
            beside = posixpath.dirname(name)
            styles = Styles(_root(source, parts, f"{beside}/styles.xml"))
            numbering = Numbering(lists_of(_root(source, parts, f"{beside}/numbering.xml")))
    except BROKEN as error:
        raise damaged(error, "a damaged document", _AGAIN) from None
    document = _Document(numbering, styles)
    text = "\n".join(document.blocks(child(body, "body")))
    notes = [("put-right", "labels-counted", "")] * numbering.written
    notes += [("left-out", "deletions", "")] * document.deletions
    yield "text", text, notes


def _main_part(source: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo]) -> str:
    """The name of the part that holds the text."""
    for link in _root(source, parts, "_rels/.rels") or ():
        if (value(link, "Type") or "").endswith("/officeDocument"):
            name = (value(link, "Target") or "").lstrip("/").lower()
            if name in parts and name.endswith(".xml") and not name.startswith(("xl/", "ppt/")):
                return name
    if "word/document.xml" in parts:
        return "word/document.xml"
    if "ofd.xml" in parts:
        raise RefusedError(Phrase("ofd"), Phrase("docx-or-pdf"))
    raise RefusedError(Phrase("no-document"), Phrase("docx-or-pdf"))


def _root(source: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo], name: str) -> Element | None:
    return ElementTree.fromstring(read_part(source, parts[name], _AGAIN)) if name in parts else None


class _Document:
    """The lines of a document, block by block."""

    def __init__(self, numbering: Numbering, styles: Styles) -> None:
        self.numbering, self.styles = numbering, styles
        self.deletions = 0
        self._before = ""
        """The words of a paragraph whose end was deleted: they belong to the next."""

    def blocks(self, parent: Element | None) -> Iterator[str]:
        """The lines of the paragraphs and tables below an element."""
        for element in parent if parent is not None else ():
            name = local(element.tag)
            if name == "p":
                yield from self._paragraph(element)
            elif name == "tbl":
                for row in _rows(element):
                    yield from self._row(row)
            elif name == "AlternateContent":
                yield from self.blocks(_choice(element))
            elif name not in _LEFT_OUT:
                yield from self.blocks(element)
            elif name in ("del", "moveFrom"):
                self.deletions += 1

    def _paragraph(self, element: Element) -> Iterator[str]:
        properties = child(element, "pPr")
        boxes: list[Element] = []
        text = "".join(self._inline(element, boxes))
        for box in boxes:
            yield from self.blocks(box)
        mark = child(properties, "rPr")
        if child(mark, "del") is not None or child(mark, "moveFrom") is not None:
            self._before += text
            return
        text, self._before = self._before + text, ""
        if text.strip():
            text = self.numbering.label(*self.styles.list_of(properties)) + text.strip("\t ")
        yield from text.replace("\t", _CELL).split("\n")

    def _inline(self, parent: Element, boxes: list[Element]) -> Iterator[str]:
        for element in parent:
            name = local(element.tag)
            if name == "t":
                yield element.text or ""
            elif name in ("del", "moveFrom"):
                self.deletions += 1
            elif name == "br" and value(element, "type") in ("page", "column"):
                yield "\n"
            elif name in _CHARACTERS:
                yield _CHARACTERS[name]
            elif name == "txbxContent":
                boxes.append(element)
            elif name == "sym":
                yield _symbol(element)
            elif name == "AlternateContent":
                yield from self._inline(_choice(element), boxes)
            elif name not in _LEFT_OUT and not (name == "r" and _hidden(element)):
                yield from self._inline(element, boxes)

    def _row(self, row: Element) -> Iterator[str]:
        """A row is a line; one with words in a single cell only is as many lines as that has."""
        cells = [[text for text in self.blocks(cell) if text.strip()] for cell in _cells(row)]
        filled = [cell for cell in cells if cell]
        if len(filled) == 1:
            yield from filled[0]
        elif filled:
            yield _CELL.join(" ".join(text.strip() for text in cell) for cell in cells if cell)


def _rows(table: Element) -> Iterator[Element]:
    """The rows of a table, those too that a content control holds; not those that were deleted."""
    for element in table:
        name = local(element.tag)
        if name == "tr":
            if child(element, "trPr", "del") is None:
                yield element
        elif name in ("sdt", "sdtContent", "customXml", "ins"):
            yield from _rows(element)


def _cells(row: Element) -> Iterator[Element]:
    for element in row:
        name = local(element.tag)
        if name == "tc":
            yield element
        elif name in ("sdt", "sdtContent", "customXml"):
            yield from _cells(element)


def _choice(element: Element) -> Element:
    """Of the forms in which the same thing is given, the first that is there."""
    return next(children(element, "Choice", "Fallback"), Element("none"))


def _hidden(run: Element) -> bool:
    vanish = child(run, "rPr", "vanish")
    return vanish is not None and value(vanish) not in ("0", "false", "off")


def _symbol(element: Element) -> str:
    """A character of a font of symbols; the boxes of forms are what is used of them."""
    code = value(element, "char") or ""
    return {"F0A8": "□", "F06F": "□", "F0FE": "☑", "F052": "☑", "F0D8": "➢"}.get(code.upper(), "")

"""What is in the archive of a workbook: bounded, counted and mended before a library parses it."""

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree

from ...apart import BROKEN, RefusedError, parts_of, read_part
from .bounds import MAX_UNPACKED, damaged
from .ods_xml import count_and_mend
from .sheet_xml import Counted, SharedTexts, Sheet, shown_as

_AGAIN = "the file saved again as .xlsx"
#: So many sheets a workbook may have.
MAX_SHEETS = 10_000


class Archive:
    """The archive of a workbook: ``data`` is one of the same parts, mended, in which nothing is compressed.

    ``sheets`` are the parts that hold rows, ``order`` the names of the parts of the
    workbook's sheets in their order. Raises :class:`RefusedError`.
    """

    def __init__(self, data: bytes) -> None:
        self.sheets: dict[str, Counted] = {}
        self.order: list[str] = []
        self.date1904 = False
        target = io.BytesIO()
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w") as rebuilt:
                parts = parts_of(source, MAX_UNPACKED)
                if "xl/workbook.bin" in parts:
                    raise RefusedError("it is a binary workbook (.xlsb)", "the same sheet saved as .xlsx")
                read = {name: read_part(source, parts[name], _AGAIN) for name in parts if name.startswith(_FIRST)}
                styles = self._read_book(read)
                self._texts = SharedTexts(read.get("xl/sharedstrings.xml", b""))
                for name, part in parts.items():
                    data = read.get(name) or read_part(source, part, _AGAIN)
                    rebuilt.writestr(part.filename, self._mended(name, data, styles))
        except BROKEN as error:
            raise damaged(error) from None
        self.data = target.getvalue()

    def sheet(self, position: int) -> Counted:
        """The part of a sheet by its position in the workbook."""
        if position < len(self.order) and self.order[position] in self.sheets:
            return self.sheets[self.order[position]]
        raise damaged("a sheet without its part")

    def _read_book(self, read: dict[str, bytes]) -> Mapping[bytes, str]:
        """Which sheets there are, from when days count; the styles by which a month or a year is shown."""
        links = _elements(read.get("xl/_rels/workbook.xml.rels", b"<none/>"))
        targets = {link.get("Id"): link.get("Target", "") for name, link in links if name == "Relationship"}
        for name, element in _elements(read.get("xl/workbook.xml", b"<none/>")):
            if name == "workbookPr":
                self.date1904 = element.get("date1904") in ("1", "true")
            elif name == "sheet":
                link = next((value for key, value in element.items() if key.endswith("}id")), None)
                path = posixpath.normpath(posixpath.join("/xl", targets.get(link, "")))
                self.order.append(path.lstrip("/").lower())
        if len(self.order) > MAX_SHEETS:
            raise damaged(f"more than {MAX_SHEETS:,} sheets")
        return shown_as(_elements(read.get("xl/styles.xml", b"<none/>")))

    def _mended(self, name: str, data: bytes, styles: Mapping[bytes, str]) -> bytes:
        if name == "content.xml":
            data, tables = count_and_mend(data)
            self.order = [str(place) for place in range(len(tables))]
            self.sheets = dict(zip(self.order, tables, strict=True))
        if b"sheetData" not in data:
            return data
        sheet = self.sheets[name] = Sheet(data, self._texts, styles, self.date1904)
        mended, sheet.data = sheet.data, b""
        return mended


#: Parts that say how the others are to be read.
_FIRST = ("xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/sharedstrings.xml")


def _elements(data: bytes) -> Iterator[tuple[str, ElementTree.Element]]:
    """The elements of a small part, each with its name without a namespace."""
    for element in ElementTree.fromstring(data).iter():
        yield element.tag.rpartition("}")[2], element

"""The text layer of a PDF, line by line as it is printed, with its indentation; in a process of its own."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ....apart import RefusedError, damaged, protected
from ....messages import Phrase

MAX_PAGES = 500
_HAN = "\u2e80-\u2fdf\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"
_HAN_CHARACTER = re.compile("[\u2e80-\u2fdf\u3400-\u9fff\uf900-\ufaff]")
#: A space between characters was made by stretching the line; a wide one divides the cells of a table.
#: A space between characters is the printer's, but for that between two offices of a signature.
_STRETCHED = re.compile(rf"(?<=[{_HAN}])(?<!\S{{3}}[局厅委会办院部联府]) (?=[{_HAN}])")
_WIDE = re.compile(r"(?<=\S) {2,}(?=\S)")
#: A page with fewer characters than this holds a picture, or nothing.
_LEAST = 8


def messages(path: Path) -> Iterator[tuple[Any, ...]]:
    """The text of all pages, and what was done to get it. Raises :class:`RefusedError`."""
    import pypdf

    try:
        pages = _pages(pypdf.PdfReader(io.BytesIO(path.read_bytes())))
    except RefusedError:
        raise
    # The library raises errors of any kind where a file is not as it should be.
    except Exception as error:
        raise damaged(f"{type(error).__name__}: {error}", "a damaged PDF", "the PDF saved once more") from None
    holding = [page for page in pages if len(_HAN_CHARACTER.findall(page)) >= _LEAST]
    if not holding:
        raise RefusedError(Phrase("no-text-layer"), Phrase("read-by-ocr"))
    empty = [number for number, page in enumerate(pages, 1) if not page.strip()]
    yield "text", "\f".join(pages), [("left-out", "pages-of-pictures", str(number)) for number in empty]


def _pages(reader: Any) -> list[str]:
    if reader.is_encrypted and not _opened(reader):
        raise protected()
    if len(reader.pages) > MAX_PAGES:
        raise RefusedError(Phrase("too-many-pages", limit=MAX_PAGES), Phrase("docx-or-pdf"))
    return [_page(page) for page in reader.pages]


def _opened(reader: Any) -> bool:
    """Whether the file opens for anybody: what is protected is only that it is changed."""
    try:
        return bool(reader.decrypt(""))
    except Exception:
        return False


def _page(page: Any) -> str:
    text: str = page.extract_text(extraction_mode="layout", layout_mode_space_vertically=False)
    return "\n".join(_WIDE.sub("\u3000", _STRETCHED.sub("", line.rstrip())) for line in text.split("\n"))

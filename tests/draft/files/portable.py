"""PDF files made by hand: lines of text at their places, in a font that says which characters its codes are."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from .wrapping import columns

TO_UNICODE = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange %d beginbfchar %s endbfchar
endcmap CMapName currentdict /CMap defineresource pop end end"""
SIZE = 16


def write_pdf(path: Path, pages: Sequence[Sequence[str]], *, picture: bool = False, extra: bytes = b"") -> Path:
    """Pages of lines; ``picture``: pages without text."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{6 + 2 * number} 0 R" for number in range(len(pages)))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    objects.append(
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>"
    )
    narrow = " ".join(f"{code} [500]" for code in range(32, 127))
    objects.append(
        f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 /W [{narrow}] >>".encode()
    )
    used = sorted({ord(character) for lines in pages for line in lines for character in line})
    objects.append(stream(TO_UNICODE % (len(used), b" ".join(b"<%04X> <%04X>" % (code, code) for code in used))))
    for number, lines in enumerate(pages):
        shown = b"" if picture else b"".join(shown_line(line, at) for at, line in enumerate(lines))
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {7 + 2 * number} 0 R >>".encode()
        )
        objects.append(stream(shown))
    body, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"<< /Size %d /Root 1 0 R %s >>" % (len(objects) + 1, extra)
    path.write_bytes(
        body
        + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n%s\nstartxref\n%d\n%%%%EOF"
        % (len(objects) + 1, table, trailer, len(body))
    )
    return path


def stream(data: bytes) -> bytes:
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(data), data)


def shown_line(line: str, at: int) -> bytes:
    text = line.strip()
    left = 75 + columns(line[: len(line) - len(line.lstrip())]) * SIZE / 2
    code = "".join(f"{ord(character):04X}" for character in text)
    return f"BT /F1 {SIZE} Tf 1 0 0 1 {left:.1f} {770 - 28 * at} Tm <{code}> Tj ET\n".encode()

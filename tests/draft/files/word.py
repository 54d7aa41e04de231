"""Word documents made by hand: paragraphs and tables as XML, lists, headers and footers."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
FOOTER = (
    '<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:t xml:space="preserve">— </w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    '<w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p>'
)


def run(text: str, properties: str = "") -> str:
    return (
        f'<w:r>{f"<w:rPr>{properties}</w:rPr>" * bool(properties)}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    )


def paragraph(*content: str, properties: str = "", indent: bool = False) -> str:
    """A paragraph; content that is no XML is a run."""
    properties += '<w:ind w:firstLineChars="200" w:firstLine="640"/>' if indent else ""
    runs = "".join(text if text.startswith("<") else run(text, '<w:sz w:val="32"/>') for text in content)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' * bool(properties)}{runs}</w:p>"


def numbered(list_id: int, level: int, *content: str) -> str:
    """A paragraph of a list."""
    numbers = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
    return paragraph(*content, properties=numbers)


def table(*rows: list[str]) -> str:
    cells = "".join(
        "<w:tr>"
        + "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="2500" w:type="dxa"/></w:tcPr>{cell if cell.startswith("<") else paragraph(cell)}</w:tc>'
            for cell in row
        )
        + "</w:tr>"
        for row in rows
    )
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return f"<w:tbl><w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr>{cells}</w:tbl>"


def level(number: int, form: str, text: str, more: str = "") -> str:
    return f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>{more}</w:lvl>'


def numbering(*lists: str, more: str = "") -> str:
    """The part that says how lists are counted; list 1 is the first of them."""
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{at}">{levels}</w:abstractNum>' for at, levels in enumerate(lists)
    )
    instances = "".join(
        f'<w:num w:numId="{at + 1}"><w:abstractNumId w:val="{at}"/></w:num>' for at in range(len(lists))
    )
    return f"<w:numbering {W}>{abstract}{instances}{more}</w:numbering>"


def document(body: str) -> str:
    size = '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587" w:footer="1400"/>'
    footer = '<w:footerReference w:type="default" r:id="rId9"/>'
    return f"<w:document {W} {R}><w:body>{body}<w:sectPr>{footer}{size}</w:sectPr></w:body></w:document>"


def write_word(
    path: Path, body: str, *, lists: str = "", styles: str = "", more: dict[str, bytes] | None = None
) -> Path:
    """A document with this body; ``more`` are parts as they are."""
    links = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for name, kind, target in (
            ("rId7", "numbering", "numbering.xml"),
            ("rId8", "styles", "styles.xml"),
            ("rId9", "footer", "footer1.xml"),
        )
    )
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{TYPES}.{kind}+xml"/>'
        for name, kind in (
            ("document", "document.main"),
            ("numbering", "numbering"),
            ("styles", "styles"),
            ("footer1", "footer"),
        )
    )
    space = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{space}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{space}/relationships"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{space}/relationships">{links}</Relationships>',
        "word/document.xml": document(body),
        "word/numbering.xml": lists or f"<w:numbering {W}/>",
        "word/styles.xml": styles or f"<w:styles {W}/>",
        "word/footer1.xml": f"<w:ftr {W}>{FOOTER}</w:ftr>",
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**parts, **(more or {})}.items():
            data = (
                content if isinstance(content, bytes) else ('<?xml version="1.0" encoding="UTF-8"?>' + content).encode()
            )
            archive.writestr(name, data)
    return path


def notice_body(text: str) -> str:
    """The paragraphs of a notice: those with sentences are indented, the others centred."""
    lines = text.rstrip("\n").split("\n")
    return "".join(paragraph(line, indent="。" in line) for line in lines)

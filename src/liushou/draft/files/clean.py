"""From the text of a file to the text of the document: one paragraph a line."""

import re
import unicodedata

from ...problems import Code, InputError, Phrase, Problem
from ..model import PrintedText
from .letterhead import without_letterhead
from .lines import Line, Notes
from .pages import without_pages
from .unwrap import paragraphs

_ENDS = re.compile("\r\n|[\r\n\v\x85\u2028\u2029]")
_UNSEEN = re.compile(
    "[\0-\x08\x0e-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffc]"
)
#: Forms of the same characters that were kept for older encodings, or are parts of characters.
_OLD_FORMS = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06\U0002f800-\U0002fa1f]")
#: Radicals that have a form of their own in simplified characters, in which PDF files write whole characters.
_RADICALS = str.maketrans(
    "⺀⺄⺈⺊⺌⺍⺕⺝⺟⺠⺢⺬⺮⺳⺹⻁⻄⻅⻆⻉⻋⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳⼾⾭",
    "冫乙刀卜小小彐月母民水示竹网老虎西见角贝车长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙龟户青",
)
#: No document has so many lines.
MAX_LINES = 50_000


def cleaned(text: str, notes: Notes) -> PrintedText:
    """The text of the document, and the notes of what was done to get it."""
    ended = text.endswith(("\n", "\r"))
    lines = _lines(text, notes)
    lines = without_pages(lines, notes)
    lines = without_letterhead(lines, notes)
    whole = "\n".join(paragraphs(lines, notes))
    return PrintedText(file=notes.file, text=whole + "\n" * ended, notes=tuple(notes.problems()))


def characters(text: str, notes: Notes) -> str:
    """Characters that are not seen are left out, old forms are replaced by the characters they stand for."""
    text = _ENDS.sub("\n", text)
    for unseen in sorted(set(_UNSEEN.findall(text))):
        notes.left_out("unseen-characters", f"U+{ord(unseen):04X}")
    text = _UNSEEN.sub("", text)
    for old in sorted(set(_OLD_FORMS.findall(text))):
        notes.put_right("old-forms", old)
    return _OLD_FORMS.sub(lambda found: unicodedata.normalize("NFKC", found[0].translate(_RADICALS)), text)


def _lines(text: str, notes: Notes) -> list[Line]:
    """The lines that hold anything."""
    lines: list[Line] = []
    blank = False
    for page, content in enumerate(text.split("\f")):
        for raw in content.split("\n"):
            if not raw.strip():
                blank = True
                continue
            if len(lines) == MAX_LINES:
                raise InputError(
                    Problem(Code.UNREADABLE, file=notes.file, reason=Phrase("too-many-lines", limit=MAX_LINES))
                )
            line = Line(raw, page, blank)
            if line.indent or blank:
                notes.put_right("layout", "")
            lines.append(line)
            blank = False
    return lines

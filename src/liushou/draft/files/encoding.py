"""Bytes as Chinese text: the one encoding in which all of them are text, and the text is Chinese.

Encodings are tried strictly, in order. Bytes that are no Chinese text in any of them, or equally well in two, are
refused: a text in wrong characters would be read without anybody noticing.
"""

import codecs
import re
import unicodedata
from collections.abc import Iterator
from itertools import islice

from ...apart import RefusedError
from ...problems import Phrase

_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_WITHOUT_MARK = ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
_META = re.compile(rb"""<meta[^<>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_-]{2,20})""", re.IGNORECASE)
_XML = re.compile(rb"""\A\s*<\?xml[^<>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_-]{2,20})""")
#: Names under which pages declare an encoding that holds more than the name says.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "big5": "big5hkscs", "cp950": "big5hkscs"}
#: Of so many characters is it judged whether a text is Chinese.
_SAMPLE = 20_000
#: The share of usual characters in a Chinese text; in wrong characters it is far smaller.
_USUAL, _CLEARLY = 0.8, 0.1
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_STRANGE = re.compile(r"[^\x00-\x7f]")
#: What a text holds that was once read wrongly and saved so: replacement characters, and those read as GB18030.
_SPOILT = re.compile("\ufffd|锟斤拷|\ue5e5{2}|烫烫烫|屯屯屯")
_SYMBOLS = frozenset("“”‘’—…·《》〈〉「」『』【】〔〕、。，；：？！（）　％℃★☆○●□■①②③④⑤⑥⑦⑧⑨⑩×÷±→√　﹝﹞［］－～")


def text_of(data: bytes) -> tuple[str, str]:
    """(the text, the encoding in which it was read). Raises :class:`RefusedError`."""
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return _checked(_decoded(data, encoding)), encoding
    text = _decoded(data, "utf-8")
    if text is not None and "\0" not in text:
        return _checked(text), "utf-8"
    readings = sorted(_readings(data), reverse=True)
    if not readings or readings[0][0] < _USUAL:
        raise RefusedError(Phrase("no-chinese-text"), Phrase("utf-8-text"))
    if len(readings) > 1 and readings[0][0] - readings[1][0] < _CLEARLY:
        raise RefusedError(Phrase("two-encodings", names=[readings[0][1], readings[1][1]]), Phrase("utf-8-text"))
    _, encoding, text = readings[0]
    return _checked(text), encoding


def _readings(data: bytes) -> Iterator[tuple[float, str, str]]:
    """(how usual its characters are, the encoding, the text), for each encoding in which all bytes are text."""
    declared = _declared(data)
    for encoding in dict.fromkeys(([declared] if declared else []) + [*_WITHOUT_MARK]):
        text = _decoded(data, encoding)
        if text is not None and "\0" not in text:
            yield usual(text), encoding, text


def _declared(data: bytes) -> str | None:
    """The encoding that a page itself names, if it is one that Python knows."""
    found = _META.search(data[:4096]) or _XML.match(data[:4096])
    name = found[1].decode("ascii").lower() if found else ""
    try:
        return _WIDER.get(name, codecs.lookup(name).name) if name else None
    except LookupError:
        return None


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def _checked(text: str | None) -> str:
    """The text, unless it shows that it was read wrongly some time before."""
    if text is None or "\0" in text:
        raise RefusedError(Phrase("no-chinese-text"), Phrase("utf-8-text"))
    check_chinese(text)
    return text


def check_chinese(text: str) -> None:
    """Refuse a text without words, or with characters that were read wrongly some time before."""
    if not text.strip():
        raise RefusedError(Phrase("no-text"), Phrase("file-with-text"))
    if _SPOILT.search(text) or not _HAN.search(text) or usual(text) < _USUAL:
        raise RefusedError(Phrase("spoilt-text"), Phrase("original-file"))


def usual(text: str) -> float:
    """The share of usual characters among those that are not ASCII: common 汉字 and Chinese punctuation (0 to 1)."""
    strange = [found[0] for found in islice(_STRANGE.finditer(text), _SAMPLE)]
    return sum(map(_is_usual, strange)) / len(strange) if strange else 0.0


def _is_usual(character: str) -> bool:
    """Whether a character stands among the frequent ones of GB 2312 or Big5, or is punctuation."""
    if character in _SYMBOLS or "\uff01" <= character <= "\uff5e" or unicodedata.category(character) == "Zs":
        return True
    return _row(character, "gb2312", 0xB0, 0xD7) or _row(character, "big5", 0xA4, 0xC6)


def _row(character: str, encoding: str, first: int, last: int) -> bool:
    code = character.encode(encoding, "ignore")
    return len(code) == 2 and first <= code[0] <= last


def traditional(text: str) -> bool:
    """Whether the text as a whole is in traditional characters: many that only Big5 has, hardly any that it has not."""
    old = new = 0
    characters = [found[0] for found in islice(_HAN.finditer(text), _SAMPLE)]
    for character in characters:
        in_big5, in_gb = character.encode("big5", "ignore"), character.encode("gb2312", "ignore")
        old += bool(in_big5 and not in_gb)
        new += bool(in_gb and not in_big5)
    return old > 10 * new and old * 20 > len(characters)

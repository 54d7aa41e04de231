"""The labels that a word processor counts and no text holds: 一、 （一） 1. 第一条."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

_DIGITS = "〇一二三四五六七八九"
_PLACES = ((1000, "千"), (100, "百"), (10, "十"))
_ROMAN = (*zip((1000, 900, 500, 400), ("M", "CM", "D", "CD"), strict=True),)
_ROMAN += (*zip((100, 90, 50, 40), ("C", "XC", "L", "XL"), strict=True),)
_ROMAN += (*zip((10, 9, 5, 4, 1), ("X", "IX", "V", "IV", "I"), strict=True),)
_LEGAL = str.maketrans("一二三四五六七八九十百千〇", "壹贰叁肆伍陆柒捌玖拾佰仟零")
#: Beyond this a label is written in Arabic digits, and no further counted.
_MOST = 9_999
_LEVELS = 9


def _chinese(number: int) -> str:
    """一, 十, 十一, 二十, 一百零三."""
    words, rest, gap = "", number, False
    for place, word in _PLACES:
        times, rest = divmod(rest, place)
        if times:
            one_ten = place == 10 and times == 1 and not words
            words += ("零" if gap else "") + ("" if one_ten else _DIGITS[times]) + word
        gap = bool(words) and not times and rest > 0
    return words + ("零" if gap else "") + (_DIGITS[rest] if rest else "")


def _roman(number: int) -> str:
    words = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        words += letters * times
    return words


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _row(characters: str) -> Callable[[int], str]:
    """Characters that are counted one after another, and Arabic digits behind the last."""
    return lambda number: characters[number - 1] if number <= len(characters) else str(number)


_CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_FORMS: dict[str, Callable[[int], str]] = {
    "decimalZero": "{:02}".format,
    "decimalFullWidth": lambda number: str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    "decimalEnclosedParen": _row("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"),
    "decimalEnclosedFullstop": _row("⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"),
    "chineseLegalSimplified": lambda number: _chinese(number).translate(_LEGAL),
    "ideographTraditional": _row("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _row("子丑寅卯辰巳午未申酉戌亥"),
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperRoman": _roman,
    "bullet": lambda _: "",
    "none": lambda _: "",
}
_FORMS |= dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _row(_CIRCLES))
_COUNTED_IN_CHINESE = """
chineseCounting chineseCountingThousand japaneseCounting japaneseDigitalTenThousand taiwaneseCounting
taiwaneseCountingThousand taiwaneseDigital ideographDigital koreanDigital2
"""
_FORMS |= dict.fromkeys(_COUNTED_IN_CHINESE.split(), _chinese)


@dataclass(slots=True)
class Level:
    """How the paragraphs of one level are counted."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    legal: bool = False


@dataclass(slots=True)
class NumberedList:
    """A list: its levels, what is counted with it, and where an instance of it begins anew."""

    counted_as: str
    levels: dict[int, Level] = field(default_factory=dict)
    anew: dict[int, int] = field(default_factory=dict)


def local(tag: object) -> str:
    """The name of an element or an attribute without its namespace."""
    return str(tag).rpartition("}")[2]


def children(element: Element | None, *names: str) -> Iterator[Element]:
    """The children of these names."""
    return (child for child in element if local(child.tag) in names) if element is not None else iter(())


def child(element: Element | None, *path: str) -> Element | None:
    """The first element on the path below; None where there is none."""
    for name in path:
        element = next(children(element, name), None)
    return element


def value(element: Element | None, name: str = "val") -> str | None:
    """An attribute, whatever its namespace."""
    if element is None:
        return None
    return next((text for key, text in element.items() if local(key) == name), None)


def number_in(element: Element | None, name: str = "val") -> int | None:
    """An attribute that is a small whole number."""
    text = value(element, name) or ""
    return int(text) if re.fullmatch(r"-?[0-9]{1,6}", text) else None


class Numbering:
    """The lists of a document by their names, and how far each is counted."""

    def __init__(self, lists: Mapping[str, NumberedList]) -> None:
        self._lists = lists
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        self.written = 0

    def label(self, name: str | None, level: int) -> str:
        """The label of the next paragraph of a list; "" where it has none."""
        numbered = self._lists.get(name or "")
        if name is None or numbered is None or level not in numbered.levels:
            return ""
        counts = self._counts.setdefault(numbered.counted_as, {})
        if level in numbered.anew and (name, level) not in self._begun:
            counts[level] = numbered.anew[level]
        else:
            counts[level] = counts[level] + 1 if level in counts else numbered.levels[level].start
        self._begun.add((name, level))
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        text = _label(numbered.levels, level, counts)
        self.written += bool(text)
        return text


class Styles:
    """The lists that paragraphs are in, by themselves or by their styles."""

    def __init__(self, root: Element | None) -> None:
        self._styles = {value(style, "styleId") or "": style for style in children(root, "style")}

    def list_of(self, properties: Element | None) -> tuple[str | None, int]:
        """(the list, the level) of a paragraph with these properties."""
        numbered, level = value(child(properties, "numPr", "numId")), number_in(child(properties, "numPr", "ilvl"))
        style = self._styles.get(value(child(properties, "pStyle")) or "")
        for _ in range(20):
            if style is None or (numbered is not None and level is not None):
                break
            own = child(style, "pPr", "numPr")
            numbered = value(child(own, "numId")) if numbered is None else numbered
            level = number_in(child(own, "ilvl")) if level is None else level
            style = self._styles.get(value(child(style, "basedOn")) or "")
        return (None if numbered == "0" else numbered), level or 0


def lists_of(root: Element | None) -> dict[str, NumberedList]:
    """The lists of a document, as its part of that name says."""
    abstract = {value(item, "abstractNumId") or "": item for item in children(root, "abstractNum")}
    lists: dict[str, NumberedList] = {}
    for item in children(root, "num"):
        name = value(child(item, "abstractNumId")) or ""
        numbered = NumberedList(name, _levels(abstract.get(name)))
        for override in children(item, "lvlOverride"):
            anew = number_in(child(override, "startOverride"))
            if anew is not None:
                numbered.anew[number_in(override, "ilvl") or 0] = anew
            numbered.levels |= _levels(override)
        lists[value(item, "numId") or ""] = numbered
    return lists


def _levels(parent: Element | None) -> dict[int, Level]:
    levels = {}
    for item in children(parent, "lvl"):
        start = number_in(child(item, "start"))
        form = value(child(item, "numFmt")) or next(
            (name for inner in item.iter() if local(inner.tag) == "numFmt" and (name := value(inner))), "decimal"
        )
        levels[number_in(item, "ilvl") or 0] = Level(
            1 if start is None else start,
            form,
            (value(child(item, "lvlText")) or "")[:40],
            child(item, "isLgl") is not None,
        )
    return {level: entry for level, entry in levels.items() if 0 <= level < _LEVELS}


def _label(levels: Mapping[int, Level], level: int, counts: Mapping[int, int]) -> str:
    """The label as it is printed; behind 第一条 a space belongs, behind 一、 none."""
    if levels[level].form == "bullet":
        return ""

    def counted(found: re.Match[str]) -> str:
        at = int(found[1]) - 1
        entry = levels.get(at, Level())
        number = counts.get(at, entry.start)
        form = None if levels[level].legal else _FORMS.get(entry.form)
        return form(number) if form and 0 < number <= _MOST else str(number)

    text = re.sub("%([1-9])", counted, levels[level].text).strip()
    return text + "\u3000" if re.search("[一-鿿A-Za-z0-9]\\Z", text) else text

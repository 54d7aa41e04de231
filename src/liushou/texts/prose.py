"""How the prose of official documents is read: sentences, the head and the foot.

A sentence ends at 。 ； ！ ？ or at the end of its paragraph, a 分句 at ，. What stands
inside quotation marks or brackets is never cut: “…体系。” is part of its sentence.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from ..chinese import day_at_end, day_in_digits

#: Ends of a sentence; half-width forms for texts that were typed so.
SENTENCE_ENDS = frozenset("。；！？;!?")
PIECE_ENDS = frozenset("，,")

_PAIRS = {pair[0]: pair[1] for pair in ["“”", "‘’", "（）", "()", "《》", "〈〉", "「」", "『』", "【】", "〔〕"]}
_LINE_END = re.compile(r"\r\n|\r|\n")
_CLOSERS = {closer: opener for opener, closer in _PAIRS.items()}
#: A document number alone on its line, bare or in brackets: 渝民发〔2020〕38号.
_NUMBER = re.compile(
    r"(?:(?:发文字号|发文编号|文件编号|文号)\s*[:：]\s*)?(?:"
    r"[（(]?([^\s，。；：、（）()《》“”〔〕\[\]]{1,20}[〔\[［【﹝(（]\s*\d{4}\s*[〕\]］】﹞)）]\s*第?\s*\d+\s*号)[）)]?"
    r"|[（(]?((?:\S{1,20}(?:令|公告|通告))?\s*(?:[12]\d{3}\s*年\s*)?第\s*[\d一二三四五六七八九十百]+\s*号)[）)]?"
    r")(?:\s+签发人[:：]?\s*\S*)?\Z"
)
_KINDS = (
    "意见 通知 方案 办法 规定 细则 计划 决定 公告 通告 措施 条例 规划 指引 制度 函 批复 要点 清单 法 规程 "
    "规则 规范 准则 守则 章程 纲要 大纲 预案 通报 公示 须知 倡议书 倡议 安排 标准 目录 指南 决议 公报 报告 请示"
)
_PUNCTUATED = re.compile(r"[。；：！？，]")
_LISTED = re.compile(
    r"(?:[（(]?[0-9０-９]+[）).、．]|[（(]?[一二三四五六七八九十]+[）)、．]|第\S{1,6}[条章节]|附\s*件|附[:：])"
)
_DAY_ALONE = re.compile(r"[（(]?(.*?日)(?:印发|发布)?[）)]?")
#: A month without a day does not date a document, but its offices stand above it.
_MONTH_ALONE = re.compile(r"\S{4}\s*年\s*\S{1,3}\s*月")
#: Under the title of a statute: （2021年9月13日贵州省人民政府令第203号公布）.
_ENACTED = re.compile(
    r"[（(]\s*([12]\d{3}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)[^）)\r\n]{0,200}?(?:通过|公布|发布|批准|印发)"
)
_ORDER = re.compile(r"(?!关于)[^，。；：《》\s]{2,40}(?:令|公告)")
_BY_ORDER = re.compile(r"[（(][^）)\r\n]{0,40}?日以?([^，。；\s）)\d]{2,20}令\s*第\s*\d+\s*号)")
#: Who signs an order in person: 省长 王某某.
_SIGNATORY = re.compile(r"(?:[省市县区州盟旗部局厅院会]\s*长|主\s*[任席])\s*[：:]?\s*[^\W\d]{1,2}\s?[^\W\d]{1,2}")
_TITLE = re.compile("(?:" + "|".join(_KINDS.split()) + r")(?:[（(](?:试行|暂行|修订)[）)])?\Z")
#: What the names of offices end in.
OFFICE = re.compile(r"(?:局|厅|委|委员会|办|办公室|政府|部|院|妇联|残联|联合会|总工会|团委|管委会|街道办事处)\Z")
_NOOFFICE = re.compile(r"[。，；：、！？,;:!?《》“”]")
#: A comma that ends no 分句: 1,000.
_IN_NUMBER = re.compile(r"\d,\d")
MAX_OFFICE = 40


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a text and where they begin in the whole of it: a line, or a 分句 without the mark that ends it."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """The offset behind the last character."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Sentence(Words):
    """A sentence without its final mark, and the 分句 it is made of."""

    pieces: tuple[Words, ...]


def paragraphs(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """(start, end) of every line between two offsets, line ends left out, empty lines left in."""
    stop = len(text) if end is None else end
    at = start
    for line_end in _LINE_END.finditer(text, start, stop):
        yield at, line_end.start()
        at = line_end.end()
    if at < stop:
        yield at, stop


def enclosed(text: str, start: int, end: int) -> list[bool]:
    """For each character whether it stands inside quotation marks or brackets.

    Only pairs that close count, so a mark that was forgotten swallows nothing.
    """
    change = [0] * (end - start + 1)
    stack: list[tuple[str, int]] = []
    waiting = dict.fromkeys(_PAIRS, 0)
    for at in range(start, end):
        character = text[at]
        if character in _PAIRS:
            stack.append((character, at))
            waiting[character] += 1
        elif character in _CLOSERS and waiting[_CLOSERS[character]]:
            while True:
                opener, opened = stack.pop()
                waiting[opener] -= 1
                if opener == _CLOSERS[character]:
                    break
            change[opened - start] += 1
            change[at - start + 1] -= 1
    return [depth > 0 for depth in accumulate(change[:-1])]


def sentences(text: str, start: int = 0, end: int | None = None) -> tuple[Sentence, ...]:
    """The sentences between two offsets, paragraph by paragraph, in order."""
    result: list[Sentence] = []
    for first, last in paragraphs(text, start, end):
        inside = enclosed(text, first, last)
        open_air = [at for at in range(first, last) if not inside[at - first]]
        ends = [at for at in open_air if text[at] in SENTENCE_ENDS]
        commas = [at for at in open_air if text[at] in PIECE_ENDS and not _IN_NUMBER.match(text, max(0, at - 1))]
        for begin, stop in _cut(text, first, last, ends):
            pieces = _cut(text, begin, stop, commas[bisect_left(commas, begin) : bisect_left(commas, stop)])
            parts = tuple(Words(text[first:last], first) for first, last in pieces)
            result.append(Sentence(text[begin:stop], begin, parts))
    return tuple(result)


def _cut(text: str, start: int, end: int, marks: Iterable[int]) -> list[tuple[int, int]]:
    """The stretches between marks that hold words, without white space at their ends."""
    stretches = []
    for mark in (*marks, end):
        first, last = trimmed(text, start, mark)
        if has_words(text[first:last]):
            stretches.append((first, last))
        start = mark + 1
    return stretches


def has_words(text: str) -> bool:
    """Whether there is anything but punctuation and white space."""
    return any(character.isalnum() for character in text)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The same stretch of text without white space at its ends."""
    first = end - len(text[start:end].lstrip())
    return first, first + len(text[start:end].strip())


# -- the head and the foot of a document ----------------------------------------------------------


def _lines(text: str, start: int, end: int) -> Iterator[Words]:
    """The lines between two offsets that hold anything, without white space at their ends."""
    for first, last in paragraphs(text, start, end):
        begin, stop = trimmed(text, first, last)
        if begin < stop:
            yield Words(text[begin:stop], begin)


def number_line(text: str, start: int, end: int) -> Words | None:
    """The document's own number: the first line that holds a number and nothing else."""
    above = Words("", start)
    for line in _lines(text, start, end):
        number = _NUMBER.match(line.text) if len(line.text) < 60 else None
        if number:
            group = 1 if number[1] else 2
            if group == 2 and number[2].startswith("第") and _ORDER.fullmatch(above.text):
                return Words(above.text + number[2], above.start)
            return Words(number[group], line.start + number.start(group))
        above = line
    ordered = _BY_ORDER.search(text, start, end)
    return Words(ordered[1], ordered.start(1)) if ordered else None


def title_lines(text: str, start: int, end: int) -> tuple[Words, ...]:
    """Lines that are titles: they end in 意见, 通知, 方案 … and no full stop.

    A title that was broken over lines (关于… or an open 《) is put together again.
    """
    titles: list[Words] = []
    begun: Words | None = None
    for line in _lines(text, start, end):
        joined = Words(begun.text + line.text, begun.start) if begun else None
        begun = None
        if joined and _TITLE.search(joined.text) and len(joined.text) < 120 and not _open_title(joined.text):
            titles.append(joined)
        elif joined and len(joined.text) < 120 and not _PUNCTUATED.search(line.text) and not _TITLE.search(line.text):
            begun = joined
        elif len(line.text) < 80 and not _PUNCTUATED.search(line.text):
            if _TITLE.search(line.text) and not _open_title(line.text):
                titles.append(line)
            elif "关于" in line.text or _open_title(line.text):
                begun = line
    return tuple(titles)


def _open_title(line: str) -> bool:
    return line.count("《") > line.count("》")


def signature(text: str, start: int, end: int) -> tuple[tuple[Words, ...], date | None, Words] | None:
    """The first block of offices with a date below it (or on the last office's line): (offices, day, as printed)."""
    offices: list[Words] = []
    for line in _lines(text, start, end):
        dated = day_at_end(line.text) if len(line.text) < 80 else None
        before = line.text if dated is None else line.text.removesuffix(dated[1]).strip()
        named = (dated or len(before) <= MAX_OFFICE) and not _NOOFFICE.search(before)
        other = (_SIGNATORY.fullmatch(before), _NUMBER.match(before), _LISTED.match(before), _TITLE.search(before))
        if not named or any(other):
            offices = []
            continue
        offices += [Words(name[0], line.start + name.start()) for name in re.finditer(r"\S+", before)]
        if dated is not None and offices:
            day, printed = dated
            first = next((number for number, name in enumerate(offices) if OFFICE.search(name.text)), 0)
            return tuple(offices[first:]), day, Words(printed, text.index(printed, line.start))
    return None


def issued_by(
    text: str, head_end: int, body_end: int, titles: tuple[Words, ...]
) -> tuple[tuple[Words, ...], date | None, Words | None]:
    """(offices, day, as printed): the signature, else the letterhead or the title, and a day on a line of its own."""
    if signed := signature(text, 0, body_end):
        return signed
    last, day, printed = _foot(text, 0, body_end)
    if day is None and (enacted := _ENACTED.search(text, 0, head_end)):
        day, printed = (day_at_end(enacted[1]) or (None,))[0], Words(enacted[1], enacted.start(1))
    return last or _in_head(text, head_end, titles), day, printed


def foot_start(text: str, start: int, end: int) -> int:
    """Where the signature between two offsets begins, or the offices that end it; ``end`` where there are none."""
    signed = signature(text, start, end)
    offices = signed[0] if signed else _foot(text, start, end)[0]
    return offices[0].start if offices else end


def _foot(text: str, start: int, end: int) -> tuple[tuple[Words, ...], date | None, Words | None]:
    """(the offices that stand alone at the end, the last day that stands alone, as printed)."""
    day: date | None = None
    printed: Words | None = None
    last: list[Words] = []
    for line in _lines(text, start, end):
        dated = _DAY_ALONE.fullmatch(line.text) if len(line.text) < 40 else None
        in_digits = day_in_digits(line.text)
        if dated and (read := day_at_end(dated[1])):
            day, printed = read[0], Words(read[1], line.start + line.text.index(read[1]))
        elif in_digits:
            day, printed = in_digits, line
        offices = _all_offices(line)
        below = dated or in_digits or _MONTH_ALONE.fullmatch(line.text)
        last = [*last, *offices] if offices else last if below else []
    return tuple(last), day, printed


def _all_offices(line: Words) -> list[Words]:
    """The offices of a line that holds nothing else."""
    names = [Words(name[0], line.start + name.start()) for name in re.finditer(r"\S+", line.text)]
    plain = all(len(name.text) <= MAX_OFFICE and OFFICE.search(name.text) for name in names)
    return names if plain and not _NOOFFICE.search(line.text) and not _LISTED.match(line.text) else []


def _in_head(text: str, head_end: int, titles: tuple[Words, ...]) -> tuple[Words, ...]:
    """The offices of the letterhead, or those with which the title begins."""
    begin = titles[0].start if titles else head_end
    letterhead: list[Words] = []
    for line in _lines(text, 0, begin):
        bare = Words(line.text.removesuffix("文件").removesuffix("令").rstrip(), line.start)
        letterhead += _all_offices(bare) if bare.text else []
    if letterhead or not titles:
        return tuple(letterhead)
    before = titles[0].text.partition("关于")[0].partition("印发")[0]
    before = re.split(r"等\d*(?:[一二三四五六七八九十]+)?(?:个|家)?(?:部门|单位|部委)", before)[0]
    names = [Words(name[0], titles[0].start + name.start()) for name in re.finditer(r"[^\s、]+", before)]
    known = before != titles[0].text and all(OFFICE.search(name.text) or name.text == "国务院" for name in names)
    return tuple(names) if known and all(text.startswith(name.text, name.start) for name in names) else ()

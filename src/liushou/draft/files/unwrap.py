"""Lines that end because the page does are put together again to paragraphs.

Whether a text was broken to a width, and to which, is seen from its lines: many of one length, in the middle of
sentences. A line of that length goes on, unless the next opens a paragraph by its label, its indentation or its kind.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from .lines import Line, Notes, columns, ends_clause, ends_sentence, goes_on, is_day, is_number, is_office, label

#: The narrowest and the widest column that text is set in, in characters.
_NARROW, _WIDE = 10, 110
#: How many characters a line may be short because a word or a mark did not fit.
_SLACK = 3
#: Of a paragraph so much is looked at: what is longer is no title and no heading.
_BEGIN = 300
#: So many lines at least end in the middle of a sentence, where a text was broken to a width.
_LEAST = 2
_INNER = re.compile("[，、。；：“”《》（）,;]")
#: What running text has and a heading or a title has not.
_RUNNING = re.compile("[，。；、：,;]")
_WORD = re.compile(r"[!-~]+")
_FIRST = re.compile("[!-~]+|[《（“‘「『【〔(]*.")
_SENTENCE = re.compile("[。；！？](?=.)")
#: No paragraph begins with these.
_NEVER_FIRST = re.compile("[，。；：、！？）》”’」』】〕,.;:!?)%％]|〔[0-9]{4}〕")
_TITLE = re.compile(
    "(?:意见|通知|方案|办法|规定|细则|计划|决定|公告|通告|措施|条例|规划|指引|制度|函|批复|要点|清单)(?:[（(]\\S{2,6}[）)])?\\Z"
)


@dataclass(slots=True)
class _Shape:
    """How the text was set: how long a full line is, how much shorter one may be, and what indentation says.

    ``usual`` is the length that most full lines have, ``headings`` are the kinds of labels that open headings, each
    with the length of its longest heading. ``settled``: a sentence that ends with a full line ends its paragraph.
    """

    measure: Callable[[str], int]
    width: int
    usual: int
    slack: int
    lengths: list[int]
    indents: bool = False
    margin: int = 0
    double: bool = False
    settled: bool = False
    headings: dict[str, int] = field(default_factory=dict)

    def full(self, at: int, following: str) -> bool:
        """Whether the line is as long as it can be, seeing what follows."""
        word = _WORD.match(following)
        slack = max(self.slack, self.measure(word[0][:30]) if word and self.slack else 0)
        return self.usual - slack <= self.lengths[at]

    def filled(self, at: int, following: str) -> bool:
        """Whether not even the first character of what follows would have fitted into the line."""
        first = _FIRST.match(following)
        return self.lengths[at] + self.measure(first[0] if first else "") > self.usual

    def indented(self, line: Line) -> bool:
        """Whether the line begins further in than others."""
        return line.indent >= self.margin + 2


def paragraphs(lines: Sequence[Line], notes: Notes) -> list[str]:
    """The paragraphs that the lines are."""
    shape = _shape(lines)
    if shape is None:
        return [line.text for line in lines]
    return _Joining(lines, shape).paragraphs(notes)


def _shape(lines: Sequence[Line]) -> _Shape | None:
    """How the text was broken into lines; None where it was not."""
    widths = [width for measure in (len, columns) if (width := _width(lines, measure))]
    if not widths:
        return None
    # What is not cut by characters was set by columns, unless far more lines agree on their characters.
    _, shape = max(widths, key=lambda pair: (pair[1].slack == 0, pair[0] * (5 if pair[1].measure is len else 6)))
    _learn(shape, lines)
    return shape


def _width(lines: Sequence[Line], measure: Callable[[str], int]) -> tuple[int, _Shape] | None:
    """(how many lines have the usual length, the shape), if the lines were broken to a width by this measure."""
    unit = 2 if measure is columns else 1
    lengths = [measure(line.raw.rstrip("\r\n")) for line in lines]
    pairs = list(zip(lines, lengths, strict=True))
    counts = Counter(length for line, length in pairs if not ends_sentence(line.text))
    running = Counter(length for line, length in pairs if _unfinished(line))
    everything = Counter(lengths)
    best, width = 0, 0
    for length in counts:
        if not _NARROW * unit <= length <= _WIDE * unit:
            continue
        near = range(length - _SLACK * unit, length + 1)
        longer = sum(count for other, count in everything.items() if other > length + unit)
        going, marked, reached = (sum(table[other] for other in near) for table in (counts, running, everything))
        enough = marked >= max(_LEAST, 0.4 * going) and going >= 0.6 * reached and longer <= max(1, len(lines) // 25)
        if enough and (going, length) > (best, width):
            best, width = going, length
    if not best:
        return None
    usual = max(range(width - _SLACK * unit, width + 1), key=lambda length: (counts[length], length))
    # By columns no width is exact: a digit is half as wide as a character.
    # Titles and signatures, which are set by themselves, have no mark in them and are not asked.
    marked = sum(running[length] for length in range(width - _SLACK * unit, width + 1))
    exact = unit == 1 and running[width] >= 0.9 * marked
    return counts[usual], _Shape(measure, width, usual, 0 if exact else _SLACK * unit, lengths)


def _unfinished(line: Line) -> bool:
    """Whether the line stops in the middle of running text."""
    return not ends_sentence(line.text) and _INNER.search(line.text) is not None


def _learn(shape: _Shape, lines: Sequence[Line]) -> None:
    """What indentation, empty lines and labels mean in this text."""
    shape.margin = min(line.indent for line in lines)
    pairs = [(at, lines[at], lines[at + 1]) for at in range(len(lines) - 1)]
    going = [(line, after) for at, line, after in pairs if _unfinished(line) and shape.full(at, after.text)]
    indented = sum(shape.indented(after) for _, after in going)
    shape.indents = sum(map(shape.indented, lines)) >= 2 and indented <= 0.3 * len(going)
    shape.double = sum(after.blank for _, after in going) > 0.5 * len(going)
    kinds: dict[str, list[str]] = defaultdict(list)
    unlabelled = 0
    for at, line, after in pairs:
        if shape.full(at, after.text):
            continue
        unlabelled += ends_sentence(line.text) and not label(after.text) and ends_sentence(after.text)
        if opened := label(line.text):
            kinds[_kind(opened)].append("" if ends_sentence(line.text) else line.text)
    inner = sum(len(_SENTENCE.findall(line.text)) for line in lines)
    shape.settled = unlabelled > inner
    shape.headings = {
        kind: max(map(len, texts)) for kind, texts in kinds.items() if sum(map(bool, texts)) > len(texts) / 2
    }


def _kind(opened: str) -> str:
    """The labels that are counted together: 一、 and 二、, 1. and 2."""
    return re.sub(r"[一二三四五六七八九十百零〇]+|\d+", "1", opened.strip())


class _Joining:
    """The lines of a text that was broken to a width, put together one after another."""

    def __init__(self, lines: Sequence[Line], shape: _Shape) -> None:
        self.lines, self.shape = lines, shape
        self.alone = [is_number(line.text) or is_day(line.text) for line in lines]
        self.offices = [is_office(line.text) for line in lines]
        for at in range(len(lines)):
            self.offices[at] = self.offices[at] and self._among_offices(at)
        #: Of the paragraph that is put together: how it begins, of how many lines it is, whether it is above all text,
        #: or follows a line that stands alone.
        self.paragraph, self.height, self.head, self.after_alone = "", 0, True, True

    def _among_offices(self, at: int) -> bool:
        """Whether a line that may be an office is one: it is short, or stands beside offices or the day."""
        if self.shape.lengths[at] < self.shape.width - self.shape.slack:
            return True
        beside = [other for other in (at - 1, at + 1) if 0 <= other < len(self.lines)]
        return any(self.offices[other] or is_day(self.lines[other].text) for other in beside)

    def paragraphs(self, notes: Notes) -> list[str]:
        """The paragraphs in order."""
        result: list[list[str]] = []
        above = True
        for at, line in enumerate(self.lines):
            if at and self._goes_on(at - 1):
                notes.put_right("lines-joined", "")
                words = self._gap(at) + line.text
                result[-1].append(words)
                self.paragraph += words if len(self.paragraph) < _BEGIN else ""
                self.height += 1
            else:
                self.paragraph, self.height = line.text, 1
                self.after_alone = at == 0 or self.alone[at - 1] or self.offices[at - 1]
                result.append([line.text])
            self.head = above
            above = above and not ends_sentence(line.text)
        return ["".join(parts) for parts in result]

    def _gap(self, at: int) -> str:
        """The space that stood where the line was broken: one blank that was kept at its end or its begin."""
        before, after = self.lines[at - 1].raw, self.lines[at].raw
        kept = before[-1:].isspace() or (self.lines[at].indent in (1, 2) and not self.shape.indents)
        if self.shape.slack or not kept:
            return ""
        return before[len(before.rstrip()) :] + after[: len(after) - len(after.lstrip())]

    def _goes_on(self, at: int) -> bool:
        """Whether the paragraph of which this is the last line so far goes on in the next line."""
        line, following = self.lines[at].text, self.lines[at + 1]
        if self.alone[at] or self.alone[at + 1]:
            return False
        if _NEVER_FIRST.match(following.text):
            return True
        if self.offices[at + 1] or (self.shape.indents and self.shape.indented(following)):
            return False
        opened = label(following.text)
        if not self.shape.full(at, following.text):
            return not opened and (goes_on(line) or self._shorter_page(at))
        if opened and not self._by_chance(at):
            return False
        if goes_on(line):
            return True
        if ends_sentence(line):
            return self._sentence_goes_on(at)
        return self._unfinished_goes_on(at)

    def _shorter_page(self, at: int) -> bool:
        """Whether running text goes on below a line that is not full: where all paragraphs are indented, it does."""
        line, following = self.lines[at], self.lines[at + 1]
        begun = self.height > 1 or self.shape.indented(line)
        running = _INNER.search(self.paragraph) and not self.head and not self._may_be_heading()
        long = self.shape.lengths[at] >= 0.6 * self.shape.width
        whole = ends_sentence(following.text) and not ends_sentence(line.text)
        return bool(self.shape.indents and begun and running and long and whole)

    def _by_chance(self, at: int) -> bool:
        """Whether the next line, behind a full one, only looks as if a label opened it."""
        line = self.lines[at].text
        if goes_on(line):
            return True
        if ends_sentence(line) or self.paragraph.startswith("附"):
            return False
        weak = label(self.lines[at + 1].text, weak=False) is None
        if self.shape.indents and weak:
            return True
        running = _RUNNING.search(self.paragraph.removeprefix(label(self.paragraph) or "")) is not None
        return running and (weak or self.shape.indents or self.height > 1 or not self._may_be_heading())

    def _may_be_heading(self) -> bool:
        """Whether the paragraph so far may be a heading, seeing how long others with such a label are."""
        opened = label(self.paragraph)
        longest = self.shape.headings.get(_kind(opened)) if opened else None
        return longest is not None and len(self.paragraph) <= longest + 8

    def _unfinished_goes_on(self, at: int) -> bool:
        """A full line without a mark at its end goes on, unless it is an office, a title or a heading."""
        line, following = self.lines[at].text, self.lines[at + 1].text
        if self.offices[at] and self.paragraph == line:
            return False
        if (
            (self.head or self.after_alone)
            and len(self.paragraph) < _BEGIN
            and _TITLE.search(self.paragraph)
            and not label(self.paragraph)
        ):
            return bool(_RUNNING.search(self.paragraph))
        opened = label(self.paragraph) or ""
        if self._may_be_heading() and not _INNER.search(self.paragraph[len(opened) :]) and not self.shape.indents:
            # The rest of a heading is short and ends in no mark; running text does not.
            return not self.shape.full(at + 1, "") and not ends_sentence(following)
        return True

    def _sentence_goes_on(self, at: int) -> bool:
        """After a full line that ends with a sentence the paragraph may go on."""
        line, following = self.lines[at].text, self.lines[at + 1]
        if ends_clause(line) or (self.head and line.endswith(("：", ":"))):
            return False
        if following.blank and not self.shape.double:
            return False
        if self.shape.indents or line[-1] in "；;" or (following.text[0] in "（(" and ends_clause(following.text)):
            return True
        bare = not ends_sentence(following.text) and not self.shape.full(at + 1, "")
        return self.shape.filled(at, following.text) and not bare and not self.shape.settled

"""Where the parts of a document's text begin and end, by the labels that open them."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from .closings import closing_start
from .labels import DEPTHS, STOP, Line, labelled, read_lines
from .prose import foot_start, has_words, paragraphs, signature

Kind = Literal["numbered", "outside", "annex"]

PREAMBLE, ENDING, ANNEX = "前言", "结尾", "附件"
MAX_HEADING = 20
#: The longest heading where nearly all clauses have one, and where it stands on a line of its own.
MAX_WIDE_HEADING, MAX_OWN_LINE = 36, 60
#: The longest heading alone on its line with a full stop, where other clauses may have none.
MAX_BARE_HEADING = 12

_ATTACHED = re.compile(r"\s*附\s*(?:件\s*)?(?:[0-9０-９]+\s*)?[:：]")
#: Lines with which a document closes: 附件：…, 特此通知, （此件公开发布）.
_CLOSES = re.compile(_ATTACHED.pattern + r"|\s*[（(]?(?:特此|此[件致]|抄送|主送|联系人|联系电话)")
_ITEM = re.compile(r"\s*(?:[0-9０-９]+\s*[.、．]|[（(][0-9０-９]+[）)]|[①-⑳]|[一二三四五六七八九十]+是)")
_ISSUES = re.compile(r"(?:印发|转发|下发|发布|现将|将)《([^《》]{4,60})》")
_LEAD_IN = re.compile(r"[^，。；：:（《\s]{2,12}[：:]\s*\S")
_NO_HEADING = re.compile(r"[：:]|要|应当|必须|纳入|给予|发放|\A(?:各|凡|对|将|由)|[，,].*[，,]|等.{0,3}\Z")
#: What marks a label that a text has already: 一〔2〕.
_AGAIN = "〔{}〕"


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A part before it is read: its label, its kind, and where it is.

    ``label`` is where the line with the label begins, what lies before are heading lines;
    ``words`` is where the words behind the label begin; ``sort`` is what kind of label it is.
    """

    at: str
    kind: Kind
    start: int
    end: int = 0
    label: int
    words: int
    title: str | None = None
    sort: str = ""


def segments(text: str) -> list[Segment]:
    """The parts in order; together they cover the text, and no label comes twice."""
    if not text:
        return []
    parts: list[Segment] = []
    begin = 0
    for section in _sections(text, read_lines(text)):
        own = [replace(part, at=section.named(part.at)) for part in _parts(text, section)]
        if not own or own[0].start > begin:
            first = Segment(at=section.named(PREAMBLE), kind="outside", start=begin, label=begin, words=begin)
            own.insert(0, first)
        parts += _ended(text, own, section)
        begin = section.end
    ends = [*(part.start for part in parts[1:]), len(text)]
    return _once([replace(part, end=end) for part, end in zip(parts, ends, strict=True)])


@dataclass(frozen=True, slots=True)
class _Section:
    """One numbering of a text: its lines, where it ends, and what stands before its labels."""

    lines: Sequence[Line]
    end: int
    prefix: str = ""
    number: int = 1

    def named(self, label: str) -> str:
        """The label with the name of the annex that the section is, or with its number from the second on."""
        if label.startswith(ANNEX) or (self.number == 1 and not self.prefix):
            return label
        if not self.prefix:
            return re.sub("^(?:（[^（]*|[^（]*)", lambda top: top[0] + _AGAIN.format(self.number), label)
        return self.prefix if label == PREAMBLE else f"{self.prefix} {label}"


def _sections(text: str, lines: list[Line]) -> Iterator[_Section]:
    """The document, and what it brings along with a numbering of its own: 现将《…方案》印发给你们 and the 方案."""
    cuts: list[tuple[int, str]] = [(0, "")]
    labels = [number for number, line in enumerate(lines) if line.sort in DEPTHS]
    if labels:
        issued = _ISSUES.findall("".join(text[: lines[labels[0]].first].split()))
        for number in (number for number in range(labels[0], len(lines)) if lines[number].sort == "annex"):
            head = "".join("".join(text[line.first : line.last].split()) for line in lines[number + 1 : number + 4])
            if any(name in head for name in issued):
                cuts.append((number, ANNEX + lines[number].label))
                issued = []
        if len(cuts) == 1 and (cut := _after_signature(text, lines, labels)) is not None:
            cuts.append((cut, ""))
    bounds = [*(number for number, _ in cuts[1:]), len(lines)]
    for number, ((first, prefix), last) in enumerate(zip(cuts, bounds, strict=True), start=1):
        yield _Section(lines[first:last], len(text) if last == len(lines) else lines[last].first, prefix, number)


def _after_signature(text: str, lines: Sequence[Line], labels: Sequence[int]) -> int | None:
    """The number of the line behind the first signature, where the numbering begins again there."""
    signed = signature(text, 0, len(text))
    if signed is None:
        return None
    cut = next((number for number, line in enumerate(lines) if line.first > signed[2].start), len(lines))
    tops = {(lines[number].sort, lines[number].label) for number in labels if number < cut}
    for number in range(cut, len(lines)):
        if lines[number].sort == "annex":
            return None
        if lines[number].sort in DEPTHS:
            return cut if (lines[number].sort, lines[number].label) in tops else None
    return None


def _parts(text: str, section: _Section) -> list[Segment]:
    """Every part that a label opens in one section; the ends are filled in later."""
    lines = list(section.lines)
    if section.prefix:
        lines[0] = replace(lines[0], sort="")
    body, annexes = _annexes(text, lines)
    last = next((line.words for line in reversed(body) if line.sort in DEPTHS), section.end)
    foot = foot_start(text, last, body[-1].last) if body and last < section.end else section.end
    parts = list(_Body(text, labelled(text, body), foot))
    if not any(part.kind == "numbered" for part in parts):
        parts = [replace(part, kind="numbered") if part.kind == "outside" else part for part in parts]
    for annex in annexes:
        parts += _annex_parts(text, annex)
    return parts


def _annexes(text: str, lines: Sequence[Line]) -> tuple[Sequence[Line], list[Sequence[Line]]]:
    """(the lines of the body, those of each annex); an annex before any label is the body where it has labels."""
    starts = [number for number, line in enumerate(lines) if line.sort == "annex"]
    labels = [number for number, line in enumerate(lines) if line.sort in DEPTHS]
    worded = next((number for number, line in enumerate(lines) if STOP.search(text, line.first, line.last)), len(lines))
    for number in list(starts):
        end = next((other for other in starts if other > number), len(lines))
        before = bool(labels) and labels[0] < number
        own = any(number < label < end for label in labels)
        if before:
            break
        if own or worded > number:
            starts.remove(number)
    bounds = [*starts, len(lines)]
    return lines[: bounds[0]], [lines[first:last] for first, last in zip(starts, bounds[1:], strict=True)]


@dataclass
class _Body:
    """The parts of the body, one after the other."""

    text: str
    lines: Sequence[Line]
    foot: int
    """Where the signature begins."""
    part: str = ""
    item: str = ""
    seen: Counter[str] = field(default_factory=Counter)
    above: int | None = field(default=None)
    """Where heading lines begin that wait for the part they open."""

    def __iter__(self) -> Iterator[Segment]:
        for number, line in enumerate(self.lines):
            following = self.lines[number + 1] if number + 1 < len(self.lines) else None
            if line.sort == "chapter" and following is not None and self._speaks(following):
                start = line.first if self.above is None else self.above
                self.above, self.part, self.item = None, "", ""
                yield Segment(at=line.label, kind="outside", start=start, label=line.first, words=line.words)
            elif line.sort == "chapter":
                self.above = line.first if self.above is None else self.above
            elif line.sort in DEPTHS:
                at = self._label(line)
                if following is not None and self._opens(line, following):
                    self.above = line.first if self.above is None else self.above
                else:
                    yield self._segment(at, line, following)

    def _label(self, line: Line) -> str:
        if line.sort in ("part", "article"):
            self.seen[line.label] += 1
            again = _AGAIN.format(self.seen[line.label]) if self.seen[line.label] > 1 else ""
            self.part, self.item = line.label + again, ""
            return self.part
        if line.sort == "item":
            self.item = f"{self.part}（{line.label}）"
            return self.item
        held = self.item or self.part
        return f"{held}{line.label}" if line.sort == "point" else f"{held}（{line.label}）"

    def _opens(self, line: Line, following: Line) -> bool:
        """Whether a line is but the heading of the part whose label follows."""
        deeper = following.sort in DEPTHS and DEPTHS[following.sort] > DEPTHS[line.sort]
        article = line.sort == "part" and following.sort == "article"
        return (deeper or article) and line.sort != "article" and line.is_heading(self.text)

    def _speaks(self, line: Line) -> bool:
        """Whether a line without a label holds a sentence: 第一部分　总体要求, and below it what it requires."""
        return not line.sort and STOP.search(self.text, line.first, line.last) is not None and not self._closes(line)

    def _closes(self, line: Line) -> bool:
        return line.first >= self.foot or _CLOSES.match(self.text[line.first : line.last]) is not None

    def _segment(self, at: str, line: Line, following: Line | None) -> Segment:
        start = line.first if self.above is None else self.above
        self.above = None
        rest = line.rest(self.text)
        goes_on = following is not None and not following.sort and not self._closes(following)
        if line.sort == "part" and goes_on and not STOP.search(rest):
            return Segment(
                at=at, kind="outside", start=start, label=line.first, words=line.last, title=rest or None, sort="part"
            )
        return Segment(at=at, kind="numbered", start=start, label=line.first, words=line.words, sort=line.sort)


def _annex_parts(text: str, lines: Sequence[Line]) -> list[Segment]:
    """The items of an annex by its outermost labels; an annex without any is one part."""
    name = ANNEX + lines[0].label
    sorts = {line.sort for line in lines}
    sort = next((sort for sort in ("part", "article", "item", "point") if sort in sorts), None)
    first = next((number for number, line in enumerate(lines) if line.sort == sort), len(lines))
    worded = any(STOP.search(text, line.first, line.last) for line in lines[1:first])
    start: int | None = lines[0].first
    parts = []
    if sort is None or worded:
        parts.append(Segment(at=name, kind="annex", start=lines[0].first, label=lines[0].first, words=lines[0].first))
        start = None
    for line in lines[first:]:
        if line.sort == sort:
            at = f"{name} （{line.label}）" if sort == "item" else f"{name} {line.label}"
            begin = line.first if start is None else start
            parts.append(Segment(at=at, kind="annex", start=begin, label=line.first, words=line.words, sort=line.sort))
            start = None
    return parts


def _ended(text: str, parts: list[Segment], section: _Section) -> list[Segment]:
    """The parts of a section with 结尾 behind the last clause."""
    ends = [*(part.start for part in parts[1:]), section.end]
    parts = [replace(part, end=end) for part, end in zip(parts, ends, strict=True)]
    number = max(number for number, part in enumerate(parts) if part.kind != "annex" or not number)
    last = parts[number]
    cut = _ending(text, last) if last.sort else None
    if cut is not None:
        at = section.named(ENDING)
        ending = Segment(at=at, kind="outside", start=cut, end=last.end, label=cut, words=cut)
        parts[number : number + 1] = [replace(last, end=cut), ending]
    return parts


def _once(parts: list[Segment]) -> list[Segment]:
    """The parts with their labels; one that a text has already is marked by how often it came."""
    count: dict[str, int] = {}
    taken = {part.at for part in parts}
    result = []
    for part in parts:
        count[part.at] = count.get(part.at, 0) + 1
        at = part.at
        while count[part.at] > 1 and at in taken:
            at = part.at + _AGAIN.format(count[part.at])
            count[part.at] += at in taken
        taken.add(at)
        result.append(replace(part, at=at))
    return result


def _ending(text: str, segment: Segment) -> int | None:
    """Where 结尾 begins behind the last clause: after its words, before the closing paragraph."""
    lines = [(first, last) for first, last in paragraphs(text, segment.label, segment.end) if text[first:last].strip()]
    done = 0
    for number, (first, last) in enumerate(lines):
        if closing_start(text, first, last) is not None:
            done = number + 1
    foot = _foot(text, segment, lines)
    if not done and segment.kind == "numbered" and segment.sort != "article":
        opening = text[segment.words : lines[0][1]] if lines else ""
        done = 1 if STOP.search(opening) and own_line(text, segment) is None else 2
        while done < len(lines) and _ITEM.match(text[slice(*lines[done])]):
            done += 1
        done = min(done, foot)
    done = done or foot
    return lines[done][0] if done < len(lines) else None


def _foot(text: str, segment: Segment, lines: Sequence[tuple[int, int]]) -> int:
    """The number of the first line that is no more of the last clause: what is attached, a formula, the signature."""
    foot = foot_start(text, segment.words, segment.end)
    ends = (
        number
        for number, (first, last) in enumerate(lines)
        if number and (last > foot or _CLOSES.match(text[first:last]))
    )
    return next(ends, len(lines))


def first_sentence(text: str, segment: Segment, *, wide: bool = False) -> str | None:
    """The short first sentence that can be a heading, if the clause goes on after it.

    It may be longer where it is alone on its line, and where nearly all clauses have a heading (``wide``).
    """
    line_end = next((last for _, last in paragraphs(text, segment.words, segment.end)), segment.words)
    stop = STOP.search(text, segment.words, line_end)
    end = stop.start() if stop else line_end
    opening = text[segment.words : end].strip()
    closing = closing_start(text, segment.words, segment.end)
    rest = text[end + 1 : segment.end if closing is None else closing]
    if not opening or not has_words(rest) or "《" in opening or text[end : end + 1] in ("；", "！", "？"):
        return None
    if len(opening) <= MAX_HEADING and not re.search(r"[，：（]|等.{0,3}\Z", opening):
        return opening
    alone = not has_words(text[end:line_end])
    limit = MAX_OWN_LINE if alone else MAX_WIDE_HEADING if wide else 0
    return opening if len(opening) <= limit and not _NO_HEADING.search(opening) else None


def is_headed(text: str, segment: Segment) -> bool | None:
    """Whether a part opens with what can be a heading: a short sentence without a comma, or of two equal halves.

    None for 培训对象：…, which speaks neither for headings nor against them.
    """
    if _LEAD_IN.match(text, segment.words, segment.end):
        return None
    opening = first_sentence(text, segment, wide=True)
    halves = (opening or "").split("，")
    return opening is not None and (len(halves) == 1 or (len(halves) == 2 and 4 <= len(halves[0]) == len(halves[1])))


def own_line(text: str, segment: Segment) -> str | None:
    """The heading that stands alone on the line of the label, with or without a full stop."""
    line_end = next((last for _, last in paragraphs(text, segment.words, segment.end)), segment.words)
    opening = first_sentence(text, segment)
    if opening is None or _NO_HEADING.search(opening):
        return None
    behind = text[text.index(opening, segment.words) + len(opening) : line_end]
    if behind.strip() and opening[0] in "为给向让":
        return None  # 为失能老年人提供集中照护。
    short = len(opening) <= MAX_BARE_HEADING and segment.sort != "article" and "，" not in opening
    return opening if not has_words(behind) and (short or not behind.strip()) else None

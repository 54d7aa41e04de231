"""What a page holds beside the text: its number, and the line that is on every page."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from .lines import Line, Notes, ends_sentence, is_day, is_number

_DASH = "-－—–―─一~～·•．.*"
_NUMERAL = r"(?:\d{1,4}|[０-９]{1,4})"
_DRESSED = re.compile(
    rf"(?:[{_DASH}]{{1,3}}\s*{_NUMERAL}\s*[{_DASH}]{{1,3}}"
    rf"|第\s*{_NUMERAL}\s*页(?:\s*[,，/／、（(]?\s*共\s*{_NUMERAL}\s*页\s*[）)]?)?"
    rf"|共\s*{_NUMERAL}\s*页\s*[,，/／]?\s*第\s*{_NUMERAL}\s*页"
    rf"|{_NUMERAL}\s*[/／]\s*{_NUMERAL}(?:\s*页)?|[Pp]age\s*\d{{1,4}}(?:\s*(?:of|/)\s*\d{{1,4}})?|[Pp]\.?\s*\d{{1,4}})\Z"
)
_BARE = re.compile(rf"{_NUMERAL}\Z")
#: Before a bare page number stands so much text on the whole, and so much at least; in the rows of a table, less.
_PAGE, _LEAST = 120, 30
#: Lines at the top and the foot of a page among which the same words are looked for, and of how many pages.
_EDGE, _LEAST_PAGES = 2, 3


def without_pages(lines: Sequence[Line], notes: Notes) -> list[Line]:
    """The lines without page numbers and running heads; text that goes on over a page goes on."""
    numbers = {position for position, line in enumerate(lines) if _DRESSED.match(line.text)}
    numbers |= _bare(lines)
    for position in sorted(numbers):
        notes.left_out("page-numbers", lines[position].text)
    heads = _running_heads(lines, numbers)
    for position in sorted(heads):
        notes.left_out("running-heads", lines[position].text)
    gone = numbers | heads
    kept: list[Line] = []
    after_break = False
    for position, line in enumerate(lines):
        if position in gone:
            after_break = True
            continue
        if after_break or (kept and kept[-1].page != line.page):
            line.blank = False
        after_break = False
        kept.append(line)
    return kept


def _bare(lines: Sequence[Line]) -> set[int]:
    """Numbers alone on their lines that count on, one for each page."""
    before, written = [], 0
    for line in lines:
        before.append(written)
        written += len(line.text)
    at = [position for position, line in enumerate(lines) if _BARE.match(line.text)]
    chain: list[int] = []
    for position in at:
        value, last = int(lines[position].text), chain[-1] if chain else None
        if last is None:
            follows = value in (1, 2) and before[position] >= _LEAST
        else:
            enough = before[position] - before[last] >= _LEAST or position + 1 == len(lines)
            follows = value == int(lines[last].text) + 1 and enough
        if follows:
            chain.append(position)
    if not chain or len(at) > 2 * len(chain):
        return set()
    ends = chain[-1] + 1 == len(lines)
    if len(chain) == 1 and not ends and lines[chain[0] + 1].page == lines[chain[0]].page:
        return set() if ends_sentence(lines[chain[0] - 1].text) else set(chain)
    return set(chain) if before[chain[-1]] >= _PAGE * (len(chain) - ends) else set()


def _running_heads(lines: Sequence[Line], numbers: set[int]) -> set[int]:
    """Lines with the same words (but for digits) at the same place of many pages, on every second at least.

    Where they stand nowhere else, the first of them stays: it may be the title.
    """
    edges = _edges(lines, numbers)
    if len(edges) < _LEAST_PAGES:
        return set()
    everywhere = Counter(_words(line.text) for line in lines)
    heads: set[int] = set()
    for place in (0, 1, -1, -2):
        same: dict[str, list[int]] = defaultdict(list)
        for page in edges:
            if len(page) >= 2 * _EDGE and len(lines[page[place]].text) <= 60:
                same[_words(lines[page[place]].text)].append(page[place])
        for words, found in same.items():
            first = lines[found[0]].text
            own = is_day(first) or is_number(first) or ends_sentence(first) or len(words) < 2
            if own or len(found) < max(_LEAST_PAGES, 0.4 * len(edges)):
                continue
            heads |= set(found[1:] if everywhere[words] == len(found) and not re.search(r"\d", first) else found)
    return heads


def _edges(lines: Sequence[Line], numbers: set[int]) -> list[list[int]]:
    """The lines of each page but for its number; a page ends where the reader says so, else at its number."""
    pages: list[list[int]] = [[]]
    known = lines[-1].page > 0 if lines else False
    for at, line in enumerate(lines):
        if known and at and line.page != lines[at - 1].page:
            pages.append([])
        if at not in numbers:
            pages[-1].append(at)
        elif not known:
            pages.append([])
    return [page for page in pages if page]


def _words(text: str) -> str:
    return re.sub(r"[\d\s０-９]", "", text)

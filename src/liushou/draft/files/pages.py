"""What a page holds beside the text: its number, and the line that is on every page."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

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
#: Lines at the top and the foot of a page among which the same words are looked for.
_EDGE = 2


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
    """Lines with the same words (but for digits) at the edge of several pages.

    Where they stand nowhere else, the first of them stays: it may be the title.
    """
    edges: set[int] = set()
    starts = [0, *(at for at in range(1, len(lines)) if lines[at].page != lines[at - 1].page), len(lines)]
    if len(starts) > 3:
        for start, end in pairwise(starts):
            inner = [at for at in range(start, end) if at not in numbers]
            edges |= {*inner[:_EDGE], *inner[-_EDGE:]}
    for at in numbers:
        edges |= {at - 1, at + 1} - numbers
    places: dict[str, list[int]] = defaultdict(list)
    for at in sorted(edges):
        if 0 <= at < len(lines) and len(lines[at].text) <= 60:
            places[_words(lines[at].text)].append(at)
    everywhere = Counter(_words(line.text) for line in lines)
    heads: set[int] = set()
    for words, found in places.items():
        first = lines[found[0]].text
        if len(words) < 2 or len(found) < 3 or is_day(first) or is_number(first) or first[-1] in "。；：":
            continue
        heads |= set(found[1:] if everywhere[words] == len(found) and not re.search(r"\d", first) else found)
    return heads


def _words(text: str) -> str:
    return re.sub(r"[\d\s０-９]", "", text)

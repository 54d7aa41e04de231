"""The items of an annex: which clauses each repeats, and in which words it differs from them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import Match, SequenceMatcher
from itertools import pairwise

from ...documents import AnnexItem, Context, Policy, Rewording
from ...texts import ENDING, PREAMBLE, Source, SourceClause, annex_groups, annex_proved

#: How much of an item must stand in the clauses it repeats.
_REPEATED = 0.5
_SHARED = 0.2
#: An item of fewer characters repeats nothing: it is a heading or a name.
_LEAST = 12
#: Work that the search for what is repeated may take: pairs of items and clauses, and characters × characters.
_MOST_PAIRS, _MOST_COMPARED = 40_000, 20_000_000
#: Characters of context on both sides of a wording that differs.
_AROUND = 4
_SHORT = 4


def annex_of(source: Source, policy: Policy) -> tuple[AnnexItem, ...]:
    """The annex items of a text, proved to repeat what they say they repeat.

    ``policy`` is the document without them. An item that repeats nothing, or whose differences
    cannot be told apart, is context as a whole.
    """
    bodies = [part for part in source.clauses if part.kind != "annex" and part.at not in (PREAMBLE, ENDING)]
    parts = [part for part in source.clauses if part.kind == "annex"]
    if len(parts) * len(bodies) > _MOST_PAIRS:
        bodies = []
    items = [AnnexItem(at=part.at, of=_repeats(part, bodies), agencies=part.agencies) for part in parts]
    whole = replace(policy, annex=tuple(items))
    for group in annex_groups(whole):
        own = {number: parts[number] for number in group}
        labels = {label for number in group for label in items[number].of}
        repeated = sum(len(part.body) for part in bodies if part.at in labels)
        length = sum(len(part.body) for part in own.values())
        if length < max(_LEAST, _SHARED * repeated) or length * repeated > _MOST_COMPARED:
            for number in group:
                items[number] = replace(items[number], of=())
            continue
        for number, differs in _differences([part for part in bodies if part.at in labels], own).items():
            items[number] = replace(items[number], differs=differs)
        if not annex_proved(replace(policy, annex=tuple(items)), source, group):
            for number in group:
                items[number] = replace(items[number], of=(), differs=())
    return tuple(item if item.of else replace(item, context=(Context("organisation"),)) for item in items)


def _repeats(part: SourceClause, bodies: Sequence[SourceClause]) -> tuple[str, ...]:
    """The labels of the clauses that an item repeats."""
    pieces = [piece.text for sentence in part.sentences for piece in sentence.pieces if len(piece.text) >= _SHORT]
    length = sum(map(len, pieces))
    if not length:
        return ()
    shares = {body.at: [piece for piece in pieces if piece in body.body] for body in bodies}
    by_share = sorted(bodies, key=lambda body: -sum(map(len, shares[body.at])))
    chosen: list[str] = []
    covered: set[str] = set()
    for body in by_share:
        more = [piece for piece in shares[body.at] if piece not in covered]
        if sum(map(len, more)) >= _SHARED * length:
            chosen.append(body.at)
            covered |= set(more)
    if sum(len(piece) for piece in pieces if piece in covered) < _REPEATED * length:
        return ()
    return tuple(body.at for body in bodies if body.at in chosen)


def _differences(bodies: Sequence[SourceClause], parts: dict[int, SourceClause]) -> dict[int, tuple[Rewording, ...]]:
    """For each item (by its number) the wordings in which it differs from the bodies."""
    before = "".join(body.body for body in bodies)
    order = sorted(parts, key=lambda number: _place(parts[number], before))
    starts: list[tuple[int, int]] = []
    after = ""
    for number in order:
        starts.append((len(after), number))
        after += parts[number].body
    spans = {number: (start, end) for (start, number), (end, _) in pairwise([*starts, (len(after), -1)])}
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    merged = [block for block in blocks if block.size > 1 or not block.size]
    differs: dict[int, list[Rewording]] = {number: [] for number in parts}
    text = before
    for left, gap, right in _gaps(merged):
        owner = next(number for number, (start, end) in spans.items() if gap[2] < end or end == len(after))
        start, end = spans[owner]
        rewording = _reworded(text, after[start:end], (before, after), (left, gap, right), (start, end))
        differs[owner].append(rewording)
        text = text.replace(rewording.body, rewording.annex, 1)
    return {number: tuple(listed) for number, listed in differs.items()}


def _place(part: SourceClause, text: str) -> int:
    places = [text.find(piece.text) for sentence in part.sentences for piece in sentence.pieces]
    return next((place for place in places if place >= 0), len(text))


def _gaps(blocks: Sequence[Match]) -> Iterator[tuple[int, tuple[int, int, int, int], int]]:
    """(equal characters before, where both texts differ, equal characters behind), in order."""
    for last, block in pairwise([Match(0, 0, 0), *blocks]):
        gap = (last.a + last.size, block.a, last.b + last.size, block.b)
        if gap[0] < gap[1] or gap[2] < gap[3]:
            yield last.size, gap, block.size


def _reworded(
    text: str,
    own: str,
    both: tuple[str, str],
    place: tuple[int, tuple[int, int, int, int], int],
    limits: tuple[int, int],
) -> Rewording:
    """The differing words with so much of what is around them that they are found in one place."""
    before, after = both
    left, (first, last, start, end), right = place
    most_left, most_right = min(left, start - limits[0]), min(right, limits[1] - end)
    rewording = Rewording(before[first:last], after[start:end])
    for width in range(_AROUND, max(most_left, most_right, _AROUND) + _AROUND, _AROUND):
        on_left, on_right = max(0, min(width, most_left)), max(0, min(width, most_right))
        body = before[first - on_left : last + on_right]
        rewording = Rewording(body, after[start - on_left : end + on_right])
        if text.count(body) == 1 and rewording.annex in own:
            break
    return rewording

"""The text in its parts and sentences, and which proposals belong to each."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from ...documents import AnnexItem, Clause
from ...texts import SourceClause
from ..model import CERTAINTIES, Certainty, Frame, Judgement, ProposedContext, ProposedMeasure

Path = tuple[str | int, ...]
Lines = Mapping[Path, int]
Proposal = ProposedMeasure | ProposedContext


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A proposal on the page: its anchor, its mark in the text (measures have one), the words it is about, its line."""

    id: str
    mark: str
    words: str
    line: int | None
    proposal: Proposal

    @property
    def judgement(self) -> Judgement:
        """How certain it is."""
        return self.proposal.judgement

    @property
    def certainty(self) -> Certainty:
        """sure, check or open."""
        return self.proposal.judgement.certainty

    @property
    def quiet(self) -> bool:
        """Whether it promises nothing and nothing of it is to be decided."""
        return not self.mark and self.certainty == "sure"


@dataclass(frozen=True, slots=True)
class Run:
    """Characters under the same proposals; ``ends`` are the proposals that end behind them."""

    text: str
    under: tuple[Item, ...]
    ends: tuple[Item, ...]

    @property
    def certainty(self) -> Certainty | None:
        """That of the least certain measure over it; None where there is none."""
        levels = [CERTAINTIES.index(item.certainty) for item in self.under if item.mark]
        return CERTAINTIES[max(levels)] if levels else None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its mark, in runs, and where it lies in the whole text."""

    id: str
    start: int
    end: int
    runs: tuple[Run, ...]


@dataclass(slots=True)
class Row:
    """A sentence and what is proposed for it; sentences for which nothing is proposed or to be decided share a row."""

    sentences: list[Sentence]
    items: list[Item] = field(default_factory=list)

    @property
    def words(self) -> str:
        """All that is printed in it."""
        return "".join(run.text for sentence in self.sentences for run in sentence.runs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the text: the lines above it, its heading, its rows, its closing, and its entry in the file."""

    id: str
    at: str
    above: tuple[str, ...]
    heading: str
    rows: tuple[Row, ...]
    closing: str | None
    entry: Clause | AnnexItem | None
    path: Path

    @property
    def items(self) -> list[Item]:
        """Every proposal of the part."""
        return [item for row in self.rows for item in row.items]


def line_of(lines: Lines, path: Path) -> int | None:
    """The line of a place in the file, or of the nearest place around it that has one."""
    steps = (path[:length] for length in range(len(path), 0, -1))
    return next((lines[step] for step in steps if step in lines), None)


def items_of(placed: Iterable[tuple[Proposal, Path]], text: str, lines: Lines) -> tuple[Item, ...]:
    """Every proposal with its path, in the order of the text."""
    items, marks = [], 0
    ordered = sorted(placed, key=lambda pair: (pair[0].start, pair[0].end))
    for number, (proposal, path) in enumerate(ordered, 1):
        marks += isinstance(proposal, ProposedMeasure)
        mark = str(marks) if isinstance(proposal, ProposedMeasure) else ""
        line, words = line_of(lines, path), text[proposal.start : proposal.end]
        items.append(Item(id=f"p{number}", mark=mark, words=words, line=line, proposal=proposal))
    return tuple(items)


def parts_of(frame: Frame, items: Sequence[Item]) -> tuple[Part, ...]:
    """The whole text, part by part; every item is in exactly one row, that of the sentence in which it begins."""
    source = frame.source.clauses
    if not source:
        return ()
    entries: dict[str, tuple[Clause | AnnexItem | None, Path]] = {}
    for number, item in enumerate(frame.annex):
        entries[item.at] = (item, ("annex", number))
    for number, clause in enumerate(frame.clauses):
        entries[clause.at] = (clause, ("clauses", number))
    starts = [part.start for part in source]
    inside: dict[int, list[Item]] = {}
    for each in items:
        inside.setdefault(max(0, bisect_right(starts, each.proposal.start) - 1), []).append(each)
    # A label that stands twice has its entry once.
    known = [entries.pop(part.at, (None, ())) for part in source]
    numbered = enumerate(zip(source, known, strict=True))
    return tuple(_part(part, number, entry, inside.get(number, [])) for number, (part, entry) in numbered)


def _part(part: SourceClause, number: int, known: tuple[Clause | AnnexItem | None, Path], items: list[Item]) -> Part:
    return Part(
        id=f"c{number + 1}",
        at=part.at,
        above=tuple(line.strip() for line in part.above.splitlines() if line.strip()),
        heading=part.text[len(part.above) : part.body_start - part.start].strip(),
        rows=tuple(_rows(part, f"s{number + 1}", items)),
        closing=part.closing,
        entry=known[0],
        path=known[1],
    )


def _rows(part: SourceClause, prefix: str, items: Sequence[Item]) -> Iterator[Row]:
    starts = [part.body_start, *(sentence.start for sentence in part.sentences[1:])]
    cuts = [*starts, max(part.body_start + len(part.body), starts[-1])]
    rows = [
        Row([Sentence(f"{prefix}-{number}", start, stop, tuple(_runs(part, start, stop, items)))])
        for number, (start, stop) in enumerate(pairwise(cuts), 1)
    ]
    for item in items:
        # What lies in the heading or behind the last sentence is shown beside the nearest one.
        rows[max(0, min(bisect_right(starts, item.proposal.start), len(rows)) - 1)].items.append(item)
    for quiet, group in groupby(rows, key=lambda row: all(item.quiet for item in row.items)):
        if quiet:
            joined = [*group]
            sentences = [sentence for row in joined for sentence in row.sentences]
            yield Row(sentences, [item for row in joined for item in row.items])
        else:
            yield from group


def _runs(part: SourceClause, start: int, stop: int, items: Sequence[Item]) -> Iterator[Run]:
    near = [item for item in items if item.proposal.start < stop and item.proposal.end > start]
    edges = {edge for item in near for edge in (item.proposal.start, item.proposal.end) if start < edge < stop}
    for first, last in pairwise([start, *sorted(edges), stop]):
        under = tuple(item for item in near if item.proposal.start <= first and item.proposal.end >= last)
        ends = tuple(item for item in near if item.proposal.end == last)
        yield Run(part.text[first - part.start : last - part.start], under, ends)

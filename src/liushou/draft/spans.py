"""Context as the rule files write it: 首词…尾词 for every 分句 that no quote touches, and nothing said twice."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ..documents import CONTEXT_KINDS, Context, Definition
from ..texts import SourceClause, touched
from .model import CERTAINTIES, Judgement, ProposedContext

Stretch = tuple[int, int]
#: The fewest first or last words that say where a stretch lies, in characters.
FEWEST = 6
#: 分句 up to this long are written whole.
SHORT = 10
#: What was proposed for nobody's 分句.
LEFT_OVER = Judgement(certainty="check", speaks_against=("没有提出是哪一种，先按背景记下",))


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A 分句 with the sentence it is in, and what it is: None where a quote or the definition has it."""

    sentence: int
    start: int
    end: int
    text: str
    proposed: ProposedContext | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A context entry and how certain it is."""

    context: Context
    judgement: Judgement


def worst(judgements: Iterable[Judgement]) -> Judgement:
    """What is said of several together: the least certain, with the reasons of all that are no more certain."""
    ordered = sorted(judgements, key=lambda judgement: -CERTAINTIES.index(judgement.certainty))
    least = [judgement for judgement in ordered if judgement.certainty == ordered[0].certainty]
    return Judgement(
        certainty=least[0].certainty,
        speaks_for=tuple(dict.fromkeys(words for judgement in least for words in judgement.speaks_for)),
        speaks_against=tuple(dict.fromkeys(words for judgement in least for words in judgement.speaks_against)),
        neighbour=next((judgement.neighbour for judgement in least if judgement.neighbour), None),
    )


def entries(
    part: SourceClause,
    proposed: Sequence[ProposedContext],
    *,
    quotes: Iterable[str] = (),
    definition: Definition | None = None,
    repeated: str | None = None,
) -> tuple[Entry, ...] | None:
    """The context of one part, by kind; each 分句 that no quote touches is in one of the entries.

    ``definition`` is given where it stands in this part; ``repeated`` are the words of the body that an annex item
    repeats: 分句 that stand there need none. None where no first and last words say where some 分句 is: the part has
    to be accounted for in another way.
    """
    quoted = touched(part, quotes)
    taken = quoted + _defined(part, definition)
    pieces = list(_pieces(part, taken, proposed))
    if repeated is not None:
        pieces = [replace(piece, proposed=None) if piece.text in repeated else piece for piece in pieces]
    free = [piece for piece in pieces if piece.proposed is not None]
    kinds = {piece.proposed.kind for piece in free if piece.proposed}
    if not free:
        return ()
    if not quoted and repeated is None and len(kinds) == 1:
        return (Entry(Context(kinds.pop()), worst(piece.proposed.judgement for piece in free if piece.proposed)),)
    written = _Finder(part, taken).entries(pieces)
    if written is None:
        return None
    return tuple(sorted(written, key=lambda entry: CONTEXT_KINDS.index(entry.context.kind)))


def _defined(part: SourceClause, definition: Definition | None) -> list[Stretch]:
    """The sentences that the definition accounts for."""
    own = touched(part, [definition.quote]) if definition and any(map(str.isalnum, definition.quote)) else []
    return [
        (sentence.start, sentence.end) for sentence in part.sentences if _overlap(own, sentence.start, sentence.end)
    ]


def _pieces(part: SourceClause, taken: list[Stretch], proposed: Sequence[ProposedContext]) -> Iterator[Piece]:
    for number, sentence in enumerate(part.sentences):
        for piece in sentence.pieces:
            mine: ProposedContext | None = None
            start, end = _first_word(piece.text, piece.start), piece.end
            if not _overlap(taken, start, end):
                mine = next((each for each in proposed if each.start < end and start < each.end), None)
                mine = mine or ProposedContext(at=part.at, start=start, end=end, kind="background", judgement=LEFT_OVER)
            yield Piece(sentence=number, start=start, end=end, text=piece.text[start - piece.start :], proposed=mine)


def _runs(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Neighbouring 分句 of one sentence that are one kind of context and equally certain."""
    run: list[Piece] = []
    for piece in pieces:
        if run and not _alike(run[-1], piece):
            yield run
            run = []
        if piece.proposed is not None:
            run.append(piece)
    if run:
        yield run


def _alike(one: Piece, other: Piece) -> bool:
    a, b = one.proposed, other.proposed
    same = a is not None and b is not None and (a.kind, a.judgement.certainty) == (b.kind, b.judgement.certainty)
    return same and one.sentence == other.sentence


class _Finder:
    """Finds the words that say where a run lies, as :func:`liushou.texts.place` reads them."""

    def __init__(self, part: SourceClause, taken: list[Stretch]) -> None:
        self.part = part
        self.taken = taken
        self.starts = [
            (sentence.text[start - sentence.start :], start)
            for sentence in part.sentences
            for piece in sentence.pieces
            for start in [_first_word(piece.text, piece.start)]
        ]

    def entries(self, pieces: list[Piece]) -> list[Entry] | None:
        """The entries of all runs; None where one of them cannot be written.

        A run that begins like others has its first 分句 as a whole: that entry covers it wherever it is printed.
        """
        alone: dict[str, Entry] = {}
        while True:
            written: list[Entry] = []
            left = [replace(piece, proposed=None) if piece.text in alone else piece for piece in pieces]
            for run in _runs(left):
                entry = self._entry(run)
                if entry is None:
                    first = run[0]
                    if "…" in first.text or first.proposed is None:
                        return None
                    alone[first.text] = Entry(Context(first.proposed.kind, first.text), first.proposed.judgement)
                    break
                written.append(entry)
            else:
                return [*alone.values(), *written]

    def _entry(self, run: list[Piece]) -> Entry | None:
        text = self.part.body[run[0].start - self.part.body_start : run[-1].end - self.part.body_start]
        opening = self._opening(text, run[0].text)
        if opening is None:
            return None
        ending = "" if _closes(run, len(opening)) else _ending(text, len(opening))
        proposals = [piece.proposed for piece in run if piece.proposed is not None]
        context = Context(proposals[0].kind, opening, ending or "")
        judgement = worst(proposal.judgement for proposal in proposals)
        return None if ending is None else Entry(context, judgement)

    def _opening(self, text: str, first: str) -> str | None:
        """The fewest first words that begin no other 分句; a short 分句 is written whole."""
        stop = text.find("…")
        longest = len(text) if stop < 0 else stop
        shortest = len(first) if len(first) <= SHORT else FEWEST
        openings = (text[:length] for length in range(min(shortest, longest), longest + 1))
        usable = [words for words in openings if words and not words[-1].isspace()]
        usable.sort(key=lambda words: _is_cut(text, len(words)))
        return next((words for words in usable if self._begun(words) == 1), None)

    def _begun(self, words: str) -> int:
        begun = (start for text, start in self.starts if text.startswith(words))
        return sum(1 for start in begun if not _overlap(self.taken, start, start + len(words)))


def _is_cut(text: str, length: int) -> bool:
    """Whether so many first characters end within a number or with an opening bracket."""
    ends, after = text[length - 1], text[length : length + 1]
    return ends in "〔（(《“‘[【" or (ends.isascii() and after.isascii() and after.isalnum())


def _closes(run: list[Piece], length: int) -> bool:
    """Whether a run ends with the 分句 in which its opening of this length ends."""
    after = run[0].start + length
    return next(piece.end for piece in run if piece.end >= after) == run[-1].end


def _ending(text: str, after: int) -> str | None:
    """The fewest last words whose first place behind the opening is the end."""
    text = text.rstrip("：:、—-…")
    rest = len(text) - after
    endings = (text[len(text) - length :] for length in range(min(FEWEST, rest), rest + 1))
    usable = (words for words in endings if words and "…" not in words and not words[0].isspace())
    return next((words for words in usable if text.find(words, after) == len(text) - len(words)), None)


def _first_word(text: str, start: int) -> int:
    """Where a 分句 begins, without … before its words, which no entry can begin with."""
    return start + len(text) - len(text.lstrip("… "))


def _overlap(stretches: Iterable[Stretch], start: int, end: int) -> bool:
    return any(first < end and start < last for first, last in stretches)

"""Sentences cut into what each promises: 分句 that need each other stay together."""

import re
from dataclasses import dataclass

from ...texts import Lexicon, Sentence
from .words import Marks

#: Words before the verb that say how, not what.
_HOW = re.compile(
    r"(?:积极|深入|不断|大力|切实|及时|有效|进一步|持续|着力|广泛|认真|扎实|稳步|全面|充分|主动|努力|常态化|逐步|加快|"
    r"并|同时|特别是|要|应当?|多渠道|多形式|、|有针对性地|精准|严格|深化|依法)+"
)
_BEFORE = re.compile(r"为|对|将|把|向|给|面向|针对|以|通过|根据|按照?|依托|围绕|由|结合|在|从|依靠|利用|充分利用|重点")
#: A first half that only says by what means; the verb behind it begins the promise.
_MEANS = re.compile(r"\A(?:充分)?(?:通过|采取|运用|利用|以)[^，。；]{2,40}?(?:方式|形式|途径|手段|契机)")
_BODIES = re.compile(r"(?:充分)?发挥.{2,60}?作用\Z")
_BY = re.compile(r"(?:牵头|组织|统筹|协助|协助实施|具体组织|为单位|需求|情况|意愿|条件)\Z")
_MORE = re.compile(r"特别是|尤其是|包括|其中|重点吸引")


@dataclass(frozen=True, slots=True)
class Part:
    """One or more 分句 of a sentence that belong together; ``quote`` is where what is promised begins."""

    start: int
    end: int
    quote: int
    pieces: int


class Cutter:
    """Cuts the sentences of one text."""

    def __init__(self, text: str, marks: Marks, lexicon: Lexicon) -> None:
        self.text, self.marks, self.lexicon = text, marks, lexicon

    def parts(self, sentence: Sentence) -> list[Part]:
        """The parts of a sentence in printed order; together they are all its 分句."""
        parts: list[Part] = []
        waiting: Part | None = None
        for piece in sentence.pieces:
            begins = self._quote(piece.start, piece.end)
            part = Part(piece.start, piece.end, begins, 1)
            if waiting is not None:
                part = Part(waiting.start, part.end, waiting.quote, waiting.pieces + 1)
            if self._unfinished(piece.start, piece.end):
                waiting = part
                continue
            if parts and waiting is None and self._continues(parts[-1], piece.start, piece.end):
                last = parts.pop()
                part = Part(last.start, part.end, last.quote, last.pieces + 1)
            waiting = None
            parts.append(part)
        if waiting is not None:
            parts.append(waiting)
        return parts

    def head(self, start: int, end: int) -> tuple[int, str | None]:
        """(where the first word that counts begins, the force of a verb there)."""
        how = _HOW.match(self.text, start, end)
        at = how.end() if how else start
        words = self.text[at:end]
        verb = self.lexicon.verb_at(words)
        return at, verb

    def _quote(self, start: int, end: int) -> int:
        """Where a promise begins in a 分句: behind the means by which it is kept, where a verb follows them."""
        means = _MEANS.match(self.text[start:end])
        if means and self.head(start + means.end(), end)[1] is not None:
            return start + means.end()
        return start

    def _unfinished(self, start: int, end: int) -> bool:
        """Whether a 分句 needs the next one: for whom, how, by whom, without what is done."""
        words = self.text[start:end]
        if _BODIES.search(words) and not self.marks.within(start, end, "woman"):
            return True
        _, verb = self.head(start, end)
        if verb is not None or self._quote(start, end) != start:
            return False
        if _BEFORE.match(words):
            behind = re.sub(r"“[^”]*”|《[^》]*》", "", words)
            return self.lexicon.governing(behind) is None or bool(_BY.search(words) or _MEANS.fullmatch(words))
        return bool(_BY.search(words)) and len(words) < 40

    def _continues(self, last: Part, start: int, end: int) -> bool:
        """Whether a 分句 only goes on with the part before it."""
        words = self.text[start:end]
        at, verb = self.head(start, end)
        if verb is not None:
            return False
        if _MORE.match(words):
            return True
        if _BEFORE.match(self.text, at, end):
            force = self.head(last.quote, last.end)[1]
            straight = self.marks.within(last.quote, min(last.end, last.quote + 16), "woman")
            return force == "encourage" and not straight
        return self.lexicon.governing(words) is None and not self.marks.within(
            start, end, "goal", "duty", "organisation", "background"
        )

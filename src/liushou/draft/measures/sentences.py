"""Sentences cut into what each promises: 分句 that need each other stay together."""

import re
from dataclasses import dataclass

from ...texts import Lexicon, Sentence, Words
from .words import NAMES, Marks

#: Words before the verb that say how, not what.
_HOW = re.compile(
    r"(?:积极|深入|不断|大力|切实|及时|有效|进一步|持续|着力|广泛|认真|扎实|稳步|全面|充分|主动|努力|常态化|逐步|加快|尽可能|始终|更好地?|"
    r"并|同时|特别是|要|应当?|多渠道|多形式|、|有针对性地|精准|严格|深化|依法|常年|定期|协助|配合)+"
)
_BEFORE = re.compile(
    r"为|对|将|把|向|给|面向|针对|以|通过|根据|按照?|依托|围绕|由|结合|在|从|依靠|利用|充分利用|重点|凡|符合|除"
)
_FOR = re.compile("为|对|给|向|面向|让")
#: The label of an item within a clause.
_ITEM = re.compile(
    r"(?:[0-9０-９]{1,2}\s*[.．、](?![0-9０-９])|[（(][0-9０-９]{1,2}[）)]|[①-⑳]|[一二三四五六七八九十]{1,2}是要?)\s*"
)
_DONE = ("shall", "priority", "provide")
#: A first half that only says by what means; the verb behind it begins the promise.
_MEANS = re.compile(r"\A(?:充分)?(?:通过|采取|运用|利用|以)[^，。；]{2,60}?(?:方式|形式|途径|手段|契机)")
#: What ends a 分句 that only says by what means, with whom, or for whom.
_BY_MEANS = re.compile(r"(?:通过|采取|以|运用).{2,60}?(?:方式|形式|途径|手段)\Z")
BODIES = re.compile(r"(?:充分)?(?:发挥|利用|依托).{2,70}?(?:作用|优势|平台|阵地|节点|网络)\Z")
#: What ends a 分句 that only names who is to do it.
_DOERS = re.compile(r"(?:组织|机构|志愿者|力量|企业|单位|人员|队伍)\Z")
#: A day or a time at the beginning: by when.
_BY_WHEN = re.compile(r"[^，。；]{0,12}?(?:年?底|末|前|以来|期间|节点|\d{4}年|\d月)\Z")
_BY = re.compile(r"(?:牵头|组织|统筹|协助|协助实施|具体组织|为单位|需求|情况|意愿|条件|的)\Z")
_MORE = re.compile(r"特别是|尤其是|包括|其中|重点吸引|至少|做到|实现应|享受|给予|予以|并给予|并予以")


@dataclass(frozen=True, slots=True)
class Part:
    """One or more 分句 of a sentence that belong together; ``quote`` is where what is promised begins."""

    pieces: tuple[Words, ...]
    quote: int

    @property
    def start(self) -> int:
        """Where its first 分句 begins."""
        return self.pieces[0].start

    @property
    def end(self) -> int:
        """Where its last 分句 ends."""
        return self.pieces[-1].end


def join(first: Part, second: Part) -> Part:
    """Two parts that follow each other as one."""
    return Part((*first.pieces, *second.pieces), first.quote)


class Cutter:
    """Cuts the sentences of one text."""

    def __init__(self, text: str, marks: Marks, lexicon: Lexicon) -> None:
        self.text, self.marks, self.lexicon = text, marks, lexicon

    def parts(self, sentence: Sentence) -> list[Part]:
        """The parts of a sentence in printed order; together they are all its 分句."""
        parts: list[Part] = []
        waiting: Part | None = None
        for piece in sentence.pieces:
            part = Part((piece,), self._quote(piece.start, piece.end))
            if waiting is not None:
                part = join(waiting, part)
            elif parts and self._continues(parts[-1], piece):
                part = join(parts.pop(), part)
            waiting = part if self._unfinished(piece) else None
            if waiting is None:
                parts.append(part)
        return parts if waiting is None else [*parts, waiting]

    def head(self, start: int, end: int) -> tuple[int, str | None]:
        """(where the first word that counts begins, the force of a verb there)."""
        start = self._behind_label(start, end)
        how = _HOW.match(self.text, start, end)
        at = how.end() if how and how.end() < end else start
        return at, self.lexicon.verb_at(self.text[at:end]) or (self.lexicon.verb_at(self.text[start:end]))

    def leads(self, part: Part) -> bool:
        """Whether a part encourages others than the women to do something: what follows may be theirs to do."""
        stretches = ((part.quote, part.end), (part.pieces[-1].start, part.end))
        return any(self.head(*each)[1] == "encourage" and not self._straight(*each) for each in stretches)

    def _straight(self, start: int, end: int) -> bool:
        """Whether it is the women who are encouraged: no other verb stands before them."""
        women = self.marks.within(start, end, "woman")
        before = self.text[start : women[0].start] if women else ""
        return bool(women) and not any(True for force in _DONE for _ in self.lexicon.matches(force, before))

    def without_bodies(self, part: Part) -> int:
        """Where a part begins when the bodies that act are left out of its quote."""
        later = (piece.start for piece in part.pieces if not BODIES.search(piece.text))
        return max(part.quote, next(later, part.quote))

    def addressed(self, part: Part) -> bool:
        """Whether a part begins with for whom, and not with a verb."""
        at, verb = self.head(part.start, part.end)
        return verb is None and bool(_FOR.match(self.text, at, part.end))

    def _behind_label(self, start: int, end: int) -> int:
        label = _ITEM.match(self.text, start, end)
        return label.end() if label and label.end() < end else start

    def _quote(self, start: int, end: int) -> int:
        """Where a promise begins in a 分句: behind the means by which it is kept, where a verb follows them."""
        start = self._behind_label(start, end)
        means = _MEANS.match(self.text[start:end])
        if means and self.head(start + means.end(), end)[1] is not None:
            return start + means.end()
        return start

    def _unfinished(self, piece: Words) -> bool:
        """Whether a 分句 needs the next one: for whom, how, by whom, without what is done."""
        words = self.text[self._behind_label(piece.start, piece.end) : piece.end]
        if BODIES.search(words):
            return not self.marks.within(piece.start, piece.end, "woman")
        at, verb = self.head(piece.start, piece.end)
        if verb is not None:
            rest = self.text[at : piece.end]
            alone = verb == "encourage" and self.lexicon.governing(rest[2:]) is None
            return alone and bool(_BY_MEANS.search(rest) or _DOERS.search(rest))
        if self._quote(piece.start, piece.end) != self._behind_label(piece.start, piece.end):
            return False
        if _BY_WHEN.match(words):
            return True
        plain = NAMES.sub("", words)
        if _BEFORE.match(words):
            return self.lexicon.governing(plain) is None or bool(_BY.search(words) or _MEANS.fullmatch(words))
        return bool(_BY.search(words)) and len(words) < 40

    def _continues(self, last: Part, piece: Words) -> bool:
        """Whether a 分句 only goes on with the part before it."""
        if BODIES.search(piece.text):
            return False
        reaches = self.marks.within(piece.start, piece.end, "woman")
        at, verb = self.head(piece.start, piece.end)
        residual = any(start == 0 for start, _ in self.lexicon.matches("residual", piece.text))
        if _MORE.match(piece.text) or (residual and not reaches):
            return not reaches or not self.marks.within(piece.start, piece.end, "service") or verb is None
        if verb is not None:
            return False
        if _BEFORE.match(self.text, at, piece.end):
            return self.leads(last)
        context = self.marks.within(piece.start, piece.end, "goal", "duty", "organisation", "background")
        return self.lexicon.governing(piece.text) is None and not context

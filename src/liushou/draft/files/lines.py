"""The lines of a text as they are printed, what kind of line each is, and what was changed in them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ...chinese import LABEL_NUMERAL, day_at_end
from ...problems import Code, Phrase, Problem

_ENDS = re.compile("[。！？；：!?;:][”’』」）)》]?\\Z")
#: Marks behind which a sentence goes on, whatever the line looks like.
_OPEN_ENDS = "，、,《（(“‘「『〔—"
_CLOSING = re.compile(r"(?:负责|落实|牵头|配合|参与)[^，、。；（）()]{0,12}[）)][。；;]?\Z")
_NUMBER = re.compile(
    r"[（(]?[^\s，。；：、（）()《》“”〔〕\[\]]{1,20}[〔\[［【﹝(（]\d{4}[〕\]］】﹞)）]第?\d+号[）)]?\Z"
)
_OFFICE = re.compile(
    "[^\\s，。；：、！？,;:!?《》“”()0-9]{2,30}"
    "(?:局|委|委员会|部|厅|办|办公室|会|联合会|政府|院|署|社|中心|妇联|残联|总工会|总队|支队|管委会|办事处|法院|检察院|银行)\\Z"
)
#: Labels that open a paragraph wherever they stand, and those that words in the middle of a sentence may look like.
_LABEL = re.compile(
    rf"(?:{LABEL_NUMERAL}、|[（(]{LABEL_NUMERAL}[）)]|第{LABEL_NUMERAL}[条章节编篇部](?:分)?[\s\u3000]|附\s*[件表录]|抄送|主送)"
)
_WEAK_LABEL = re.compile(
    rf"(?:\d{{1,3}}[.．、](?!\d)|[（(]\d{{1,3}}[）)]|[①-⑳]|第{LABEL_NUMERAL}条|{LABEL_NUMERAL}是|{LABEL_NUMERAL}[.．])"
)


@dataclass(slots=True)
class Line:
    """A printed line: ``text`` without the white space around it, ``indent`` the columns before it.

    ``page`` counts pages; ``blank``: an empty line was before it.
    """

    raw: str
    page: int = 0
    blank: bool = False
    text: str = field(init=False)
    indent: int = field(init=False)

    def __post_init__(self) -> None:
        self.text = self.raw.strip()
        self.indent = columns(self.raw[: len(self.raw) - len(self.raw.lstrip())])

    def put(self, text: str) -> None:
        """Replace the line's words."""
        self.raw = self.raw[: len(self.raw) - len(self.raw.lstrip())] + text
        self.text = text


def columns(text: str) -> int:
    """How wide a text is printed: a Chinese character is two columns, a tab four."""
    return sum(4 if character == "\t" else 1 + (unicodedata.east_asian_width(character) in "WFA") for character in text)


def ends_sentence(text: str) -> bool:
    """Whether a sentence, or the words before a list, end with the line."""
    return bool(_ENDS.search(text, max(0, len(text) - 3)) or ends_clause(text))


def ends_clause(text: str) -> bool:
    """Whether the line ends with the closing of a clause: …按职责分工负责）."""
    return _CLOSING.search(text, max(0, len(text) - 24)) is not None


def goes_on(text: str) -> bool:
    """Whether the line ends in the middle of a sentence, as a comma shows."""
    return text[-1:] in _OPEN_ENDS


def label(text: str, *, weak: bool = True) -> str | None:
    """The label that opens the line; without ``weak`` none that a sentence may have at a line's begin by chance."""
    found = _LABEL.match(text) or (_WEAK_LABEL.match(text) if weak else None)
    return found[0] if found else None


def is_number(text: str) -> bool:
    """Whether the line is the number of a document."""
    return len(text) < 60 and _NUMBER.match(re.sub(r"\s", "", text)) is not None


def is_day(text: str) -> bool:
    """Whether the line is a day and no more."""
    dated = day_at_end(text) if len(text) < 40 else None
    return dated is not None and len(text) <= len(dated[1]) + 2


def is_office(text: str) -> bool:
    """Whether the line may be the name of an office and no more."""
    return _OFFICE.match(text) is not None


class Notes:
    """What was left out, joined or put right, by kind; the words of each."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._kinds: dict[tuple[Code, str], list[str]] = {}

    def left_out(self, what: str, words: str) -> None:
        """Words that are no part of the document's text were left out."""
        self._kinds.setdefault((Code.LEFT_OUT, what), []).append(words)

    def put_right(self, what: str, words: str) -> None:
        """Words were changed so that they are what was printed."""
        self._kinds.setdefault((Code.PUT_RIGHT, what), []).append(words)

    def extend(self, notes: Iterable[tuple[str, str, str]]) -> None:
        """Notes as a reader in another process sends them."""
        for code, what, words in notes:
            self._kinds.setdefault((Code(code), what), []).append(words)

    def problems(self) -> Iterator[Problem]:
        """One note of each kind."""
        for (code, what), words in self._kinds.items():
            shown = "／".join(text for text in words if text)
            yield Problem(code, file=self.file, what=Phrase(what), count=len(words), text=shown or None)

"""A cell means what all of it says: a text is cut into words of the tables, and is read only if nothing is left over.

Beside the words that a column may hold there are remarks that change nothing, each for a yes, for a no or for both
(``remarks`` in ``known_columns.yaml``); days and amounts of money and people are such. Any other remark leaves the
cell unread: it may undo the word that it is written with (是（2023年已停保）).
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from enum import Enum
from functools import lru_cache
from typing import Any

from ...profile import Fact
from .reading import UnreadableError, known_words, squeeze, unreadable


class Remark(Enum):
    """What a word says that answers nothing: it may be said of anything, of a yes only, of a no only."""

    ANY, WITH_YES, WITH_NO = range(3)


SEPARATORS = frozenset("、,;。:()[]【】")
_BOX, _TICK = "□☐○", "☑■√✓✔"
_PARTS = frozenset("、,，;；/|+＋和及\n\t 　")
BRACKETS = re.compile(r"[（(［\[【]([^（(［\[【）)］\]】]*)[）)］\]】]")
DAY = re.compile(
    r"(?:19|20)\d\d(?:年(?:\d{1,2}月(?:\d{1,2}[日号]|[初底])?|[初底])?|[./-]\d{1,2}(?:[./-]\d{1,2})?)?(?!\d)"
)
_SOME = re.compile(r"[1-9]\d{0,5}(?:\.\d{1,2})?(?:元|块|人|口人)(?:/人)?(?:/月|/年)?")
_UNSEEN = re.compile("[\u200b-\u200d\u2060\ufeff]")
#: What is longer is no number and no day.
_LONGEST = 64
#: What a spreadsheet shows where a formula failed (#N/A, #SPILL!, Err:502), in any language.
_ERROR = re.compile(r"#(?:[¡¿]?[^\W\d][\w/]*[!?]|n/?[adv]|[нn]/д|getting_data|busy|unknown|blocked)|(?:err|错误):\d+")
_CODE = re.compile(r"[\d.]+|[a-h]|[√✓✔×✗✘○]")
_BETWEEN_CODES = re.compile("[、,;/|+]+")


class Lexicon:
    """Words with what each means, together with the remarks that change nothing."""

    def __init__(self, words: Mapping[str, Any], remarks: Mapping[str, Iterable[str]] = {}) -> None:
        tables = known_words().remarks
        kinds = {"any": Remark.ANY, "with_yes": Remark.WITH_YES, "with_no": Remark.WITH_NO}
        self.words: dict[str, Any] = {
            word: kind for name, kind in kinds.items() for word in (*tables[name], *remarks.get(name, ()))
        }
        self.words.update(words)
        self.longest = max(map(len, self.words))

    def word_at(self, text: str, position: int) -> str | None:
        """The longest known word that the text has in a position."""
        parts = (text[position : position + length] for length in range(self.longest, 0, -1))
        return next((part for part in parts if part in self.words), None)

    def answers(self, text: str, *, figures: bool = True) -> list[Any]:
        """What the words say that a text consists of, in order, without remarks.

        ``text`` is squeezed; ``figures``: whether a day and amounts may be written beside the words.
        Raises :class:`UnreadableError` where any of it is not understood, or does not go together. Two words
        side by side can say something of their own (不是 and 不享受): only what changes nothing may adjoin another.
        """
        if not isinstance(whole := self.words.get(text, Remark.ANY), Remark):
            return [whole]
        said: list[Any] = []
        before: Any = None
        position, days = 0, 0
        while position < len(text):
            word = self.word_at(text, position)
            if word is None and text[position] in SEPARATORS:
                position, before = position + 1, None
                continue
            if figures and not days and (day := DAY.match(text, position)):
                position, days = day.end(), 1
                continue
            some = _SOME.match(text, position) if figures else None
            if word is None and some is None:
                raise unreadable(text, "看不懂")
            word, meaning = (some[0], Remark.WITH_YES) if some else (word or "", self.words[word or ""])
            adds = meaning in (Remark.ANY, Remark.WITH_YES) and before is not False and before is not Remark.WITH_NO
            if before is not None and before is not Remark.ANY and not adds:
                raise unreadable(text, "看不懂")
            said.append(meaning)
            position, before = position + len(word), meaning
        no = any(meaning is False for meaning in said)
        if (Remark.WITH_YES if no else Remark.WITH_NO) in said:
            raise unreadable(text, "前后不一致")
        if no and days and Remark.WITH_NO not in said:
            raise unreadable(text, "看不出是当时不是，还是现在不是")
        return [meaning for meaning in said if not isinstance(meaning, Remark)]

    def answer(self, text: str) -> Any:
        """The one thing that a text says; None where it says nothing. Raises as :meth:`answers`."""
        said = self.answers(text)
        if any(meaning != said[0] for meaning in said):
            raise unreadable(text, "前后不一致")
        return said[0] if said else None


def parts_of(text: str) -> list[str]:
    """The parts of a list, parted outside of brackets."""
    depth, marked = 0, []
    for sign in text:
        depth += (sign in "（(［[【") - (sign in "）)］]】")
        marked.append("\n" if sign in _PARTS and depth <= 0 else sign)
    return [part.strip() for part in "".join(marked).split("\n") if part.strip()]


@lru_cache(maxsize=256)
def yes_no_words(name: str, title: str, yes: str, no: str) -> Lexicon:
    """The words of a yes/no fact, affirmed and negated, and forms with both answers printed (□是 ☑否)."""
    tables = known_words()
    own = tables.fact_words.get(name, {})
    words = {squeeze(no): False, squeeze(yes): True, **dict.fromkeys(own.get("no", ()), False)}
    for word in (squeeze(title), *own.get("yes", ())):
        words.setdefault(word, True)
        for before in tables.affirmations:
            words.setdefault(before + word, True)
        for before in tables.negations:
            words.setdefault(before + word, False)
    general: dict[str, Any] = {**dict.fromkeys(tables.yes, True), **dict.fromkeys(tables.no, False)}
    for answer in "是有否无":
        for box in _BOX + _TICK:
            general |= dict.fromkeys((answer + box, box + answer), answer in "是有" if box in _TICK else Remark.ANY)
    words = {**general, **words}
    words.pop("", None)
    return Lexicon(words, {key: own[key] for key in ("any", "with_yes", "with_no") if key in own})


def words_of_fact(fact: Fact) -> Lexicon:
    """The words that answer a yes/no fact."""
    return yes_no_words(fact.name, fact.title, fact.yes, fact.no)


def is_error(word: str) -> bool:
    """Whether a squeezed text is the error value of a spreadsheet."""
    return _ERROR.fullmatch(word) is not None


def by_legend(value: Any, word: str, legend: Mapping[str, str]) -> Any:
    """The words that the codes of a cell stand for; a cell of words as it is.

    Raises :class:`UnreadableError` for a code that the column's name does not explain.
    """
    codes = [code for code in _BETWEEN_CODES.split(word) if code]
    if codes and all(code in legend for code in codes):
        return "、".join(legend[code] for code in codes)
    if _CODE.fullmatch(word):
        raise unreadable(word, "不在列名的说明里")
    return value


def plain_figures(raw: str) -> str:
    """A number or a day as it is read: NFKC, single blanks, without brackets that change nothing.

    Raises :class:`UnreadableError` where digits are not what they look like (10⁴, 1½) or a remark is not understood.
    """
    text = _UNSEEN.sub("", raw).strip().replace("½", "半")
    if len(text) > _LONGEST:
        raise UnreadableError("太长，不像数字或日期")
    odd = [unicodedata.normalize("NFKC", sign) for sign in text if not ("０" <= sign <= "９" or sign.isascii())]
    if len(text) > 1 and any(sign.isdigit() for signs in odd for sign in signs):
        raise UnreadableError("数字的写法有歧义")
    text = unicodedata.normalize("NFKC", text).lower()
    for remark in BRACKETS.findall(text):
        if Lexicon({}).answers(squeeze(remark), figures=False):
            raise unreadable(remark, "看不懂")
    return " ".join(BRACKETS.sub("", text).split())

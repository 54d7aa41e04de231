"""The words of words.yaml, ready to be looked for in a text: verbs and their force, needs, residuals, numbers."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from operator import attrgetter

from ..chinese import number_of
from ..documents import FORCES, WordGroup
from ..values import Operator, grouped

#: The operator of each group of words for bounds.
BOUNDS: Mapping[str, Operator] = {"less": "<", "at_most": "<=", "more": ">", "at_least": ">="}
_NAMES = re.compile("“[^”]*”|《[^》]*》")
_QUOTED = re.compile("“([^”]+)”")
_DAYS = re.compile(r"每[0-9半一二两三四五六七八九十]*|\d{4}(?:[-—至]\d{4})?年(?:\d+月(?:\d+日)?)?")
_NUMBER = r"(?:\d+(?:\.\d+)?|[零〇一二两三四五六七八九十百千半]+)[万亿]?"
_CLAUSE = r"[^，。；：,;]"
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．", "0123456789.")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit (``of``) and, where the text gives one, its bound; ``text`` is as printed."""

    value: float
    of: str
    operator: Operator
    text: str


def quoted(reading: str | None) -> tuple[str, ...]:
    """The words that a reading repeats in “ ”."""
    return tuple(_QUOTED.findall(reading or ""))


class Lexicon:
    """The words of a rule set, ready to be looked for."""

    def __init__(self, groups: Mapping[str, WordGroup]) -> None:
        self._groups = grouped((str(group.means), group) for group in groups.values())
        self.units = {word: group for group in self._groups.get("unit", ()) for word in group.says}
        says, but_not = (attrgetter(name) for name in ("says", "but_not"))
        self._patterns = {means: pattern(chain(*map(says, own))) for means, own in self._groups.items()}
        self._others = {means: pattern(chain(*map(but_not, own))) for means, own in self._groups.items()}
        bounds = [(means, group) for means in BOUNDS for group in self._groups.get(means, ())]
        self._before = {word: BOUNDS[means] for means, group in bounds for word in group.says}
        self._after = {word: BOUNDS[means] for means, group in bounds for word in group.after}
        self._bounds = pattern((*self._before, *self._after))
        number, unit = _NUMBER, "|".join(sorted(map(re.escape, self.units), key=len, reverse=True)) or "(?!)"
        after = "|".join(sorted(map(re.escape, self._after), key=len, reverse=True)) or "(?!)"
        self._quantity = re.compile(
            rf"(?P<list>(?:{number}(?:{unit})?[、和或及])*)(?:(?P<low>{number})(?:{unit})?(?:至|到|[-—–~～－]))?"
            rf"(?P<value>{number})(?P<unit>{unit})(?P<half>半?)(?P<year>/年)?(?:（含[^）]*）)?(?P<after>{after})?"
        )

    def words(self, means: str, text: str) -> tuple[str, ...]:
        """The words of this meaning in a text, in printed order, each once."""
        return tuple(dict.fromkeys(word for _, word in self.matches(means, text)))

    def matches(self, means: str, text: str) -> Iterator[tuple[int, str]]:
        """(where, word) of the words of this meaning, in printed order."""
        if means in self._patterns:
            text = self._others[means].sub(lambda match: "\n" * len(match[0]), text)
            yield from ((match.start(), match[0]) for match in self._patterns[means].finditer(text))

    def governing(self, text: str) -> tuple[str, str] | None:
        """(verb, force) of the first verb if that encourages; else 优先, else the strongest that begins a 分句."""
        plain = _NAMES.sub(lambda match: "\n" * len(match[0]), text)
        first: list[tuple[str, str]] = []
        preferred = None
        for part in re.split("[，；。]", plain):
            verbs = [(start, -len(word), word, force) for force in FORCES for start, word in self.matches(force, part)]
            first += [verb[2:] for verb in sorted(verbs)[:1]]
            preferred = preferred or next((verb[2:] for verb in verbs if verb[3] == "priority"), None)
        if not first or first[0][1] == "encourage":
            return first[0] if first else None
        return preferred or min(first, key=lambda verb: FORCES.index(verb[1]))

    def verb_at(self, text: str) -> str | None:
        """The force of the verb that a text begins with."""
        return next((force for force in FORCES for start, _ in self.matches(force, text[:12]) if start == 0), None)

    def force_of(self, word: str) -> str | None:
        """The force of a word that is a verb of the table as a whole."""
        known = (force for force in FORCES if force in self._patterns)
        return next((force for force in known if self._patterns[force].fullmatch(word)), None)

    def says(self, name: str, text: str) -> bool:
        """Whether a text has one of the words of a need; so it has where the need has none."""
        groups = [group for group in self._groups.get("fact", ()) if group.of == name]
        return not groups or any(word in text for group in groups for word in group.says)

    def operators(self, text: str) -> set[Operator]:
        """The bounds that a text speaks of, with a number or without."""
        every = {**self._before, **self._after}
        alone = {every[match[0]] for match in self._bounds.finditer(text)}
        return alone | {each.operator for each in self.quantities(text)}

    def quantities(self, text: str) -> tuple[Quantity, ...]:
        """The numbers with a unit in a text; days of the calendar and what happens every so often are none."""
        plain = _DAYS.sub("。", text.translate(_FULL_WIDTH).replace(" ", ""))
        result: list[Quantity] = []
        end = 0
        for match in self._quantity.finditer(plain):
            result += self._read(match, plain[end : match.start()])
            end = match.end()
        return tuple(result)

    def _read(self, match: re.Match[str], before: str) -> Iterator[Quantity]:
        group = self.units[match["unit"]]
        of = group.of or match["unit"]
        here = re.split("[，。；：,;]", before)[-1]
        bounds = [self._before[word[0]] for word in self._bounds.finditer(here) if word[0] in self._before]
        operator: Operator = self._after[match["after"]] if match["after"] else bounds[-1] if bounds else "="
        yearly = of.endswith("/月") and (match["year"] or "年" in here)
        times = group.times / 12 if yearly else group.times
        value = number_of(match["value"])
        if value is None:
            return
        listed = [number_of(number) for number in re.findall(_NUMBER, match["list"])]
        low = number_of(match["low"]) if match["low"] else None
        numbers: list[tuple[float | None, Operator]] = [(number, operator) for number in listed]
        half = 0.5 if match["half"] else 0
        numbers += [(value + half, operator)] if low is None else [(low, ">="), (value, "<=")]
        yield from (Quantity(number * times, of, bound, match[0]) for number, bound in numbers if number is not None)


def pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Any of the words, longer ones first; … is some characters of one clause, at the end a single one."""
    parts = sorted(set(words), key=len, reverse=True)
    escaped = (re.sub("…$", _CLAUSE, re.escape(word)).replace("…", f"{_CLAUSE}{{1,40}}?") for word in parts)
    return re.compile("|".join(escaped) or "(?!)")

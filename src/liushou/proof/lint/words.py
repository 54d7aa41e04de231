"""L011 to L014: measures and concepts against the words of their own text, by the words of words.yaml.

The force against the verb that governs the quote, numbers against numbers (bounds included), needs, residuals, 等 and
免费 both ways. A ``reading`` excuses what it repeats in “ ”; a verb that it repeats governs. A concept is compared with
the passages that it cites, or with its source and reading where it cites none.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain
from math import isclose
from operator import attrgetter
from typing import Any

from ...chinese import UNIT_WORDS, format_day, number_of
from ...documents import FORCES, ConceptEntry, Measure, ParameterEntry, Policy, Rules, WordGroup
from ...problems import Location
from ...profile import DERIVED
from ...rules import LEAVES, Between, Compare, Concept, Condition, Elapsed, Leaf, Not, OneOf, Operand, Parameter, phrase
from ...values import Operator, grouped
from ..sites import MeasureSite, below, measure_sites, written
from .findings import FORCE, MISSING, NUMBER, UNSUPPORTED, Finding, Kind

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
        self._patterns = {means: _pattern(chain(*map(says, own))) for means, own in self._groups.items()}
        self._others = {means: _pattern(chain(*map(but_not, own))) for means, own in self._groups.items()}
        bounds = [(means, group) for means in BOUNDS for group in self._groups.get(means, ())]
        self._before = {word: BOUNDS[means] for means, group in bounds for word in group.says}
        self._after = {word: BOUNDS[means] for means, group in bounds for word in group.after}
        self._bounds = _pattern((*self._before, *self._after))
        number, unit = _NUMBER, "|".join(sorted(map(re.escape, self.units), key=len, reverse=True)) or "(?!)"
        after = "|".join(sorted(map(re.escape, self._after), key=len, reverse=True)) or "(?!)"
        self._quantity = re.compile(
            rf"(?P<list>(?:{number}(?:{unit})?[、和或及])*)(?:(?P<low>{number})(?:{unit})?(?:至|到|[-—–~～－]))?"
            rf"(?P<value>{number})(?P<unit>{unit})(?P<half>半?)(?P<year>/年)?(?:（含[^）]*）)?(?P<after>{after})?"
        )

    def words(self, means: str, text: str) -> tuple[str, ...]:
        """The words of this meaning in a text, in printed order, each once."""
        return tuple(dict.fromkeys(word for _, word in self._matches(means, text)))

    def _matches(self, means: str, text: str) -> Iterator[tuple[int, str]]:
        if means in self._patterns:
            text = self._others[means].sub(lambda match: "\n" * len(match[0]), text)
            yield from ((match.start(), match[0]) for match in self._patterns[means].finditer(text))

    def governing(self, text: str) -> tuple[str, str] | None:
        """(verb, force) of the first verb if that encourages; else 优先, else the strongest that begins a 分句."""
        plain = _NAMES.sub(lambda match: "\n" * len(match[0]), text)
        first: list[tuple[str, str]] = []
        preferred = None
        for part in re.split("[，；。]", plain):
            verbs = [(start, -len(word), word, force) for force in FORCES for start, word in self._matches(force, part)]
            first += [verb[2:] for verb in sorted(verbs)[:1]]
            preferred = preferred or next((verb[2:] for verb in verbs if verb[3] == "priority"), None)
        if not first or first[0][1] == "encourage":
            return first[0] if first else None
        return preferred or min(first, key=lambda verb: FORCES.index(verb[1]))

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


def _pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Any of the words, longer ones first; … is some characters of one clause, at the end a single one."""
    parts = sorted(set(words), key=len, reverse=True)
    escaped = (re.sub("…$", _CLAUSE, re.escape(word)).replace("…", f"{_CLAUSE}{{1,40}}?") for word in parts)
    return re.compile("|".join(escaped) or "(?!)")


_OPPOSITE: dict[Operator, Operator] = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "=": "="}
_UNTIL = re.compile(r"(\d{4})年(?:(\d{1,2})月)?(?:(\d{1,2})日)?")
#: What a residual says beside the printed words: who decides it.
_REMARK = re.compile("（[^）]*）")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """What a measure, definition or concept rests on: the printed words, and those that its reading repeats."""

    name: str
    location: Location | None
    printed: str
    repeated: str = ""

    @property
    def whole(self) -> str:
        """All words that support something."""
        return f"{self.printed}。{self.repeated}"

    def finding(self, kind: Kind, key: str, word: str | None = None, **data: Any) -> Finding:
        """A finding about one word or number, or about the whole."""
        subject = self.name if word is None else f"{self.name}: {word}"
        return kind.finding(subject, key, data.pop("where", None) or self.location, name=self.name, word=word, **data)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Claim:
    """What a leaf says of a number: ``value`` in units of ``of``; a parameter has no value of its own."""

    leaf: Leaf
    operator: Operator
    value: float | str | None = None
    of: str = ""
    parameter: str | None = None


def words(rules: Rules) -> Iterator[Finding]:
    """Every finding about the words of the texts."""
    checks = WordChecks(rules)
    for entry in rules.concepts.values():
        yield from checks.concept(entry)
    for parameter in rules.parameters.values():
        yield from checks.parameter(parameter)
    for policy in rules.policies.values():
        yield from checks.policy(policy)


class WordChecks:
    """The checks by words with the words, facts and titles of a rule set."""

    def __init__(self, rules: Rules) -> None:
        self.rules, self.lexicon = rules, Lexicon(rules.words)
        facts = (*rules.facts.values(), *(fact for fact, _ in DERIVED.values()))
        self._counted = {self._unit(fact.unit)[0] for fact in facts if fact.unit} | {"倍"}

    def policy(self, policy: Policy) -> Iterator[Finding]:
        """Of a document: its definition and all its measures."""
        definition = policy.definition
        text = _Text(name=f"{policy.id} definition", location=definition.location, printed=definition.quote)
        yield from self._numbers(definition.condition, text)
        for site in measure_sites(policy, collective=True):
            yield from self.measure(site)

    def measure(self, site: MeasureSite) -> Iterator[Finding]:
        """Of one measure."""
        measure = site.measure
        repeated = "。".join(quoted(measure.reading))
        text = _Text(name=site.name, location=measure.location, printed=measure.quote, repeated=repeated)
        yield from self._force(measure, text)
        yield from self._numbers(site.condition, text, both_ways=measure.individual)
        if measure.until is not None and measure.until not in _last_days(text.whole):
            yield text.finding(NUMBER, "until", str(measure.until))
        yield from self._carried(measure, text)
        yield from self._supported(site, text)

    def concept(self, entry: ConceptEntry) -> Iterator[Finding]:
        """Of one concept: its numbers."""
        printed = "。".join(passage.quote for passage in entry.cites)
        repeated = "。".join(quoted(entry.reading)) if printed else entry.reading or ""
        name = f"concept {entry.id}"
        text = _Text(name=name, location=entry.location, printed=printed or entry.source, repeated=repeated)
        yield from self._numbers(entry.condition, text)

    def parameter(self, entry: ParameterEntry) -> Iterator[Finding]:
        """Of one parameter: its values, where their sources print numbers of its unit."""
        of, times = self._unit(entry.unit)
        for value in entry.values:
            printed = [passage.quote for passage in (*entry.cites, *value.cites)]
            printed += [value.source.title, value.source.note or ""]
            numbers = [each for each in self.lexicon.quantities("。".join(printed)) if each.of == of]
            bounds = [bound * times for bound in (value.bounds.low, value.bounds.high) if bound is not None]
            if numbers and not any(isclose(each.value, bound) for each in numbers for bound in bounds):
                name = f"{entry.id} {value.place} {value.since}"
                text = _Text(name=name, location=value.location, printed="")
                yield text.finding(NUMBER, "value", value=value.bounds, numbers=[each.text for each in numbers])

    def _force(self, measure: Measure, text: _Text) -> Iterator[Finding]:
        named = [(word, force) for word in quoted(measure.reading) if (force := self.lexicon.force_of(word))]
        verb = named[0] if named else self.lexicon.governing(measure.quote)
        if verb is None:
            yield text.finding(FORCE, "no-verb", force=measure.force)
        elif verb[1] != measure.force:
            yield text.finding(FORCE, "force", force=measure.force, verb=verb[0], other=verb[1])

    def _title(self, measure: Measure) -> str:
        entries = self.rules.services if measure.individual else self.rules.topics
        return entries[measure.name].title

    def _carried(self, measure: Measure, text: _Text) -> Iterator[Finding]:
        """The words of the quote that the measure does not carry."""
        residuals, title = " ".join(measure.residual), self._title(measure)
        carried: dict[str, Callable[[str], bool]] = {
            "need": lambda word: measure.need is not None,
            "residual": lambda word: word in residuals,
            "open": lambda word: False,
            "free": lambda word: not measure.individual or bool(self.lexicon.words("free", title)),
        }
        for means, holds in carried.items():
            for word in self.lexicon.words(means, text.printed):
                if word not in text.repeated and not holds(word):
                    yield text.finding(MISSING, f"missing-{means}", word)

    def _supported(self, site: MeasureSite, text: _Text) -> Iterator[Finding]:
        """What the measure carries without a word of its quote."""
        lexicon, need, title = self.lexicon, site.measure.need, self._title(site.measure)
        if need is not None:
            named = lexicon.says(need, text.whole) and lexicon.says(need, title)
            if not (named and lexicon.words("need", text.whole)):
                yield text.finding(UNSUPPORTED, "unsupported-need", need)
        for residual in site.measure.residual:
            printed = _REMARK.sub("", residual)
            if printed not in text.whole:
                yield text.finding(UNSUPPORTED, "unsupported-residual", printed)
        for word in lexicon.words("free", title):
            if not lexicon.words("free", text.whole):
                yield text.finding(UNSUPPORTED, "unsupported-free", word)
        for node in written(site.condition):
            name = node.name if isinstance(node, Concept) else getattr(node, "fact", "")
            if not lexicon.says(name, text.whole):
                yield text.finding(UNSUPPORTED, "unsupported-condition", name)

    def _numbers(self, condition: Condition, text: _Text, *, both_ways: bool = True) -> Iterator[Finding]:
        """The numbers of a condition as written against its text, and ``both_ways`` those printed against it."""
        quantities = self.lexicon.quantities(text.whole)
        for claim in self._claims(condition, opened=False):
            if not self._says(claim, quantities, text.whole):
                numbers = [each.text for each in quantities]
                yield text.finding(NUMBER, "number", phrase(claim.leaf), where=claim.leaf.location, numbers=numbers)
        claims = list(self._claims(condition, opened=True))
        for each in self.lexicon.quantities(text.printed) if both_ways else ():
            asked = any(self._asks(claim, each) for claim in claims)
            if each.of in self._counted and each.text not in text.repeated and not asked:
                yield text.finding(NUMBER, "number-unused", each.text)

    def _claims(self, node: Condition, *, opened: bool, sign: bool = True) -> Iterator[_Claim]:
        if isinstance(node, LEAVES):
            yield from self._of_leaf(node, sign)
        elif opened or not isinstance(node, Concept):
            for child in below(node):
                yield from self._claims(child, opened=opened, sign=sign is not isinstance(node, Not))

    def _of_leaf(self, leaf: Leaf, sign: bool) -> Iterator[_Claim]:
        if isinstance(leaf, Compare):
            yield self._claim(leaf, leaf.operator if sign else _OPPOSITE[leaf.operator], leaf.operand)
        elif isinstance(leaf, Between):
            yield self._claim(leaf, ">=" if sign else "<", leaf.low)
            yield self._claim(leaf, "<=" if sign else ">", leaf.high)
        elif isinstance(leaf, OneOf):
            yield from (self._claim(leaf, "=", value) for value in leaf.values if not isinstance(value, str))
        elif isinstance(leaf, Elapsed):
            of, times = self._unit(UNIT_WORDS[leaf.unit])
            yield _Claim(leaf=leaf, operator=">=" if sign else "<", value=leaf.amount * times, of=of)

    def _claim(self, leaf: Leaf, operator: Operator, operand: Operand) -> _Claim:
        if isinstance(operand, date):
            return _Claim(leaf=leaf, operator=operator, value=format_day(operand))
        if isinstance(operand, Parameter):
            value, of = (operand.factor, "倍") if operand.factor != 1 else (None, "")
            return _Claim(leaf=leaf, operator=operator, value=value, of=of, parameter=operand.name)
        fact = self.rules.vocabulary.fact(leaf.fact)
        of, times = self._unit((fact.unit or "") if fact is not None else "")
        return _Claim(leaf=leaf, operator=operator, value=operand * times, of=of)

    def _unit(self, unit: str) -> tuple[str, float]:
        """(what it is counted in, how many of that one is) of a unit of a fact or parameter."""
        group = self.lexicon.units.get(unit)
        return (unit, 1) if group is None else (group.of or unit, group.times)

    def _says(self, claim: _Claim, quantities: tuple[Quantity, ...], text: str) -> bool:
        """Whether a text says what a leaf asks."""
        if claim.value is None:
            return claim.operator in self.lexicon.operators(text)
        if isinstance(claim.value, str):
            return claim.value in text
        numbers = [each for each in quantities if each.of == claim.of]
        same = [each for each in numbers if each.operator == claim.operator and isclose(each.value, claim.value)]
        if not isinstance(claim.leaf, OneOf):
            return bool(same)
        # Of what is printed as one list (一级、二级), all or nothing is asked.
        listed = [{other.value for other in numbers if other.text == each.text} for each in same]
        sides = {each.operator: each.value for each in numbers}
        within = ">=" in sides and "<=" in sides and sides[">="] <= claim.value <= sides["<="]
        return within or any(values <= set(claim.leaf.values) for values in listed)

    def _asks(self, claim: _Claim, printed: Quantity) -> bool:
        """Whether a leaf asks what a text says; a parameter may have any of its values."""
        if claim.operator != printed.operator and not isinstance(claim.leaf, OneOf):
            return False
        of, values = claim.of, [claim.value]
        if claim.parameter is not None and claim.value is None:
            entry = self.rules.parameters[claim.parameter]
            of, times = self._unit(entry.unit)
            sides = (side for value in entry.values for side in (value.bounds.low, value.bounds.high))
            values = [side * times for side in sides if side is not None]
        numbers = [value for value in values if isinstance(value, float | int)]
        return of == printed.of and any(isclose(value, printed.value) for value in numbers)


def _last_days(text: str) -> set[date]:
    """The last days of the years, months and days that a text names."""
    days = set()
    for match in _UNTIL.finditer(text):
        year, month, day = int(match[1]), int(match[2] or 12), int(match[3] or 0)
        if 1 <= month <= 12 and day <= monthrange(year, month)[1]:
            days.add(date(year, month, day or monthrange(year, month)[1]))
    return days

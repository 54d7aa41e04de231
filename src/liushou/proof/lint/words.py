"""L011 to L014: measures and concepts against the words of their own text, by the words of words.yaml.

The force against the verb that governs the quote, numbers against numbers (bounds included), needs, residuals, 等 and
免费 both ways. A ``reading`` excuses what it repeats in “ ”; a verb that it repeats governs. A concept is compared with
the passages that it cites, or with its source and reading where it cites none.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from math import isclose
from typing import Any

from ...chinese import UNIT_WORDS, format_day
from ...documents import ConceptEntry, Measure, ParameterEntry, Policy, Rules
from ...problems import Location
from ...profile import DERIVED
from ...rules import LEAVES, Between, Compare, Concept, Condition, Elapsed, Leaf, Not, OneOf, Operand, Parameter, phrase
from ...texts import Lexicon, Quantity, quoted
from ...values import Operator
from ..sites import MeasureSite, below, measure_sites, written
from .findings import FORCE, MISSING, NUMBER, UNSUPPORTED, Finding, Kind

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

"""L011 to L014: measures and concepts against the words of their own text.

The force against the verb that governs the quote, numbers against numbers (bounds
included), needs, residuals, 等 and 免费 both ways. A ``reading`` excuses what it repeats
in “ ”; a verb that it repeats governs. A concept is compared with the passages that it
cites, or with its source and reading where it cites none.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from math import isclose

from ...chinese import UNIT_WORDS, format_day
from ...documents import ConceptEntry, Measure, ParameterEntry, Policy, Rules
from ...problems import Location, Phrase
from ...profile import DERIVED
from ...rules import LEAVES, Between, Compare, Concept, Condition, Elapsed, Leaf, Not, OneOf, Operand, Parameter, phrase
from ...values import Operator
from ..sites import MeasureSite, measure_sites
from ..trees import below, written
from .findings import FORCE, MISSING, NUMBER, UNSUPPORTED, Finding, Kind
from .lexicon import Lexicon, Quantity, quoted

_OPPOSITE: dict[Operator, Operator] = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "=": "="}
_UNTIL = re.compile(r"(\d{4})年(?:(\d{1,2})月)?(?:(\d{1,2})日)?")
#: What a residual says beside the printed words: who decides it.
_REMARK = re.compile("（[^）]*）")


@dataclass(frozen=True, slots=True)
class _Claim:
    """What a leaf says of a number: ``value`` in units of ``of``; a parameter has no value of its own."""

    leaf: Leaf
    operator: Operator
    value: float | str | None = None
    of: str = ""
    parameter: str | None = None


def words(rules: Rules, asked: Callable[[Location | None], bool] = lambda where: True) -> Iterator[Finding]:
    """Every finding about the words of the texts that lie where it is ``asked``."""
    checks = WordChecks(rules)
    for entry in rules.concepts.values():
        if asked(entry.location):
            yield from checks.concept(entry)
    for parameter in rules.parameters.values():
        if asked(parameter.location):
            yield from checks.parameter(parameter)
    for policy in rules.policies.values():
        if asked(policy.definition.location):
            yield from checks.policy(policy)


class WordChecks:
    """The checks by words with the words, facts and titles of a rule set."""

    def __init__(self, rules: Rules) -> None:
        self.rules, self.lexicon = rules, Lexicon(rules.words)
        units = {fact.unit for fact in (*rules.facts.values(), *(fact for fact, _ in DERIVED.values())) if fact.unit}
        self._counted = {self._unit(unit)[0] for unit in units} | {"倍"}

    def policy(self, policy: Policy) -> Iterator[Finding]:
        """Of a document: its definition and all its measures."""
        definition = policy.definition
        name, quote = f"{policy.id} definition", definition.quote
        yield from self._numbers(name, definition.condition, quote, quote, definition.location)
        for site in measure_sites(policy, collective=True):
            yield from self.measure(site)

    def measure(self, site: MeasureSite) -> Iterator[Finding]:
        """Of one measure."""
        measure = site.measure
        yield from self._force(site.name, measure)
        spans = "。".join(quoted(measure.reading))
        own = measure.quote if measure.individual else ""
        yield from self._numbers(site.name, site.condition, f"{measure.quote}。{spans}", own, measure.location, spans)
        yield from self._until(site.name, measure, f"{measure.quote}。{spans}")
        for kind, key, word in (*self._words(measure, spans), *self._conditions(site.condition, measure, spans)):
            sentence = Phrase(
                f"lint-{'missing' if kind is MISSING else 'unsupported'}-{key}", name=site.name, word=word
            )
            yield kind.finding(f"{site.name}: {word}", sentence, measure.location)

    def concept(self, entry: ConceptEntry) -> Iterator[Finding]:
        """Of one concept: its numbers."""
        printed = "。".join(passage.quote for passage in entry.cites) or entry.source
        spans = "。".join(quoted(entry.reading))
        text = f"{printed}。{spans if entry.cites else entry.reading or ''}"
        yield from self._numbers(f"concept {entry.id}", entry.condition, text, printed, entry.location, spans)

    def parameter(self, entry: ParameterEntry) -> Iterator[Finding]:
        """Of one parameter: its values, where their sources print numbers of its unit."""
        of, times = self._unit(entry.unit)
        for value in entry.values:
            printed = [*(passage.quote for passage in (*entry.cites, *value.cites)), value.source, value.note or ""]
            numbers = [each for each in self.lexicon.quantities("。".join(printed)) if each.of == of]
            bounds = [bound * times for bound in (value.bounds.low, value.bounds.high) if bound is not None]
            if numbers and not any(isclose(each.value, bound) for each in numbers for bound in bounds):
                name = f"{entry.id} {value.place} {value.since}"
                data = {"name": name, "value": value.bounds, "numbers": [each.text for each in numbers]}
                yield NUMBER.finding(name, Phrase("lint-value", **data), value.location)

    def _force(self, name: str, measure: Measure) -> Iterator[Finding]:
        named = [(word, force) for word in quoted(measure.reading) if (force := self.lexicon.force_of(word))]
        verb = named[0] if named else self.lexicon.governing(measure.quote)
        if verb is None:
            yield FORCE.finding(name, Phrase("lint-no-verb", name=name, force=measure.force), measure.location)
        elif verb[1] != measure.force:
            sentence = Phrase("lint-force", name=name, force=measure.force, verb=verb[0], other=verb[1])
            yield FORCE.finding(name, sentence, measure.location)

    def _words(self, measure: Measure, spans: str) -> Iterator[tuple[Kind, str, str]]:
        """(kind, what it is, word): what the quote says and the measure does not carry, and the other way."""
        lexicon, quote = self.lexicon, measure.quote
        entry = (self.rules.services if measure.individual else self.rules.topics).get(measure.name)
        title = entry.title if entry is not None else ""
        both = f"{quote}。{spans}"
        needs, free = lexicon.words("need", quote), lexicon.words("free", quote)
        residuals = [_REMARK.sub("", residual) for residual in measure.residual]
        missing = [("need", word) for word in needs if measure.need is None]
        missing += [("residual", word) for word in lexicon.words("residual", quote) if not _within(word, residuals)]
        missing += [("open", word) for word in lexicon.words("open", quote)]
        missing += [("free", word) for word in free if measure.individual and not lexicon.words("free", title)]
        yield from ((MISSING, key, word) for key, word in missing if word not in spans)
        if measure.need is not None:
            said = (
                lexicon.words("need", both) and lexicon.says(measure.need, both) and lexicon.says(measure.need, title)
            )
            yield from () if said else [(UNSUPPORTED, "need", measure.need)]
        yield from ((UNSUPPORTED, "residual", residual) for residual in residuals if residual not in both)
        titled = lexicon.words("free", title)
        yield from ((UNSUPPORTED, "free", word) for word in titled if not lexicon.words("free", both))

    def _conditions(self, condition: Condition, measure: Measure, spans: str) -> Iterator[tuple[Kind, str, str]]:
        """The facts and concepts of a condition that no word of the quote speaks of."""
        text = f"{measure.quote}。{spans}"
        for node in written(condition):
            name = node.name if isinstance(node, Concept) else getattr(node, "fact", "")
            if not self.lexicon.says(name, text):
                yield UNSUPPORTED, "condition", name

    def _until(self, name: str, measure: Measure, text: str) -> Iterator[Finding]:
        if measure.until is not None and measure.until not in set(_last_days(text)):
            sentence = Phrase("lint-until", name=name, day=measure.until)
            yield NUMBER.finding(f"{name}: {measure.until}", sentence, measure.location)

    # -- numbers ----------------------------------------------------------------------------

    def _numbers(
        self, name: str, condition: Condition, text: str, printed: str, where: Location | None, spans: str = ""
    ) -> Iterator[Finding]:
        """The numbers of a condition as written against a text, and those ``printed`` against the condition."""
        quantities = self.lexicon.quantities(text)
        for claim in self._claims(condition, opened=False):
            if not self._supported(claim, quantities, text):
                leaf = phrase(claim.leaf)
                data = {"name": name, "leaf": leaf, "numbers": [each.text for each in quantities]}
                yield NUMBER.finding(f"{name}: {leaf}", Phrase("lint-number", **data), claim.leaf.location or where)
        claims = list(self._claims(condition, opened=True))
        for each in self.lexicon.quantities(printed):
            if each.of in self._counted and each.text not in spans and not any(self._covers(c, each) for c in claims):
                sentence = Phrase("lint-number-unused", name=name, number=each.text)
                yield NUMBER.finding(f"{name}: {each.text}", sentence, where)

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
            yield _Claim(leaf, ">=" if sign else "<", leaf.amount * times, of)

    def _claim(self, leaf: Leaf, operator: Operator, operand: Operand) -> _Claim:
        if isinstance(operand, date):
            return _Claim(leaf, operator, format_day(operand))
        if isinstance(operand, Parameter):
            factor = operand.factor
            value, of = (factor, "倍") if factor != 1 else (None, "")
            return _Claim(leaf, operator, value, of, operand.name)
        fact = self.rules.vocabulary.fact(leaf.fact)
        of, times = self._unit((fact.unit or "") if fact is not None else "")
        return _Claim(leaf, operator, operand * times, of)

    def _unit(self, unit: str) -> tuple[str, float]:
        """(what it is counted in, how many of that one is) of a unit of a fact or parameter."""
        group = self.lexicon.units.get(unit)
        return (unit, 1) if group is None else (group.of or unit, group.times)

    def _supported(self, claim: _Claim, quantities: Iterable[Quantity], text: str) -> bool:
        """Whether a text says what a leaf asks."""
        if claim.value is None:
            return claim.operator in self.lexicon.operators(text)
        if isinstance(claim.value, str):
            return claim.value in text
        numbers = [each for each in quantities if each.of == claim.of]
        return any(each.operator == claim.operator and isclose(each.value, claim.value) for each in numbers) or (
            isinstance(claim.leaf, OneOf)
            and any(low.operator == ">=" and low.value <= claim.value for low in numbers)
            and any(high.operator == "<=" and claim.value <= high.value for high in numbers)
        )

    def _covers(self, claim: _Claim, printed: Quantity) -> bool:
        """Whether a leaf asks what a text says; a parameter may have any of its values."""
        if claim.operator != printed.operator and not isinstance(claim.leaf, OneOf):
            return False
        if claim.parameter is not None and claim.value is None:
            entry = self.rules.parameters[claim.parameter]
            of, times = self._unit(entry.unit)
            bounds = {
                bound * times for value in entry.values for bound in (value.bounds.low, value.bounds.high) if bound
            }
            return of == printed.of and any(isclose(bound, printed.value) for bound in bounds)
        return claim.of == printed.of and isinstance(claim.value, float | int) and isclose(claim.value, printed.value)


def _within(word: str, residuals: Iterable[str]) -> bool:
    return any(word in residual for residual in residuals)


def _last_days(text: str) -> Iterator[date]:
    """The last days of the years, months and days that a text names."""
    for match in _UNTIL.finditer(text):
        year, month, day = (int(part) if part else None for part in match.groups())
        assert year is not None
        last = month or 12
        if 1 <= last <= 12 and (day or 1) <= monthrange(year, last)[1]:
            yield date(year, last, day or monthrange(year, last)[1])

"""What stands behind the statuses: for every row the clauses, the offices, what to ask.

Rows in which every condition comes to the same, with the same facts missing, have the
same details. They are worked out once by the reference reading and shared, and the
statuses of the columnar reading are held to them.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ...answering import ApplicableMeasure, count_missing, is_asked
from ...match import Matcher
from ...profile import DERIVED, IMPLIES, Profile
from ...rules import (
    Condition,
    DisagreementError,
    IsTrue,
    Leaf,
    Situation,
    Word,
    any_of,
    leaves,
    missing_facts,
    source_fact,
    trace,
    word,
)
from ...rules import facts as facts_of
from ...values import Bounds, Truth, ages
from ..rows.ledger import Ledger
from .statuses import Results

_CUT = ("birth_date", "husband_away_since")


@dataclass(frozen=True, slots=True, eq=False)
class ServiceDetail:
    """One service for the rows of one kind.

    ``bases`` are the grounds that give her the service, or that are still open;
    ``missing`` the facts that could settle it; ``needed`` whether she has said that she
    needs it (None: the documents do not speak of need); ``beyond`` that only the
    definition of 留守妇女 stands in the way of a service open to everyone.
    """

    service: str
    value: Truth
    bases: tuple[ApplicableMeasure, ...]
    missing: tuple[str, ...]
    needed: Word | None
    beyond: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Detail:
    """The details that many rows share."""

    matcher: Matcher
    left_behind: Mapping[str, Truth]
    services: tuple[ServiceDetail, ...]
    #: (fact, number of services it is missing in), most first.
    questions: tuple[tuple[str, int], ...]
    memo: dict[Hashable, Any] = field(default_factory=dict)

    def of(self, value: Truth) -> tuple[ServiceDetail, ...]:
        """The services with this value."""
        return tuple(one for one in self.services if one.value is value)


def details(results: Results, *, checked: bool = True) -> list[Detail]:
    """The details of every kept row, in their order.

    Raises :class:`DisagreementError` where a status differs from that of the columns.
    """
    ledger = results.ledger
    by_place: dict[str, list[int]] = {}
    codes = ledger.values.get("place", [])
    for index, position in enumerate(ledger.kept):
        by_place.setdefault(codes[position], []).append(index)
    found: list[Any] = [None] * len(ledger.kept)
    for code, indices in by_place.items():
        worker = _Place(results.matchers[code], ledger, results.on)
        made = worker.rows([ledger.kept[index] for index in indices])
        for index, detail in zip(indices, made, strict=True):
            found[index] = detail
    if checked:
        _check(results, found)
    return found


def _check(results: Results, found: Sequence[Detail]) -> None:
    for service in results.services:
        column = results.frame.get_column(f"service:{service}").to_list()
        memo: dict[int, Truth] = {}
        for index, (status, detail) in enumerate(zip(column, found, strict=True)):
            key = id(detail)
            if key not in memo:
                memo[key] = next((one.value for one in detail.services if one.service == service), None)
            value = memo[key]
            if status != (None if value is None else int(value)):
                row = results.ledger.numbers[results.ledger.kept[index]]
                raise DisagreementError(
                    f"row {row}: {service} is {status} in columns and {value} in the reference; please report this"
                )


@dataclass(frozen=True, slots=True, eq=False)
class _Value:
    """What a condition comes to for the rows of one kind."""

    value: Truth
    missing: tuple[str, ...]


class _Place:
    """The conditions of one place and day, each read once for each kind of row."""

    def __init__(self, matcher: Matcher, ledger: Ledger, on: date) -> None:
        self.matcher, self.ledger, self.on = matcher, ledger, on
        self.empty = matcher.situation(Profile())
        self.definitions = {one.id: one.definition.condition for one in matcher.policies}
        conditions: dict[Condition, int] = {}
        for condition in self._all_conditions():
            conditions.setdefault(condition, len(conditions))
        self.conditions = conditions
        self.leaves: dict[str, list[Leaf]] = {}
        for condition in conditions:
            for leaf in leaves(condition):
                same = self.leaves.setdefault(source_fact(leaf.fact), [])
                if leaf not in same:
                    same.append(leaf)
        # Conditions by number: hashing a tree costs more than all that is done with it here.
        self.defined = {name: conditions[condition] for name, condition in self.definitions.items()}
        self.prepared = {
            name: tuple(
                (
                    basis, self.defined[basis.policy.id], conditions[basis.measure.condition],
                    None if basis.measure.need is None else conditions[IsTrue(basis.measure.need)],
                )
                for basis in bases
            )
            for name, bases in matcher.applicable.items()
        }  # fmt: skip
        self.made: dict[tuple[int, ...], Detail] = {}
        self.kinds: list[_Value] = []
        self.numbers: dict[tuple[Truth, tuple[str, ...]], int] = {}

    def _all_conditions(self) -> Iterable[Condition]:
        yield from self.definitions.values()
        for bases in self.matcher.applicable.values():
            for basis in bases:
                yield basis.measure.condition
                if basis.measure.need is not None:
                    yield IsTrue(basis.measure.need)

    def rows(self, positions: Sequence[int]) -> list[Detail]:
        """The details of the rows in these positions."""
        codes = {name: self._codes(name, positions) for name in self.ledger.fact_names()}
        columns = [self._read(condition, codes, positions) for condition in self.conditions]
        unsure = self.ledger.unsure
        result: list[Detail] = []
        for position, numbers in zip(positions, zip(*columns, strict=True), strict=True):
            detail = self.made.get(numbers)
            if detail is None:
                detail = self.made[numbers] = self._detail(numbers)
            result.append(self._with_unsure(detail, unsure[position]) if position in unsure else detail)
        return result

    # -- facts as kinds -----------------------------------------------------------------

    def _codes(self, name: str, positions: Sequence[int]) -> list[Hashable]:
        """A column of a fact with the values that no condition here tells apart made equal."""
        column = self.ledger.values[name]
        fact = self.ledger.facts[name]
        if fact.kind in ("yes_no", "choice"):
            return [column[position] for position in positions]
        known = self.leaves.get(name)
        if not known:
            return [None if column[position] is None else True for position in positions]
        code = self._coder(name, known)
        memo: dict[Any, Hashable] = {None: None}
        result: list[Hashable] = []
        for position in positions:
            value = column[position]
            if value not in memo:
                memo[value] = code(value)
            result.append(memo[value])
        # Two facts on one absence contradict or exclude each other by their exact values;
        # rows where they do have been set aside, so their kinds are enough here.
        return result

    def _coder(self, name: str, known: Sequence[Leaf]) -> Callable[[Any], Hashable]:
        derived = {fact for fact, (_, source) in DERIVED.items() if source == name}
        only_age = bool(derived) and all(leaf.fact in derived for leaf in known)
        memo: dict[Any, Hashable] = {}

        def code(value: Any) -> Hashable:
            if name in _CUT and (value.high is None or value.high > self.on):
                value = Bounds(value.low, self.on)
            key = ages(value, self.on) if only_age else value
            if key not in memo:
                situation = self._situation({name: value})
                read = [trace(leaf, situation) for leaf in known]
                memo[key] = tuple((one.value, missing_facts(one, situation)) for one in read)
            return memo[key]

        return code

    def _situation(self, values: Mapping[str, Any]) -> Situation:
        return self.matcher.situation(Profile.from_mapping(values, facts=self.matcher.rules.facts))

    # -- conditions -----------------------------------------------------------------------

    def _read(self, condition: Condition, codes: Mapping[str, list[Hashable]], positions: Sequence[int]) -> list[int]:
        """The number of what the condition comes to, for every row."""
        names = [name for name in _closure({source_fact(fact) for fact in facts_of(condition)}) if name in codes]
        if not names:
            return [self._kind(condition, {})] * len(positions)
        memo: dict[tuple[Hashable, ...], int] = {}
        result: list[int] = []
        for position, key in zip(positions, zip(*(codes[name] for name in names), strict=True), strict=True):
            number = memo.get(key)
            if number is None:
                values = {name: self.ledger.values[name][position] for name in names}
                number = memo[key] = self._kind(condition, values)
            result.append(number)
        return result

    def _kind(self, condition: Condition, values: Mapping[str, Any]) -> int:
        situation = self._situation({name: value for name, value in values.items() if value is not None})
        traced = trace(condition, situation)
        missing = missing_facts(traced, situation) if traced.value is None else ()
        number = self.numbers.setdefault((traced.value, missing), len(self.kinds))
        if number == len(self.kinds):
            self.kinds.append(_Value(traced.value, missing))
        return number

    # -- one kind of row ------------------------------------------------------------------

    def _detail(self, numbers: tuple[int, ...]) -> Detail:
        values = [self.kinds[number] for number in numbers]
        services = tuple(self._service(name, bases, values) for name, bases in self.prepared.items())
        left_behind = {name: values[number].value for name, number in self.defined.items()}
        return Detail(self.matcher, left_behind, services, count_missing(service.missing for service in services))

    def _service(
        self, name: str, bases: Sequence[tuple[ApplicableMeasure, int, int, int | None]], read: Sequence[_Value]
    ) -> ServiceDetail:
        values: list[Truth] = []
        missing: dict[str, None] = {}
        only_definition = False
        needs: list[Truth] = []
        for _, defined, condition, need in bases:
            first, own = read[defined], read[condition]
            value: Truth
            if first.value is False or own.value is False:
                value = False
                only_definition = only_definition or own.value is not False
            else:
                value = None if first.value is None or own.value is None else True
            values.append(value)
            if value is None:
                missing.update(dict.fromkeys(first.missing))
                missing.update(dict.fromkeys(own.missing))
            if need is not None:
                needs.append(read[need].value)
        status = any_of(values)
        shown = tuple(one[0] for one, value in zip(bases, values, strict=True) if value is status)
        everyone = self.matcher.rules.services[name].open_to_everyone
        beyond = everyone and status is False and only_definition
        need_word = word(any_of(needs)) if needs else None
        return ServiceDetail(name, status, shown, tuple(missing) if status is None else (), need_word, beyond)

    def _with_unsure(self, detail: Detail, unsure: set[str]) -> Detail:
        """The same, without asking her again what she does not know."""
        key = ("unsure", frozenset(unsure))
        if key not in detail.memo:
            facts = self.ledger.facts
            asked = tuple((fact, count) for fact, count in detail.questions if is_asked(facts[fact], unsure))
            detail.memo[key] = Detail(detail.matcher, detail.left_behind, detail.services, asked)
        found: Detail = detail.memo[key]
        return found


def _closure(names: set[str]) -> list[str]:
    """The facts and those that imply something about them, in a fixed order."""
    found = set(names)
    while True:
        more = {fact for fact, _, other, _ in IMPLIES if other in found}
        if "disabled" in found or "needs_long_term_care" in found:
            more |= {"disability_grade", "disabled"}
        if "husband_away_since" in found or "husband_away_years" in found:
            more |= {"husband_away_since", "husband_away_years"}
        if more <= found:
            return sorted(found)
        found |= more


__all__ = ["Detail", "DisagreementError", "ServiceDetail", "details"]

"""A frame whose facts are read and settled: what conditions are asked of.

What facts say of each other is in the lowered conditions. Before any condition is read, days that
lie after the day of assessment are refused, and of the facts of which one stands instead of the
other (:mod:`liushou.profile.relations`) one is taken, for every row at once.

Rows of different places are answered by the same expressions; what differs from place to
place (which documents apply, its facts, its lines) is taken from the row's *context*.
Places that differ in nothing share one, so that there are few of them.
"""

from calendar import monthrange
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import reduce
from math import nextafter
from operator import or_
from typing import Any, Self

from ..documents import PlacesFile, PlaceValues, Policy, Rules, values_at
from ..matcher import Matcher
from ..places import NATION, answering_codes, containing
from ..problems import Code, InputError, Phrase, Problem, closest
from ..profile import Fact, InsteadOf, relations
from ..rules import lowering
from ..rules.columns import NO, BoundedColumn, Columns, Expr, Formulas, Side, Values, YesNoColumn
from ..values import Bounds, cutoff, grouped
from .backends import PREFIX, FrameHandle, is_text
from .fact_columns import FactColumns, read_fact_columns

CONTEXT = f"{PREFIX}context"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowPlaces:
    """The contexts of a frame; ``context`` gives a row's number, null for no place at all."""

    policies: tuple[Policy, ...]
    locals: tuple[PlaceValues, ...]
    #: For each document, whether it applies in each context.
    applies: Mapping[str, Values]
    context: Expr | None = None
    engine: Any = None

    @property
    def parameters(self) -> Mapping[str, Sequence[Bounds[Any]]]:
        """The bounds of each parameter in each context."""
        names = dict.fromkeys(name for values in self.locals for name in values.parameters)
        nothing: Bounds[Any] = Bounds(None, None)
        return {name: tuple(values.parameters.get(name, nothing) for values in self.locals) for name in names}

    @property
    def facts(self) -> Mapping[str, Values]:
        """The facts of the places: True, False, or None where nothing is known."""
        names = dict.fromkeys(name for values in self.locals for name in values.facts)
        return {name: tuple(values.facts.get(name) for values in self.locals) for name in names}

    def select(self, values: Values) -> Any:
        """The expression of a row's own of one value for each context."""
        known = [(number, value) for number, value in enumerate(values) if value is not None]
        engine, first = self.engine, known[0][1]
        kind = engine.Boolean if isinstance(first, bool) else engine.Date if isinstance(first, date) else engine.Float64
        groups = grouped((value, number) for number, value in known)
        context = engine.col(CONTEXT)
        if len(groups) > 8:
            return context.replace_strict(*zip(*known, strict=True), default=None, return_dtype=kind)
        cases = ((value, reduce(or_, [context == number for number in numbers])) for value, numbers in groups.items())
        return by_case(engine, kind, cases)


def by_case(engine: Any, kind: Any, cases: Iterable[tuple[Any, Expr]]) -> Expr:
    """The value whose condition holds, the last of several; null where none does."""
    result = engine.lit(None, dtype=kind)
    for value, here in cases:
        result = engine.when(here).then(engine.lit(value, dtype=kind)).otherwise(result)
    return result


def _context(opened: FrameHandle, source: Expr, numbers: Mapping[str, int]) -> Expr:
    """A row's context: null where its code names no place."""
    engine = opened.engine
    if opened.tables:
        return source.replace_strict(list(numbers), list(numbers.values()), default=None, return_dtype=engine.Int16)
    of_context = grouped((number, code) for code, number in numbers.items())
    largest = sorted(of_context.items(), key=lambda item: -len(item[1]))
    return by_case(engine, engine.Int16, ((number, source.str.contains(_pattern(codes))) for number, codes in largest))


def _pattern(within: Collection[str]) -> str:
    """A pattern for exactly these codes: one text where a list would be thousands of values."""
    tree: dict[str, dict[str, list[str]]] = {}
    for code in within:
        if code != NATION:
            tree.setdefault(code[:2], {}).setdefault(code[2:4], []).append(code[4:])
    parts = [NATION] if NATION in within else []
    for province, below in tree.items():
        parts.append(f"{province}(?:" + "|".join(f"{two}(?:{'|'.join(last)})" for two, last in below.items()) + ")")
    return f"^(?:{'|'.join(parts)})$"


def one_place(rules: Rules, place: str, on: date, own: PlacesFile | None) -> RowPlaces:
    """Every row stands in ``place``; raises :class:`~liushou.InputError` if there is none."""
    here = Matcher(place=place, on=on, rules=rules, places=own)
    applies = {policy.id: (True,) for policy in here.policies}
    return RowPlaces(policies=here.policies, locals=(here.place_values,), applies=applies)


def places_by_column(rules: Rules, opened: FrameHandle, column: str, on: date, own: PlacesFile | None) -> RowPlaces:
    """Each row stands in the place that ``column`` names by its code."""
    dtype = opened.schema.get(column)
    if dtype is None:
        near = closest(column, opened.schema)
        raise InputError(Problem(Code.NO_COLUMN, subject=column, near=near))
    if not (is_text(dtype) or dtype.is_integer()):
        raise InputError(Problem(Code.COLUMN_TYPE, None, Phrase("codes-as-text"), subject=column, kind=dtype))
    engine = opened.engine
    source = engine.col(column).cast(engine.String)
    # The codes at which anything is said: documents, facts, lines.
    special = {*rules.places, *(own.places if own else ()), *(policy.place for policy in rules.policies.values())}
    special |= {value.place for entry in rules.parameters.values() for value in entry.values}
    # A context is known by what is said of its places, and has the first code and the one that answers for it.
    contexts: dict[tuple[tuple[str, ...], ...], tuple[str, str]] = {}
    keys: dict[str, tuple[tuple[str, ...], ...]] = {}
    for code, answering in answering_codes(on.year).items():
        chains = (containing(answering), containing(answering, code))
        keys[code] = tuple(tuple(within for within in chain if within in special) for chain in chains)
        contexts.setdefault(keys[code], (answering, code))
    order = {key: number for number, key in enumerate(contexts)}
    policies = tuple(policy for policy in rules.policies.values() if policy.issued <= on)
    return RowPlaces(
        policies=policies,
        locals=tuple(values_at(rules, code, on, own, written=written) for code, written in contexts.values()),
        applies={policy.id: tuple(policy.place in applying for applying, _ in contexts) for policy in policies},
        context=_context(opened, source, {code: order[key] for code, key in keys.items()}),
        engine=engine,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedFrame:
    """A frame ready for conditions; of its ``problems`` (text, formula) the first that holds counts."""

    opened: FrameHandle
    columns: Columns
    entry: FactColumns
    problems: tuple[tuple[str, int], ...]

    @classmethod
    def of(cls, opened: FrameHandle, on: date, facts: Mapping[str, Fact], placed: RowPlaces) -> Self:
        """Reads the fact columns, applies the implications, adds what the places know."""
        if taken := [name for name in opened.schema if name.startswith(PREFIX)]:
            raise InputError(Problem(Code.COLUMN_RESERVED, subject=taken[0]))
        columns = Columns(
            engine=opened.engine,
            on=on,
            formulas=Formulas(),
            parameters=placed.parameters,
            contexts=len(placed.locals),
            select=placed.select,
            lowering=lowering(facts),
        )
        entry = read_fact_columns(opened, columns, facts)
        problems: list[tuple[str, int]] = []
        if placed.context is not None:
            entry.prepared[0][CONTEXT] = placed.context
            nowhere = columns.atom("no place", lambda: opened.engine.col(CONTEXT).is_null(), decided=True)
            problems.append(("place", nowhere))
        problems += [(fact, formula) for fact, formula in entry.wrong.items() if formula != NO]
        _add_place_facts(columns, placed)
        problems += [(",".join(fields), formula) for fields, formula in refuse_and_agree(columns, entry, facts)]
        return cls(opened=opened, columns=columns, entry=entry, problems=tuple(problems))

    @property
    def sound(self) -> int:
        """The formula that a row has no problem."""
        pool = self.columns.formulas
        return pool.negate(pool.any_of([formula for _, formula in self.problems]))

    def frame(self) -> Any:
        """The frame with the columns that the formulas read."""
        frame = self.opened.frame
        for step in self.entry.prepared:
            if step:
                frame = frame.with_columns(*[expr.alias(name) for name, expr in step.items()])
        return frame


def _add_place_facts(columns: Columns, placed: RowPlaces) -> None:
    pool = columns.formulas
    for name, values in placed.facts.items():
        here = columns.each(values)
        own = columns.facts.get(name)
        if own is None:
            columns.facts[name] = YesNoColumn(here)
        elif isinstance(own, YesNoColumn):
            stated = pool.all_of((pool.is_unknown(own.value), here))
            columns.facts[name] = YesNoColumn(pool.any_of((pool.surely(own.value), stated)))


#: The fields of a contradiction, and the formula that a row has it.
Refused = tuple[tuple[str, str], int]


def refuse_and_agree(columns: Columns, entry: FactColumns, facts: Mapping[str, Fact]) -> list[Refused]:
    """What to refuse, in the order in which a profile is checked; narrows ``columns.facts`` where two agree."""
    pool, known = columns.formulas, relations(facts)
    refused: list[Refused] = []
    for name in known.past:
        if isinstance(column := columns.facts.get(name), BoundedColumn):
            # A day that lies after the day of assessment, even at the earliest.
            late = pool.negate(columns.under(column.low, "<=", columns.on))
            refused.append(((name, "on"), pool.surely(late)))
    for contradiction in columns.lowering.contradictions:
        refused.append((contradiction.fields, pool.surely(columns.lowered(contradiction.condition))))
    for number, pair in known.pairs:
        refused.extend(_Pair(columns, entry, number, pair).agree())
    return [(fields, formula) for fields, formula in refused if formula != NO]


def _narrowed(column: BoundedColumn, low: tuple[int, date | float], high: tuple[int, date | float]) -> BoundedColumn:
    if column.low == column.high:
        return column
    return replace(column, low=replace(column.low, narrowed=low), high=replace(column.high, narrowed=high))


class _Pair:
    """A day, and a number instead of it: given both, they must agree, and a vaguer one is narrowed by the other."""

    def __init__(self, columns: Columns, entry: FactColumns, number: str, pair: InsteadOf) -> None:
        self.columns, self.entry, self.pool, self.pair = columns, entry, columns.formulas, pair
        self.day, self.number = pair.fact, number

    def agree(self) -> Iterator[Refused]:
        pool, facts, pair = self.pool, self.columns.facts, self.pair
        day_given, number_given = (self.entry.given.get(name, NO) for name in (self.day, self.number))
        since, years = (self._column(name) for name in (self.day, self.number))
        both = pool.all_of((day_given, number_given))
        if both != NO and self.entry.meet(self.day, self.number):
            under, last = self.columns.under, cutoff(self.columns.on, pair.decides_months, "months")
            long = pool.decide(under(since.high, "<=", last), under(since.low, "<=", last))
            short = pool.decide(under(years.high, "<", pair.threshold), under(years.low, "<", pair.threshold))
            same = (pool.all_of((long, short)), pool.negate(pool.any_of((long, short))))
            differ = pool.any_of([pool.surely(formula) for formula in same])
            yield (self.day, self.number), pool.all_of((both, pool.any_of((differ, self._far_apart(since, years)))))
            open_day, open_number = (pool.all_of((both, pool.is_unknown(formula))) for formula in (long, short))
            surely_short, surely_not = (pool.all_of((open_day, each)) for each in self._decided(short))
            since = _narrowed(since, (surely_short, last + timedelta(days=1)), (surely_not, last))
            surely_long, surely_not = (pool.all_of((open_number, each)) for each in self._decided(long))
            years = _narrowed(years, (surely_long, pair.threshold), (surely_not, nextafter(pair.threshold, 0.0)))
        facts[self.day] = replace(since, absent=pool.all_of((pool.negate(day_given), number_given)))
        facts[self.number] = replace(years, absent=pool.all_of((day_given, pool.negate(number_given))))

    def _decided(self, formula: int) -> tuple[int, int]:
        """(surely yes, surely no)."""
        return self.pool.surely(formula), self.pool.surely(self.pool.negate(formula))

    def _column(self, name: str) -> BoundedColumn:
        column = self.columns.facts.get(name, BoundedColumn(Side(key=name), Side(key=name)))
        assert isinstance(column, BoundedColumn)
        return column

    def _far_apart(self, since: BoundedColumn, years: BoundedColumn) -> int:
        """Whether even the closest values within the bounds differ by too many months."""
        columns, pool, apart_by = self.columns, self.pool, []
        unit, apart = self.pair.unit_months, self.pair.apart_months / self.pair.unit_months
        if years.low.expr is not None and since.low.expr is not None:
            least = years.low.expr
            late = self._months_later(since.low.expr, (unit * (least - apart)).floor(), after=True)
            apart_by.append(columns.atom((since.low.key, years.low.key, "sooner"), lambda: (least > apart) & late))
        if years.high.expr is not None and since.high.expr is not None:
            early = self._months_later(since.high.expr, (unit * (years.high.expr + apart)).ceil(), after=False)
            apart_by.append(columns.atom((since.high.key, years.high.key, "later"), lambda: early))
        return pool.any_of([pool.surely(formula) for formula in apart_by])

    def _months_later(self, day: Expr, months: Expr, *, after: bool) -> Expr:
        """Whether ``day`` and so many whole months lie after ``on`` (or before it)."""
        # Months are counted. The same month is decided by the day, which where the month is too
        # short for it is the month's last, as ``on`` then is at most.
        on, whole = self.columns.on, self.columns.engine.Int64
        left = on.year * 12 + on.month - (day.dt.year().cast(whole) * 12 + day.dt.month().cast(whole))
        if not after:
            return (months < left) | ((months == left) & (day.dt.day() < on.day))
        last = monthrange(on.year, on.month)[1]
        return (months > left) | ((months == left) & (day.dt.day() > (on.day if on.day < last else 31)))

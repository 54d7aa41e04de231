"""Every service of every document that applies, for all rows of a frame at once; which facts would settle what."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import add, or_
from typing import Any

from ..documents import PlacesFile, Rules, load_rules, offered_measures
from ..matcher import Matcher
from ..problems import Code, InputError, Problem
from ..profile import catalogue_order
from ..rules import LEAVES, Concept, Condition, InForce, below, source_fact
from ..rules.columns import NO, UNKNOWN, YES, Columns, Expr, Plan, parts_first
from ..values import check_day, grouped
from .backends import PREFIX, FrameHandle, open_frame
from .prepare import PreparedFrame, RowPlaces, by_case, one_place, places_by_column

MISSING = "missing"
PROBLEM = "problem"
_CONSTANTS = {YES: 1, NO: 0, UNKNOWN: None}


def evaluate(
    frame: Any,
    *,
    on: date,
    place: str | None = None,
    place_column: str | None = None,
    rules: Rules | None = None,
    places: PlacesFile | None = None,
    missing: bool = True,
) -> Any:
    """The frame with an answer in every row: what ``liushou match`` says, for all at once.

    ``frame`` is a Polars DataFrame or LazyFrame, a PyArrow Table, a DuckDB relation, a
    PySpark or a pandas DataFrame; the same kind comes back, and what is lazy stays lazy:
    ``evaluate(pl.scan_parquet(…), …).sink_parquet(…)`` streams a ledger larger than memory.

    **Columns read.** Those named as facts (``liushou facts``); all others pass through.
    A date or number may be given exactly (``birth_date``), within bounds
    (``birth_date__min``, ``birth_date__max``; null: open), or in both ways. Yes/no facts
    are boolean, 1 and 0, or 是 and 否; choices are their words (female, 女); dates are
    days, timestamps without a zone, or text like 2024-03-01, 2024-03 or 2024. Null and
    NaN mean that nothing is known, and so does a column that is not there: not asked is
    never no. Rows stand in ``place``, or each in the place whose code ``place_column``
    holds. ``rules`` and ``places`` are those of :class:`~liushou.match.Matcher`.

    **Columns added.** ``service:<id>`` and ``left_behind:<policy>``: 1, 0 or null, for
    every service and document that applies (with ``place_column``: in any place at all,
    whatever places there are in the frame). ``missing`` (unless ``missing=False``): the
    facts that would settle what is undetermined, joined by commas in the order of the
    catalogue; null where none would. ``problem``: null where the row could be answered;
    else why it was not, and then all its answers are null:

    - ``place``: its code is missing or names no place;
    - a fact, such as ``disability_grade``: its value is out of range or cannot be read;
    - two facts that contradict each other, such as ``disabled,disability_grade``, or
      ``birth_date,on`` for a day that lies after ``on``. The first one found counts.

    Null is *unknown* in a service that is offered at the row's place, and says nothing in
    one that is not: :func:`offered` lists which are, as ``match`` lists only those.

    Raises :class:`~liushou.InputError` for a frame of another kind, a column whose type cannot hold its fact,
    ``…__min`` or ``…__max`` of what is no date or number, column names that occur twice or that the answer needs, a
    ``place`` or ``on`` that does not exist; warns (:class:`~liushou.ledger.LikelyMisspelling`) of columns that are no
    fact but nearly have the name of one.
    """
    day = check_day(on)
    opened = open_frame(frame)
    used = load_rules() if rules is None else rules
    if (place is None) == (place_column is None):
        raise InputError(Problem(Code.PLACE_OR_COLUMN))
    if place is not None:
        placed = one_place(used, place, day, places)
    else:
        placed = places_by_column(used, opened, str(place_column), day, places)
    return _answered(used, placed, PreparedFrame.of(opened, day, used.facts, placed), day, missing)


def offered(place: str, *, on: date, rules: Rules | None = None) -> tuple[str, ...]:
    """The services of the documents that apply in ``place`` on the day ``on``.

    Only for these does null in ``service:<id>`` mean unknown. Raises
    :class:`~liushou.InputError` for a code that names no place.
    """
    return Matcher(place=place, on=on, rules=rules).services


def _answered(rules: Rules, placed: RowPlaces, ready: PreparedFrame, on: date, with_missing: bool) -> Any:
    """The caller's frame with the columns of the answer."""
    columns, pool, sound = ready.columns, ready.columns.formulas, ready.sound
    applies = {name: columns.each(values) for name, values in placed.applies.items()}
    defined = {policy.id: columns.formula(policy.definition.condition) for policy in placed.policies}
    outputs, roots = [], []
    for name, measures in offered_measures(rules, placed.policies, on).items():
        parts = ((applies[one.id], defined[one.id], columns.formula(own.condition)) for one, _, own in measures)
        grounds = list(map(pool.all_of, parts))
        value, here = pool.any_of(grounds), pool.any_of([applies[policy.id] for policy, *_ in measures])
        outputs.append(Output(f"service:{name}", value, pool.all_of((sound, here))))
        for (policy, _, measure), ground in zip(measures, grounds, strict=True):
            is_open = pool.all_of((pool.is_unknown(value), pool.is_unknown(ground)))
            roots += [(policy.definition.condition, is_open), (measure.condition, is_open)]
    for name, formula in defined.items():
        outputs.append(Output(f"left_behind:{name}", formula, pool.all_of((sound, applies[name]))))
    return add_outputs(ready, outputs, {MISSING: missing_formulas(columns, roots)} if with_missing else {})


@dataclass(frozen=True, slots=True)
class Output:
    """A column to add: a formula, null where ``shown`` is no."""

    name: str
    formula: int
    shown: int


def add_outputs(ready: PreparedFrame, outputs: Sequence[Output], lists: Mapping[str, Mapping[str, int]]) -> Any:
    """The caller's frame with the outputs, then ``lists`` of the facts whose formula holds, then ``problem``."""
    sound = ready.sound
    opened, columns, engine = ready.opened, ready.columns, ready.opened.engine
    names = [*(output.name for output in outputs), *lists, PROBLEM]
    if clash := [name for name in names if name in opened.schema]:
        raise InputError(Problem(Code.COLUMN_EXISTS, subject=clash[0]))
    wanted = [number for output in outputs for number in (output.formula, output.shown)]
    wanted += [formula for facts in lists.values() for formula in facts.values()]
    wanted += [formula for _, formula in ready.problems] + [sound]
    planned = Plan(columns, wanted, f"{PREFIX}f")
    frame = ready.frame()
    exprs: dict[tuple[int, int], str] = {}
    for output in outputs:
        exprs.setdefault((output.formula, output.shown), f"{PREFIX}out{len(exprs)}")
    statuses = {name: _status(engine, planned, formula, shown) for (formula, shown), name in exprs.items()}
    for step in (*planned.steps, statuses):
        # Where no document applies there are none.
        if step:
            frame = frame.with_columns(*[expr.alias(name) for name, expr in step.items()])
    result = [engine.col(name) for name in opened.schema]
    result += [engine.col(exprs[output.formula, output.shown]).alias(output.name) for output in outputs]
    result += [_listed(opened, planned, facts, sound).alias(name) for name, facts in lists.items()]
    # Of several problems of a row the first counts.
    problems = ((text, planned.expr(formula)) for text, formula in reversed(ready.problems))
    result.append(by_case(engine, engine.String, problems).alias(PROBLEM))
    return opened.close(frame.select(*result), tuple(names))


def _status(engine: Any, planned: Plan, formula: int, shown: int) -> Expr:
    if formula in _CONSTANTS:
        value = engine.lit(_CONSTANTS[formula], dtype=engine.Int8)
    else:
        value = planned.expr(formula).cast(engine.Int8)
    return value if shown == YES else engine.when(planned.expr(shown)).then(value)


#: Facts whose names are joined by one look-up in a table of all their combinations.
_TOGETHER = 8


def _listed(opened: FrameHandle, planned: Plan, facts: Mapping[str, int], sound: int) -> Expr:
    """The names of the facts whose formula holds, joined by commas; null for none."""
    engine = opened.engine
    if not facts:
        return engine.lit(None, dtype=engine.String)
    flags = {name: planned.expr(formula) for name, formula in facts.items()}
    if opened.tables:
        named = list(flags.items())
        parts = [_joined(engine, dict(named[first : first + _TOGETHER])) for first in range(0, len(named), _TOGETHER)]
    else:
        parts = [engine.when(flag).then(engine.lit(name)) for name, flag in flags.items()]
    joined = engine.concat_str(*parts, separator=",", ignore_nulls=True)
    return engine.when(reduce(or_, flags.values()) & planned.expr(sound)).then(joined)


def _joined(engine: Any, flags: Mapping[str, Expr]) -> Expr:
    """The names whose flag is set: the flags are the digits of a binary number, a table has the text of each."""
    number = reduce(add, (flag.cast(engine.UInt16) * 2**digit for digit, flag in enumerate(flags.values())))
    numbers = range(2 ** len(flags))
    texts = [",".join(name for digit, name in enumerate(flags) if code >> digit & 1) or None for code in numbers]
    return number.replace_strict(list(numbers), texts, return_dtype=engine.String)


def missing_formulas(columns: Columns, roots: Iterable[tuple[Condition, int]]) -> Mapping[str, int]:
    """For each fact the formula that its value could still decide one of the ``roots``.

    A root is a condition and the formula that it is open: that something undetermined hangs on it. The facts come in
    the order of the catalogue, those of one's own after them by name; one that no row can miss is left out.
    """
    pool = columns.formulas
    matters = grouped(roots)
    facts: dict[str, list[int]] = {}
    for node in reversed(parts_first(list(matters), below)):
        unknown = pool.is_unknown(columns.formula(node))
        here = pool.all_of((pool.any_of(matters.get(node, ())), unknown))
        if here == NO:
            continue
        if isinstance(node, LEAVES):
            facts.setdefault(source_fact(node.fact), []).append(pool.all_of((here, columns.settles(node))))
        if isinstance(node, Concept) and node.in_force:
            here = pool.all_of((here, pool.surely(columns.formula(InForce(node.in_force)))))
        for child in below(node):
            matters.setdefault(child, []).append(here)
    formulas = ((fact, pool.surely(pool.any_of(facts[fact]))) for fact in sorted(facts, key=catalogue_order))
    return {fact: formula for fact, formula in formulas if formula != NO}

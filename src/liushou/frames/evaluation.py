"""Every service of every document that applies, for all rows of a frame at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ..documents import Clause, Measure, PlacesFile, PlaceValues, Policy, Rules, load_rules
from ..matcher import Matcher, offered_measures
from ..problems import Code, InputError, Problem
from ..profile import BY_NAME, Fact
from ..rules import Condition
from ..values import Bounds, check_day
from .backends import open_frame
from .output import Output, add_outputs, missing_formulas
from .prepare import PreparedFrame
from .row_places import RowPlaces, one_place, places_by_column

MISSING = "missing"


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

    Raises :class:`~liushou.InputError` for a frame of another kind, a column whose type
    cannot hold its fact, ``…__min`` or ``…__max`` of what is no date or number, column
    names that occur twice or that the answer needs, a ``place`` or ``on`` that does not
    exist; warns (:class:`~liushou.ledger.LikelyMisspelling`) of columns that are no fact
    but nearly have the name of one.
    """
    day = check_day(on)
    opened = open_frame(frame)
    used = load_rules() if rules is None else rules
    if place is not None and place_column is None:
        placed = one_place(used, place, day, places)
    elif place_column is not None and place is None:
        placed = places_by_column(used, opened, place_column, day, places)
    else:
        raise InputError(Problem(Code.PLACE_OR_COLUMN))
    ready = PreparedFrame.of(opened, day, used.facts, placed)
    return _Services(used, placed, ready, day).close(missing)


def offered(place: str, *, on: date, rules: Rules | None = None) -> tuple[str, ...]:
    """The services of the documents that apply in ``place`` on the day ``on``.

    Only for these does null in ``service:<id>`` mean unknown. Raises
    :class:`~liushou.InputError` for a code that names no place.
    """
    return Matcher(place=place, on=on, rules=rules).services


def evaluate_conditions(
    frame: Any,
    conditions: Mapping[str, Condition],
    *,
    on: date,
    parameters: Mapping[str, Bounds[Any]] | None = None,
    facts: Mapping[str, Fact] = BY_NAME,
) -> Any:
    """The frame with a column for each condition: 1, 0, null, and ``missing:<name>``.

    As :func:`evaluate`, for conditions of one's own: no document, and no place but the
    ``parameters`` given. ``problem`` is there too.
    """
    opened = open_frame(frame)
    nowhere = RowPlaces(policies=(), locals=(PlaceValues({}, parameters or {}),), applies={})
    ready = PreparedFrame.of(opened, check_day(on), facts, nowhere)
    pool, columns, sound = ready.columns.formulas, ready.columns, ready.sound
    formulas = {name: columns.formula(condition) for name, condition in conditions.items()}
    outputs = [Output(name, formula, sound) for name, formula in formulas.items()]
    lists = {
        f"{MISSING}:{name}": missing_formulas(columns, [(condition, pool.is_unknown(formulas[name]))])
        for name, condition in conditions.items()
    }
    return add_outputs(ready, outputs, lists)


class _Services:
    """The formulas of all services of the documents that apply, and their columns."""

    def __init__(self, rules: Rules, placed: RowPlaces, ready: PreparedFrame, on: date) -> None:
        self.ready = ready
        self.columns, self.pool = ready.columns, ready.columns.formulas
        self.applies = {name: self.columns.each(values) for name, values in placed.applies.items()}
        self.defined = {policy.id: self.columns.formula(policy.definition.condition) for policy in placed.policies}
        self.grounds = offered_measures(rules, placed.policies, on)

    def _ground(self, policy: Policy, _clause: Clause, measure: Measure) -> int:
        own = self.columns.formula(measure.condition)
        return self.pool.all_of((self.applies[policy.id], self.defined[policy.id], own))

    def close(self, with_missing: bool) -> Any:
        """The caller's frame with the columns of the answer."""
        sound = self.ready.sound
        values = {
            name: self.pool.any_of([self._ground(*measure) for measure in many]) for name, many in self.grounds.items()
        }
        outputs = [
            Output(f"service:{name}", values[name], self.pool.all_of((sound, self.pool.any_of(applies))))
            for name, many in self.grounds.items()
            for applies in ([self.applies[policy.id] for policy, *_ in many],)
        ]
        outputs += [
            Output(f"left_behind:{name}", formula, self.pool.all_of((sound, self.applies[name])))
            for name, formula in self.defined.items()
        ]
        return add_outputs(self.ready, outputs, {MISSING: self._missing(values)} if with_missing else {})

    def _missing(self, values: Mapping[str, int]) -> Mapping[str, int]:
        """For each fact, in the order of the catalogue, where it is missing."""
        pool, roots = self.pool, []
        for name, many in self.grounds.items():
            undetermined = pool.is_unknown(values[name])
            for policy, clause, measure in many:
                is_open = pool.all_of((undetermined, pool.is_unknown(self._ground(policy, clause, measure))))
                roots += [(policy.definition.condition, is_open), (measure.condition, is_open)]
        return missing_formulas(self.columns, roots)

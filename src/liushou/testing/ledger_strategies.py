"""Strategies for ledgers: many women in rows, as spreadsheets and frames hold them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Literal

from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

from ..documents import Rules
from ..problems import MissingExtraError
from ..profile import Fact
from . import arguments
from .profile_strategies import profiles


def ledgers(
    *,
    on: date,
    min_size: int = 0,
    max_size: int = 8,
    known: Mapping[str, Any] | None = None,
    place: str | None = None,
    facts: Iterable[str] | None = None,
    frame: Literal["rows", "polars"] = "rows",
    rules: Rules | None = None,
) -> st.SearchStrategy[Any]:
    """Ledgers of ``min_size`` to ``max_size`` women as of the day ``on``.

    A row is a dict with a key for each fact (``facts``, or all), None where it is not
    stated: True/False, the word of a choice, a ``date``, a number. Values are exact, and
    no row contradicts itself. ``frame="polars"`` gives a ``polars.DataFrame`` with the
    same columns, typed also where a column is all null.

    The other arguments are those of :func:`profiles`. Raises
    :class:`~liushou.MissingExtraError` where Polars is wanted and not installed.
    """
    least, most = arguments.size("min_size", min_size, 0), arguments.size("max_size", max_size, 0)
    if least > most:
        raise InvalidArgument(f"min_size={least} is more than max_size={most}")
    if frame not in ("rows", "polars"):
        raise InvalidArgument(f"frame={frame!r} must be 'rows' or 'polars'")
    used = arguments.rules_of(rules)
    columns = list(arguments.facts_of(facts, used.facts))
    columns += [used.facts[name] for name in known or {} if name in used.facts and used.facts[name] not in columns]
    women = profiles(on=on, known=known, place=place, facts=facts, bounded=False, unsure=False, rules=used)
    row = women.map(lambda woman: {fact.name: _cell(fact, woman.get(fact.name)) for fact in columns})
    rows = st.lists(row, min_size=least, max_size=most)
    if frame == "rows":
        return rows
    try:
        import polars
    except ModuleNotFoundError:
        raise MissingExtraError("ledger", "polars") from None
    types: dict[str, Any] = {
        "yes_no": polars.Boolean,
        "choice": polars.String,
        "date": polars.Date,
        "number": polars.Float64,
        "integer": polars.Int64,
    }
    schema = {fact.name: types[fact.kind] for fact in columns}
    return rows.map(lambda drawn: polars.DataFrame(drawn, schema=schema))


def _cell(fact: Fact, value: Any) -> Any:
    if value is None or fact.kind in ("yes_no", "choice"):
        return value
    return int(value.low) if fact.kind == "integer" else value.low

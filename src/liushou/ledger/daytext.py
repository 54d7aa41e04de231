"""Days written as text in a column: ``2024-03-01``, ``2024-03``, ``2024``, as in a profile.

Whether a text is a day is decided by pattern, leap years included, so that only days
that exist are handed to the engine: engines differ on what they do with the others.
"""

from __future__ import annotations

from typing import Any

from ..rules.columns import Expr

_YEAR = "(?:19|2[01])[0-9]{2}"
_LEAP = "(?:(?:19|2[01])(?:0[48]|[2468][048]|[13579][26])|2000)"
_LONG, _SHORT = "(?:0[13578]|1[02])", "(?:0[469]|11)"
_DAY = (
    f"^(?:{_YEAR}-(?:{_LONG}-(?:0[1-9]|[12][0-9]|3[01])|{_SHORT}-(?:0[1-9]|[12][0-9]|30)"
    f"|02-(?:0[1-9]|1[0-9]|2[0-8]))|{_LEAP}-02-29)$"
)
_MONTH = f"^{_YEAR}-(?:0[1-9]|1[0-2])$"


def days_of_text(engine: Any, text: Expr) -> tuple[Expr, Expr, Expr]:
    """(first day, last day, whether it can be read) of a text column; null where it cannot."""
    day = text.str.contains(_DAY).fill_null(False)
    month = text.str.contains(_MONTH).fill_null(False)
    year = text.str.contains(f"^{_YEAR}$").fill_null(False)
    first = engine.when(day).then(text).otherwise(
        engine.when(month).then(_join(engine, text, "-01")).otherwise(engine.when(year).then(_join(engine, text, "-01-01")))
    )
    last_of_month = engine.when(text.str.contains(f"^{_YEAR}-{_LONG}$").fill_null(False)).then(_join(engine, text, "-31")).otherwise(
        engine.when(text.str.contains(f"^{_YEAR}-{_SHORT}$").fill_null(False)).then(_join(engine, text, "-30")).otherwise(
            engine.when(text.str.contains(f"^{_LEAP}-02$").fill_null(False)).then(_join(engine, text, "-29")).otherwise(_join(engine, text, "-28"))
        )
    )
    last = engine.when(day).then(text).otherwise(
        engine.when(month).then(last_of_month).otherwise(engine.when(year).then(_join(engine, text, "-12-31")))
    )
    return first.str.to_date("%Y-%m-%d"), last.str.to_date("%Y-%m-%d"), day | month | year


def _join(engine: Any, text: Expr, ending: str) -> Expr:
    return engine.concat_str(text, engine.lit(ending))

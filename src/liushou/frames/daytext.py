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
#: What stands for a span of days, and what makes its text the first and the last of them.
_SPANS = (
    (f"^{_YEAR}$", "-01-01", "-12-31"),
    (f"^{_YEAR}-{_LONG}$", "-01", "-31"),
    (f"^{_YEAR}-{_SHORT}$", "-01", "-30"),
    (f"^{_LEAP}-02$", "-01", "-29"),
    (f"^{_YEAR}-02$", "-01", "-28"),
)


def days_of_text(engine: Any, text: Expr) -> tuple[Expr, Expr, Expr]:
    """(first day, last day, whether it can be read) of a text column; null where it cannot."""
    readable = text.str.contains(_DAY).fill_null(False)
    first, last = engine.when(readable).then(text), engine.when(readable).then(text)
    firsts, lasts = engine.lit(None, dtype=engine.String), engine.lit(None, dtype=engine.String)
    # The leap years stand before the years of which they are some.
    for pattern, opening, closing in reversed(_SPANS):
        here = text.str.contains(pattern).fill_null(False)
        readable = readable | here
        firsts = engine.when(here).then(engine.concat_str(text, engine.lit(opening))).otherwise(firsts)
        lasts = engine.when(here).then(engine.concat_str(text, engine.lit(closing))).otherwise(lasts)
    days = (first.otherwise(firsts), last.otherwise(lasts))
    return days[0].str.to_date("%Y-%m-%d"), days[1].str.to_date("%Y-%m-%d"), readable

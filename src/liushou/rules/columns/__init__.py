"""The columnar reading: conditions as formulas over the columns of a frame."""

from .expressions import BoundedColumn, ChoiceColumn, Columns, Expr, Side, Values, YesNoColumn
from .formulas import NO, UNKNOWN, YES, Formulas
from .plan import Plan, plan

__all__ = [
    "NO",
    "UNKNOWN",
    "YES",
    "BoundedColumn",
    "ChoiceColumn",
    "Columns",
    "Expr",
    "Formulas",
    "Plan",
    "Side",
    "Values",
    "YesNoColumn",
    "plan",
]

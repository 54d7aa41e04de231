"""The columnar reading: conditions as formulas over the columns of a frame."""

from .expressions import BoundedColumn, ChoiceColumn, Columns, Expr, Side, Values, YesNoColumn
from .formulas import NO, UNKNOWN, YES, Formulas, parts_first
from .plan import Plan

__all__ = ["NO", "UNKNOWN", "YES", "BoundedColumn", "ChoiceColumn", "Columns", "Expr", "Formulas", "Plan", "Side"]
__all__ += ["Values", "YesNoColumn", "parts_first"]

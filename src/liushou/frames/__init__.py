"""Every service for all rows of a caller's own frame: Polars, DuckDB, PyArrow, PySpark, pandas."""

from .evaluation import evaluate, offered
from .fact_columns import LikelyMisspelling

__all__ = ["LikelyMisspelling", "evaluate", "offered"]

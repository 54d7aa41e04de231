"""Words and pages made of answers and documents."""

from .measure_view import NO_CONDITION, MeasureGroup, MeasureView, measure_view
from .pages import render_docs, templates, write_docs
from .text import page

__all__ = [
    "NO_CONDITION",
    "MeasureGroup",
    "MeasureView",
    "measure_view",
    "page",
    "render_docs",
    "templates",
    "write_docs",
]

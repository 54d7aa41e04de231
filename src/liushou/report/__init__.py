"""Words and pages made of answers and documents."""

from .pages import render_docs, write_docs
from .text import page

__all__ = ["page", "render_docs", "write_docs"]

"""Words and pages made of answers and documents."""

from typing import TYPE_CHECKING

from ..on_demand import on_demand
from .measure_view import NO_CONDITION, MeasureGroup, MeasureView, measure_view

if TYPE_CHECKING:
    from .listed import LISTS, Lists
    from .pages import render_docs, render_site, templates, write_docs
    from .screen import brief
    from .text import page, service_page
else:
    # An answer as text needs nothing of the pages.
    _MODULES = {"listed": "LISTS Lists", "pages": "render_docs render_site templates write_docs", "screen": "brief"}
    __getattr__ = on_demand(__name__, {**_MODULES, "text": "page service_page"})

__all__ = ["LISTS", "NO_CONDITION", "Lists", "MeasureGroup", "MeasureView", "brief", "measure_view", "page"]
__all__ += ["render_docs", "render_site", "service_page", "templates", "write_docs"]

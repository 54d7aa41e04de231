"""The same answers outside Python: documents, places and interpreter as one JavaScript module, and as a page."""

from .data import rules_data
from .module import javascript_module, scripts
from .page import render_page

__all__ = ["javascript_module", "render_page", "rules_data", "scripts"]

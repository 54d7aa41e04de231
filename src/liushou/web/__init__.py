"""The same answers outside Python: documents, places and interpreter as one JavaScript module, and as a page."""

from .cards import Card, cards_of
from .data import rules_data
from .module import javascript_module, scripts
from .notice import ledger_notices, render_notice
from .page import render_page

__all__ = ["Card", "cards_of", "javascript_module", "ledger_notices", "render_notice", "render_page", "rules_data"]
__all__ += ["scripts"]

"""The same answers outside Python: as one JavaScript module, as a page to ask with, and as sheets to hand over."""

from .data import rules_data
from .module import javascript_module, scripts
from .page import render_page
from .sheets import render_notice, write_notices

__all__ = ["javascript_module", "render_notice", "render_page", "rules_data", "scripts", "write_notices"]

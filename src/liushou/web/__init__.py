"""The same answers outside Python: as one JavaScript module, as a page to ask with, and as sheets to hand over."""

from typing import TYPE_CHECKING

from ..on_demand import on_demand
from .data import rules_data
from .module import javascript_module, scripts
from .page import render_page
from .sheets import render_notice, write_notices

if TYPE_CHECKING:
    from .service import Limits, create_app
else:
    # The extra `web` is needed by the service alone.
    __getattr__ = on_demand(__name__, {"service": "Limits create_app"})

__all__ = ["Limits", "create_app", "javascript_module", "render_notice", "render_page", "rules_data", "scripts"]
__all__ += ["write_notices"]

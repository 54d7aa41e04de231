"""Parts of a matcher: decisions held to the documents, what opens by time, and the answers of very many women."""

from typing import TYPE_CHECKING

from ..on_demand import on_demand
from .decisions import check_decisions, open_concepts

if TYPE_CHECKING:
    from .lean import Lean
    from .opening import Openings
else:
    # Most programs answer few women.
    __getattr__ = on_demand(__name__, {"lean": "Lean", "opening": "Openings"})

__all__ = ["Lean", "Openings", "check_decisions", "open_concepts"]

"""Parts of a matcher: decisions, questions, what opens by time, and the answers of very many women."""

from typing import TYPE_CHECKING

from ..on_demand import on_demand
from .decisions import check_decisions, open_concepts
from .questions import asked, questions

if TYPE_CHECKING:
    from .lean import Lean
    from .opening import Openings
else:
    # Most programs answer few women.
    __getattr__ = on_demand(__name__, {"lean": "Lean", "opening": "Openings"})

__all__ = ["Lean", "Openings", "asked", "check_decisions", "open_concepts", "questions"]

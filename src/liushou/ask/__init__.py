"""The next question, exactly: what can still change a status, what settles most first, and the interview."""

from typing import TYPE_CHECKING

from ..on_demand import on_demand
from .desk import Desk, desk_at, next_question
from .diagram import TooLargeError

if TYPE_CHECKING:
    from .interview import Interview
    from .order import weights
    from .screen import Row, Screen, Why
else:
    # Most answers are given without a question.
    __getattr__ = on_demand(__name__, {"interview": "Interview", "order": "weights", "screen": "Row Screen Why"})

__all__ = ["Desk", "Interview", "Row", "Screen", "TooLargeError", "Why", "desk_at", "next_question", "weights"]

"""The next question, exactly: what can still change a status, what settles most first, and the interview."""

from typing import TYPE_CHECKING

from ..on_demand import on_demand
from .desk import Desk, desk_at, next_question
from .diagram import TooLargeError

if TYPE_CHECKING:
    from .interview import Interview
    from .order import weights
    from .screen import Row, Screen, Why
    from .typed import typed_value
else:
    # Most answers are given without a question.
    _MODULES = {"interview": "Interview", "order": "weights", "screen": "Row Screen Why", "typed": "typed_value"}
    __getattr__ = on_demand(__name__, _MODULES)

__all__ = ["Desk", "Interview", "Row", "Screen", "TooLargeError", "Why", "desk_at", "next_question"]
__all__ += ["typed_value", "weights"]

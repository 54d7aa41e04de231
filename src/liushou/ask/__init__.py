"""The next question, exactly: what can still change a status, what settles most first, and the interview."""

from .desk import Desk, desk_at, next_question
from .diagram import TooLargeError
from .interview import Interview
from .order import weights
from .screen import Row, Screen, Why

__all__ = ["Desk", "Interview", "Row", "Screen", "TooLargeError", "Why", "desk_at", "next_question", "weights"]

"""For rule authors: cases, lint, laws and mutants of the rules."""

from .one_line import one_line

__all__ = ["one_line"]

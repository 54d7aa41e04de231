"""Laws of the rules, proved or refuted with a woman."""

from .prove import LAWS, Law, Ruling, laws

__all__ = ["LAWS", "Law", "Ruling", "laws"]

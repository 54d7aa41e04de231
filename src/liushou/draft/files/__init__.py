"""The text of printed documents, read from files of any usual kind."""

from .open import read_printed

__all__ = ["read_printed"]

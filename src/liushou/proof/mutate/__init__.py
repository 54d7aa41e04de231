"""Whether the cases notice when one thing in a document changes."""

from .mutants import Outcome
from .run import LeafSeen, Report, mutate

__all__ = ["LeafSeen", "Outcome", "Report", "mutate"]

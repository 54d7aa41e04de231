"""Whether the cases notice when one thing in a document changes."""

from .leaf_coverage import LeafSeen
from .mutants import Outcome
from .run import Report, mutate

__all__ = ["LeafSeen", "Outcome", "Report", "mutate"]

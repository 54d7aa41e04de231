"""Conditions that can never decide, measures at odds, gaps and unused names."""

from .findings import KINDS, Finding, Kind
from .run import Report, Step, Suppression, lint, read_suppressions

__all__ = ["KINDS", "Finding", "Kind", "Report", "Step", "Suppression", "lint", "read_suppressions"]

"""Conditions that can never decide, gaps and unused names."""

from .findings import flow
from .run import Report, Step, lint

__all__ = ["Report", "Step", "flow", "lint"]

"""The same answers outside Python: all documents, places and the interpreter as one JavaScript module."""

from .data import rules_data
from .module import javascript_module, scripts

__all__ = ["javascript_module", "rules_data", "scripts"]

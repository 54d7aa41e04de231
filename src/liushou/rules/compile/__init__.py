"""The compiled reading: conditions as one generated Python function."""

from .program import Compiled, compile_packed, compile_rules
from .states import TRUTH, Hanging, Reasons, States, compile_states

__all__ = ["TRUTH", "Compiled", "Hanging", "Reasons", "States", "compile_packed", "compile_rules", "compile_states"]

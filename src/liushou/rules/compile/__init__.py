"""The compiled reading: conditions as one generated Python function."""

from .program import Compiled, compile_packed, compile_rules
from .states import TRUTH, Reasons, States, compile_states
from .ways import Hanging

__all__ = ["TRUTH", "Compiled", "Hanging", "Reasons", "States", "compile_packed", "compile_rules", "compile_states"]

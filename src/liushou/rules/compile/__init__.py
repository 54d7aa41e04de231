"""The compiled reading: conditions as one generated Python function."""

from .program import Compiled, compile_rules
from .states import TRUTH, Reasons, States, compile_states

__all__ = ["TRUTH", "Compiled", "Reasons", "States", "compile_rules", "compile_states"]

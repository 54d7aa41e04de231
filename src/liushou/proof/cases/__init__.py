"""Cases: people and the answers that a document's text gives them, and how they are checked.

A case says of one woman, in one place on one day, what some services come to; a clause row says what a clause itself
promises: who leads, and how strongly each sentence binds.
"""

from .. import Expected
from .check import Case, CaseFile, ClauseRow, Expectation, Mismatch, Runner, check, check_clause, failures, report
from .reader import SUFFIX, find_case_files, read_cases

__all__ = ["SUFFIX", "Case", "CaseFile", "ClauseRow", "Expectation", "Expected", "Mismatch", "Runner", "check"]
__all__ += ["check_clause", "failures", "find_case_files", "read_cases", "report"]

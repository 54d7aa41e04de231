"""What a ledger may hold.

This module and the readers beside it that work in the child process import nothing of the library that is slow to load.
"""

from ...apart import RefusedError
from ...apart import damaged as refused_as_damaged

MAX_BYTES = 1024**3
MAX_ROWS = 5_000_000
MAX_COLUMNS = 1_000
#: Of the rows that a sheet can have, empty ones too.
LAST_ROW = 1_048_576
#: Of the rectangle that a sheet spans, and of what is filled in it.
MAX_CELLS, MAX_FILLED = 100_000_000, 20_000_000
#: Of all parts of an archive unpacked, and of the texts of a sheet written out cell by cell.
MAX_UNPACKED, MAX_TEXT = 512 * 1024**2, 512 * 1024**2
#: Of a text no more is kept; it is longer than any that fits into a cell of a spreadsheet.
LONGEST = 32_768

#: What a cell holds whose formula was never calculated: like the text of an error, and content.
NO_RESULT = "#公式没有存下计算结果!"


def damaged(error: object) -> RefusedError:
    """The refusal of a workbook that its library or its archive cannot make sense of."""
    return refused_as_damaged(error, "a damaged workbook", "the file saved again as .xlsx")

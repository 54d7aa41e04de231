"""What a ledger may hold; and how a reader in a process of its own refuses a file.

This module and the readers beside it that work in the child process import nothing of the library that is slow to load.
"""

from dataclasses import dataclass

MAX_BYTES = 1024**3
MAX_ROWS = 5_000_000
MAX_COLUMNS = 1_000
#: Of the rows that a sheet can have, empty ones too.
LAST_ROW = 1_048_576
#: Of the rectangle that a sheet spans, and of what is filled in it.
MAX_CELLS, MAX_FILLED = 100_000_000, 20_000_000
MAX_PARTS = 10_000
#: Of all parts of an archive unpacked, and of the texts of a sheet written out cell by cell.
MAX_UNPACKED, MAX_TEXT = 512 * 1024**2, 512 * 1024**2
#: Of a text no more is kept; it is longer than any that fits into a cell of a spreadsheet.
LONGEST = 32_768
#: What the child process may take: bytes of memory; seconds of processor time without a word (and one more for each
#: megabyte of the file after the second). On a busy machine that may last so many times as long.
MEMORY, SECONDS, PATIENCE = 1536 * 1024**2, 7, 10

#: What a cell holds whose formula was never calculated: like the text of an error, and content.
NO_RESULT = "#公式没有存下计算结果!"


@dataclass(unsafe_hash=True)
class RefusedError(Exception):
    """A file that is not read: why (English, or with ``row`` a phrase of the catalogue), and what would be."""

    reason: str
    expected: str | None = None
    row: int | None = None


def damaged(error: object) -> RefusedError:
    """The refusal of a workbook that its library or its archive cannot make sense of."""
    reason = " ".join(str(error).split())[:80]
    return RefusedError(f"a damaged workbook ({reason})", "the file saved again as .xlsx")


def protected() -> RefusedError:
    """The refusal of a file that needs a password."""
    return RefusedError("it is protected by a password (文件有密码)", "the same file saved without a password")

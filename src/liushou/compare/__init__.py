"""Comparing documents: who gains and who loses between two, and all side by side."""

from .cases import export_cases, write_cases
from .diff import diff
from .matrix import matrix
from .model import Diff
from .pages import html_page, markdown_page, matrix_html_page, terminal_table, text_page
from .sides import Side, read_side, side_of, with_all_names
from .workbook import workbook

__all__ = ["Diff", "Side", "diff", "export_cases", "html_page", "markdown_page", "matrix", "matrix_html_page"]
__all__ += ["read_side", "side_of", "terminal_table", "text_page", "with_all_names", "workbook", "write_cases"]

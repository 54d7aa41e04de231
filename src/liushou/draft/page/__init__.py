"""The page to check a draft by: the text and beside it what is proposed, with the certainty of each proposal."""

from .render import render_page

__all__ = ["render_page"]

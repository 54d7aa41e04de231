"""Ledgers: frames and spreadsheets in, answers for every row out."""

from .evaluation import evaluate

__all__ = ["evaluate"]

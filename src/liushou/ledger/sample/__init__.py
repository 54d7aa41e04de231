"""Synthetic ledgers, of no real persons."""

from .people import Sample, make_sample, write_sample

__all__ = ["Sample", "make_sample", "write_sample"]

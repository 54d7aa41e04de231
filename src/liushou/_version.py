"""The version of the library; the rule set has its own (``Rules.version``)."""

__version__ = "0.1.0"

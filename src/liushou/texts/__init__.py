"""The printed texts of the documents, and the proof that the YAML says what they say."""

from .coverage import Coverage, coverage, touched
from .find import find_texts
from .hashes import write_hashes
from .source import Source, SourceClause
from .verify import verify

__all__ = ["Coverage", "Source", "SourceClause", "coverage", "find_texts", "touched", "verify", "write_hashes"]

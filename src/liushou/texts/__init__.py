"""The printed texts of the documents, and the proof that the YAML says what they say."""

from .coverage import Coverage, coverage
from .hashes import write_hashes, write_law_hashes
from .source import Source, SourceClause, find_laws, find_texts
from .spans import place, touched
from .verify import Checked, verify

__all__ = ["Checked", "Coverage", "Source", "SourceClause", "coverage", "find_laws", "find_texts", "place", "touched"]
__all__ += ["verify", "write_hashes", "write_law_hashes"]

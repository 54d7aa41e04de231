"""The printed texts of the documents, and the proof that the YAML says what they say."""

from .coverage import Coverage, coverage
from .hashes import lock_with, write_hashes, write_law_hashes
from .lexicon import Lexicon, Quantity, pattern, quoted
from .prose import Sentence, Words
from .segments import ENDING, PREAMBLE
from .source import Source, SourceClause, find_laws, find_texts, normalise, parse_source
from .spans import annex_proved, place, reworded, touched
from .spans import groups as annex_groups
from .verify import LAW_NAME, Checked, verify

__all__ = ["ENDING", "LAW_NAME", "PREAMBLE", "Checked", "Coverage", "Sentence", "Source", "SourceClause", "Words"]
__all__ += ["annex_groups", "annex_proved", "coverage", "find_laws", "find_texts"]
__all__ += ["lock_with", "normalise", "parse_source", "place", "reworded", "touched", "verify", "write_hashes"]
__all__ += ["Lexicon", "Quantity", "pattern", "quoted", "write_law_hashes"]

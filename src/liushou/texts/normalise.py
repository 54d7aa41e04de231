"""How the text of a document is normalised before it is hashed.

Hashes must not change with typesetting, so before hashing: all white space is dropped,
full- and half-width forms are unified (Unicode NFKC), and the brackets that stand for
〔〕 in document numbers (［］, [], 【】, ﹝﹞) become 〔〕. Nothing else is touched; quotes
are compared raw, without any of this.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

MAX_QUOTE = 60

_SPACE = re.compile(r"\s+")
_BRACKETS = str.maketrans("[]【】﹝﹞", "〔〕〔〕〔〕")


def normalise(text: str) -> str:
    """The text without typesetting: see the module."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text)).translate(_BRACKETS)


def digest(text: str) -> str:
    """SHA-256 of the normalised text, as 64 hexadecimal digits."""
    return hashlib.sha256(normalise(text).encode("utf-8")).hexdigest()

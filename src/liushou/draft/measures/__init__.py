"""What each sentence of a document promises, proposed from words.yaml and the nearest encoded sentences."""

from .propose import propose

__all__ = ["propose"]

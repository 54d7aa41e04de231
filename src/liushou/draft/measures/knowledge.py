"""What proposals rest on: the words of words.yaml, and the quotes and the context of the encoded documents."""

from functools import lru_cache

from ...documents import Rules
from ...texts import Lexicon
from .context import Openings
from .neighbours import Index
from .words import WordFinder


class Knowledge:
    """The rules made ready to draft from; ``words`` says how each service and topic is called."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.lexicon, self.finder = Lexicon(rules.words), WordFinder(rules)
        self.index, self.openings = Index(rules), Openings(rules)
        self.words = self.finder.named

    def title(self, name: str, *, individual: bool) -> str:
        """The title of a service or a topic."""
        return (self.rules.services if individual else self.rules.topics)[name].title


@lru_cache(maxsize=4)
def knowledge(rules: Rules) -> Knowledge:
    """The rules made ready, once for each rule set."""
    return Knowledge(rules)

"""What the readers of a file of cases share: rules, problems, and small questions to nodes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ...documents import Policy, Rules
from ...problems import Location, Problem, closest
from ...rules import Word
from ...yaml import Mapping as Tree
from ...yaml import Node, Scalar, Sequence

_SPELLINGS: dict[Word, tuple[str, ...]] = {
    "yes": ("yes", "true", "是"),
    "no": ("no", "false", "否"),
    "unknown": ("unknown", "未知"),
}
_WORDS = {spelling: word for word, spellings in _SPELLINGS.items() for spelling in spellings}


@dataclass(slots=True)
class Reader:
    """Reads parts of a file under some rules; what is wrong gathers in ``problems``."""

    rules: Rules
    problems: list[Problem] = field(default_factory=list)

    def policy(self, node: Node | None) -> Policy | None:
        """The document that a key names."""
        name = self.text(node)
        return self.rules.policies[name] if name and self.exists(name, node, self.rules.policies, "document") else None

    def word(self, node: Node) -> Word:
        """yes, no or unknown, in English or Chinese."""
        text = (self.text(node) or "").lower()
        if text not in _WORDS:
            message, near = f"`{text}` is none of yes, no, unknown", closest(text, _WORDS)
            self.problem(message, node.location, "yes, no or unknown (是/否/未知)", "value", near)
        return _WORDS.get(text, "unknown")

    def text(self, node: Node | None) -> str | None:
        """The text of a scalar; None where there is none."""
        if node is None:
            return None
        if not isinstance(node, Scalar):
            self.problem("one word or text is expected", node.location, "text", "type")
            return None
        return node.text

    def exists(self, name: str, node: Node | None, names: Iterable[str], kind: str) -> bool:
        """Whether the name is one of those that exist; a problem where it is not."""
        known = list(names)
        if name in known:
            return True
        near = closest(name, known)
        expected = None if near else f"a {kind} that exists" if len(known) > 12 else ", ".join(known)
        self.problem(f"unknown {kind} `{name[:60]}`", node.location if node else None, expected, "unknown-name", near)
        return False

    def keys(self, tree: Tree, known: tuple[str, ...], what: str) -> None:
        """A problem for each key that is not known."""
        for key, _ in tree:
            if key.text not in known:
                near = closest(key.text, known)
                message = f"unknown key `{key.text}` in {what}"
                self.problem(message, key.location, ", ".join(known), "unknown-key", near)

    def listed(self, tree: Tree, key: str) -> tuple[Node, ...]:
        """The items of the list under ``key``; none where there is nothing."""
        node = tree.get(key)
        if node is None or (isinstance(node, Scalar) and not node.text):
            return ()
        if not isinstance(node, Sequence):
            self.problem(f"`{key}` is a list", node.location, f"{key}: [ … ]", "type")
            return ()
        return node.items

    def problem(
        self, message: str, where: Location | None, expected: str | None, code: str, near: str | None = None
    ) -> None:
        """One more thing that is wrong."""
        expected = None if near else expected
        self.problems.append(Problem(message, where, expected=expected, did_you_mean=near, code=code))


def items(node: Node | None) -> tuple[Node, ...]:
    """The items of a list; a single value is a list of itself."""
    if isinstance(node, Sequence):
        return node.items
    return () if node is None else (node,)


def texts(node: Node | None) -> tuple[str, ...]:
    """The texts of a list, or of a single value."""
    return tuple(item.text for item in items(node) if isinstance(item, Scalar) and item.text)

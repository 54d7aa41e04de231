"""Reading a rendered page back: its text, its rows, its links."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "br", "link", "img", "input", "hr", "source"}


@dataclass
class Node:
    tag: str
    attributes: dict[str, str]
    children: list[Node | str] = field(default_factory=list)

    @property
    def classes(self) -> set[str]:
        return set(self.attributes.get("class", "").split())

    def walk(self) -> list[Node]:
        found = [self]
        for child in self.children:
            if isinstance(child, Node):
                found += child.walk()
        return found

    def all(self, *classes: str) -> list[Node]:
        return [node for node in self.walk() if set(classes) <= node.classes]

    def tags(self, tag: str) -> list[Node]:
        return [node for node in self.walk() if node.tag == tag]

    def text(self, leave: str = "") -> str:
        return "".join(
            child if isinstance(child, str) else "" if child.tag == leave else child.text(leave)
            for child in self.children
        )


class _Tree(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def tree(html: str) -> Node:
    """The page as a tree; a tag that is not closed in order fails."""
    parser = _Tree()
    parser.feed(html)
    parser.close()
    assert parser.open == [parser.root]
    return parser.root

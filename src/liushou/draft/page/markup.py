"""HTML by elements: text that is put into one is escaped, whatever it says."""

import re
from collections.abc import Iterable
from html import escape
from typing import TypeAlias

#: What a page may hold of a text that was not written for it: no characters that steer a screen or turn the line round.
_STEERING = re.compile(
    "[\0-\b\v\f\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_VOID = frozenset({"meta", "input", "br"})


class Html(str):
    """Markup; any other ``str`` is text."""

    __slots__ = ()


Content: TypeAlias = "str | Iterable[Content] | None"


def text_of(text: str) -> Html:
    """A text as markup that shows it and does nothing else."""
    return Html(escape(_STEERING.sub("\ufffd", text), quote=True))


def join(content: Content) -> Html:
    """Text and markup one after the other."""
    if content is None:
        return Html("")
    if isinstance(content, str):
        return content if isinstance(content, Html) else text_of(content)
    return Html("".join(map(join, content)))


def tag(name: str, /, *content: Content, **attributes: str | int | bool | None) -> Html:
    """An element: ``tag("a", text, href="#p1", class_="next")``.

    ``_`` in the name of an attribute stands for ``-``, one at its end is left off. An attribute that is None, False or
    empty is left out; one that is True has no value.
    """
    written = []
    for key, value in attributes.items():
        if value is None or value is False or value == "":
            continue
        label = key.rstrip("_").replace("_", "-")
        written.append(f" {label}" if value is True else f' {label}="{text_of(str(value))}"')
    opening = f"<{name}{''.join(written)}>"
    return Html(opening if name in _VOID else f"{opening}{join(content)}</{name}>")

"""The laws that clauses name, and entries for those that no register has."""

import re
from collections.abc import Iterable
from typing import Literal

from ...documents import Reference, Rules
from ...texts import LAW_NAME

_FULL = "中华人民共和国"
#: The shortest name of a registered law that counts without 《》.
_BARE = 5


def laws_named(body: str, rules: Rules, titles: Iterable[str] = ()) -> tuple[str, ...]:
    """The laws that a clause names, as printed and in printed order: in 《》, or registered and bare.

    A bare name in one of the document's own ``titles`` is no law that it names.
    """
    places = {found[1]: found.start(1) for found in reversed(list(LAW_NAME.finditer(body)))}
    outside = LAW_NAME.sub(lambda found: "　" * len(found[0]), body)
    for title in titles:
        outside = outside.replace(title, "　" * len(title))
    bare = {name for law in rules.references.values() if law.kind == "law" for name in (law.id, *law.cited_as)}
    for name in sorted(bare, key=len, reverse=True):
        if len(name) >= _BARE and name in outside and name not in places:
            places[name] = outside.index(name)
            outside = outside.replace(name, "　" * len(name))
    return tuple(sorted(places, key=places.__getitem__))


def _kind(name: str) -> Literal["law", "document"]:
    return "document" if name.endswith("办法") else "law"


def new_references(names: Iterable[str], rules: Rules) -> dict[str, Reference]:
    """Entries for the laws that no register knows by these names."""
    known = {name for law in rules.references.values() for name in (law.id, law.title, *law.cited_as)}
    entries: dict[str, list[str]] = {}
    for name in dict.fromkeys(names):
        if name not in known:
            short = re.sub(f"^{_FULL}", "", name)
            entries.setdefault(name if short in rules.references or not short else short, []).append(name)
    return {
        key: Reference(id=key, title=max(printed, key=len), kind=_kind(key), cited_as=tuple(printed))
        for key, printed in entries.items()
    }

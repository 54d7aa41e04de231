"""What a column can be taken for: every fact and item, the names that are recognised, the words of its cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ...profile import Fact
from .reading import known_words


def column_targets(facts: Mapping[str, Fact]) -> list[dict[str, Any]]:
    """Every target of a column, as ``liushou ledger columns --json`` prints it.

    ``target`` is its id, ``kind`` how its cells are read and ``form`` that in Chinese, ``names`` the column
    names that are recognised beside id and title, ``words`` (what they say → the words) what cells may hold.
    """
    tables = known_words()
    targets = []
    for target in (*facts, *(name for name in tables.titles if name not in ("unused", *facts))):
        fact = facts.get(target)
        kind = fact.kind if fact is not None else tables.kinds.get(target, "text")
        names = (*tables.columns.get(target, ()), *(fact.columns if fact is not None else ()))
        words = {says: sorted(own, key=lambda word: (len(word), word)) for says, own in _words(target, fact).items()}
        title = tables.titles[target] if fact is None else fact.title
        entry: dict[str, Any] = {"target": target, "title": title, "fact": fact is not None, "kind": kind}
        targets.append(entry | {"form": tables.forms[kind], "names": list(names), "words": words})
    return targets


def _words(target: str, fact: Fact | None) -> Mapping[str, Iterable[str]]:
    """What the words of a column say → the words."""
    tables = known_words()
    own = tables.fact_words.get(target, {})
    if fact is not None and fact.kind == "yes_no":
        return {"yes": {fact.title} | own.get("yes", frozenset()), "no": own.get("no", frozenset())}
    if fact is not None and fact.kind == "choice":
        return {value: {value, word} | own.get(value, frozenset()) for value, word in fact.choices.items()}
    grades: dict[str, set[str]] = {}
    for word, (low, high) in tables.grades.items():
        grades.setdefault(str(low) if low == high else f"{low}-{high}", set()).add(word)
    tags = {**tables.tags, "": tables.tags_without_facts}
    places = {**tables.work_places, "at_home": tables.at_home}
    special: dict[str, Mapping[str, Iterable[str]]] = {
        "hardship": tags,
        "health": {**tags, **tables.health},
        "identity": {**tags, "women": tables.women, "others": tables.others},
        "away_reason": tables.away_reason,
        "away_place": places,
        "whereabouts": places,
        "disability_grade": grades,
    }
    return special.get(target, {})

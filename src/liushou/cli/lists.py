"""``liushou policies``, ``services``, ``topics`` and the like: what there is, and what a rule file may name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .common import Json, On, Place, Places, Policies, day, places_of, rules_of, show, table

if TYPE_CHECKING:
    from ..report import Lists

Row = Mapping[str, Any]


def lists_of(
    policies: list[Path], on: str | None = None, place: str | None = None, places: Path | None = None
) -> Lists:
    """All lists of the shipped rules and those of the ``--policies`` folders."""
    from ..report import Lists

    rules = rules_of(policies)
    return Lists(rules=rules, on=day(on), place=place, own=places_of(places, rules))


@cache
def texts() -> dict[str, Any]:
    """What is printed around the data: columns, labels, forms."""
    from ..yaml import file_data

    data: dict[str, Any] = file_data(Path(__file__).with_name("lists.yaml"))
    return data


def cell(key: str, value: Any) -> str:
    """What stands under a key in words; empty where nothing does, or no."""
    if value is None or value is False:
        return ""
    if value is True:
        return "是"
    if isinstance(value, Mapping):
        parts = {name: cell(name, inner) for name, inner in value.items()}
        form = texts()["forms"].get(key)
        return " ".join(filter(None, parts.values())) if form is None else _filled(form, parts)
    if isinstance(value, (list, tuple)):
        separator = "；" if value and isinstance(value[0], Mapping) else ", "
        return separator.join(filter(None, (cell(key, item) for item in value)))
    if isinstance(value, float):
        return f"{value:g}"
    return str(texts()["words"].get(key, {}).get(value, value))


def _filled(form: str, parts: Mapping[str, str]) -> str:
    return " ".join(re.sub(r"\{(\w+)\}", lambda match: parts.get(match[1], ""), form).split())


def _list(name: str, lists: Lists, json: bool) -> None:
    rows = lists.rows(name)
    columns: dict[str, str | None] = texts()["tables"][name]
    labels = texts()["labels"]
    heads = [head or f"{labels[key][1]} {labels[key][0]}" for key, head in columns.items()]

    def cells() -> Iterator[list[str]]:
        for row in _opened(name, rows):
            shown = row | {"place": f"{row['place_name']} {row['place']}"} if name == "policies" else row
            yield [cell(key, shown.get(key)) for key in columns]

    show(json, lambda: rows, lambda: table(heads, cells()))


def _opened(name: str, rows: list[Any]) -> Iterator[Any]:
    """A row for each value of a parameter: all its values, or the one that holds in the place that was asked for."""
    for row in rows:
        if name != "parameters":
            yield row
        elif "here" not in row:
            yield from (row | value for value in row["values"])
        else:
            yield row | (row["here"]["stated"] if row["here"] else {"amount": "未知"})


def _listing(name: str) -> Callable[..., None]:
    def listing(policies: Policies, json: Json = False) -> None:
        """List them."""
        _list(name, lists_of(policies), json)

    listing.__name__ = name
    return listing


def parameters(
    policies: Policies, place: Place = None, on: On = None, places: Places = None, json: Json = False
) -> None:
    """List the parameters: every value with its place, days and source, or what holds in one place on a day."""
    _list("parameters", lists_of(policies, on, place, places), json)


def agencies(policies: Policies, place: Place = None, on: On = None, json: Json = False) -> None:
    """List the offices: names, level, field, and who does their work on a day; of one place, those above it too."""
    _list("agencies", lists_of(policies, on, place), json)


def references(policies: Policies, on: On = None, json: Json = False) -> None:
    """List the laws and documents that are cited, and whether they are in force on a day."""
    _list("references", lists_of(policies, on), json)


policies, services, topics, facts, concepts, words = map(
    _listing, ("policies", "services", "topics", "facts", "concepts", "words")
)

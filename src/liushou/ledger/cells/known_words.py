"""What liushou knows of ledgers: column names, words and bands, from ``known_columns.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ...problems import InputError
from ...yaml import compose_file, to_data
from .text import squeeze

FILE = Path(__file__).with_name("known_columns.yaml")


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownWords:
    """The tables of ``known_columns.yaml``, words normalised by :func:`.cells.text.squeeze`.

    ``titles`` and ``columns`` are those of the ledger's own items; ``texts`` the items that
    are kept as text; the columns of facts are in facts.yaml.
    """

    titles: Mapping[str, str]
    columns: Mapping[str, tuple[str, ...]]
    texts: frozenset[str]
    other_people: tuple[str, ...]
    husband: tuple[str, ...]
    yes: frozenset[str]
    no: frozenset[str]
    blank: frozenset[str]
    unsure: frozenset[str]
    fact_words: Mapping[str, Mapping[str, frozenset[str]]]
    grades: Mapping[str, tuple[int, int]]
    grade_none: frozenset[str]
    grade_open: frozenset[str]
    health: Mapping[str, Mapping[str, bool]]
    hardship: Mapping[str, Mapping[str, bool]]
    women: frozenset[str]
    others: frozenset[str]
    reason_yes: frozenset[str]
    reason_no: frozenset[str]
    provinces: Mapping[str, str]
    abroad: tuple[str, ...]
    outside: tuple[str, ...]
    inside: tuple[str, ...]
    at_home: frozenset[str]
    not_a_person: Mapping[str, tuple[str, ...]]
    bands: Mapping[str, Mapping[str, str]]
    band_names: Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def known_words() -> KnownWords:
    """The tables, read once."""
    tree, problems = compose_file(FILE)
    if tree is None or problems:
        raise InputError(problems)
    data, problems = to_data(tree)
    if problems:
        raise InputError(problems)
    words = {key: _set(names) for key, names in data["words"].items()}
    grades: dict[str, tuple[int, int]] = {}
    for key, names in data["grades"].items():
        low, _, high = key.partition("-")
        grades.update({squeeze(name): (int(low), int(high or low)) for name in names})
    return KnownWords(
        titles={name: item["title"] for name, item in data["items"].items()},
        columns={name: tuple(item["columns"]) for name, item in data["items"].items()},
        texts=frozenset(name for name, item in data["items"].items() if item.get("text")),
        yes=words["yes"],
        no=words["no"],
        blank=words["blank"],
        unsure=words["unsure"],
        other_people=tuple(data["other_people"]),
        husband=tuple(data["husband"]),
        fact_words={
            fact: {value: _set(names) for value, names in values.items()} for fact, values in data["fact_words"].items()
        },
        grades=grades,
        grade_none=_set(data["grade_none"]),
        grade_open=_set(data["grade_open"]),
        health={squeeze(word): facts for word, facts in data["health"].items()},
        hardship={squeeze(word): facts for word, facts in data["hardship"].items()},
        women=_set(data["identity"]["women"]),
        others=_set(data["identity"]["others"]),
        reason_yes=_set(data["away_reason"]["yes"]),
        reason_no=_set(data["away_reason"]["no"]),
        provinces=data["provinces"],
        abroad=tuple(data["abroad"]),
        outside=tuple(data["outside_words"]),
        inside=tuple(data["inside_words"]),
        at_home=_set(data["at_home"]),
        not_a_person={reason: tuple(map(squeeze, names)) for reason, names in data["not_a_person"].items()},
        bands={
            column: {squeeze(word): band for band, names in bands.items() for word in names}
            for column, bands in data["bands"].items()
        },
        band_names={column: tuple(bands) for column, bands in data["bands"].items()},
    )


def _set(words: Any) -> frozenset[str]:
    return frozenset("" if word is None else squeeze(word) for word in words)

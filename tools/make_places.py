"""Make src/liushou/places.txt: python tools/make_places.py FOLDER

FOLDER holds ``area_codes.csv`` (code, name, from, until: county-level and higher codes of
GB/T 2260 with their first and last year; an empty year until is in force) and
``statistics_codes.csv`` (code, name: codes of the statistics office that GB/T 2260 does not
know). What is done to them is in docs/decisions/0008-places.md.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

TARGET = Path(__file__).parent.parent / "src" / "liushou" / "places.txt"
#: 台湾、香港、澳门 are left out of the comparison that gives the last years: in force.
NOT_COMPARED = ("71", "81", "82")
FIRST_YEAR = 1981
HEAD = """\
# Places: made from the tables of GB/T 2260, not by hand.
# One line per first four digits of a code: then, for each name of a code, the last two digits, the name, and
# FIRST-LAST (the years; without FIRST from 1981 or before, without LAST in force), `*` (a code of the statistics
# office) and >CODE (what follows an ended code).
"""


@dataclass(frozen=True)
class Entry:
    """A name of a code, and the years in which it stood at the end of the year."""

    code: str
    name: str
    first: int
    last: int | None

    @property
    def level(self) -> int:
        """0 for a province, 1 for a prefecture, 2 for a county."""
        return 0 if self.code.endswith("0000") else 1 if self.code.endswith("00") else 2

    @property
    def next(self) -> int:
        """The year after the last one; 0 where it is in force."""
        return 0 if self.last is None else self.last + 1


def read(folder: Path) -> tuple[list[Entry], dict[str, str]]:
    """The entries of GB/T 2260, by code and year, and the statistics codes with their names."""
    entries = []
    with (folder / "area_codes.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            last = int(row["until"]) if row["until"] and row["code"][:2] not in NOT_COMPARED else None
            entries.append(Entry(row["code"], row["name"], int(row["from"]), last))
    with (folder / "statistics_codes.csv").open(encoding="utf-8-sig", newline="") as file:
        statistics = {row["code"]: row["name"] for row in csv.DictReader(file)}
    return sorted(entries, key=lambda entry: (entry.code, entry.first)), statistics


def successors(entries: list[Entry]) -> dict[Entry, str]:
    """What follows an ended entry, where the names and years say it: see :func:`_following` and :func:`_upgrade`."""
    begun: dict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        begun[entry.first].append(entry)
    provinces = {entry.code: entry.first for entry in reversed(entries) if entry.level == 0}
    going_on = {(entry.code, entry.first) for entry in entries}
    ended = [entry for entry in entries if entry.last and (entry.code, entry.last + 1) not in going_on]
    found: dict[Entry, str] = {}
    for entry in ended:
        successor = _following(entry, begun[entry.next], provinces)
        if successor:
            found[entry] = successor
    known: dict[int, set[str]] = defaultdict(set)
    renamed: dict[int, set[str]] = defaultdict(set)
    for entry, successor in found.items():
        known[entry.next].add(successor)
    for entry in entries:
        renamed[entry.next].add(entry.code)
    upgraded: dict[Entry, list[Entry]] = defaultdict(list)
    for entry in ended:
        if entry not in found:
            year = entry.next
            candidates = [other for other in begun[year] if _upgrade(entry, other) and other.code not in known[year]]
            if len(candidates) == 1 and not _split(candidates[0], begun[year], ended, known[year] | renamed[year]):
                upgraded[candidates[0]].append(entry)
    return found | {origins[0]: other.code for other, origins in upgraded.items() if len(origins) == 1}


def _following(entry: Entry, begun: Iterable[Entry], provinces: dict[str, int]) -> str | None:
    """The one code that has the same name from the year after the last one, in the same prefecture, else
    in the same province, else in a province that is itself new in that year."""
    same = [other for other in begun if (other.name, other.level) == (entry.name, entry.level)]
    for digits in (4, 2):
        near = [other.code for other in same if other.code[:digits] == entry.code[:digits]]
        if near:
            return near[0] if len(near) == 1 else None
    new = [other.code for other in same if provinces[other.code[:2] + "0000"] == other.first]
    return new[0] if len(new) == 1 and entry.level > 0 else None


def _upgrade(entry: Entry, other: Entry) -> bool:
    """Whether ``other`` is a county or city of the same province that is called the same, but 市 or 区 now."""
    stem = entry.name[:-1]
    kinds = {"县": "市区", "市": "区"}.get(entry.name[-1], "")
    return (
        entry.level == other.level == 2
        and entry.code[:2] == other.code[:2]
        and len(stem) >= 2
        and other.name[:-1] == stem
        and other.name[-1] in kinds
    )


def _split(successor: Entry, begun: Iterable[Entry], ended: Iterable[Entry], known: set[str]) -> bool:
    """Whether the prefecture of ``successor`` has another new county in that year, of no known origin: the land
    of the ended one may be divided among them. A code that goes on under another name is no new county."""
    others = (
        other
        for other in begun
        if other.code[:4] == successor.code[:4] and other.level == 2 and other.code not in {successor.code, *known}
    )
    return any(not any(_from(entry, other) for entry in ended) for other in others)


def _from(entry: Entry, other: Entry) -> bool:
    """Whether ``other`` may be ``entry`` with a longer name: 开县, 开州区."""
    same = entry.code[:2] == other.code[:2] and entry.level == other.level and entry.next == other.first
    return same and other.name.startswith(entry.name[:-1])


def table(entries: list[Entry], statistics: dict[str, str]) -> str:
    """The text of the table."""
    following = successors(entries)
    lines: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for entry in entries:
        first = "" if entry.first <= FIRST_YEAR else str(entry.first)
        years = f"{first}-{entry.last or ''}" if first or entry.last else ""
        after = f">{following[entry]}" if entry in following else ""
        lines[entry.code[:4]].append((entry.code[4:], entry.name + years + after))
    for code, name in statistics.items():
        if code not in {entry.code for entry in entries}:
            lines[code[:4]].append((code[4:], f"{name}*"))
    for prefix, names in lines.items():
        for last, name in names:
            if not re.fullmatch(r"[^\d\s*>-]+(?:\d{4})?(?:-(?:\d{4})?)?(?:>\d{6})?\*?", name):
                raise SystemExit(f"{prefix}{last}: {name!r} cannot be written")
    rows = sorted(lines.items())
    return HEAD + "".join(
        f"{prefix} {' '.join(last + name for last, name in sorted(names))}\n" for prefix, names in rows
    )


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    TARGET.write_text(table(*read(Path(sys.argv[1]))), encoding="utf-8")

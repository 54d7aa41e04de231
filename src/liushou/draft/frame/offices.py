"""The offices that a document prints: those that are registered, and entries for those that are not."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, cast

from ...documents import Agency, Rules
from ...places import NATION, place_of_code
from ..model import Judgement
from .placing import place_at_start
from .tables import judged, pattern, words

#: Provinces that are cities.
_CITIES = ("11", "12", "31", "50")
_OTHER = "office"


@dataclass(frozen=True, slots=True)
class _Read:
    """What the name of an office says: its level, what is left of the name, its field, and what is not plain."""

    level: str
    core: str
    field: str | None
    placed: bool
    doubts: tuple[str, ...]


@dataclass(slots=True)
class Offices:
    """New entries for the offices of one document, by id; ``add`` takes the names as they are printed."""

    rules: Rules
    place: str
    agencies: dict[str, Agency] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)
    judgements: dict[str, Judgement] = field(default_factory=dict)
    _keys: dict[tuple[str, str], str] = field(default_factory=dict)

    def add(self, names: Iterable[str]) -> None:
        """Register those of the names that no register has for the place."""
        for name in dict.fromkeys(names):
            if self.rules.agency(name, self.place) is None and not self._named(name):
                self._add(name)

    def _named(self, name: str) -> bool:
        return any(name in (agency.name, *agency.aliases) for agency in self.agencies.values())

    def _add(self, printed: str) -> None:
        read = self._read(printed)
        key = (read.level, canonical(read.core) or printed)
        known = self.agencies.get(self._keys.get(key, ""))
        if known is not None:
            name = printed if read.placed and len(printed) > len(known.name) else known.name
            self.agencies[known.id] = replace(known, name=name, aliases=(*known.aliases, printed))
            return
        name = self._id(read)
        self._keys[key] = name
        self.agencies[name] = Agency(
            id=name,
            name=self._full(printed, read),
            level=cast(Any, read.level),
            place=self.place,
            aliases=(printed,),
            field=read.field,
        )
        if read.field is not None and read.field not in self.rules.fields:
            self.fields[read.field] = words("fields")[read.field]["title"]
        self.judgements[name] = judged(f"名称照文件印出的“{printed}”", against=read.doubts)

    def _read(self, printed: str) -> _Read:
        group = pattern("group").search(printed)
        bare = printed.removeprefix("中共")
        codes, length = place_at_start(bare)
        level: str | None = None
        core, placed, doubts = printed, False, list[str]()
        if codes and length < len(bare):
            code = self.place if self.place in codes else min(codes)
            level, core, placed = place_of_code(code).level, bare[length:], self.place in codes
        elif pattern("nation").search(printed):
            level = "nation"
        else:
            for says, named in words("levels"):
                if opened := re.match(says, printed):
                    level, core = self._level(named), printed[opened.end() :]
                    break
        if group:
            return _Read("group", printed, None, placed, ())
        if level is None and core.endswith("厅"):
            level = "province"
        if level is None:
            level = self._level("own")
            doubts.append("名称里没有写明是哪一级，按本文件的一级")
        found = next((name for name, entry in words("fields").items() if re.search(entry["says"], core)), None)
        if found == "township":
            doubts.append("登记的级别到县为止，乡镇（街道）暂写县级")
        elif found is None:
            doubts.append("看不出属于哪个工作领域")
        elif found not in self.rules.fields:
            doubts.append(f"登记里没有这个工作领域，建议新增“{words('fields')[found]['title']}”")
        else:
            same = [agency for agency in self.rules.agencies.values() if agency.place == self.place]
            same = [agency for agency in same if agency.field == found and agency.level == level]
            doubts += [f"登记里已有同一领域的“{agency.name}”，是否同一机关" for agency in same[:1]]
        return _Read(level, core, found, placed, tuple(doubts))

    def _level(self, named: str) -> str:
        """The level that a word at the start of a name is: 市 by the place of the document."""
        own = place_of_code(self.place)
        if named == "own" or (named == "city" and own.level == "prefecture"):
            return own.level
        if named != "city":
            return named
        if self.place[:2] in _CITIES:
            return "province"
        return "county" if own.level == "county" and own.name.endswith("市") else "prefecture"

    def _full(self, printed: str, read: _Read) -> str:
        """The name with its place in front, where that is plain and no other office has it."""
        own = place_of_code(self.place)
        bare = read.core == printed and not printed.endswith("厅")
        if read.placed or read.level != own.level or self.place == NATION or bare:
            return printed
        above = [code for code in (self.place[:4] + "00", self.place[:2] + "0000") if code != self.place]
        short = own.name
        for code in reversed(above):
            short = short.removeprefix(_last_name(code))
        name = short + read.core
        return printed if (name, self.place) in self.rules.aliases or self._named(name) else name

    def _id(self, read: _Read) -> str:
        base = f"{'group' if read.level == 'group' else read.field or _OTHER}_{self.place}"
        own = place_of_code(self.place).level
        if read.level not in (own, "group"):
            base = f"{read.level}_{base}"
        taken = {*self.rules.agencies, *self.agencies}
        numbers = range(2, len(taken) + 3)
        return next(name for name in (base, *(f"{base}_{number}" for number in numbers)) if name not in taken)


def _last_name(code: str) -> str:
    try:
        name = place_of_code(code).name
    except LookupError:
        return ""
    return name if code.endswith("0000") else name.removeprefix(_last_name(code[:2] + "0000"))


def canonical(core: str) -> str:
    """The name of an office in its shortest common form: 妇女联合会 and 妇联 are the same."""
    for says, short in words("short_forms"):
        core = re.sub(says, short, core)
    return core


def looks_like_office(name: str) -> bool:
    """Whether a printed name is plainly that of an office or a group of them."""
    return len(name) <= 40 and bool(pattern("office").search(name) or pattern("group").search(name))

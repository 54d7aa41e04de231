"""From YAML trees to the shared registers, with everything that is wrong in them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from ..chinese import format_day
from ..problems import Code, Location, Phrase, closest
from ..profile import BY_NAME, DERIVED, Fact, relation_problems
from ..rules import ALWAYS, LAW, AllOf, AnyOf, Concept, Condition, Not, ParameterType, Vocabulary
from ..yaml import BROKEN, Node, Text, child, scalars, text_of
from ..yaml import Mapping as Tree
from .entries import EntryReader, check_place
from .model import Agency, ConceptEntry, Reference, Service, WordGroup
from .parameters import ParameterEntry, PlaceFacts, out_of_range, reversed_pairs

#: What the entries under each key are read as (``str``: a title); the keys that make a file a register.
REGISTERS: Mapping[str, type] = {
    "fields": str,
    "services": Service,
    "topics": Service,
    "agencies": Agency,
    "concepts": ConceptEntry,
    "parameters": ParameterEntry,
    "references": Reference,
    "facts": Fact,
    "places": PlaceFacts,
    "words": WordGroup,
}
#: The field that holds an entry's name, where it is not ``id``.
_NAMED_BY = {"places": "code", "facts": "name"}
_IDENTIFIER = re.compile("[a-z][a-z0-9_]*")
#: Names with a meaning of their own, in profiles, conditions or frames, which no fact and no concept
#: may take; so have derived facts.
_RESERVED = frozenset({"unsure", "extra", "decisions", "all", "any", "not", "problem", "missing"})
#: How large a concept may be once those it uses are opened: a few short entries that use each
#: other twice would otherwise open more leaves than any reading could visit.
MAX_DEPTH, MAX_LEAVES = 12, 2000


class Registers(EntryReader):
    """Reads the register files together, by register and name; every name is known before any entry is read."""

    def __init__(self, facts: Mapping[str, Fact] = BY_NAME) -> None:
        self.entries: dict[str, dict[str, Any]] = {register: {} for register in REGISTERS}
        self.entries["facts"].update(facts)
        super().__init__(self.entries["facts"])
        self.concept = self._used
        self.aliases: dict[tuple[str, str], str] = {}
        #: The entries still to be read; concepts that are being read; how deep those read nest, and their leaves.
        self.coming: dict[str, dict[str, tuple[Node, Location]]] = {register: {} for register in REGISTERS}
        self.open: list[str] = []
        self.sizes: dict[str, tuple[int, int]] = {}

    def take(self, tree: Tree) -> None:
        """Take the entries of one register file in."""
        for key, node in tree:
            if key.text not in REGISTERS:
                near = closest(key.text, REGISTERS)
                self.add(Code.UNKNOWN_KEY, key.location, subject=key.text, near=near, names=list(REGISTERS))
            elif not isinstance(node, Tree):
                label, what = Phrase("key-label", name=key.text), Phrase("entries")
                self.add(Code.NOT_A_MAPPING, key.location, expected="name: {…}", label=label, what=what)
            else:
                for name, entry in node:
                    self._take(key.text, name.text, entry, name.location)

    def _take(self, register: str, name: str, node: Node, where: Location) -> None:
        if REGISTERS[register] is not str and not isinstance(node, Tree):
            label, what = Phrase("key-label", name=name), Phrase("keys")
            self.add(Code.NOT_A_MAPPING, where, expected="key: value", label=label, what=what)
            return
        if register not in ("references", "places") and not _IDENTIFIER.fullmatch(name):
            meant = re.sub(r"[\s-]+", "_", name.lower())
            near = meant if _IDENTIFIER.fullmatch(meant) else None
            self.add(Code.NOT_AN_IDENTIFIER, where, subject=name, near=near)
            name = near or name
        # In conditions facts and concepts are names of one kind.
        named = register in ("facts", "concepts")
        taken = {*self.coming["facts"], *self.coming["concepts"], *self.facts} if named else self.coming[register]
        if register == "places" and (problem := check_place(name, where)):
            self.problems.append(problem)
        elif named and (name in _RESERVED or name in DERIVED):
            self.add(Code.RESERVED_NAME, where, subject=name)
        elif name in taken:
            kind = "agency" if register == "agencies" else register.removesuffix("s")
            self.duplicate(kind, name, where, expected="another-name")
            name = f"{name} {where}"  # read for its own mistakes
        self.coming[register][name] = (node, where)

    def finish(self, documents: Iterable[str] = ()) -> None:
        """Read the entries and check what they say of each other; ``documents`` are the numbers that may be cited."""
        for register, coming in self.coming.items():
            titled = ((name, child(node, "title") or child(node, "name") or node) for name, (node, _) in coming.items())
            kind = "agency" if register == "agencies" else register.removesuffix("s")
            self.names[kind] = {name: text_of(title) or name for name, title in titled}
        self.names["law"] = [*self.names["reference"], *documents]
        self.unread = self.names["concept"]
        self._offices()
        # Facts first, since places have them; concepts last, since they use facts, parameters and each other.
        for register in sorted(REGISTERS, key=lambda register: (register != "facts", register == "concepts")):
            if register == "concepts":
                self.problems += relation_problems(self.facts)
                types = self.entries["parameters"].items()
                parameters = {name: ParameterType(name, entry.title, entry.unit) for name, entry in types}
                self.vocabulary = Vocabulary(self.facts, {}, parameters)
            for name, (node, where) in self.coming[register].items():
                self._entry(register, name, node, where)
        for group in self.entries["words"].values():
            kind = {"fact": "fact-or-concept", "condition": "fact-or-concept"}.get(group.means, group.means)
            if kind in ("fact-or-concept", "parameter", "service", "topic", "field"):
                names = {**self.facts, **self.names["concept"]} if kind == "fact-or-concept" else self.names[kind]
                self.exists(group.of or "", names, kind, group.location)
        self._check_pairs(self.entries["parameters"])
        concepts: dict[str, ConceptEntry] = self.entries["concepts"]
        for entry in concepts.values():
            if entry.in_force and entry.since:
                title = f"{entry.basis}（{format_day(entry.since)}起施行）"
                parameters[entry.in_force] = ParameterType(entry.in_force, title, LAW)
        self.vocabulary = Vocabulary(self.facts, {name: entry.node() for name, entry in concepts.items()}, parameters)
        self.names["need"] = {fact.name: fact for fact in self.facts.values() if fact.need}

    def _check_pairs(self, parameters: Mapping[str, ParameterEntry]) -> None:
        """That no parameter is over the one it may not be over, on any day and in any place that has both."""
        for name, entry in parameters.items():
            other = parameters.get(entry.not_over or "", entry)
            for place, day in dict.fromkeys((value.place, value.since) for value in entry.values + other.values):
                values = {each.id: value for each in (entry, other) if (value := each.at(place, day))}
                for problem in reversed_pairs(parameters, {name: value.bounds for name, value in values.items()}):
                    self.problems.append(problem.at(values[name].location, place=place, on=day))

    def _offices(self) -> None:
        """The printed names of offices, each one office's in its place."""
        for name, (node, where) in self.coming["agencies"].items():
            place = text_of(child(node, "place")) or ""
            aliases = [alias.text for alias in scalars(child(node, "aliases"))]
            for alias in dict.fromkeys([text_of(child(node, "name")) or "", *aliases]):
                if aliases.count(alias) > 1:
                    self.add(Code.TWICE, where, subject=alias)
                first = self.aliases.setdefault((alias, place), name)
                if first != name:
                    self.add(Code.ALIAS_TAKEN, where, subject=alias, other=first, place=place)

    def _entry(self, register: str, name: str, node: Node, where: Location) -> None:
        shape = REGISTERS[register]
        given: dict[str, Any] = {_NAMED_BY.get(register, "id"): name, "location": where}
        if register == "concepts":
            self._used(name, where)
            return
        entry: Any = self.value(Text, node, where, name) if shape is str else self.read(shape, node, **given)
        if entry is not None and entry is not BROKEN and self._sound(name, entry, where):
            self.entries[register][name] = entry

    def _sound(self, name: str, entry: Any, where: Location) -> bool:
        """What the shape of an entry does not say."""
        code = None
        if isinstance(entry, ParameterEntry):
            for number, value in enumerate(entry.values):
                if any((other.place, other.since) == (value.place, value.since) for other in entry.values[:number]):
                    since = value.since.isoformat()
                    self.add(Code.SECOND_VALUE, value.location, subject=name, place=value.place, since=since)
            self.problems += filter(None, (out_of_range(entry, value) for value in entry.values))
            if entry.maximum is not None and entry.minimum > entry.maximum:
                code = Code.MINIMUM_OVER_MAXIMUM
        elif isinstance(entry, Fact) and (entry.kind == "choice") is not bool(entry.choices):
            code = Code.CHOICES_AND_TYPE
        elif isinstance(entry, Fact) and (entry.need or entry.place) and entry.kind != "yes_no":
            code = Code.NEED_TYPE
        elif isinstance(entry, Fact) and entry.low is not None and entry.high is not None and entry.low > entry.high:
            code = Code.MINIMUM_OVER_MAXIMUM
        if code is not None:
            self.add(code, where, subject=name)
        return code is None

    # -- concepts, which may use each other, in whatever order they are written ----------------

    def _used(self, name: str, where: Location) -> Concept | None:
        """The concept of that name, read with all those it uses; None where there is none."""
        known = self.entries["concepts"]
        if name in self.open:
            chain = " → ".join([*self.open[self.open.index(name) :], name])
            self.add(Code.CIRCLE, where, subject=name, chain=chain)
            return Concept(name, name, ALWAYS)
        if name in self.coming["concepts"] and name not in known:
            if len(self.open) > 2 * MAX_DEPTH:
                self._too_large(name, where, Phrase("nested-too-deep"))
                return Concept(name, name, ALWAYS)
            known[name] = self._concept(name, *self.coming["concepts"][name])
        entry = known.get(name)
        return None if entry is None else entry.node()

    def _concept(self, name: str, node: Node, where: Location) -> ConceptEntry:
        self.open.append(name)
        entry = self.read(ConceptEntry, node, id=name, location=where)
        self.open.pop()
        if entry is not None and not (entry.cites or (entry.source and not entry.unless)):
            self.add(Code.SOURCE_NEEDED, where, subject=name)
        if entry is None:
            entry = ConceptEntry(id=name, title=name, condition=ALWAYS, location=where)
        depth, leaves = self._size(entry.condition)
        if leaves > MAX_LEAVES or depth > MAX_DEPTH:
            excess = Phrase("opens-leaves", count=f"{leaves:,}")
            self._too_large(name, where, excess if leaves > MAX_LEAVES else Phrase("nests-concepts", count=depth))
            entry, depth, leaves = replace(entry, condition=ALWAYS), 0, 0
        self.sizes[name] = (depth + 1, leaves)
        return entry

    def _too_large(self, name: str, where: Location, excess: Phrase) -> None:
        self.add(Code.CONCEPT_SIZE, where, subject=name, excess=excess, leaves=f"{MAX_LEAVES:,}", depth=MAX_DEPTH)

    def _size(self, condition: Condition) -> tuple[int, int]:
        """(how deep concepts nest, how many leaves there are)."""
        if isinstance(condition, Concept):
            return self.sizes.get(condition.name, (0, 0))
        if isinstance(condition, Not):
            return self._size(condition.child)
        if isinstance(condition, (AllOf, AnyOf)):
            sizes = [self._size(child) for child in condition.children]
            return max((depth for depth, _ in sizes), default=0), sum(leaves for _, leaves in sizes)
        return 0, 1

"""The shared registers: services, topics, agencies, concepts, parameters, references, facts, places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ..chinese import format_day
from ..problems import Code, Location, Phrase, Problem, closest, unknown_name
from ..profile import BY_NAME, DERIVED, Fact, relation_problems
from ..rules import ALWAYS, AllOf, AnyOf, Concept, Condition, Not, ParameterType, Vocabulary
from ..yaml import BROKEN, Node, Text, child, text_of
from ..yaml import Mapping as Tree
from .entries import EntryReader, check_place, out_of_range, reversed_pairs
from .model import Agency, ConceptEntry, ParameterEntry, PlaceFacts, Reference, Service, WordGroup, alias_index

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


@dataclass(slots=True, kw_only=True)
class Registers:
    """What the register files hold together, and what is wrong with them."""

    fields: dict[str, str] = field(default_factory=dict)
    services: dict[str, Service] = field(default_factory=dict)
    topics: dict[str, Service] = field(default_factory=dict)
    agencies: dict[str, Agency] = field(default_factory=dict)
    concepts: dict[str, ConceptEntry] = field(default_factory=dict)
    parameters: dict[str, ParameterEntry] = field(default_factory=dict)
    references: dict[str, Reference] = field(default_factory=dict)
    places: dict[str, PlaceFacts] = field(default_factory=dict)
    words: dict[str, WordGroup] = field(default_factory=dict)
    facts: dict[str, Fact] = field(default_factory=lambda: dict(BY_NAME))
    problems: list[Problem] = field(default_factory=list)
    aliases: Mapping[tuple[str, str], str] = field(default_factory=dict)
    _coming: dict[str, tuple[Tree, Location]] = field(default_factory=dict)

    def add(self, tree: Tree) -> None:
        """Take the entries of one register file in."""
        for key, node in tree:
            if key.text not in REGISTERS:
                near = closest(key.text, REGISTERS)
                self._add(Code.UNKNOWN_KEY, key.location, subject=key.text, near=near, names=list(REGISTERS))
            elif not isinstance(node, Tree):
                label, what = Phrase("key-label", name=key.text), Phrase("entries")
                self._add(Code.NOT_A_MAPPING, key.location, expected="name: {…}", label=label, what=what)
            else:
                for name, entry in node:
                    self._entry(key.text, name.text, entry, name.location)

    def _entry(self, register: str, name: str, node: Node, where: Location) -> None:
        shape = REGISTERS[register]
        if shape is not str and not isinstance(node, Tree):
            label, what = Phrase("key-label", name=name), Phrase("keys")
            self._add(Code.NOT_A_MAPPING, where, expected="key: value", label=label, what=what)
            return
        if register not in ("references", "places") and not _IDENTIFIER.fullmatch(name):
            meant = re.sub(r"[\s-]+", "_", name.lower())
            near = meant if _IDENTIFIER.fullmatch(meant) else None
            self._add(Code.NOT_AN_IDENTIFIER, where, subject=name, near=near)
            name = near or name
        if register == "concepts" and isinstance(node, Tree):
            if name in self._coming or name in self.facts or _reserved(name):
                self._duplicate(register, name, where)
            else:
                self._coming[name] = (node, where)
            return
        reader = EntryReader(self.facts)
        if shape is str:
            entry = reader.value(Text, node, where, name)
        else:
            given: dict[str, Any] = {_NAMED_BY.get(register, "id"): name, "location": where}
            entry = reader.read(shape, node, **given)
        self.problems += reader.problems
        if entry is None or entry is BROKEN:
            return
        known: dict[str, Any] = getattr(self, register)
        if name in known:
            self._duplicate(register, name, where)
        elif self._sound(name, entry, where):
            known[name] = entry

    def _sound(self, name: str, entry: Any, where: Location) -> bool:
        """What the shape of an entry does not say."""
        code = problem = None
        if isinstance(entry, PlaceFacts):
            problem = check_place(name, where)
        elif isinstance(entry, ParameterEntry):
            for number, value in enumerate(entry.values):
                if any((other.place, other.since) == (value.place, value.since) for other in entry.values[:number]):
                    since = value.since.isoformat()
                    self._add(Code.SECOND_VALUE, value.location, subject=name, place=value.place, since=since)
            self.problems += filter(None, (out_of_range(entry, value) for value in entry.values))
            if entry.maximum is not None and entry.minimum > entry.maximum:
                code = Code.MINIMUM_OVER_MAXIMUM
        elif isinstance(entry, Fact):
            if _reserved(name) or name in self._coming:
                code = Code.RESERVED_NAME
            elif (entry.kind == "choice") is not bool(entry.choices):
                code = Code.CHOICES_AND_TYPE
            elif entry.need and entry.kind != "yes_no":
                code = Code.NEED_TYPE
            elif entry.low is not None and entry.high is not None and entry.low > entry.high:
                code = Code.MINIMUM_OVER_MAXIMUM
        if problem is not None:
            self.problems.append(problem)
        if code is not None:
            self._add(code, where, subject=name)
        return code is None and problem is None

    def finish(self, documents: Iterable[str] = ()) -> None:
        """Read the concepts and check what the registers say of each other; ``documents`` are the numbers to cite."""
        self.problems.extend(relation_problems(self.facts))
        concepts = _Concepts(self, self._coming)
        for name in self._coming:
            concepts.entry(name)
        self.aliases = alias_index(self.agencies.values())
        self._check_agencies()
        self._check_passages(documents)
        for group in self.words.values():
            if group.means == "fact":
                self._exists(group.of or "", {**self.facts, **self.concepts}, "fact-or-concept", group.location)
        self._check_pairs()
        for reference in self.references.values():
            if reference.replaced_by is not None:
                self._exists(reference.replaced_by, self.references, "reference", reference.location)

    def vocabulary(self) -> Vocabulary:
        """The names that conditions may use; the concepts must have been read."""
        concepts = {name: entry.node() for name, entry in self.concepts.items()}
        laws = {
            name: ParameterType(name, f"{entry.basis}（{format_day(entry.since)}起施行）", "施行")
            for entry in self.concepts.values()
            if (name := entry.in_force) and entry.since
        }
        return Vocabulary(self.facts, concepts, self.parameter_types() | laws)

    def parameter_types(self) -> dict[str, ParameterType]:
        """What conditions must know of the parameters."""
        return {name: ParameterType(name, entry.title, entry.unit) for name, entry in self.parameters.items()}

    def _check_agencies(self) -> None:
        seen: dict[tuple[str, str], Agency] = {}
        for agency in self.agencies.values():
            for alias in dict.fromkeys((agency.name, *agency.aliases)):
                first = seen.setdefault((alias, agency.place), agency)
                if agency.aliases.count(alias) > 1:
                    self._add(Code.TWICE, agency.location, subject=alias)
                if first is not agency:
                    self._add(Code.ALIAS_TAKEN, agency.location, subject=alias, other=first.id, place=agency.place)
            if agency.field is not None:
                self._exists(agency.field, self.fields, "field", agency.location)
            for successor in agency.successors:
                if successor.office is not None:
                    self._exists(successor.office, self.agencies, "agency", agency.location)

    def _check_pairs(self) -> None:
        """That no parameter is over the one it may not be over, on any day and in any place that has both."""
        for name, entry in self.parameters.items():
            if entry.not_over is not None:
                self._exists(entry.not_over, self.parameters, "parameter", entry.location)
                other = self.parameters.get(entry.not_over, entry)
                for place, day in dict.fromkeys((value.place, value.since) for value in entry.values + other.values):
                    values = {each.id: value for each in (entry, other) if (value := each.at(place, day))}
                    bounds = {name: value.bounds for name, value in values.items()}
                    for problem in reversed_pairs(self.parameters, bounds):
                        self.problems.append(problem.at(values[name].location, place=place, on=day))

    def _check_passages(self, documents: Iterable[str]) -> None:
        """That each law or document cited is known."""
        laws = {**self.references, **dict.fromkeys(documents)}
        for _, _, entry in citing(self):
            for passage in entry.cites:
                self._exists(passage.law, laws, "reference", passage.location or getattr(entry, "location", None))

    def _exists(self, name: str, names: Iterable[str], kind: str, where: Location | None) -> None:
        if name not in names:
            shown = Phrase("that-exists", kind=Phrase(f"kind-{kind}"))
            self.problems.append(unknown_name(kind, name, names, where, shown))

    def _duplicate(self, register: str, name: str, where: Location) -> None:
        kind = Phrase("kind-agency" if register == "agencies" else f"kind-{register[:-1]}")
        self._add(Code.DUPLICATE, where, expected=Phrase("another-name"), subject=name, kind=kind)

    def _add(self, code: Code, where: Location | None, /, **data: Any) -> None:
        self.problems.append(Problem(code, where, **data))


def citing(registers: Any) -> Iterator[tuple[str, str, Any]]:
    """(register, name, entry or part of it) of all that may cite laws, in :class:`Registers` or the rules."""
    for register in ("concepts", "parameters", "services", "topics", "places", "facts"):
        for name, entry in getattr(registers, register).items():
            yield register, name, entry
            yield from ((register, name, value) for value in (entry.values if register == "parameters" else ()))
            if getattr(entry, "door", None):
                yield register, name, entry.door


def basis(entry: Any) -> str:
    """The passages that an entry cites and its source, in one line."""
    return "；".join(filter(None, (*map(str, entry.cites), entry.source)))


def _reserved(name: str) -> bool:
    return name in _RESERVED or name in DERIVED


class _Concepts:
    """Reads concepts, which may use each other, in whatever order they are written."""

    def __init__(self, registers: Registers, coming: Mapping[str, tuple[Tree, Location]]) -> None:
        self.registers, self.coming = registers, coming
        self.open: list[str] = []
        self.sizes: dict[str, tuple[int, int]] = {}
        self.vocabulary = Vocabulary(registers.facts, {}, registers.parameter_types())
        self.unread = {name: text_of(child(node, "title")) or name for name, (node, _) in coming.items()}

    def entry(self, name: str) -> ConceptEntry | None:
        """The concept of that name, read with all those it uses; None where there is none."""
        known = self.registers.concepts
        if name in known or name not in self.coming:
            return known.get(name)
        node, where = self.coming[name]
        self.open.append(name)
        reader = EntryReader(self.registers.facts, self.vocabulary, concept=self._used, unread=self.unread)
        entry = reader.read(ConceptEntry, node, id=name, location=where)
        self.open.pop()
        self.registers.problems += reader.problems
        if entry is not None and not (entry.cites or (entry.source and not entry.unless)):
            self.registers.problems.append(Problem(Code.SOURCE_NEEDED, where, subject=name))
        if entry is None:
            entry = ConceptEntry(id=name, title=name, condition=ALWAYS, location=where)
        depth, leaves = self._size(entry.condition)
        if leaves > MAX_LEAVES or depth > MAX_DEPTH:
            excess = Phrase("opens-leaves", count=f"{leaves:,}")
            self._too_large(name, where, excess if leaves > MAX_LEAVES else Phrase("nests-concepts", count=depth))
            entry, depth, leaves = replace(entry, condition=ALWAYS), 0, 0
        self.sizes[name] = (depth + 1, leaves)
        known[name] = entry
        return entry

    def _used(self, name: str, where: Location) -> Concept | None:
        if name in self.open:
            chain = " → ".join([*self.open[self.open.index(name) :], name])
            self.registers.problems.append(Problem(Code.CIRCLE, where, subject=name, chain=chain))
            return Concept(name, name, ALWAYS)
        if name in self.coming and name not in self.registers.concepts and len(self.open) > 2 * MAX_DEPTH:
            self._too_large(name, where, Phrase("nested-too-deep"))
            return Concept(name, name, ALWAYS)
        entry = self.entry(name)
        return None if entry is None else entry.node()

    def _too_large(self, name: str, where: Location, excess: Phrase) -> None:
        leaves = f"{MAX_LEAVES:,}"
        self.registers.problems.append(
            Problem(Code.CONCEPT_SIZE, where, subject=name, excess=excess, leaves=leaves, depth=MAX_DEPTH)
        )

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

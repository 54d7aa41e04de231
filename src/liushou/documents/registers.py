"""From YAML trees to the shared registers and to documents, with everything that is wrong in them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from ..chinese import format_day
from ..problems import Code, Location, Phrase, Problem, closest, same_office
from ..profile import BY_NAME, DERIVED, Fact, relation_problems
from ..rules import ALWAYS, LAW, AllOf, AnyOf, Concept, Condition, Not, ParameterType, Vocabulary
from ..yaml import BROKEN, Node, Scalar, Sequence, Text, child, items, scalars, text_of
from ..yaml import Mapping as Tree
from .entries import EntryReader, check_place
from .folder import two_roles
from .model import CONTEXT_KINDS, ROLES, Agency, Clause, ConceptEntry, Policy, Reach, Reference, Service, WordGroup
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
#: What `contact` says where no office of the clause is the one to go to.
NO_CONTACT = "none"
_FULL_WIDTH = str.maketrans("()", "（）")


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


def read_policy(tree: Tree, file: str, registers: Registers) -> tuple[Policy | None, tuple[Problem, ...]]:
    """The document of one file; None where anything is wrong; its names are checked beside broken keys, too."""
    reader = _PolicyReader(registers, tree)
    policy = reader.read(Policy, tree, file=file)
    reader.check(tree)
    places = {problem: problem.location for problem in reader.problems}
    problems = sorted(places, key=lambda problem: (at.line, at.column) if (at := places[problem]) else (0, 0))
    if policy is None or problems:
        return None, tuple(problems)
    return replace(policy, clauses=tuple(with_contacts(policy, clause) for clause in policy.clauses)), ()


def with_contacts(policy: Policy, clause: Clause) -> Clause:
    """The clause with the office that handles each service: as written, else the sole or lead office."""
    measures = []
    for measure in clause.measures:
        _, agencies = policy.agencies_of(clause, measure)
        leading = agencies.lead or agencies.sole
        inferred = clause.contact or (leading[0] if len(leading) == 1 else None)
        contact = measure.contact or (inferred if measure.individual else None)
        reach: Reach = "individual" if measure.individual else "collective"
        measures.append(replace(measure, reach=reach, contact=None if contact == NO_CONTACT else contact))
    return replace(clause, measures=tuple(measures))


class _PolicyReader(EntryReader):
    """Reads a document, and checks its names against the registers and its own labels."""

    def __init__(self, registers: Registers, tree: Tree) -> None:
        super().__init__(registers.facts, registers.vocabulary)
        self.document_place = document_place = text_of(child(tree, "place")) or ""
        # Where the place is wrong no office can be known: that is one mistake.
        placed = document_place and check_place(document_place) is None
        self.offices = {alias for alias, place in registers.aliases if place == document_place} if placed else None
        references = registers.entries["references"].values()
        cited = [name for reference in references for name in (reference.id, reference.title, *reference.cited_as)]
        self.clauses, self.annex = items(child(tree, "clauses")), items(child(tree, "annex"))
        self.annex_labels = self._labels(self.annex, "annex-item")
        self.names = {**registers.names, "reference": cited, "clause": self._labels(self.clauses, "clause")}

    def check(self, tree: Tree) -> None:
        """Check every name of the document and what its parts say of each other."""
        self.issued = text_of(child(tree, "issued"))
        issuers, absent = child(tree, "issuers"), {name.text for name in scalars(child(tree, "not_printed"))}
        if isinstance(issuers, Sequence) and not issuers.items and "issuers" not in absent:
            expected, label = Phrase("at-least", limit=1), Phrase("key-label", name="issuers")
            where = key.location if (key := tree.key("issuers")) else issuers.location
            self.add(Code.COUNT, where, expected=expected, subject="issuers", label=label, length=0)
        for item in self.annex:
            self._agencies(child(item, "agencies"))
            self._whole_context(item, "of")
            if isinstance(item, Tree) and not items(child(item, "of")) and child(item, "context") is None:
                self.add(Code.ANNEX_EMPTY, item.location)
        for clause in self.clauses:
            self._clause(clause)

    def _clause(self, clause: Node) -> None:
        own = self._agencies(child(clause, "agencies"))
        self._whole_context(clause, "measures")
        shared, measures = child(clause, "contact"), items(child(clause, "measures"))
        for measure in measures:
            if isinstance(measure, Tree):
                offices = own or self._annex_offices(measure, clause)
                self._measure(measure, offices)
                if child(measure, "contact") is None and child(measure, "service") is not None:
                    self._contact(shared, offices)
        if not measures:
            self._contact(shared, own)

    def _labels(self, nodes: Iterable[Node], kind: str) -> list[str]:
        seen: dict[str, int] = {}
        for node in nodes:
            at = child(node, "at")
            if isinstance(at, Scalar) and at.text in seen:
                self.duplicate(kind, at.text, at.location, first=seen[at.text], expected="each-label-once")
            elif isinstance(at, Scalar):
                seen[at.text] = at.location.line
                printed = at.text.translate(_FULL_WIDTH)
                if printed != at.text:
                    self.add(Code.HALF_WIDTH_LABEL, at.location, subject=at.text, near=printed)
        return list(seen)

    def _agencies(self, node: Node | None) -> list[str]:
        printed: dict[str, tuple[str, int | None]] = {}
        for role in ROLES:
            for office in scalars(child(node, role)):
                self._agency(office)
                first, line = printed.get(office.text, (role, None))
                if line is not None and first == role:
                    self.duplicate("agency", office.text, office.location, first=line, expected="each-office-once")
                elif line is not None:
                    self.problems.append(two_roles(office, first, line, role))
                printed.setdefault(office.text, (role, office.location.line))
        filled = [role for role in ROLES if scalars(child(node, role))]
        if isinstance(node, Tree) and filled == ["support"]:
            self.add(Code.SUPPORT_WITHOUT_LEAD, node.location)
        elif isinstance(node, Tree) and len(filled) > 1 and filled != ["lead", "support"]:
            self.add(Code.ROLES, node.location, names=filled)
        return list(printed)

    def _agency(self, printed: Scalar) -> None:
        if printed.text and self.offices is not None and printed.text not in self.offices:
            near, place = same_office(printed.text, self.offices), self.document_place
            bare = printed.text.removesuffix("等")
            hint = Phrase("write-others") if bare != printed.text and bare in {"", *self.offices} else None
            self.add(Code.UNKNOWN_AGENCY, printed.location, subject=printed.text, place=place, near=near, hint=hint)

    def _measure(self, node: Tree, offices: list[str]) -> None:
        service, topic, reach = child(node, "service"), child(node, "topic"), child(node, "reach")
        if (service is None) == (topic is None):
            meant = {closest(key.text, ("service", "topic")) for key, _ in node if not key.text.isascii()}
            if service is not None or meant <= {None}:
                self.add(Code.MEASURE_KIND, node.location)
        elif reach is not None and text_of(reach) == ("individual" if topic else "collective"):
            self.add(Code.TOPIC_REACH if topic else Code.SERVICE_REACH, reach.location)
        self._contact(child(node, "contact"), offices)
        until = child(node, "until")
        if isinstance(until, Scalar) and self.issued and until.text and until.text < self.issued:
            self.add(Code.UNTIL_BEFORE_ISSUED, until.location, issued=self.issued)

    def _annex_offices(self, measure: Tree, clause: Node) -> list[str]:
        """The offices of the annex items that repeat the clause, or of the one that the measure names."""
        at = text_of(child(clause, "at"))
        repeating = [item for item in self.annex if at in {label.text for label in scalars(child(item, "of"))}]
        names = [text_of(child(item, "at")) or "" for item in repeating]
        named = child(measure, "annex")
        if isinstance(named, Scalar) and named.text not in names:
            near = closest(named.text, names or self.annex_labels)
            expected = names or Phrase("no-annex")
            self.add(Code.ANNEX_ITEM, named.location, subject=named.text, clause=at, near=near, expected=expected)
        if named is None and len(repeating) > 1:
            self.add(Code.ANNEX_WHICH, measure.location, clause=at, count=len(repeating), names=names)
        return [
            office.text
            for item, name in zip(repeating, names, strict=True)
            if named is None or text_of(named) == name
            for role in ROLES
            for office in scalars(child(child(item, "agencies"), role))
        ]

    def _contact(self, node: Node | None, offices: list[str]) -> None:
        # A misspelt office of the clause is one mistake; the contact may be the right spelling of it.
        spelt = self.offices is None or self.offices.issuperset(offices)
        if isinstance(node, Scalar) and node.text not in (NO_CONTACT, *offices) and spelt:
            expected = Phrase("one-of", names=offices) if offices else Phrase("no-contact")
            near = same_office(node.text, offices)
            self.add(Code.CONTACT, node.location, subject=node.text, near=near, expected=expected)

    def _whole_context(self, owner: Node, others: str) -> None:
        """That a clause or annex item that is nothing but context holds none of the ``others``."""
        node = child(owner, "context")
        if isinstance(node, Scalar) and node.text in CONTEXT_KINDS and items(child(owner, others)):
            self.add(Code.CONTEXT_WHOLE, node.location, subject=node.text, others=others)

    def exists(self, name: str, names: Iterable[str], kind: str, where: Location | None) -> None:
        """That a name is one of the names; a fact that is no need is said to be none."""
        if kind == "need" and name in self.facts and name not in names:
            self.add(Code.NOT_A_NEED, where, subject=name, names=list(names))
        else:
            super().exists(name, names, kind, where)

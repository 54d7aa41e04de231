"""The shared registers: services, topics, agencies, concepts, parameters, references, facts, places."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import BaseModel

from ..problems import Location, Problem, closest
from ..profile import BY_NAME, DERIVED, Fact, InsteadOf, RollUp, Short, relation_problems
from ..rules import ALWAYS, Concept, ParameterType, Parser, Vocabulary
from ..yaml import Mapping as Tree
from ..yaml import Node, child, shape
from . import concept_size, shapes
from .entries import check_place, parameter_value, place_facts
from .model import Agency, ConceptEntry, ParameterEntry, ParameterValue, PlaceFacts, Reference, Service, Successor

S = TypeVar("S", bound=BaseModel)

#: Names with a meaning of their own, which no fact and no concept may take.
_RESERVED = frozenset({*DERIVED, "unsure", "extra", "all", "any", "not"})


@dataclass(slots=True)
class Registers:
    """What the register files hold together, and what is wrong with them."""

    services: dict[str, Service] = field(default_factory=dict)
    topics: dict[str, Service] = field(default_factory=dict)
    agencies: dict[str, Agency] = field(default_factory=dict)
    concepts: dict[str, ConceptEntry] = field(default_factory=dict)
    parameters: dict[str, ParameterEntry] = field(default_factory=dict)
    references: dict[str, Reference] = field(default_factory=dict)
    places: dict[str, PlaceFacts] = field(default_factory=dict)
    facts: dict[str, Fact] = field(default_factory=lambda: dict(BY_NAME))
    problems: list[Problem] = field(default_factory=list)
    _concept_trees: dict[str, tuple[Node, Location]] = field(default_factory=dict)
    _reading: list[str] = field(default_factory=list)
    _sizes: dict[str, concept_size.Size] = field(default_factory=dict)
    _by_alias: dict[tuple[str, str], str] | None = None

    def add(self, tree: Tree) -> None:
        """Take the entries of one register file in."""
        readers: dict[str, Callable[[str, Tree, Location], None]] = {
            "services": self._service,
            "topics": self._topic,
            "agencies": self._agency,
            "parameters": self._parameter,
            "references": self._reference,
            "facts": self._fact,
            "places": self._place,
            "concepts": self._concept_later,
        }
        for key, node in tree:
            reader = readers.get(key.text)
            if reader is None:
                near = closest(key.text, readers)
                self._problem(f"unknown key `{key.text}`", key.location, ", ".join(readers), "unknown-key", near)
            elif not isinstance(node, Tree):
                self._problem(f"`{key.text}` is not a mapping of entries", key.location, "name: {…}", "type")
            else:
                for name, entry in node:
                    if not isinstance(entry, Tree):
                        self._problem(f"`{name.text}` is not a mapping of keys", name.location, "key: value", "type")
                    elif key.text not in ("references", "places") and not _is_identifier(name.text):
                        self._problem(
                            f"`{name.text}` is not an identifier", name.location,
                            "lower-case letters, digits and _, beginning with a letter", "value",
                        )  # fmt: skip
                    else:
                        reader(name.text, entry, name.location)

    def vocabulary(self) -> Vocabulary:
        """The names that conditions may use; the concepts must have been read."""
        concepts = {name: Concept(name, entry.title, entry.condition) for name, entry in self.concepts.items()}
        return Vocabulary(self.facts, concepts, self._parameter_types())

    def resolve(self, printed: str, place: str) -> Agency | None:
        """The office that a document of ``place`` prints as ``printed``."""
        if self._by_alias is None:
            self._by_alias = {
                (alias, agency.place): name
                for name, agency in self.agencies.items()
                for alias in (agency.name, *agency.aliases)
            }
        name = self._by_alias.get((printed, place))
        return None if name is None else self.agencies[name]

    def finish(self) -> None:
        """Read the concepts and check what the registers say of each other."""
        self.problems.extend(relation_problems(self.facts))
        for name in list(self._concept_trees):
            self._concept(name)
        self._check_agencies()
        for reference in self.references.values():
            other = reference.replaced_by
            if other is not None and other not in self.references:
                near = closest(other, self.references)
                self._problem(f"unknown reference `{other}`", reference.location, "a reference", "unknown-name", near)

    # -- one reader a register ------------------------------------------------------

    def _service(self, name: str, tree: Tree, where: Location) -> None:
        made = self._shaped(shapes.ServiceShape, tree)
        if made and self._new(name, self.services, "service", where):
            everyone = made.open_to == "everyone"
            self.services[name] = Service(name, made.title, made.about or "", everyone, made.source, where)

    def _topic(self, name: str, tree: Tree, where: Location) -> None:
        made = self._shaped(shapes.TopicShape, tree)
        if made and self._new(name, self.topics, "topic", where):
            self.topics[name] = Service(name, made.title, location=where)

    def _agency(self, name: str, tree: Tree, where: Location) -> None:
        made = self._shaped(shapes.AgencyShape, tree)
        if not made or not self._new(name, self.agencies, "agency", where):
            return
        self._place_exists(made.place, child(tree, "place"), where)
        successors = tuple(
            Successor(one.since, one.office, one.certainty, one.source, one.official)
            for one in sorted(made.successors, key=lambda one: one.since)
        )
        self.agencies[name] = Agency(name, made.name, made.level, made.place, tuple(made.aliases), successors, where)

    def _parameter(self, name: str, tree: Tree, where: Location) -> None:
        made = self._shaped(shapes.ParameterShape, tree)
        if not made or not self._new(name, self.parameters, "parameter", where):
            return
        nodes = getattr(child(tree, "values"), "items", ())
        values: list[ParameterValue] = []
        for one, node in zip(made.values, nodes, strict=True):
            self._place_exists(one.place, child(node, "place"), node.location)
            value = parameter_value(one, node.location)
            if isinstance(value, Problem):
                self.problems.append(value)
                continue
            if any(other.place == value.place and other.since == value.since for other in values):
                self._problem(
                    f"a second value of {name} for {value.place} from {value.since}", node.location,
                    "one value for a place and a day", "duplicate",
                )  # fmt: skip
            values.append(value)
        self.parameters[name] = ParameterEntry(name, made.title, made.unit, made.about or "", tuple(values), where)

    def _reference(self, name: str, tree: Tree, where: Location) -> None:
        made = self._shaped(shapes.ReferenceShape, tree)
        if made and self._new(name, self.references, "reference", where):
            self.references[name] = Reference(
                name, made.title, made.kind, tuple(made.cited_as), made.in_force, made.until,
                made.replaced_by, made.certainty, made.source or "", made.official, made.note, where,
            )  # fmt: skip

    def _fact(self, name: str, tree: Tree, where: Location) -> None:
        made = self._shaped(shapes.FactShape, tree)
        if not made or not self._new(name, self.facts, "fact", where):
            return
        if name in _RESERVED or name in self._concept_trees:
            self._problem(f"the name `{name}` is taken", where, "another name", "duplicate")
            return
        if (made.type == "choice") is not bool(made.choices):
            self._problem(f"`{name}`: choices go with type: choice", where, "choices: {value: 中文}", "value")
            return
        if made.need and made.type != "yes_no":
            self._problem(f"`{name}`: a need is a yes/no fact", where, "type: yes_no", "value")
            return
        self.facts[name] = _fact(name, made, where)

    def _place(self, code: str, tree: Tree, where: Location) -> None:
        made = self._shaped(shapes.PlaceShape, tree)
        if not made or not self._place_exists(code, None, where):
            return
        if code in self.places:
            self._problem(f"the place {code} is already described", where, "one entry a place", "duplicate")
            return
        self.places[code] = PlaceFacts(code, self._place_facts(made.facts, tree), {}, made.source, where)

    def _place_facts(self, given: Mapping[str, Any], tree: Tree) -> dict[str, bool]:
        known, problems = place_facts(given, child(tree, "facts"), self.facts)
        self.problems.extend(problems)
        return known

    def _concept_later(self, name: str, tree: Tree, where: Location) -> None:
        if name in self._concept_trees or name in self.facts or name in _RESERVED:
            self._problem(f"`{name}` is already defined", where, "another name", "duplicate")
            return
        self._concept_trees[name] = (tree, where)

    # -- concepts, which may use each other ------------------------------------------

    def _concept(self, name: str) -> ConceptEntry | None:
        if name in self.concepts:
            return self.concepts[name]
        if name not in self._concept_trees:
            return None
        tree, where = self._concept_trees[name]
        assert isinstance(tree, Tree)
        made = self._shaped(shapes.ConceptShape, tree)
        self._reading.append(name)
        parser = Parser(Vocabulary(self.facts, {}, self._parameter_types()), self._concept_for_parser)
        condition = parser.condition(child(tree, "when"))
        self._reading.pop()
        near = [
            closest(problem.message.split("`")[1], [*self.facts, *self._concept_trees])
            if problem.code == "unknown-name" and problem.did_you_mean is None and "`" in problem.message
            else problem.did_you_mean
            for problem in parser.problems
        ]
        for problem, hint in zip(parser.problems, near, strict=True):
            self.problems.append(Problem(problem.message, problem.location, problem.expected, hint, problem.code))
        title = made.title if made else name
        depth, leaves = concept_size.size(condition, self._sizes)
        if excess := concept_size.excess((depth, leaves)):
            self._problem(f"concept `{name}` {excess}", where, concept_size.EXPECTED, "too-large")
            condition, depth, leaves = ALWAYS, 0, 0
        self._sizes[name] = (depth + 1, leaves)
        entry = ConceptEntry(
            name, title, made.source if made else "", made.reading if made else None,
            condition, made.when if made else None, where,
        )  # fmt: skip
        self.concepts[name] = entry
        return entry

    def _concept_for_parser(self, name: str, where: Location) -> Concept | None:
        if name in self._reading:
            chain = " → ".join([*self._reading[self._reading.index(name) :], name])
            self._problem(f"concept `{name}` is defined by itself: {chain}", where, "no circle", "circle")
            return Concept(name, name, ALWAYS)
        if (
            name in self._concept_trees
            and name not in self.concepts
            and len(self._reading) > 2 * concept_size.MAX_DEPTH
        ):
            self._problem(f"concept `{name}` is nested too deep", where, concept_size.EXPECTED, "too-large")
            return Concept(name, name, ALWAYS)
        entry = self._concept(name)
        return None if entry is None else Concept(entry.id, entry.title, entry.condition)

    # -- small helpers ---------------------------------------------------------------

    def _parameter_types(self) -> dict[str, ParameterType]:
        return {name: ParameterType(name, entry.title, entry.unit) for name, entry in self.parameters.items()}

    def _check_agencies(self) -> None:
        seen: dict[tuple[str, str], Agency] = {}
        for agency in self.agencies.values():
            for alias in dict.fromkeys((agency.name, *agency.aliases)):
                first = seen.setdefault((alias, agency.place), agency)
                if first is not agency:
                    self._problem(
                        f"`{alias}` already names {first.id} in {agency.place}", agency.location,
                        "each printed name once a place", "duplicate",
                    )  # fmt: skip
            for one in agency.successors:
                if one.office is not None and one.office not in self.agencies:
                    near = closest(one.office, self.agencies)
                    self._problem(f"unknown agency `{one.office}`", agency.location, "an agency", "unknown-name", near)

    def _shaped(self, model: type[S], tree: Tree) -> S | None:
        made, _, problems = shape(model, tree)
        self.problems.extend(problems)
        return made

    def _new(self, name: str, register: Mapping[str, Any], kind: str, where: Location) -> bool:
        if name not in register:
            return True
        self._problem(f"{kind} `{name}` is already defined", where, "another name", "duplicate")
        return False

    def _place_exists(self, code: str, node: Node | None, where: Location) -> bool:
        found = check_place(code, node.location if node else where)
        if found:
            self.problems.append(found)
        return found is None

    def _problem(self, message: str, where: Location | None, expected: str, code: str, near: str | None = None) -> None:
        self.problems.append(Problem(message, where, None if near else expected, near, code))


def _fact(name: str, made: shapes.FactShape, where: Location) -> Fact:
    given = made.model_dump(exclude={"type", "minimum", "maximum", "yes", "no"})
    for key in ("implies", "needs", "columns"):
        given[key] = tuple(given[key])
    for key, part in (("instead_of", InsteadOf), ("short", Short), ("roll_up", RollUp)):
        given[key] = given[key] and part(**given[key])
    return Fact(
        name=name, kind=made.type, low=made.minimum, high=made.maximum, yes=made.yes or "", no=made.no or "",
        location=where, **given,
    )  # fmt: skip


def _is_identifier(name: str) -> bool:
    return name.isascii() and name.isidentifier() and name == name.lower() and not name.startswith("_")

"""One document: from its YAML tree to a :class:`Policy`, with everything that is wrong in it."""

from __future__ import annotations

from collections.abc import Iterable

from ..problems import Location, Problem, closest
from ..rules import ALWAYS, Condition, Parser
from ..yaml import Mapping, Node, Scalar, child, items, scalars, shape, text_of
from . import shapes
from .entries import check_place
from .model import ROLES, Agencies, AnnexItem, Clause, Context, Definition, Difference, Measure, Policy
from .registers import Registers


def read_policy(tree: Mapping, file: str, registers: Registers) -> tuple[Policy | None, tuple[Problem, ...]]:
    """The document of one file; None where anything in it is wrong.

    The names are checked on the tree, so that a broken key elsewhere hides nothing.
    """
    made, _, problems = shape(shapes.PolicyShape, tree)
    reader = _Reader(registers, text_of(child(tree, "place")) or "")
    conditions = reader.check(tree)
    found = sorted(
        dict.fromkeys((*problems, *reader.problems)),
        key=lambda problem: (problem.location.line, problem.location.column) if problem.location else (0, 0),
    )
    if made is None or found:
        return None, tuple(found)
    return _build(made, tree, file, conditions), ()


class _Reader:
    def __init__(self, registers: Registers, place: str) -> None:
        self.registers, self.place = registers, place
        self.vocabulary = registers.vocabulary()
        self.cited = {name for one in registers.references.values() for name in (one.id, *one.cited_as)}
        self.problems: list[Problem] = []
        self.conditions: dict[int, Condition] = {}

    def check(self, tree: Mapping) -> dict[int, Condition]:
        """Check every name and read every condition (by the identity of its node)."""
        place = child(tree, "place")
        if isinstance(place, Scalar) and not (place.plain and place.text.isdigit()):
            wrong = check_place(place.text, place.location)
            if wrong:
                self.problems.append(wrong)
        clauses, annex = items(child(tree, "clauses")), items(child(tree, "annex"))
        labels = self._labels(clauses, "clause")
        annex_labels = self._labels(annex, "annex item")
        definition = child(tree, "definition")
        self._known(child(definition, "at"), labels, "clause")
        self._when(child(definition, "when"))
        for item in annex:
            for one in scalars(child(item, "of")):
                self._known(one, labels, "clause")
            self._agencies(child(item, "agencies"))
        for clause in clauses:
            own = self._agencies(child(clause, "agencies"))
            for one in scalars(child(clause, "references")):
                self._known(one, self.cited, "reference")
            for measure in items(child(clause, "measures")):
                self._measure(measure, clause, own, annex, annex_labels, tree)
        return self.conditions

    def _labels(self, nodes: Iterable[Node], kind: str) -> set[str]:
        seen: dict[str, int] = {}
        for node in nodes:
            at = child(node, "at")
            if isinstance(at, Scalar):
                if at.text in seen:
                    self._problem(
                        f"{kind} `{at.text}` already stands in line {seen[at.text]}", at.location,
                        "each label once", "duplicate",
                    )  # fmt: skip
                seen.setdefault(at.text, at.location.line)
        return set(seen)

    def _agencies(self, node: Node | None) -> list[str]:
        printed: list[str] = []
        for role in ROLES:
            for one in scalars(child(node, role)):
                self._agency(one)
                if one.text in printed:
                    self._problem(f"`{one.text}` stands twice", one.location, "each office once", "duplicate")
                printed.append(one.text)
        filled = {role for role in ROLES if items(child(node, role))}
        if isinstance(node, Mapping) and len(filled - {"support"}) != 1 and filled:
            self._problem(
                "roles that do not go together: " + ", ".join(role for role in ROLES if role in filled),
                node.location, "lead with support, or joint alone, or sole alone", "roles",
            )  # fmt: skip
        elif "support" in filled and "lead" not in filled:
            assert node is not None
            self._problem("support without a lead", node.location, "joint, where there is no lead", "roles")
        return printed

    def _agency(self, printed: Scalar) -> None:
        if self.registers.resolve(printed.text, self.place) is not None:
            return
        known = [
            alias
            for agency in self.registers.agencies.values()
            if agency.place == self.place
            for alias in (agency.name, *agency.aliases)
        ]
        near = closest(printed.text, known)
        expected = f"an alias of an entry under agencies: with place {self.place}"
        self._problem(
            f"unknown agency `{printed.text}` in {self.place or 'no place'}", printed.location,
            expected, "unknown-name", near,
        )  # fmt: skip

    def _measure(
        self,
        node: Node,
        clause: Node,
        own: list[str],
        annex: tuple[Node, ...],
        annex_labels: set[str],
        tree: Node,
    ) -> None:
        if not isinstance(node, Mapping):
            return
        service, topic = child(node, "service"), child(node, "topic")
        if (service is None) == (topic is None):
            self._problem(
                "a measure needs `service` (individual) or `topic` (collective), one of them",
                node.location, "service: … or topic: …", "measure",
            )  # fmt: skip
        self._known(service, self.registers.services, "service")
        self._known(topic, self.registers.topics, "topic")
        reach = child(node, "reach")
        collective = text_of(reach) == "collective"
        if service is not None and topic is None and collective:
            assert reach is not None
            self._problem("a service reaches one woman", reach.location, "topic: … for a collective measure", "reach")
        if topic is not None and service is None and not collective:
            self._problem("a topic is collective", topic.location, "reach: collective, or service: …", "reach")
        self._when(child(node, "when"))
        self._need(child(node, "need"))
        offices = own or self._annex_offices(node, clause, annex, annex_labels)
        contact = child(node, "contact")
        if isinstance(contact, Scalar) and contact.text not in offices:
            near = closest(contact.text, offices)
            self._problem(
                f"contact `{contact.text}` is not an office of this clause", contact.location,
                "one of " + ", ".join(offices) if offices else "no contact: the clause names no office",
                "contact", near,
            )  # fmt: skip
        until, issued = text_of(child(node, "until")), text_of(child(tree, "issued"))
        if until and issued and until < issued:
            where = child(node, "until")
            assert where is not None
            self._problem("`until` lies before the document's date", where.location, f"after {issued}", "value")

    def _annex_offices(self, node: Mapping, clause: Node, annex: tuple[Node, ...], labels: set[str]) -> list[str]:
        at = text_of(child(clause, "at"))
        repeating = [item for item in annex if at in {one.text for one in scalars(child(item, "of"))}]
        names = [text_of(child(item, "at")) or "" for item in repeating]
        named = child(node, "annex")
        if isinstance(named, Scalar) and named.text not in names:
            near = closest(named.text, names or labels)
            self._problem(
                f"`{named.text}` does not repeat {at}", named.location, ", ".join(names) or "no annex", "annex", near
            )
        if named is None and len(repeating) > 1:
            self._problem(
                f"{at} stands in {len(repeating)} annex items", node.location,
                "annex: " + " or ".join(names), "annex",
            )  # fmt: skip
        offices: list[str] = []
        for item, name in zip(repeating, names, strict=True):
            if named is None or text_of(named) == name:
                for role in ROLES:
                    offices += [one.text for one in scalars(child(child(item, "agencies"), role))]
        return offices

    def _when(self, node: Node | None) -> None:
        parser = Parser(self.vocabulary)
        condition = parser.condition(node)
        self.problems.extend(parser.problems)
        if node is not None:
            self.conditions[id(node)] = condition

    def _need(self, node: Node | None) -> None:
        if not isinstance(node, Scalar):
            return
        fact = self.registers.facts.get(node.text)
        needs = [one.name for one in self.registers.facts.values() if one.need]
        if fact is None or not fact.need:
            near = closest(node.text, needs)
            message = f"`{node.text}` is not a need" if fact else f"unknown need `{node.text}`"
            self._problem(message, node.location, ", ".join(needs), "unknown-name", near)

    def _known(self, node: Node | None, names: Iterable[str], kind: str) -> None:
        if not isinstance(node, Scalar):
            return
        allowed = list(names)
        if node.text not in allowed:
            near = closest(node.text, allowed)
            expected = f"a {kind} that exists" if len(allowed) > 12 else ", ".join(allowed)
            self._problem(f"unknown {kind} `{node.text}`", node.location, expected, "unknown-name", near)

    def _problem(self, message: str, where: Location, expected: str, code: str, near: str | None = None) -> None:
        self.problems.append(Problem(message, where, None if near else expected, near, code))


def _build(made: shapes.PolicyShape, tree: Mapping, file: str, conditions: dict[int, Condition]) -> Policy:
    def condition(node: Node | None) -> Condition:
        return ALWAYS if node is None else conditions[id(node)]

    definition = child(tree, "definition")
    assert definition is not None
    clauses = []
    for one, node in zip(made.clauses, items(child(tree, "clauses")), strict=True):
        measures = tuple(
            Measure(
                measure.service or measure.topic or "",
                measure.reach, measure.force, measure.quote,
                condition(child(inner, "when")), measure.when, measure.need,
                tuple(measure.residual), measure.reading, measure.contact,
                tuple(measure.carried_out_by), measure.until, measure.annex, inner.location,
            )
            for measure, inner in zip(one.measures, items(child(node, "measures")), strict=True)
        )  # fmt: skip
        context = tuple(
            Context(part.quote, part.kind, inner.location)
            for part, inner in zip(one.context, items(child(node, "context")), strict=True)
        )
        clauses.append(
            Clause(
                one.at, one.heading, one.sha256, tuple(one.references), _roles(one.agencies),
                measures, context, node.location,
            )
        )  # fmt: skip
    annex = tuple(
        AnnexItem(
            one.at, tuple(one.of), one.sha256, _roles(one.agencies),
            tuple(Difference(part.body, part.annex) for part in one.differs), node.location,
        )
        for one, node in zip(made.annex, items(child(tree, "annex")), strict=True)
    )  # fmt: skip
    return Policy(
        made.policy, made.title, made.number, made.issued, made.place,
        tuple(made.implements), tuple(made.issuers),
        Definition(
            made.definition.at, made.definition.quote, condition(child(definition, "when")),
            made.definition.when, definition.location,
        ),
        tuple(clauses), annex, file,
    )  # fmt: skip


def _roles(made: shapes.AgenciesShape | None) -> Agencies:
    if made is None:
        return Agencies()
    return Agencies(tuple(made.lead), tuple(made.support), tuple(made.joint), tuple(made.sole))

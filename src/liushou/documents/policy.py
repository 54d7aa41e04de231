"""One document: from its YAML tree to a :class:`Policy`, with everything that is wrong in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from ..problems import Location, Problem, closest
from ..rules import ALWAYS, Condition, Parser
from ..yaml import Mapping, Node, Scalar, Sequence, child, items, scalars, shape, text_of
from . import shapes
from .entries import check_place
from .model import (
    CONTEXT_KINDS,
    ROLES,
    Agencies,
    AnnexItem,
    Clause,
    Context,
    Definition,
    Measure,
    Policy,
    Rewording,
)
from .registers import Registers

#: What `contact` says where no office of the clause is the one to go to.
NO_CONTACT = "none"
#: 首词… or 首词…尾词; …… is typed as readily as ….
_SPAN = re.compile("([^…]+)…+([^…]*)\\Z")
_DOTS = re.compile(r"\.{2,}|。{2,}|⋯+|･{3,}|…+")


def read_policy(tree: Mapping, file: str, registers: Registers) -> tuple[Policy | None, tuple[Problem, ...]]:
    """The document of one file; None where anything in it is wrong.

    The names are checked on the tree, so that a broken key elsewhere hides nothing.
    """
    made, _, problems = shape(shapes.PolicyShape, tree)
    reader = _Reader(registers, text_of(child(tree, "place")) or "")
    conditions = reader.check(tree)
    better = {problem.location for problem in reader.problems}
    found = sorted(
        dict.fromkeys((*(problem for problem in problems if problem.location not in better), *reader.problems)),
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
            self._context(item, "of")
            if isinstance(item, Mapping) and not items(child(item, "of")) and child(item, "context") is None:
                self._problem("an annex item repeats clauses or has context", item.location, "of: [二（一）]", "annex")
        for clause in clauses:
            own = self._agencies(child(clause, "agencies"))
            for one in scalars(child(clause, "references")):
                self._known(one, self.cited, "reference")
            self._context(clause, "measures")
            shared = child(clause, "contact")
            measures = items(child(clause, "measures"))
            for measure in measures:
                offices = self._measure(measure, clause, own, annex, annex_labels, tree)
                if child(measure, "contact") is None and child(measure, "service") is not None:
                    self._contact(shared, offices)
            if not measures:
                self._contact(shared, own)
        return self.conditions

    def _contact(self, node: Node | None, offices: list[str]) -> None:
        if not isinstance(node, Scalar) or node.text in (NO_CONTACT, *offices):
            return
        expected = "one of " + ", ".join(offices) if offices else "no contact: the clause names no office"
        message = f"contact `{node.text}` is not an office of this clause"
        self._problem(message, node.location, expected, "contact", closest(node.text, offices))

    def _context(self, owner: Node, others: str) -> None:
        """The context of a clause or annex item; ``others`` is the key of what it stands beside."""
        node = child(owner, "context")
        if isinstance(node, Scalar) and node.text in CONTEXT_KINDS and items(child(owner, others)):
            self._problem(
                f"`context: {node.text}` covers a whole clause, and this one has {others}",
                node.location,
                f"{node.text}: [首词…] below context",
                "context",
            )
        elif isinstance(node, Sequence) and isinstance(owner, Mapping) and (key := owner.key("context")):
            self._problem("`context` is a list", key.location, "a kind with a list: goal: [首词…]", "type")
        seen: dict[tuple[str, str], int] = {}
        for kind in CONTEXT_KINDS:
            for entry in scalars(child(node, kind)):
                parts = _parts(entry.text)
                if parts is None:
                    self._not_a_span(entry)
                elif parts in seen:
                    message = f"`{entry.text}` is already defined on line {seen[parts]}"
                    self._problem(message, entry.location, "each part of the text once", "duplicate")
                else:
                    seen[parts] = entry.location.line

    def _not_a_span(self, entry: Scalar) -> None:
        text = _DOTS.sub("…", entry.text.strip())
        expected = "首词… (one 分句) or 首词…尾词 (up to these words in the same sentence)"
        if not text.strip("…"):
            self._problem("context without first words", entry.location, expected, "context")
        elif "…" not in text:
            self._problem(f"`{entry.text}` has no …", entry.location, expected, "context", f"{text}…")
        elif _parts(text) is None:
            self._problem(f"`{entry.text}` is not first words and …", entry.location, expected, "context")
        else:
            self._problem(f"`{entry.text}` has no …", entry.location, expected, "context", text)

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
    ) -> list[str]:
        """Check one measure; the offices of its closing."""
        if not isinstance(node, Mapping):
            return own
        service, topic = child(node, "service"), child(node, "topic")
        if (service is None) == (topic is None):
            self._problem(
                "a measure needs `service` (individual) or `topic` (collective), one of them",
                node.location, "service: … or topic: …", "measure",
            )  # fmt: skip
        self._known(service, self.registers.services, "service")
        self._known(topic, self.registers.topics, "topic")
        reach = child(node, "reach")
        if reach is not None and service is not None and topic is None and text_of(reach) == "collective":
            self._problem("a service reaches one woman", reach.location, "topic: … for a collective measure", "reach")
        if reach is not None and topic is not None and service is None and text_of(reach) == "individual":
            self._problem("a topic is collective", reach.location, "service: … for what reaches one woman", "reach")
        self._when(child(node, "when"))
        self._need(child(node, "need"))
        offices = own or self._annex_offices(node, clause, annex, annex_labels)
        self._contact(child(node, "contact"), offices)
        until, issued = text_of(child(node, "until")), text_of(child(tree, "issued"))
        if until and issued and until < issued:
            where = child(node, "until")
            assert where is not None
            self._problem("`until` lies before the document's date", where.location, f"after {issued}", "value")
        return offices

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
                "individual" if measure.service else "collective", measure.force, measure.quote,
                condition(child(inner, "when")), measure.when, measure.need,
                tuple(measure.residual), measure.reading, measure.contact,
                tuple(measure.carried_out_by), measure.until, measure.annex, inner.location,
            )
            for measure, inner in zip(one.measures, items(child(node, "measures")), strict=True)
        )  # fmt: skip
        clauses.append(
            Clause(
                one.at, one.heading, tuple(one.references), _roles(one.agencies),
                measures, _context(child(node, "context")), node.location,
            )
        )  # fmt: skip
    annex = tuple(
        AnnexItem(
            one.at, tuple(one.of), _roles(one.agencies),
            tuple(Rewording(part.body, part.annex) for part in one.differs),
            _context(child(node, "context")), node.location,
        )
        for one, node in zip(made.annex, items(child(tree, "annex")), strict=True)
    )  # fmt: skip
    policy = Policy(
        made.policy, made.title, made.number, made.issued, made.place,
        tuple(made.implements), tuple(made.issuers),
        Definition(
            made.definition.at, made.definition.quote, condition(child(definition, "when")),
            made.definition.when, definition.location,
        ),
        tuple(clauses), annex, file,
    )  # fmt: skip
    shared = [one.contact for one in made.clauses]
    return replace(policy, clauses=tuple(map(partial(_with_contacts, policy), policy.clauses, shared)))


def _with_contacts(policy: Policy, clause: Clause, shared: str | None) -> Clause:
    """The clause with the office that handles each service: as written, else the sole or lead office."""
    measures = []
    for measure in clause.measures:
        _, agencies = policy.agencies_of(clause, measure)
        leading = agencies.lead or agencies.sole
        inferred = shared or (leading[0] if len(leading) == 1 else None)
        contact = measure.contact or (inferred if measure.individual else None)
        measures.append(replace(measure, contact=None if contact == NO_CONTACT else contact))
    return replace(clause, measures=tuple(measures))


def _context(node: Node | None) -> tuple[Context, ...]:
    if isinstance(node, Scalar):
        return tuple(Context(kind, location=node.location) for kind in CONTEXT_KINDS if kind == node.text)
    return tuple(
        Context(kind, *parts, location=entry.location)
        for kind in CONTEXT_KINDS
        for entry in scalars(child(node, kind))
        if (parts := _parts(entry.text))
    )


def _parts(text: str) -> tuple[str, str] | None:
    """(first words, last words) of 首词…尾词; None where it is not of that form."""
    found = _SPAN.match(text.strip())
    return (found[1].strip(), found[2].strip()) if found and found[1].strip() else None


def _roles(made: shapes.AgenciesShape | None) -> Agencies:
    if made is None:
        return Agencies()
    return Agencies(tuple(made.lead), tuple(made.support), tuple(made.joint), tuple(made.sole))

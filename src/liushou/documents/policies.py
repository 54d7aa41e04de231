"""From a YAML tree to a document, with everything that is wrong in it."""

from collections.abc import Iterable
from dataclasses import replace

from ..problems import Code, Location, Phrase, Problem, closest, same_office
from ..yaml import Mapping as Tree
from ..yaml import Node, Scalar, Sequence, child, items, scalars, text_of
from .entries import EntryReader, check_place
from .folder import two_roles
from .model import CONTEXT_KINDS, ROLES, Clause, Policy, Reach
from .registers import Registers

#: What `contact` says where no office of the clause is the one to go to.
NO_CONTACT = "none"
_FULL_WIDTH = str.maketrans("()", "（）")


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

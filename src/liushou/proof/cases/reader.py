"""Reading the parts of a file of cases under some rules; what is wrong gathers in ``problems``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from ...answer import STATUS_WORDS
from ...documents import FORCES, ROLES, Policy, Rules, check_place
from ...problems import Code, ContradictionError, InputError, Location, Phrase, Problem, closest, unknown_name
from ...profile import FactError, Profile
from ...rules import Word, resolve
from ...values import check_day
from ...yaml import BROKEN, Node, Reader, Scalar, Sequence, scalars, text_of, to_data
from ...yaml import Mapping as Tree
from ..sites import measure_sites
from .model import Case, ClauseRow, Expectation, Expected
from .shapes import PICKS, CaseShape, ExpectationShape, FileShape, RowShape

_STATUSES: dict[str, Expected] = {
    **{status: status for status in STATUS_WORDS},
    **{word: status for status, word in STATUS_WORDS.items()},
    "absent": "absent",
}
_FORCES: dict[str, str] = {force: force for force in FORCES}
_WORDS: dict[str, Word] = {
    **dict.fromkeys(("yes", "true", "是"), "yes"),
    **dict.fromkeys(("no", "false", "否"), "no"),
    **dict.fromkeys(("unknown", "未知"), "unknown"),
}


class CaseReader(Reader):
    """Reads cases and clause rows; ``top`` is read first."""

    top: FileShape

    def __init__(self, rules: Rules) -> None:
        super().__init__(loose=True)
        self.rules = rules
        self.by |= {
            "texts": lambda node, where: tuple(item.text for item in scalars(node) if item.text),
            "later": lambda node, where: node,
            "fact-names": self._fact_names,
            "facts": self._facts,
            "place": self._place,
            "day": self._day,
            "document": self._document,
            "status": self._status,
            "force": lambda node, where: self._one_of(text_of(node), _FORCES, where, "force"),
            "need": self._need,
            "yes-no": lambda node, where: self._word(node, "beyond_document") == "yes",
        }

    # -- cases and rows ---------------------------------------------------------------------

    def cases(self) -> Iterator[Case]:
        """The cases under ``cases:``, each name once."""
        lines: dict[str, int] = {}
        for node in self._listed(self.top.cases, "cases"):
            shape = self.read(CaseShape, node)
            case = None if shape is None else self._case(shape)
            if case is not None:
                if case.name in lines:
                    data = {"kind": Phrase("kind-case"), "where": Phrase("on-line", line=lines[case.name])}
                    expected = Phrase("each-name-once")
                    self.add(Code.DUPLICATE, node.location, subject=case.name, expected=expected, **data)
                lines.setdefault(case.name, node.location.line)
                yield case

    def _case(self, shape: CaseShape) -> Case | None:
        before = len(self.problems)
        place, on, policy = shape.place or self.top.place, shape.on or self.top.on, self.top.policy
        for value, key in ((place, "place"), (on, "on")):
            if value is None:
                self.add(Code.CASE_WITHOUT, shape.location, subject=key)
        expectations = tuple(self._expectations(shape.expect, shape.clause))
        left_behind = self._left_behind(shape.definition)
        if not expectations and not left_behind and len(self.problems) == before:
            self.add(Code.EXPECTS_NOTHING, shape.location, expected="expect: {…} / definition: yes")
        if shape.clause and left_behind and not expectations and policy and shape.clause != policy.definition.at:
            at = policy.definition.at
            self.add(Code.DEFINITION_CLAUSE, shape.location, subject=shape.clause, policy=policy.id, clause=at)
        own = {} if shape.profile is None else self._facts(shape.profile, shape.profile.location, "profile")
        if own is BROKEN:
            return None
        profile = self._profile({**self.top.base, **own}, on, shape.location)
        if len(self.problems) > before or profile is None or place is None or on is None:
            return None
        return Case(
            name=shape.name,
            profile=profile,
            place=place,
            on=on,
            expectations=expectations,
            left_behind=left_behind,
            clause=shape.clause,
            location=shape.location,
        )

    def rows(self) -> Iterator[ClauseRow]:
        """The clause rows under ``clauses:``."""
        policy = self.top.policy
        for node in self._listed(self.top.clauses, "clauses"):
            if policy is None:
                self.add(Code.ROWS_WITHOUT_DOCUMENT, node.location)
                return
            shape = self.read(RowShape, node)
            if shape is None:
                continue
            labels = [*(clause.at for clause in policy.clauses), *(item.at for item in policy.annex)]
            roles = {role: offices for role in ROLES if (offices := getattr(shape, role)) is not None}
            if shape.at not in labels:
                self.problems.append(unknown_name("clause", shape.at, labels, shape.location))
            elif not roles and not shape.force:
                self.add(Code.EXPECTS_NOTHING, shape.location, expected="joint: […] / force: {…}")
            else:
                where = shape.location
                yield ClauseRow(policy=policy.id, at=shape.at, roles=roles or None, forces=shape.force, location=where)

    def _listed(self, node: Node | None, key: str) -> tuple[Node, ...]:
        """The items under a key; none where there is nothing."""
        if node is None or (isinstance(node, Scalar) and not node.text):
            return ()
        if not isinstance(node, Sequence):
            self.value(tuple[Any, ...], node, node.location, key)
            return ()
        return node.items

    # -- what is expected ---------------------------------------------------------------------

    def _expectations(self, node: Node | None, clause: str | None) -> Iterator[Expectation]:
        if node is None:
            return
        if not isinstance(node, Tree):
            self.value(Mapping[str, Any], node, node.location, "expect")
            return
        for key, value in node:
            if key.text not in self.rules.services:
                self.problems.append(unknown_name("service", key.text, self.rules.services, key.location))
                continue
            for item in value.items if isinstance(value, Sequence) else (value,):
                expectation = self._expectation(key, item, clause)
                if expectation is not None:
                    yield expectation

    def _expectation(self, service: Scalar, node: Node, clause: str | None) -> Expectation | None:
        before = len(self.problems)
        written: list[str] = []
        shape: ExpectationShape | None
        if isinstance(node, Tree):
            shape = self.read(ExpectationShape, node)
            written = [key.text for key, _ in node]
        else:
            shape = ExpectationShape(status=self._status(node, node.location))
        if shape is None or len(self.problems) > before:
            return None
        policy = shape.policy or self.top.policy
        expectation = Expectation(
            service=service.text,
            status=shape.status,
            policy=policy.id if policy else None,
            clause=shape.clause or clause,
            quote=shape.quote,
            details={key: getattr(shape, key) for key in written if key not in PICKS},
            location=node.location if isinstance(node, Tree) else service.location,
        )
        if expectation.status != "absent" and policy is not None:
            self._has_ground(expectation, policy)
        return expectation if len(self.problems) == before else None

    def _has_ground(self, expectation: Expectation, policy: Policy) -> None:
        """The measure that is meant exists: a wrong label is reported when the file is read."""
        clause, where = expectation.clause, expectation.location
        sites = [site for site in measure_sites(policy) if site.service == expectation.service]
        if any(expectation.means(site) for site in sites):
            return
        labels = [each.at for each in policy.clauses]
        at = tuple(dict.fromkeys(site.clause.at for site in sites))
        if clause is not None and clause not in labels:
            self.problems.append(unknown_name("clause", clause, labels, where, at))
            return
        picked = not sites or clause is None or clause in at
        quote = expectation.quote if sites and picked else None
        names = {"clause": None if quote else clause, "quote": quote, "at": None if quote else at}
        self.add(Code.NO_MEASURE, where, subject=expectation.service, policy=policy.id, **names)

    def _left_behind(self, node: Node | None) -> dict[str, Word]:
        if node is None:
            return {}
        if not isinstance(node, Tree):
            return {self.top.policy.id if self.top.policy else "*": self._word(node, "definition")}
        answers: dict[str, Word] = {}
        for key, value in node:
            if key.text in self.rules.policies:
                answers[key.text] = self._word(value, key.text)
            else:
                self.problems.append(unknown_name("document", key.text, self.rules.policies, key.location))
        return answers

    def _status(self, node: Node, where: Location) -> Any:
        return self._one_of(text_of(node), _STATUSES, where, "status")

    def _need(self, node: Node, where: Location) -> Any:
        return None if text_of(node) in ("", "none", "null", "~") else self._word(node, "need")

    def _word(self, node: Node, name: str) -> Any:
        """yes, no or unknown, in English or Chinese."""
        return self._one_of(text_of(node), _WORDS, node.location, name)

    def _one_of(self, text: str | None, values: Mapping[str, Any], where: Location, name: str) -> Any:
        if text is not None and text in values:
            return values[text]
        near, label = closest(str(text), values), Phrase("key-label", name=name)
        names = tuple(dict.fromkeys(values.values()))
        self.add(Code.NOT_ONE_OF, where, subject=name, near=near, label=label, value=text, names=names)
        return BROKEN

    # -- people and places ----------------------------------------------------------------------

    def _profile(self, values: Mapping[str, Any], on: date | None, where: Location) -> Profile | None:
        try:
            profile = Profile.from_mapping(values, facts=self.rules.facts)
            if on is not None:
                resolve(profile, on, facts=self.rules.facts)
        except (ContradictionError, InputError) as error:
            self.problems += [problem.at(where) for problem in error.problems]
            return None
        return profile

    def _facts(self, node: Node, where: Location, name: str = "base") -> Any:
        """Facts as a profile file states them; each value is checked at its place."""
        if not isinstance(node, Tree):
            if to_data(node)[0] is None:
                return {}
            return self.value(Mapping[str, Any], node, where, name)
        before = len(self.problems)
        values: dict[str, Any] = {}
        for key, value in node:
            data, problems = to_data(value, loose=True)
            self.problems += problems
            if key.text == "unsure":
                names = self._fact_names(value, key.location)
                values["unsure"] = None if data is None or names is BROKEN else sorted(names)
            elif key.text not in self.rules.facts:
                self.problems.append(unknown_name("fact", key.text, self.rules.facts, key.location))
            else:
                values[key.text] = data
                try:
                    self.rules.facts[key.text].read(data)
                except FactError as error:
                    self.problems.append(error.at(value.location if text_of(value) else key.location))
        return values if len(self.problems) == before else BROKEN

    def _fact_names(self, node: Node, where: Location) -> Any:
        names = [item for item in scalars(node) if item.text]
        wrong = [item for item in names if item.text not in self.rules.facts]
        self.problems += [unknown_name("fact", item.text, self.rules.facts, item.location) for item in wrong]
        return BROKEN if wrong else frozenset(item.text for item in names)

    def _document(self, node: Node, where: Location) -> Any:
        name = text_of(node)
        if name is not None and name in self.rules.policies:
            return self.rules.policies[name]
        self.problems.append(unknown_name("document", name, self.rules.policies, where))
        return BROKEN

    def _place(self, node: Node, where: Location) -> Any:
        problem = check_place(text_of(node) or "", where)
        if problem is None:
            return text_of(node)
        self.problems.append(problem)
        return BROKEN

    def _day(self, node: Node, where: Location) -> Any:
        try:
            return check_day(text_of(node))
        except InputError as error:
            self.problems.append(error.problems[0].at(where))
            return BROKEN


def folders(path: Path, names: tuple[str, ...], where: Location | None) -> tuple[Path, ...]:
    """The folders under ``policies:``, from the file's own."""
    paths = tuple((path.parent / name).resolve() for name in names)
    problems = [Problem(Code.NOT_A_FOLDER, where, file=str(folder)) for folder in paths if not folder.is_dir()]
    if problems:
        raise InputError(problems)
    return paths

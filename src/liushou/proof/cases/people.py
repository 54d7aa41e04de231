"""The cases of a file: people over a shared ``base``, each with what is expected of her answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ...documents import Policy, check_place
from ...problems import ContradictionError, InputError, Problem
from ...profile import FactError, Profile
from ...rules import resolve
from ...values import check_day
from ...yaml import Mapping as Tree
from ...yaml import Node, Scalar, to_data
from .expect import Expectations
from .model import Case
from .reader import items

CASE = ("name", "profile", "expect", "definition", "clause", "place", "on")


@dataclass(frozen=True, slots=True)
class Header:
    """What the top of a file says, which holds for every case that says nothing else."""

    place: str | None
    on: date | None
    policy: Policy | None
    base: Tree | None


class People(Expectations):
    """Reads ``cases:``."""

    __slots__ = ()

    def cases(self, tree: Tree, header: Header) -> tuple[Case, ...]:
        cases: list[Case] = []
        names: dict[str, int] = {}
        for node in self.listed(tree, "cases"):
            if not isinstance(node, Tree):
                self.problem("a case has keys", node.location, "{name: …, profile: {…}, expect: {…}}", "type")
                continue
            case = self._case(node, header)
            if case is None:
                continue
            if case.name in names:
                first = names[case.name]
                message = f"the case “{case.name}” is already defined on line {first}"
                self.problem(message, node.location, "each name once", "duplicate")
            names.setdefault(case.name, node.location.line)
            cases.append(case)
        return tuple(cases)

    def _case(self, node: Tree, header: Header) -> Case | None:
        before = len(self.problems)
        self.keys(node, CASE, "a case")
        name = self.text(node.get("name"))
        if not name:
            self.problem("a case without a name", node.location, "name: …", "missing-key")
        place = self.place(node.get("place")) or header.place
        on = self.day(node.get("on")) or header.on
        for value, key in ((place, "place"), (on, "on")):
            if value is None and len(self.problems) == before:
                self.problem(f"no `{key}` for this case", node.location, f"{key}: … here or at the top", "missing-key")
        clause = self.text(node.get("clause"))
        expectations = tuple(self.read(node.get("expect"), header.policy, clause))
        left_behind = self.left_behind(node.get("definition"), header.policy)
        if not expectations and not left_behind and len(self.problems) == before:
            self.problem("a case that expects nothing", node.location, "expect: {…} or definition: yes", "missing-key")
        if clause and left_behind and not expectations and header.policy:
            at = header.policy.definition.at
            if clause != at:
                stated = node.get("clause")
                where = stated.location if stated else None
                self.problem(f"the definition of {header.policy.id} is in {at}", where, f"clause: {at}", "clause")
        profile = self._profile(node, header.base, on)
        if len(self.problems) > before or profile is None or not (name and place and on):
            return None
        return Case(
            name=name,
            profile=profile,
            place=place,
            on=on,
            expectations=expectations,
            left_behind=left_behind,
            clause=clause,
            location=node.location,
        )

    def _profile(self, node: Tree, base: Tree | None, on: date | None) -> Profile | None:
        own = node.get("profile")
        if own is not None and not isinstance(own, Tree):
            if not (isinstance(own, Scalar) and not own.text):
                self.problem("`profile` is a mapping of facts", own.location, "profile: {fact: value}", "type")
            own = None
        values: dict[str, Any] = {}
        before = len(self.problems)
        for tree in (base, own):
            for key, value in tree or ():
                values[key.text] = self.fact(key, value)
        if len(self.problems) > before:
            return None
        try:
            profile = Profile.from_mapping(values, facts=self.rules.facts)
            if on is not None:
                resolve(profile, on, facts=self.rules.facts)
        except ContradictionError as error:
            self.problem(f"contradictory profile: {error}", node.location, None, "contradiction")
        except InputError as error:
            self.problems.extend(replace(problem, location=node.location) for problem in error.problems)
        else:
            return profile
        return None

    def fact(self, key: Scalar, node: Node) -> Any:
        data, wrong = to_data(node, loose=True)
        self.problems.extend(wrong)
        if key.text == "unsure":
            for item in items(node):
                if isinstance(item, Scalar) and item.text:
                    self.exists(item.text, item, self.rules.facts, "fact")
            return data if isinstance(data, list) else None if data is None else [data]
        if not self.exists(key.text, key, self.rules.facts, "fact"):
            return None
        fact = self.rules.facts[key.text]
        try:
            fact.read(data)
        except FactError as error:
            where = node.location if isinstance(node, Scalar) and node.text else key.location
            self.problems.append(error.at(where))
        return data

    def place(self, node: Node | None) -> str | None:
        if node is None:
            return None
        if not isinstance(node, Scalar):
            self.problem("`place` is one code", node.location, 'place: "500230"', "type")
            return None
        wrong = check_place(node.text, node.location)
        if wrong:
            self.problems.append(wrong)
            return None
        return node.text

    def day(self, node: Node | None) -> date | None:
        if node is None:
            return None
        try:
            return check_day(node.text if isinstance(node, Scalar) else None)
        except InputError as error:
            self.problems.append(Problem(error.problems[0].message, node.location, "on: 2025-06-30", code="date"))
            return None

"""Reading ``*.cases.yaml`` files, with every mistake at its line (docs/cases.md)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from ..answer import STATUS_WORDS
from ..documents import Policy, Rules, load_rules
from ..documents.model import FORCES, ROLES
from ..documents.placesfile import PlacesFile, read_places
from ..documents.entries import check_place
from ..problems import ContradictionError, InputError, Location, Problem, closest
from ..profile import FactError, Profile, settle
from ..rules.truth import Word
from ..values import check_day
from ..yamltree import Mapping as Tree
from ..yamltree import Node, Scalar, Sequence, compose, read_text, to_data
from .cases import Case, CaseFile, ClauseRow, Expectation, Expected

SUFFIX = ".cases.yaml"
TOP = ("place", "on", "policies", "places", "policy", "base", "cases", "clauses", "explained")
CASE = ("name", "profile", "expect", "definition", "clause", "place", "on")
LISTS = (*ROLES, "residual", "carried_out_by")
SETS = ("blocked_by", "missing")
PICKS = ("policy", "clause", "quote")
DETAILS = ("status", *PICKS, "force", "need", "contact", "annex", "beyond_document", *LISTS, *SETS)
ROW = ("at", "force", *ROLES)

_WORDS: dict[str, Word] = {
    "yes": "yes", "no": "no", "unknown": "unknown", "true": "yes", "false": "no", "是": "yes", "否": "no", "未知": "unknown",
}  # fmt: skip
_STATUSES: dict[str, Expected] = {
    **{status: status for status in STATUS_WORDS},
    **{word: status for status, word in STATUS_WORDS.items()},
    "absent": "absent",
}

#: How rules are found for a file's ``policies:``; several files with the same share them.
Loader = Callable[[tuple[Path, ...]], Rules]


def find_case_files(directory: Path | str) -> tuple[Path, ...]:
    """The ``*.cases.yaml`` files of a folder and below it, or the file itself.

    Raises :class:`~liushou.InputError` where there is none.
    """
    path = Path(directory)
    if path.is_file():
        return (path,)
    found = tuple(sorted(path.rglob(f"*{SUFFIX}"))) if path.is_dir() else ()
    if not found:
        raise InputError(Problem(f"no *{SUFFIX} file in {path}", expected="a folder of cases", code="unreadable"))
    return found


def read_cases(path: Path | str, *, policies: Iterable[Path | str] = (), load: Loader | None = None) -> CaseFile:
    """The cases of one file, under the shipped rules, those it names and ``policies``.

    ``load`` turns folders into rules (a loader that keeps them, where many files are
    read). Raises :class:`~liushou.InputError` with everything that is wrong in the file.
    """
    path = Path(path)
    tree, problems = compose(read_text(path), str(path))
    if problems:
        raise InputError(problems)
    if not isinstance(tree, Tree):
        where = tree.location if tree is not None else None
        raise InputError(Problem(f"{path}: a file of cases has keys", where, "place: …, on: …, cases: […]", code="type"))
    return _File(path, tree, tuple(Path(one) for one in policies), load or (lambda folders: load_rules(*folders))).read()


@dataclass(slots=True)
class _File:
    path: Path
    tree: Tree
    extra: tuple[Path, ...]
    load: Loader
    problems: list[Problem] = field(default_factory=list)
    rules: Rules = field(init=False)

    def read(self) -> CaseFile:
        self._keys(self.tree, TOP, "a file of cases")
        folders = tuple(dict.fromkeys((*self._folders(), *self.extra)))
        self.rules = self.load(folders)
        policy = self._policy(self.tree.get("policy"))
        places = self._places()
        header = _Header(self._place(self.tree.get("place")), self._day(self.tree.get("on")), policy)
        cases = self._cases(header)
        rows = tuple(self._rows(policy))
        explained = self._explained()
        if not cases and not rows and not self.problems:
            self._problem("no case at all", self.tree.location, "cases: [{name: …, profile: {…}, expect: {…}}]", "empty")
        if self.problems:
            raise InputError(self.problems)
        base = self.tree.get("base")
        shared = {key.text: self._fact(key, value) for key, value in base} if isinstance(base, Tree) else {}
        if "unsure" not in shared:
            shared = Profile.from_mapping(shared, facts=self.rules.facts).to_mapping()
        return CaseFile(
            self.path, self.rules, policy.id if policy else None, cases, rows, explained, shared,
            header.place, header.on, places, folders,
        )

    # -- the header --------------------------------------------------------------------

    def _folders(self) -> tuple[Path, ...]:
        node = self.tree.get("policies")
        names = [one for one in _items(node) if isinstance(one, Scalar) and one.text]
        found: list[Path] = []
        for name in names:
            folder = (self.path.parent / name.text).resolve()
            if folder.is_dir():
                found.append(folder)
            else:
                self._problem(f"`{name.text}` is not a folder", name.location, "a folder, from this file's own", "path")
        if self.problems:
            raise InputError(self.problems)
        return tuple(found)

    def _places(self) -> PlacesFile | None:
        node = self.tree.get("places")
        if not isinstance(node, Scalar):
            return None
        return read_places(self.path.parent / node.text, self.rules)

    def _place(self, node: Node | None) -> str | None:
        if node is None:
            return None
        if not isinstance(node, Scalar):
            self._problem("`place` is one code", node.location, 'place: "500230"', "type")
            return None
        wrong = check_place(node.text, node.location)
        if wrong:
            self.problems.append(wrong)
            return None
        return node.text

    def _day(self, node: Node | None) -> date | None:
        if node is None:
            return None
        try:
            return check_day(node.text if isinstance(node, Scalar) else None)
        except InputError as error:
            self.problems.append(Problem(error.problems[0].message, node.location, "on: 2025-06-30", code="date"))
            return None

    def _policy(self, node: Node | None) -> Policy | None:
        name = self._text(node)
        return self.rules.policies[name] if name and self._exists(name, node, self.rules.policies, "document") else None

    # -- the cases ---------------------------------------------------------------------

    def _cases(self, header: _Header) -> tuple[Case, ...]:
        base = self.tree.get("base")
        if base is not None and not isinstance(base, Tree):
            self._problem("`base` is a profile", base.location, "base: {fact: value}", "type")
            base = None
        found: list[Case] = []
        names: dict[str, int] = {}
        for node in self._list("cases"):
            if not isinstance(node, Tree):
                self._problem("a case has keys", node.location, "{name: …, profile: {…}, expect: {…}}", "type")
                continue
            case = self._case(node, header, base)
            if case is None:
                continue
            if case.name in names:
                self._problem(f"the case “{case.name}” already stands in line {names[case.name]}", node.location,
                              "each name once", "duplicate")  # fmt: skip
            names.setdefault(case.name, node.location.line)
            found.append(case)
        return tuple(found)

    def _case(self, node: Tree, header: _Header, base: Tree | None) -> Case | None:
        before = len(self.problems)
        self._keys(node, CASE, "a case")
        name = self._text(node.get("name"))
        if not name:
            self._problem("a case without a name", node.location, "name: …", "missing-key")
        place = self._place(node.get("place")) or header.place
        on = self._day(node.get("on")) or header.on
        for value, key in ((place, "place"), (on, "on")):
            if value is None and len(self.problems) == before:
                self._problem(f"no `{key}` for this case", node.location, f"{key}: … here or at the top", "missing-key")
        clause = self._text(node.get("clause"))
        expectations = tuple(self._expectations(node.get("expect"), header.policy, clause))
        left_behind = self._left_behind(node.get("definition"), header.policy)
        if not expectations and not left_behind and len(self.problems) == before:
            self._problem("a case that expects nothing", node.location, "expect: {…} or definition: yes", "missing-key")
        if clause and left_behind and not expectations and header.policy:
            at = header.policy.definition.at
            if clause != at:
                key = node.get("clause")
                self._problem(f"the definition of {header.policy.id} stands in {at}", key.location if key else None,
                              f"clause: {at}", "clause")  # fmt: skip
        profile = self._profile(node, base, on)
        if len(self.problems) > before or profile is None or not (name and place and on):
            return None
        return Case(name, profile, place, on, expectations, left_behind, clause, node.location)

    def _profile(self, node: Tree, base: Tree | None, on: date | None) -> Profile | None:
        own = node.get("profile")
        if own is not None and not isinstance(own, Tree):
            if not (isinstance(own, Scalar) and not own.text):
                self._problem("`profile` is a mapping of facts", own.location, "profile: {fact: value}", "type")
            own = None
        values: dict[str, Any] = {}
        before = len(self.problems)
        for tree in (base, own):
            for key, value in tree or ():
                values[key.text] = self._fact(key, value)
        if len(self.problems) > before:
            return None
        try:
            profile = Profile.from_mapping(values, facts=self.rules.facts)
            if on is not None:
                settle(profile, on)
        except ContradictionError as error:
            self._problem(f"nobody can be like this: {error}", node.location, None, "contradiction")
        except InputError as error:
            self.problems.extend(
                Problem(one.message, node.location, one.expected, one.did_you_mean, one.code) for one in error.problems
            )
        else:
            return profile
        return None

    def _fact(self, key: Scalar, node: Node) -> Any:
        data, wrong = to_data(node, loose=True)
        self.problems.extend(wrong)
        if key.text == "unsure":
            for item in _items(node):
                if isinstance(item, Scalar) and item.text:
                    self._exists(item.text, item, self.rules.facts, "fact")
            return data if isinstance(data, list) else None if data is None else [data]
        if not self._exists(key.text, key, self.rules.facts, "fact"):
            return None
        fact = self.rules.facts[key.text]
        try:
            fact.read(data)
        except FactError as error:
            where = node.location if isinstance(node, Scalar) and node.text else key.location
            self._problem(f"{fact.name} ({fact.title}): {error}", where, error.expected, "value")
        return data

    # -- what is expected ----------------------------------------------------------------

    def _expectations(self, node: Node | None, policy: Policy | None, clause: str | None) -> Iterable[Expectation]:
        if node is None:
            return
        if not isinstance(node, Tree):
            self._problem("`expect` maps services to statuses", node.location, "expect: {dibao: eligible}", "type")
            return
        for key, value in node:
            if not self._exists(key.text, key, self.rules.services, "service"):
                continue
            for one in value.items if isinstance(value, Sequence) else (value,):
                expectation = self._expectation(key, one, policy, clause)
                if expectation is not None:
                    yield expectation

    def _expectation(self, key: Scalar, node: Node, policy: Policy | None, clause: str | None) -> Expectation | None:
        before = len(self.problems)
        service, where = key.text, key.location
        details: dict[str, Any] = {}
        status: Expected | None = None
        quote: str | None = None
        if isinstance(node, Tree):
            where = node.location
            self._keys(node, DETAILS, f"what is expected of {service}")
            for name, value in node:
                if name.text == "status":
                    status = self._status(value)
                elif name.text == "policy":
                    policy = self._policy(value) or policy
                elif name.text == "clause":
                    clause = self._text(value)
                elif name.text == "quote":
                    quote = self._text(value)
                elif name.text in DETAILS:
                    details[name.text] = self._detail(name, value)
        else:
            status = self._status(node)
        made = Expectation(service, status, policy.id if policy else None, clause, quote, details, where)
        if len(self.problems) == before and status != "absent":
            self._has_ground(made, policy)
        return made if len(self.problems) == before else None

    def _has_ground(self, made: Expectation, policy: Policy | None) -> None:
        """The measure that is meant exists: a wrong label is found when the file is read."""
        if policy is None:
            return
        at = [clause.at for clause, measure in policy.measures() if measure.individual and measure.name == made.service]
        if not at:
            self._problem(f"{policy.id} has no measure for {made.service}", made.location,
                          "absent, if that is what the text says", "measure")  # fmt: skip
        elif made.clause is not None and policy.clause(made.clause) is None:
            labels = [clause.at for clause in policy.clauses]
            self._problem(f"{policy.id} has no clause `{made.clause}`", made.location, None, "clause",
                          closest(made.clause, labels) or ", ".join(dict.fromkeys(at)))  # fmt: skip
        elif made.clause is not None and made.clause not in at:
            self._problem(f"{made.clause} of {policy.id} has no measure for {made.service}", made.location,
                          ", ".join(dict.fromkeys(at)), "clause")  # fmt: skip
        elif made.quote is not None and not any(
            made.picks(policy.id, clause.at, measure.quote)
            for clause, measure in policy.measures()
            if measure.individual and measure.name == made.service
        ):
            self._problem(f"no measure for {made.service} quotes “{made.quote}”", made.location,
                          "a part of the quote, as printed", "quote")  # fmt: skip

    def _status(self, node: Node) -> Expected | None:
        text = self._text(node) or ""
        if text in _STATUSES:
            return _STATUSES[text]
        self._problem(f"`{text}` is not a status", node.location, ", ".join((*STATUS_WORDS, "absent")), "value",
                      closest(text, _STATUSES))  # fmt: skip
        return None

    def _detail(self, key: Scalar, node: Node) -> Any:
        name = key.text
        if name in LISTS or name in SETS:
            texts = tuple(one.text for one in _items(node) if isinstance(one, Scalar) and one.text)
            for one in _items(node) if name in SETS else ():
                if isinstance(one, Scalar) and one.text:
                    self._exists(one.text, one, self.rules.facts, "fact")
            return frozenset(texts) if name in SETS else texts
        text = self._text(node)
        if name == "force" and text not in FORCES:
            self._problem(f"`{text}` is not a force", node.location, ", ".join(FORCES), "value", closest(text or "", FORCES))
        if name in ("need", "beyond_document"):
            word = None if not text or text in ("none", "null", "~") else self._word(node)
            return word == "yes" if name == "beyond_document" else word
        return text or None

    def _left_behind(self, node: Node | None, policy: Policy | None) -> dict[str, Word]:
        if node is None:
            return {}
        if isinstance(node, Tree):
            found: dict[str, Word] = {}
            for key, value in node:
                if self._exists(key.text, key, self.rules.policies, "document"):
                    found[key.text] = self._word(value)
            return found
        return {policy.id if policy else "*": self._word(node)}

    def _word(self, node: Node) -> Word:
        text = (self._text(node) or "").lower()
        if text not in _WORDS:
            self._problem(f"`{text}` is none of yes, no, unknown", node.location, "yes, no or unknown (是/否/未知)", "value",
                          closest(text, _WORDS))  # fmt: skip
        return _WORDS.get(text, "unknown")

    # -- clauses and explanations ----------------------------------------------------------

    def _rows(self, policy: Policy | None) -> Iterable[ClauseRow]:
        rows = self._list("clauses")
        if rows and policy is None:
            self._problem("`clauses` needs a document", rows[0].location, "policy: … at the top", "missing-key")
            return
        for node in rows:
            if not isinstance(node, Tree):
                self._problem("a clause row has keys", node.location, "{at: 二（一）, joint: […], force: {…}}", "type")
                continue
            self._keys(node, ROW, "a clause row")
            at = self._text(node.get("at"))
            assert policy is not None
            labels = [part.at for part in (*policy.clauses, *policy.annex)]
            if not at or not self._exists(at, node.get("at") or node, labels, "clause"):
                if not at:
                    self._problem("a clause row without `at`", node.location, "at: 二（一）", "missing-key")
                continue
            named = [role for role in ROLES if node.get(role) is not None]
            roles = {
                role: tuple(one.text for one in _items(node.get(role)) if isinstance(one, Scalar) and one.text)
                for role in named
            }
            forces: dict[str, str] = {}
            stated = node.get("force")
            for key, value in stated if isinstance(stated, Tree) else ():
                forces[key.text] = self._detail(Scalar("force", True, key.location), value) or ""
            if not named and not forces:
                self._problem("a clause row that says nothing", node.location, "joint: […] or force: {…}", "missing-key")
            yield ClauseRow(policy.id, at, roles if named else None, forces, node.location)

    def _explained(self) -> Mapping[str, str]:
        node = self.tree.get("explained")
        if node is None:
            return {}
        if not isinstance(node, Tree):
            self._problem("`explained` maps mutants to reasons", node.location, "explained: {mutant: why}", "type")
            return {}
        found: dict[str, str] = {}
        for key, value in node:
            why = self._text(value)
            if not why:
                self._problem(f"`{key.text}` has no reason", key.location, "mutant: why", "value")
            found[key.text] = why or ""
        return found

    # -- small helpers ---------------------------------------------------------------------

    def _list(self, key: str) -> tuple[Node, ...]:
        node = self.tree.get(key)
        if node is None or (isinstance(node, Scalar) and not node.text):
            return ()
        if not isinstance(node, Sequence):
            self._problem(f"`{key}` is a list", node.location, f"{key}: [ … ]", "type")
            return ()
        return node.items

    def _text(self, node: Node | None) -> str | None:
        if node is None:
            return None
        if not isinstance(node, Scalar):
            self._problem("one word or text is expected", node.location, "text", "type")
            return None
        return node.text

    def _exists(self, name: str, node: Node | None, names: Iterable[str], kind: str) -> bool:
        known = list(names)
        if name in known:
            return True
        near = closest(name, known)
        expected = None if near else f"a {kind} that exists" if len(known) > 12 else ", ".join(known)
        self._problem(f"unknown {kind} `{name[:60]}`", node.location if node else None, expected, "unknown-name", near)
        return False

    def _keys(self, tree: Tree, known: tuple[str, ...], what: str) -> None:
        for key, _ in tree:
            if key.text not in known:
                near = closest(key.text, known)
                self._problem(f"unknown key `{key.text}` in {what}", key.location, None if near else ", ".join(known),
                              "unknown-key", near)  # fmt: skip

    def _problem(
        self, message: str, where: Location | None, expected: str | None, code: str, near: str | None = None
    ) -> None:
        self.problems.append(Problem(message, where, None if near else expected, near, code))


@dataclass(frozen=True, slots=True)
class _Header:
    place: str | None
    on: date | None
    policy: Policy | None


def _items(node: Node | None) -> tuple[Node, ...]:
    if isinstance(node, Sequence):
        return node.items
    return () if node is None else (node,)

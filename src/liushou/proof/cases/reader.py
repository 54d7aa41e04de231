"""Reading ``*.cases.yaml`` files, with every mistake at its line."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, cast

from ...answer import STATUS_WORDS
from ...documents import (
    FORCES,
    ROLES,
    Policy,
    Rules,
    check_place,
    load_rules,
    not_a_folder,
    read_places,
    role_twice,
    with_own_folder,
)
from ...files import real_path
from ...problems import Code, InputError, Location, Phrase, Problem, closest, unknown_name
from ...profile import Profile, read_stated
from ...rules import Word, resolve
from ...values import check_day
from ...yaml import BROKEN, Node, Reader, Scalar, Sequence, compose_file, locate, scalars, text_of, to_data
from ...yaml import Mapping as Tree
from .. import Expected
from ..sites import measure_sites
from .check import EXPECTED_WORDS, Case, CaseFile, ClauseRow, Expectation
from .shapes import PICKS, CaseShape, ExpectationShape, FileShape, RowShape

SUFFIX = ".cases.yaml"

#: How rules are found for a file's ``policies:``; several files with the same share them.
Loader = Callable[[tuple[Path, ...]], Rules]


_STATUSES: dict[str, Expected] = {status: status for status in EXPECTED_WORDS}
_STATUSES |= {word: status for status, word in STATUS_WORDS.items()}
_WORDS = {"yes": "yes", "true": "yes", "是": "yes", "no": "no", "false": "no", "否": "no"}
_WORDS |= {"unknown": "unknown", "未知": "unknown"}


class CaseReader(Reader):
    """Reads cases and clause rows; ``top`` is read first."""

    top: FileShape

    def __init__(self, rules: Rules) -> None:
        super().__init__(loose=True)
        self.rules = rules
        self.base_at, self.told = cast("Location | None", None), set[str]()  # what is wrong with the base is told once
        self.by |= {
            "texts": lambda node, where: tuple(item.text for item in scalars(node) if item.text),
            "later": lambda node, where: node,
            "force": lambda node, where: self._one_of(text_of(node), {each: each for each in FORCES}, where, "force"),
            "yes-no": lambda node, where: self._word(node, "beyond_document") == "yes",
        }

    def cases(self) -> Iterator[Case]:
        """The cases under ``cases:``, each name once."""
        lines: dict[str, int] = {}
        for node in self.top.cases or ():
            shape = self.read(CaseShape, node)
            case = None if shape is None else self._case(shape)
            if case is not None:
                if case.name in lines:
                    first = lines[case.name]
                    self.duplicate("case", case.name, node.location, first=first, expected="each-name-once")
                lines.setdefault(case.name, node.location.line)
                yield case

    def _case(self, shape: CaseShape) -> Case | None:
        before = len(self.problems)
        place, on, policy = shape.place or self.top.place, shape.on or self.top.on, self.top.policy
        for key in (key for key, value in (("place", place), ("on", on)) if value is None):
            self.add(Code.CASE_WITHOUT, shape.location, subject=key)
        expectations = tuple(self._expectations(shape.expect, shape.clause))
        left_behind = self._left_behind(shape.definition)
        if not expectations and not left_behind and len(self.problems) == before:
            self.add(Code.EXPECTS_NOTHING, shape.location, expected="expect: {…} / definition: yes")
        if shape.clause and left_behind and not expectations and policy and shape.clause != policy.definition.at:
            at = policy.definition.at
            self.add(Code.DEFINITION_CLAUSE, shape.location, subject=shape.clause, policy=policy.id, clause=at)
        own = {} if shape.profile is None else self._facts(shape.profile, shape.profile.location, "profile")
        profile = None if own is BROKEN else self._profile({**self.top.base, **own}, on, shape.location)
        if len(self.problems) > before or profile is None or place is None or on is None:
            return None
        return Case(
            name=shape.name,
            profile=profile,
            place=place,
            on=on,
            expectations=expectations,
            left_behind=left_behind,
            location=shape.location,
        )

    def rows(self) -> Iterator[ClauseRow]:
        """The clause rows under ``clauses:``."""
        policy = self.top.policy
        for node in self.top.clauses or ():
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
            nodes = value.items if isinstance(value, Sequence) else (value,)
            yield from filter(None, (self._expectation(key, item, clause) for item in nodes))

    def _expectation(self, service: Scalar, node: Node, clause: str | None) -> Expectation | None:
        before = len(self.problems)
        written = [key.text for key, _ in node] if isinstance(node, Tree) else ()
        if isinstance(node, Tree):
            shape = self.read(ExpectationShape, node)
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
        at = tuple(dict.fromkeys(site.clause.at for site in sites))
        if clause is not None and policy.clause(clause) is None:
            labels = [each.at for each in policy.clauses]
            self.problems.append(unknown_name("clause", clause, labels, where, at))
            return
        quote = expectation.quote if clause is None or clause in at else None
        names = {"quote": quote} if sites and quote else {"clause": clause, "at": at}
        self.add(Code.NO_MEASURE, where, subject=expectation.service, policy=policy.id, **names)

    def _left_behind(self, node: Node | None) -> dict[str, Word]:
        if node is None:
            return {}
        if not isinstance(node, Tree):
            return {self.top.policy.id if self.top.policy else "*": self._word(node, "definition")}
        return {key.text: self._word(value, key.text) for key, value in node if self._document(key) is not BROKEN}

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
        near, label = closest(text, values), Phrase("key-label", name=name)
        names = tuple(dict.fromkeys(values.values()))
        return self.add(Code.NOT_ONE_OF, where, subject=name, near=near, label=label, value=text, names=names)

    def _profile(self, values: Mapping[str, Any], on: date | None, where: Location) -> Profile | None:
        profile, problems = self._woman(values, on)
        # What is wrong with the base alone is told once, and not of every case.
        of_base = set(map(str, self._woman(self.top.base, on)[1])) if problems else set()
        for problem in problems:
            if (alike := str(problem)) not in of_base:
                self.problems.append(problem.at(where))
            elif alike not in self.told:
                self.told.add(alike)
                self.problems.append(problem.at(self.base_at))
        return profile

    def _woman(self, values: Mapping[str, Any], on: date | None) -> tuple[Profile | None, tuple[Problem, ...]]:
        """(the profile, what is wrong with it on the day)."""
        try:
            profile = Profile.from_mapping(values, facts=self.rules.facts)
            if on is not None:
                resolve(profile, on, facts=self.rules.facts)
        except InputError as error:
            return None, error.problems
        return profile, ()

    def _facts(self, node: Node, where: Location, name: str = "base") -> Any:
        """Facts as a profile file states them; each value is checked at its place."""
        data, problems = to_data(node, loose=True)
        if data is None and not problems:
            return {}
        if not isinstance(node, Tree):
            return self.value(Mapping[str, Any], node, where, name)
        wrong = read_stated(data, self.rules.facts)[1] if isinstance(data, dict) else []
        self.problems += [*problems, *(problem.at(locate(node, path)) for path, problem in wrong)]
        return BROKEN if problems or wrong else data

    def _fact_names(self, node: Node, where: Location) -> Any:
        names = [item for item in scalars(node) if item.text]
        wrong = [item for item in names if item.text not in self.rules.facts]
        self.problems += [unknown_name("fact", item.text, self.rules.facts, item.location) for item in wrong]
        return BROKEN if wrong else frozenset(item.text for item in names)

    def _document(self, node: Node, where: Location | None = None) -> Any:
        name, policies = text_of(node), self.rules.policies
        return policies.get(name or "") or self.wrong(unknown_name("document", name, policies, where or node.location))

    def _place(self, node: Node, where: Location) -> Any:
        problem = check_place(text_of(node) or "", where)
        return text_of(node) if problem is None else self.wrong(problem)

    def _day(self, node: Node, where: Location) -> Any:
        try:
            return check_day(text_of(node))
        except InputError as error:
            return self.wrong(error.problems[0].at(where))


def find_case_files(directory: Path | str) -> tuple[Path, ...]:
    """The ``*.cases.yaml`` files of a folder and below it, or the file itself.

    Raises :class:`~liushou.InputError` where there is none.
    """
    path = Path(directory)
    if path.is_file():
        return (path,)
    files = tuple(sorted(path.rglob(f"*{SUFFIX}"))) if path.is_dir() else ()
    if not files:
        raise InputError(Problem(Code.EMPTY_FOLDER, file=str(path), kind=Phrase("case-file")))
    return files


def read_cases(path: Path | str, *, policies: Iterable[Path | str] = (), load: Loader | None = None) -> CaseFile:
    """The cases of one file, under the shipped rules, those it names and ``policies``.

    ``load`` turns folders into rules (a loader that keeps them, where many files are
    read). Raises :class:`~liushou.InputError` with everything that is wrong in the file.
    """
    path = Path(path)
    tree, problems = compose_file(path)
    if problems:
        raise InputError(map(role_twice, problems))
    if not isinstance(tree, Tree):
        raise InputError(Problem(Code.NO_CASE, tree.location if tree is not None else None, file=str(path)))
    named, beside = tree.get("policies"), text_of(tree.get("places"))
    names = tuple(item.text for item in scalars(named) if item.text)
    own = tuple(real_path(path.parent / name) for name in names)
    missing = [folder for folder in own if not folder.is_dir()]
    if missing:
        where = named.location if named else None
        raise InputError(not_a_folder(folder, where) for folder in missing)
    directories = tuple(dict.fromkeys((*own, *(real_path(folder) for folder in policies))))
    rules = load_rules(*directories) if load is None else load(directories)
    places = read_places(path.parent / beside, rules) if beside else None
    reader = CaseReader(rules)
    top = reader.read(FileShape, tree)
    if top is None:
        raise InputError(reader.problems if names else with_own_folder(reader.problems, path.parent))
    reader.top = top
    reader.base_at = key.location if (key := tree.key("base")) else None
    cases, rows = tuple(reader.cases()), tuple(reader.rows())
    if not cases and not rows and not reader.problems:
        reader.add(Code.NO_CASE, tree.location, file=str(path))
    if reader.problems:
        raise InputError(reader.problems if names else with_own_folder(reader.problems, path.parent))
    return CaseFile(
        path=path,
        rules=rules,
        policy=top.policy.id if top.policy else None,
        cases=cases,
        clauses=rows,
        explained=top.explained,
        base=Profile.from_mapping(top.base, facts=rules.facts).to_mapping(),
        place=top.place,
        on=top.on,
        places=places,
        directories=directories,
    )

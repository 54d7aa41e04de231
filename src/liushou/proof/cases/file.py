"""Reading ``*.cases.yaml`` files, with every mistake at its line (docs/cases.md)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from ...documents import PlacesFile, Rules, load_rules, read_places
from ...files import read_text
from ...problems import InputError, Problem
from ...profile import Profile
from ...yaml import Mapping as Tree
from ...yaml import Scalar, compose
from .model import CaseFile
from .people import Header, People
from .reader import items
from .rows import Rows

SUFFIX = ".cases.yaml"
TOP = ("place", "on", "policies", "places", "policy", "base", "cases", "clauses", "explained")

#: How rules are found for a file's ``policies:``; several files with the same share them.
Loader = Callable[[tuple[Path, ...]], Rules]


def find_case_files(directory: Path | str) -> tuple[Path, ...]:
    """The ``*.cases.yaml`` files of a folder and below it, or the file itself.

    Raises :class:`~liushou.InputError` where there is none.
    """
    path = Path(directory)
    if path.is_file():
        return (path,)
    files = tuple(sorted(path.rglob(f"*{SUFFIX}"))) if path.is_dir() else ()
    if not files:
        raise InputError(Problem(f"no *{SUFFIX} file in {path}", expected="a folder of cases", code="unreadable"))
    return files


def read_cases(path: Path | str, *, policies: Iterable[Path | str] = (), load: Loader | None = None) -> CaseFile:
    """The cases of one file, under the shipped rules, those it names and ``policies``.

    ``load`` turns folders into rules (a loader that keeps them, where many files are
    read). Raises :class:`~liushou.InputError` with everything that is wrong in the file.
    """
    path = Path(path)
    tree, wrong = compose(read_text(path), str(path))
    if wrong:
        raise InputError(wrong)
    if not isinstance(tree, Tree):
        where = tree.location if tree is not None else None
        problem = Problem(f"{path}: a file of cases has keys", where, "place: …, on: …, cases: […]", code="type")
        raise InputError(problem)
    folders = tuple(dict.fromkeys((*_folders(path, tree), *(Path(folder).resolve() for folder in policies))))
    rules = load_rules(*folders) if load is None else load(folders)
    places = _places(path, tree, rules)
    people = People(rules)
    problems = people.problems
    people.keys(tree, TOP, "a file of cases")
    base = tree.get("base")
    if base is not None and not isinstance(base, Tree):
        people.problem("`base` is a profile", base.location, "base: {fact: value}", "type")
    policy = people.policy(tree.get("policy"))
    header = Header(
        people.place(tree.get("place")), people.day(tree.get("on")), policy, base if isinstance(base, Tree) else None
    )
    cases = people.cases(tree, header)
    rows = Rows(rules, problems)
    clauses, explained = tuple(rows.rows(tree, policy)), rows.explained(tree)
    if not cases and not clauses and not problems:
        people.problem("no case at all", tree.location, "cases: [{name: …, profile: {…}, expect: {…}}]", "empty")
    if problems:
        raise InputError(problems)
    shared = {key.text: people.fact(key, value) for key, value in header.base or ()}
    return CaseFile(
        path=path,
        rules=rules,
        policy=policy.id if policy else None,
        cases=cases,
        clauses=clauses,
        explained=explained,
        base=Profile.from_mapping(shared, facts=rules.facts).to_mapping(),
        place=header.place,
        on=header.on,
        places=places,
        directories=folders,
    )


def _folders(path: Path, tree: Tree) -> tuple[Path, ...]:
    """The folders under ``policies:``, from the file's own."""
    folders: list[Path] = []
    problems: list[Problem] = []
    for name in items(tree.get("policies")):
        if not isinstance(name, Scalar) or not name.text:
            problems.append(Problem("`policies` is a folder, or a list of them", name.location, "policies: DIR"))
            continue
        folder = (path.parent / name.text).resolve()
        if folder.is_dir():
            folders.append(folder)
        else:
            problems.append(
                Problem(f"`{name.text}` is not a folder", name.location, f"a folder beside {path.name}", code="path")
            )
    if problems:
        raise InputError(problems)
    return tuple(folders)


def _places(path: Path, tree: Tree, rules: Rules) -> PlacesFile | None:
    node = tree.get("places")
    if node is None:
        return None
    if not isinstance(node, Scalar) or not node.text:
        raise InputError(Problem("`places` is a file", node.location, "places: FILE", code="type"))
    return read_places(path.parent / node.text, rules)

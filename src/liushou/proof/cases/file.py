"""Reading ``*.cases.yaml`` files, with every mistake at its line (docs/cases.md)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from ...documents import Rules, load_rules, read_places
from ...problems import Code, InputError, Phrase, Problem
from ...profile import Profile
from ...yaml import Mapping as Tree
from ...yaml import compose_file, scalars, text_of
from .model import CaseFile
from .reader import CaseReader, folders
from .shapes import FileShape

SUFFIX = ".cases.yaml"

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
        raise InputError(problems)
    if not isinstance(tree, Tree):
        raise InputError(Problem(Code.NO_CASE, tree.location if tree is not None else None, file=str(path)))
    named, beside = tree.get("policies"), text_of(tree.get("places"))
    names = tuple(item.text for item in scalars(named) if item.text)
    own = folders(path, names, named.location if named else None)
    directories = tuple(dict.fromkeys((*own, *(Path(folder).resolve() for folder in policies))))
    rules = load_rules(*directories) if load is None else load(directories)
    places = read_places(path.parent / beside, rules) if beside else None
    reader = CaseReader(rules)
    top = reader.read(FileShape, tree)
    if top is None:
        raise InputError(reader.problems)
    reader.top = top
    cases, rows = tuple(reader.cases()), tuple(reader.rows())
    if not cases and not rows and not reader.problems:
        reader.add(Code.NO_CASE, tree.location, file=str(path))
    if reader.problems:
        raise InputError(reader.problems)
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

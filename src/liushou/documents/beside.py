"""A rule file that is given alone: the registers beside it, or the folder to pass where names are defined elsewhere."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Literal

from ..files import read_text, real_path
from ..problems import Code, InputError, Phrase, Problem
from ..profile import FACTS_FILE
from ..yaml import Mapping as Tree
from ..yaml import Node, Scalar, child, entries, scalars, to_data
from .folder import MAX_FILES, composed, rule_files
from .registers import REGISTERS

#: The folders around a file that are searched for a name, and the files of each.
_FOLDERS, _FILES = 40, 100
_DOCUMENT = re.compile(r"""(?m)^["']?(?:policy|clauses)["']?[ \t]*:""")
_REGISTER = re.compile(rf"""(?m)^[ \t]*\{{|^["']?(?:{"|".join(REGISTERS)})["']?[ \t]*[:：]""")
_NUMBER = re.compile(r"""(?m)^number[ \t]*:[ \t]*["']?([^"'#\n]+?)["']?[ \t]*(?:#.*)?$""")


def registers_beside(file: Path) -> list[Path]:
    """The registers in the folder where a rule file lies; where there is none, in that of the file it is a link to."""
    return _beside(file, "register")


def broken_beside(file: Path) -> list[Path]:
    """The files beside a rule file that seem to be registers and cannot be read."""
    return _beside(file, "broken")


def numbers_beside(file: Path) -> Iterator[str]:
    """The numbers of the documents beside a rule file, which registers may cite."""
    for path in _siblings(file, file.parent):
        yield from (match[1] for match in _NUMBER.finditer(_text(path) or ""))


def without_known(tree: Tree, known: Mapping[str, Mapping[str, tuple[Node, object]]]) -> Tree:
    """A register without the entries that are defined already, word for word, as in a copy of a register."""

    # The shipped facts are no entries of a register here.
    shipped = composed(read_text(FACTS_FILE), str(FACTS_FILE))[0]

    def new(register: str, name: Scalar, node: Node) -> bool:
        first = known[register][name.text][0] if name.text in known.get(register, ()) else None
        if register == "facts" and first is None:
            first = child(child(shipped, "facts"), name.text)
        return first is None or to_data(first) != to_data(node)

    kept: list[tuple[Scalar, Node]] = []
    for key, node in tree:
        other = child(shipped, key.text)
        if isinstance(node, Tree) and key.text in known:
            kept.append((key, Tree(tuple(entry for entry in node if new(key.text, *entry)), node.location)))
        elif other is None or to_data(other) != to_data(node):
            kept.append((key, node))
    return Tree(tuple(kept), tree.location)


def with_folders(problems: Iterable[Problem], files: Iterable[Path], *, folders: bool) -> tuple[Problem, ...]:
    """The problems; those of unknown names in ``files`` say which folder to pass, or that no register was found.

    ``folders``: whether some were passed already.
    """
    given = {real_path(file): file for file in files}
    return tuple(_with_folder(problem, given, folders) for problem in problems)


def _with_folder(problem: Problem, given: dict[Path, Path], folders: bool) -> Problem:
    where, unknown = problem.location, problem.code in (Code.UNKNOWN_NAME, Code.UNKNOWN_AGENCY)
    file = given.get(real_path(where.file)) if where and unknown and "hint" not in problem.data else None
    if file is None or problem.subject is None:
        return problem
    if register := register_defining(problem.subject.removeprefix("$"), file.parent):
        return problem.at(where, hint=Phrase("defined-elsewhere", file=register, folder=register.parent))
    if folders or problem.did_you_mean or registers_beside(file):
        return problem
    return problem.at(where, hint=Phrase("no-register-beside", file=file))


def with_own_folder(problems: Iterable[Problem], folder: Path) -> list[Problem]:
    """The problems of a file of cases; those of names that rules near it define say which folder it should name."""
    return [_with_own_folder(problem, folder) for problem in problems]


def _with_own_folder(problem: Problem, folder: Path) -> Problem:
    unknown = problem.code is Code.UNKNOWN_NAME and problem.subject
    file = register_defining(str(problem.subject), folder, here=True) if unknown else None
    if file is None:
        return problem
    hint = Phrase("cases-policies", file=file, folder=os.path.relpath(file.parent, folder))
    return problem.at(problem.location, hint=hint)


def register_defining(name: str, folder: Path, *, here: bool = False) -> Path | None:
    """The register that defines a name (or the office printed so), in the folders around ``folder``.

    With ``here`` it may be in the folder itself, and be the document of that id.
    """
    document = re.compile(rf"""(?m)^policy[ \t]*:[ \t]*["']?{re.escape(name)}["']?[ \t]*(?:#|$)""")
    for path in _around(folder, here):
        text = _text(path) or ""
        if name in text and ((here and document.search(text)) or name in _names_in(path, text)):
            return path
    return None


def _names_in(path: Path, text: str) -> Iterator[str]:
    """What a register names: its entries, and offices as they are printed."""
    tree = composed(text, str(path))[0] if _kind(path, text) == "register" else None
    nodes = [node for _, node in tree if isinstance(node, Tree)] if isinstance(tree, Tree) else []
    for key, entry in (entry for node in nodes for entry in node):
        yield from (each.text for each in (key, *scalars(child(entry, "name")), *scalars(child(entry, "aliases"))))


def _around(folder: Path, here: bool) -> Iterator[Path]:
    """The rule files in the folders below a folder, above it, and below that."""
    above = folder.parent if folder.is_absolute() else Path(os.path.normpath(folder / ".."))
    for near in dict.fromkeys((*([folder] if here else []), *_folders(folder), above, *_folders(above))):
        with suppress(OSError):
            if here or real_path(near) != real_path(folder):
                yield from rule_files(near)[:_FILES]


def _folders(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.is_dir() and path.name[0] not in "._")[:_FOLDERS]
    except OSError:
        return []


def _beside(file: Path, kind: str) -> list[Path]:
    shipped = real_path(FACTS_FILE).parent
    for folder in dict.fromkeys((file.parent, real_path(file).parent)):
        if real_path(folder) == shipped:
            return []
        paths = [path for path in _siblings(file, folder) if _kind(path, _text(path)) == kind]
        if paths:
            return paths
    return []


def _siblings(file: Path, folder: Path) -> list[Path]:
    try:
        paths = rule_files(folder)
    except (OSError, ValueError):
        return []
    return [path for path in paths if real_path(path) != real_path(file)] if len(paths) <= MAX_FILES else []


def _text(path: Path) -> str | None:
    try:
        return read_text(path)
    except InputError:
        return None


def _kind(path: Path, text: str | None) -> Literal["register", "broken"] | None:
    """What a file is beside rules: services of others (of containers, of a framework) are no register."""
    named = path.stem.rpartition(".")[2] == "registers"
    if text is None:
        return "broken" if named else None
    if _DOCUMENT.search(text) or not (named or _REGISTER.search(text)):
        return None
    tree, problems = composed(text, str(path))
    if not isinstance(tree, Tree):
        return "broken" if problems and _REGISTER.search(text) else None
    if tree.key("policy") is not None or tree.key("clauses") is not None:
        return None
    registers = [(REGISTERS[key.text], node) for key, node in tree if key.text in REGISTERS]
    listed = [(shape, entry) for shape, node in registers if isinstance(node, Tree) for _, entry in node]
    return "register" if (named and registers) or any(_fits(shape, entry) for shape, entry in listed) else None


def _fits(shape: type, entry: Node) -> bool:
    if shape is str or not isinstance(entry, Tree):
        return shape is str and isinstance(entry, Scalar)
    return any(key.text in entries(shape) for key, _ in entry)

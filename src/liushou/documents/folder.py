"""The rule files of a folder."""

from functools import lru_cache
from os.path import isfile
from pathlib import Path

from ..problems import Code, Location, Phrase, Problem
from ..yaml import Scalar, compose
from .model import ROLE_WORDS

MAX_FILES = 500
#: The hashes of the texts (:mod:`liushou.texts.hashes`); neither a document nor a register.
LOCK_FILE = "texts.lock.yaml"
#: The same files are read again with each folder that is added to them.
composed = lru_cache(maxsize=64)(compose)


def not_a_folder(path: Path, where: Location | None = None) -> Problem:
    """The problem of what is given as a folder of rules and is none; of a file it names the folder to give."""
    hint = Phrase("folder-of-file", folder=path.parent) if isfile(path) else None  # noqa: PTH113 (never raises)
    return Problem(Code.NOT_A_FOLDER, where, Phrase("yaml-folder"), file=path, hint=hint)


def role_twice(problem: Problem) -> Problem:
    """The problem; a key that is given twice and is a role is named as that."""
    title = ROLE_WORDS.get(problem.subject or "") if problem.code is Code.DUPLICATE_KEY else None
    return problem if title is None else problem.at(problem.location, code=Code.ROLE_TWICE, title=title)


def two_roles(office: Scalar, first: str, line: int, second: str) -> Problem:
    """The problem of an office that a clause gives two roles."""
    return Problem(Code.TWO_ROLES, office.location, subject=office.text, line=line, first=first, second=second)


def rule_files(directory: Path) -> list[Path]:
    """The documents and registers of a folder. Raises ``OSError`` where it cannot be listed."""
    files = (path for path in directory.iterdir() if path.suffix in (".yaml", ".yml"))
    return sorted(path for path in files if path.name != LOCK_FILE)

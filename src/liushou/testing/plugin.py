"""The pytest plugin: ``*.cases.yaml`` files become tests, one per case.

It is loaded with pytest wherever liushou is installed, so that it imports nothing of
liushou until a file of cases is collected, and leaves the ``*.cases.yaml`` of others alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from ..documents import Rules
    from ..proof.cases import Case, ClauseRow, Runner

#: As much of a file is looked at to see whether it is ours.
_LOOKED_AT = 64 * 1024
_COUNTRY = r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[12])\d{4}"
_KEY = r"""(?:^|[\s{,-])["']?%s["']?[ \t]*:"""
_PLACE = re.compile(_KEY % "place" + rf"""[ \t]*["']?(?:{_COUNTRY}|nation)\b""", re.M)
_POLICY = re.compile(_KEY % "policy" + r"""[ \t]*["']?(\w+)""", re.M)
_FOLDERS = re.compile(_KEY % "policies" + r"""\s*(?:[\[-]\s*)?["']?([^"'\n#,\]}]+)""", re.M)
_KEYS = re.compile(_KEY % "(on|at|place|policy|policies|profile|expect|definition|clauses)", re.M)
_COMMENT = re.compile(r"(?m)^[ \t]*#.*$|[ \t]#.*$")


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--no-liushou-cases`` leaves the files of cases alone."""
    group = parser.getgroup("liushou")
    group.addoption("--no-liushou-cases", action="store_true", help="Do not collect *.cases.yaml files.")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Files of cases are collected wherever they lie; those that name no document and no place are not ours."""
    if not file_path.name.endswith(".cases.yaml") or parent.config.getoption("--no-liushou-cases"):
        return None
    if not _is_ours(file_path):
        return None
    collected: pytest.Collector = CasesFile.from_parent(parent, path=file_path)
    return collected


def _is_ours(path: Path) -> bool:
    """Whether a file is of cases of liushou, be it broken: it names a document or place, or has what a case has."""
    try:
        with path.open("rb") as file:
            data = file.read(_LOOKED_AT)
    except OSError:
        return False
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    text = _COMMENT.sub("", data.decode(encoding, "replace"))
    keys = {match[1] for match in _KEYS.finditer(text)}
    if any(match[1] in _shipped() for match in _POLICY.finditer(text)):
        return True
    asks = ({"profile"} & keys and keys & {"expect", "definition"}) or {"clauses", "at"} <= keys
    own = any((path.parent / match[1].strip()).is_dir() for match in _FOLDERS.finditer(text))
    if (_PLACE.search(text) and keys & {"on", "profile", "definition", "expect"}) or (own and "policy" in keys):
        return True
    # What is misspelt is to be told.
    return bool(asks and keys & {"on", "policies"} and keys & {"place", "policy"})


@cache
def _shipped() -> frozenset[str]:
    """The ids of the shipped documents, as their files are called."""
    registers = {"agencies", "concepts", "facts", "parameters", "places", "references", "services", "words"}
    folder = Path(__file__).resolve().parent.parent / "policies"
    return frozenset(path.stem for path in folder.glob("*.yaml")) - registers


@cache
def _rules(folders: tuple[Path, ...]) -> Rules:
    """Rules are read once for each set of folders."""
    from ..documents import load_rules

    return load_rules(*folders)


class CasesFile(pytest.File):
    """A file of cases."""

    def collect(self) -> Iterator[pytest.Item]:
        """One item per case and per clause row; mistakes in the file are errors at their line."""
        from ..problems import InputError
        from ..proof.cases import Runner, read_cases

        try:
            file = read_cases(self.path, load=_rules)
        except InputError as error:
            raise self.CollectError(str(error)) from None
        runner = Runner(file.rules, file.places)
        yield from (CaseItem.from_parent(self, name=case.name, case=case, runner=runner) for case in file.tests)


@dataclass(unsafe_hash=True)
class CaseFailure(Exception):
    """A case that did not come out as expected."""

    report: str


class CaseItem(pytest.Item):
    """One person and what is expected of her answer; or one clause and what it says of itself."""

    def __init__(self, *, case: Case | ClauseRow, runner: Runner, **rest: Any) -> None:
        super().__init__(**rest)
        self.case, self.runner = case, runner

    def runtest(self) -> None:
        """Answer the case, or read the clause, and compare."""
        from ..proof.cases import report

        if mismatches := self.runner.check(self.case):
            raise CaseFailure(report(self.case, mismatches))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The report of the case instead of a traceback; bad input likewise."""
        from ..problems import LiushouError

        if isinstance(excinfo.value, (CaseFailure, LiushouError)):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """The file and the line (from 0) of the case."""
        where = self.case.location
        return self.path, where.line - 1 if where else None, f"case: {self.name}"

"""The pytest plugin: ``*.cases.yaml`` files become tests, one per case.

It is loaded with pytest wherever liushou is installed, so that it imports nothing of
liushou until a file of cases is collected.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from ..documents import Rules
    from ..proof.cases import Case, ClauseRow, Runner


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--no-liushou-cases`` leaves the files of cases alone."""
    group = parser.getgroup("liushou")
    group.addoption("--no-liushou-cases", action="store_true", help="Do not collect *.cases.yaml files.")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Files of cases are collected wherever they lie."""
    if not file_path.name.endswith(".cases.yaml") or parent.config.getoption("--no-liushou-cases"):
        return None
    collected: pytest.Collector = CasesFile.from_parent(parent, path=file_path)
    return collected


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

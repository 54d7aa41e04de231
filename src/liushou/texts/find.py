"""Finding the full text of each document in a folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..documents import Policy
from ..problems import InputError, Location, Problem
from .source import Source, normalise, read_source

MAX_TEXTS = 500


@dataclass(frozen=True, slots=True)
class Found:
    """The text of one document, or why there is none."""

    source: Source | None
    problem: Problem | None = None


def find_texts(directory: Path | str, policies: Iterable[Policy]) -> Mapping[str, Found]:
    """For each document (by id) its text among the ``.txt`` files of a folder.

    A text belongs to the document whose number it carries on a line of its own; where
    none does, the file named ``<id>.txt`` is taken, so that a wrong number is seen.
    Raises :class:`~liushou.InputError` where the folder cannot be read; what is wrong
    with a single file is a :class:`Found` without a source.
    """
    paths = _listed(Path(directory))
    read: dict[Path, Source | Problem] = {}
    by_number: dict[str, list[Path]] = {}
    for path in paths:
        try:
            source = read_source(path)
        except InputError as error:
            read[path] = error.problems[0]
            continue
        read[path] = source
        if source.number is not None:
            by_number.setdefault(normalise(source.number.text), []).append(path)
    return {policy.id: _one(policy, Path(directory), read, by_number) for policy in policies}


def _one(
    policy: Policy, directory: Path, read: Mapping[Path, Source | Problem], by_number: Mapping[str, list[Path]]
) -> Found:
    own = directory / f"{policy.id}.txt"
    carrying = by_number.get(normalise(policy.number), [])
    if len(carrying) > 1 and own not in carrying:
        names = ", ".join(path.name for path in carrying)
        return Found(None, Problem(f"several texts carry {policy.number}: {names}", code="ambiguous-text"))
    path = own if own in carrying or not carrying else carrying[0]
    found = read.get(path)
    if found is None:
        return Found(
            None,
            Problem(
                f"no text of {policy.number} in {directory}", None,
                f"a .txt file with the line {policy.number}, or {own.name}", code="missing-text",
            ),
        )  # fmt: skip
    if isinstance(found, Problem):
        return Found(None, Problem(found.message, found.location, found.expected, code="unreadable-text"))
    headings = {clause.at: clause.heading for clause in policy.clauses if clause.heading}
    return Found(read_source(path, headings) if headings else found)


def _listed(directory: Path) -> list[Path]:
    try:
        if not directory.is_dir():
            raise InputError(
                Problem(
                    f"{directory} is not a directory", None, "a folder with the documents' texts", code="unreadable"
                )
            )
        paths = sorted(path for path in directory.iterdir() if path.suffix.lower() == ".txt")
    except OSError as error:
        raise InputError(Problem(f"cannot read {directory}: {error.strerror}", code="unreadable")) from None
    if len(paths) > MAX_TEXTS:
        raise InputError(
            Problem(f"more than {MAX_TEXTS} texts in {directory}", Location(str(directory), 1, 1), code="too-large")
        )
    return paths

"""Finding the full text of each document in a folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..documents import Policy
from ..problems import Code, InputError, Phrase, Problem, os_reason
from .source import Source, normalise, read_source

MAX_TEXTS = 500


@dataclass(frozen=True, slots=True)
class FoundText:
    """The text of one document, or why there is none."""

    source: Source | None
    problem: Problem | None = None


def find_texts(directory: Path | str, policies: Iterable[Policy]) -> Mapping[str, FoundText]:
    """For each document (by id) its text among the ``.txt`` files of a folder.

    A text belongs to the document whose number it carries on a line of its own; where
    none does, the file named ``<id>.txt`` is taken, so that a wrong number is seen.
    Raises :class:`~liushou.InputError` where the folder cannot be read; what is wrong
    with a single file is a :class:`FoundText` without a source.
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
    return {policy.id: _text_of(policy, Path(directory), read, by_number) for policy in policies}


def _text_of(
    policy: Policy, directory: Path, read: Mapping[Path, Source | Problem], by_number: Mapping[str, list[Path]]
) -> FoundText:
    own = directory / f"{policy.id}.txt"
    carrying = by_number.get(normalise(policy.number), [])
    if len(carrying) > 1 and own not in carrying:
        names = ", ".join(path.name for path in carrying)
        return FoundText(None, Problem(Code.AMBIGUOUS_TEXT, subject=policy.number, names=names))
    path = own if own in carrying or not carrying else carrying[0]
    source = read.get(path)
    if source is None:
        missing = Problem(Code.MISSING_TEXT, subject=policy.number, directory=directory, file=own.name)
        return FoundText(None, missing)
    if isinstance(source, Problem):
        return FoundText(None, source)
    headings = {clause.at: clause.heading for clause in policy.clauses if clause.heading}
    return FoundText(read_source(path, headings) if headings else source)


def _listed(directory: Path) -> list[Path]:
    try:
        if not directory.is_dir():
            raise InputError(Problem(Code.NOT_A_FOLDER, None, Phrase("texts-folder"), file=directory))
        paths = sorted(path for path in directory.iterdir() if path.suffix.lower() == ".txt")
    except OSError as error:
        raise InputError(Problem(Code.UNREADABLE, file=directory, reason=os_reason(error))) from None
    if len(paths) > MAX_TEXTS:
        raise InputError(Problem(Code.TOO_MANY_FILES, file=directory, limit=MAX_TEXTS))
    return paths

"""The register of explanations: findings that are right as they are, and why.

It lies beside the policies as ``lint/explained.yaml`` (a sub-folder: the loader of rules
does not look into it, and no answer depends on it)::

    explained:
      L006 jilin rural_dibao_line 2020-09-21: 2021 年的标准未查到，其间为未知。

A key is the id and the subject of a finding, as ``liushou lint`` prints it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ...problems import Code, InputError, Location, Phrase
from ...yaml import Mapping as Tree
from ...yaml import Reader, Text, child, compose_file

FILE = Path("lint") / "explained.yaml"


@dataclass(frozen=True, slots=True)
class Suppression:
    """Why a finding is right as it is."""

    key: str
    why: str
    location: Location = field(compare=False)


@dataclass(frozen=True, slots=True)
class _Register:
    explained: Mapping[str, Text]


def read_suppressions(directories: Iterable[Path | str]) -> Mapping[str, Suppression]:
    """The explanations that lie beside the policies of these folders, by key.

    A folder without a register explains nothing. Raises :class:`~liushou.InputError` with
    everything that is wrong.
    """
    suppressions: dict[str, Suppression] = {}
    reader = Reader()
    for path in dict.fromkeys(Path(directory).resolve() / FILE for directory in directories):
        tree, problems = compose_file(path) if path.is_file() else (None, ())
        reader.problems += problems
        register = None if tree is None else reader.read(_Register, tree)
        entries = child(tree, "explained")
        if register is None or not isinstance(entries, Tree):
            continue
        for key, _ in entries:
            if key.text in suppressions:
                where = Phrase("in-file", file=suppressions[key.text].location.file)
                reader.add(Code.DUPLICATE, key.location, subject=key.text, kind=Phrase("kind-explanation"), where=where)
            else:
                suppressions[key.text] = Suppression(key.text, register.explained[key.text].strip(), key.location)
    if reader.problems:
        raise InputError(reader.problems)
    return suppressions

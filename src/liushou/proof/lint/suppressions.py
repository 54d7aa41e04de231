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

from ...problems import InputError, Location, Problem
from ...yaml import Mapping as Tree
from ...yaml import Scalar, compose_file

FILE = Path("lint") / "explained.yaml"


@dataclass(frozen=True, slots=True)
class Suppression:
    """Why a finding is right as it is."""

    key: str
    why: str
    location: Location = field(compare=False)


def read_suppressions(directories: Iterable[Path | str]) -> Mapping[str, Suppression]:
    """The explanations that lie beside the policies of these folders, by key.

    A folder without a register explains nothing. Raises :class:`~liushou.InputError` with
    everything that is wrong.
    """
    suppressions: dict[str, Suppression] = {}
    problems: list[Problem] = []
    for path in dict.fromkeys(Path(directory).resolve() / FILE for directory in directories):
        if path.is_file():
            _read(path, suppressions, problems)
    if problems:
        raise InputError(problems)
    return suppressions


def _read(path: Path, suppressions: dict[str, Suppression], problems: list[Problem]) -> None:
    tree, wrong = compose_file(path)
    problems.extend(wrong)
    if tree is None:
        return
    entries = tree.get("explained") if isinstance(tree, Tree) else None
    if not isinstance(tree, Tree) or not isinstance(entries, Tree) or len(tree.entries) != 1:
        problems.append(Problem("not a register of explanations", tree.location, "explained: {key: why}", code="type"))
        return
    for key, node in entries:
        if not isinstance(node, Scalar) or not node.text.strip():
            problems.append(Problem(f"`{key.text}` has no reason", key.location, "key: why", code="value"))
        elif key.text in suppressions:
            first = suppressions[key.text].location
            problems.append(Problem(f"`{key.text}` is already explained in {first}", key.location, code="duplicate"))
        else:
            suppressions[key.text] = Suppression(key.text, node.text.strip(), key.location)

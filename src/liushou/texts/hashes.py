"""The lock file ``texts.lock.yaml``: the SHA-256 of each clause's normalised text.

It lies beside the documents, maps their ids to labels and labels to hashes, and is
written by ``liushou verify --write-hashes`` alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..documents import LOCK_FILE, Policy, shipped_directory
from ..files import read_text, write_file
from ..problems import Code, InputError, Location, Problem
from ..yaml import Mapping as Tree
from ..yaml import Scalar, compose
from .source import Source

_HEAD = (
    "# SHA-256 of each clause's normalised text (docs/verification.md).\n"
    "# Written by `liushou verify --write-hashes`: read the text first, a hash says that somebody did.\n"
)


@dataclass(frozen=True, slots=True)
class Lock:
    """The hashes of a lock file: document id → clause label → hash, and where each stands."""

    file: str
    hashes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    places: Mapping[tuple[str, str], Location] = field(default_factory=dict, repr=False)

    def of(self, policy: str) -> Mapping[str, str]:
        """The hashes of one document by label; empty where it has none."""
        return self.hashes.get(policy, {})


def read_lock(path: Path) -> Lock:
    """The lock file at ``path``, empty where there is none.

    Raises :class:`~liushou.InputError` where the file is not what ``--write-hashes`` writes.
    """
    if not path.exists():
        return Lock(str(path))
    tree, problems = compose(read_text(path), str(path))
    if problems:
        raise InputError(problems)
    hashes: dict[str, dict[str, str]] = {}
    places: dict[tuple[str, str], Location] = {}
    for policy, labels in tree if isinstance(tree, Tree) else ():
        hashes[policy.text] = {}
        for label, value in labels if isinstance(labels, Tree) else ():
            if isinstance(value, Scalar):
                hashes[policy.text][label.text] = value.text
                places[policy.text, label.text] = value.location
    return Lock(str(path), hashes, places)


def lock_of(policy: Policy) -> Lock:
    """The lock file beside the document; the shipped one where that does not name the document."""
    beside = read_lock(Path(policy.file).parent / LOCK_FILE)
    if policy.id in beside.hashes:
        return beside
    shipped = read_lock(shipped_directory() / LOCK_FILE)
    return shipped if policy.id in shipped.hashes else beside


def write_hashes(policy: Policy, source: Source) -> int:
    """Write the hashes of the document's clauses and annex items into the lock file beside it.

    Returns how many were added, changed or dropped; the entries of other documents stay.
    """
    path = Path(policy.file).parent / LOCK_FILE
    lock = read_lock(path)
    labels = [clause.at for clause in policy.clauses] + [item.at for item in policy.annex]
    parts = {label: part for label in labels if (part := source.clause(label)) is not None}
    new = {label: part.sha256 for label, part in parts.items()}
    old = lock.of(policy.id)
    changed = sum(1 for label in {**old, **new} if old.get(label) != new.get(label))
    if changed:
        everything = {**lock.hashes, policy.id: new}
        lines = [_HEAD]
        for name in sorted(everything):
            lines.append(f"{name}:\n")
            lines += [f"  {label}: {value}\n" for label, value in everything[name].items()]
        write_file(path, "".join(lines))
    return changed


def no_hash(lock: Lock, subject: str) -> Problem:
    """The problem of a clause, or a whole document, of which the lock file holds no hash."""
    return Problem(Code.NO_HASH, Location(lock.file, 1, 1), subject=subject, file=LOCK_FILE)


def hash_problem(lock: Lock, policy: str, label: str, actual: str) -> Problem | None:
    """What is wrong with the hash of one clause; None where it is that of the text."""
    recorded = lock.of(policy).get(label)
    if recorded == actual or not lock.of(policy):  # a document without any hash is one finding
        return None
    if recorded is None:
        return no_hash(lock, label)
    where = lock.places.get((policy, label), Location(lock.file, 1, 1))
    return Problem(Code.HASH, where, actual, subject=label)

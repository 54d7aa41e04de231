"""The lock file ``texts.lock.yaml``: the SHA-256 of each clause's normalised text, and of each law's text as it is.

It lies beside the documents, maps their ids to labels and labels to hashes, and is
written by ``liushou verify --write-hashes`` alone. Laws are under ``sources/laws``, by the name of their file.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..documents import LOCK_FILE, Policy, Reference, shipped_directory
from ..files import read_text, write_file
from ..problems import Code, InputError, Location, Problem
from ..yaml import Mapping as Tree
from ..yaml import Scalar, compose, to_yaml
from .source import Source

_HEAD = (
    "# SHA-256 of each clause's normalised text, and of each law's text.\n"
    "# Written by `liushou verify --write-hashes`: read the text first, a hash says that somebody did.\n"
)
#: The key of the laws; no document has such an id.
LAWS_KEY = "sources/laws"


@dataclass(frozen=True, slots=True)
class Lock:
    """The hashes of a lock file: document id → clause label → hash, and where each stands."""

    file: str
    hashes: Mapping[str, Mapping[str, Scalar]] = field(default_factory=dict)

    def of(self, policy: str) -> Mapping[str, str]:
        """The hashes of one document by label; empty where it has none."""
        return {label: value.text for label, value in self.hashes.get(policy, {}).items()}


def read_lock(path: Path) -> Lock:
    """The lock file at ``path``, empty where there is none.

    Raises :class:`~liushou.InputError` where the file is not what ``--write-hashes`` writes.
    """
    if not path.exists():
        return Lock(str(path))
    tree, problems = compose(read_text(path), str(path))
    if problems:
        raise InputError(problems)
    hashes: dict[str, dict[str, Scalar]] = {}
    for policy, labels in tree if isinstance(tree, Tree) else ():
        entries = labels if isinstance(labels, Tree) else ()
        hashes[policy.text] = {label.text: value for label, value in entries if isinstance(value, Scalar)}
    return Lock(str(path), hashes)


def lock_of(file: str, name: str) -> Lock:
    """The lock file beside a rule file; the shipped one where that does not hold the entry ``name``."""
    beside = read_lock(Path(file).parent / LOCK_FILE)
    if name in beside.hashes:
        return beside
    shipped = read_lock(shipped_directory() / LOCK_FILE)
    return shipped if name in shipped.hashes else beside


def write_hashes(policy: Policy, source: Source) -> int:
    """Write the hashes of the document's clauses and annex items into the lock file beside it.

    Returns how many were added, changed or dropped; the entries of other documents stay.
    """
    return _record(policy.file, policy.id, _hashes(policy, source))


def lock_with(policy: Policy, source: Source) -> str:
    """What the lock file beside the document holds once the hashes of the document are in it; nothing is written."""
    return _changed(read_lock(Path(policy.file).parent / LOCK_FILE), policy.id, _hashes(policy, source))


def _hashes(policy: Policy, source: Source) -> dict[str, str]:
    labels = [clause.at for clause in policy.clauses] + [item.at for item in policy.annex]
    return {label: part.sha256 for label in labels if (part := source.clause(label)) is not None}


def write_law_hashes(laws: Iterable[tuple[Reference, Source]]) -> int:
    """Write the hashes of the texts of laws into the lock files beside the registers that name them."""
    by_file: dict[str, dict[str, str]] = {}
    for law, source in laws:
        by_file.setdefault(_file(law), {})[law.text or ""] = _law_hash(source)
    return sum(_record(file, LAWS_KEY, dict(sorted(new.items()))) for file, new in by_file.items())


def _record(file: str, name: str, new: Mapping[str, str]) -> int:
    path = Path(file).parent / LOCK_FILE
    lock = read_lock(path)
    old = lock.of(name)
    changed = sum(1 for label in {**old, **new} if old.get(label) != new.get(label))
    if changed:
        write_file(path, _changed(lock, name, new))
    return changed


def _changed(lock: Lock, name: str, new: Mapping[str, str]) -> str:
    """The text of the lock file with other hashes under one name."""
    everything = {**{key: lock.of(key) for key in lock.hashes}, name: new}
    return _HEAD + to_yaml({key: dict(everything[key]) for key in sorted(everything)})


def no_hash(lock: Lock, subject: str) -> Problem:
    """The problem of a clause, or a whole document, of which the lock file holds no hash."""
    return Problem(Code.NO_HASH, Location(lock.file, 1, 1), subject=subject, file=LOCK_FILE)


def hash_problem(lock: Lock, policy: str, label: str, actual: str) -> Problem | None:
    """What is wrong with the hash of one clause; None where it is that of the text."""
    recorded = lock.hashes.get(policy, {})
    if not recorded:  # a document without any hash is one finding
        return None
    if label not in recorded:
        return no_hash(lock, label)
    value = recorded[label]
    return None if value.text == actual else Problem(Code.HASH, value.location, actual, subject=label)


def law_hash_problem(law: Reference, source: Source) -> Problem | None:
    """What is wrong with the hash of a law's text; None where it is that of the text."""
    lock, name = lock_of(_file(law), LAWS_KEY), law.text or ""
    return hash_problem(lock, LAWS_KEY, name, _law_hash(source)) if lock.of(LAWS_KEY) else no_hash(lock, name)


def _law_hash(source: Source) -> str:
    """SHA-256 of a law's text as it is, but for the kind of its line ends."""
    return hashlib.sha256("\n".join(source.text.splitlines()).encode("utf-8")).hexdigest()


def _file(law: Reference) -> str:
    return law.location.file if law.location else ""

"""The rules: the shipped documents and registers, and whatever a directory adds to them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from ..files import read_text
from ..places import containing
from ..problems import InputError, Problem, closest
from ..profile import FACTS_FILE, Fact
from ..rules import Vocabulary
from ..yaml import Mapping as Tree
from ..yaml import compose
from .model import Agency, ConceptEntry, ParameterEntry, PlaceFacts, Policy, Reference, Service

if TYPE_CHECKING:
    from .registers import Registers

VERSION = "1"
#: The keys that make a file a register (the fields of ``shapes.RegistersShape``).
REGISTERS = ("services", "topics", "agencies", "concepts", "parameters", "references", "facts", "places")
MAX_FILES = 500
#: The hashes of the texts (:mod:`liushou.texts.hashes`); neither a document nor a register.
LOCK_FILE = "texts.lock.yaml"


def shipped_directory() -> Path:
    """The folder with the documents and registers that come with liushou."""
    return Path(__file__).resolve().parent.parent / "policies"


@dataclass(frozen=True, slots=True)
class Rules:
    """Every document and register that is in use; immutable, safe to share.

    ``version`` is that of the shipped rule set and ``sha256`` the hash over all files
    read, so that an answer says which rules gave it.
    """

    policies: Mapping[str, Policy]
    services: Mapping[str, Service]
    topics: Mapping[str, Service]
    agencies: Mapping[str, Agency]
    concepts: Mapping[str, ConceptEntry]
    parameters: Mapping[str, ParameterEntry]
    references: Mapping[str, Reference]
    places: Mapping[str, PlaceFacts]
    facts: Mapping[str, Fact]
    vocabulary: Vocabulary = field(repr=False)
    version: str = VERSION
    sha256: str = ""
    aliases: Mapping[tuple[str, str], str] = field(default_factory=dict, repr=False)

    def agency(self, printed: str, place: str) -> Agency | None:
        """The office that a document of ``place`` prints as ``printed``."""
        name = self.aliases.get((printed, place))
        return None if name is None else self.agencies[name]

    def policies_of(self, place: str) -> tuple[Policy, ...]:
        """The documents under which a place stands, nearest first (of any date)."""
        chain = containing(place)
        found = [policy for policy in self.policies.values() if policy.place in chain]
        return tuple(sorted(found, key=lambda policy: (chain.index(policy.place), policy.issued, policy.id)))


def load_rules(*directories: Path | str, replace: Iterable[Path | str] = ()) -> Rules:
    """The shipped rules with the ``.yaml`` files of ``directories`` added.

    ``replace`` names files that stand in for shipped documents of the same id (as when a
    changed copy is checked). Raises :class:`~liushou.InputError` with the problems of all
    files at once. The shipped rules alone are read once and kept.
    """
    extra = tuple(str(Path(directory)) for directory in directories)
    instead = tuple(str(Path(path)) for path in replace)
    if not extra and not instead:
        return _shipped()
    rules, problems = read_rules(extra, instead)
    if rules is None:
        raise InputError(problems)
    return rules


@lru_cache(maxsize=1)
def _shipped() -> Rules:
    rules, problems = read_rules((), ())
    if rules is None:
        raise InputError(problems)
    return rules


def read_rules(directories: Iterable[str], files: Iterable[str]) -> tuple[Rules | None, tuple[Problem, ...]]:
    """(rules or None, problems): :func:`load_rules` with errors as values."""
    # The shapes of files cost more to build than everything else here: only when files are read.
    from .registers import Registers

    problems: list[Problem] = []
    own = [Path(file) for file in files if Path(file).name != LOCK_FILE]
    paths = sorted(path for path in shipped_directory().glob("*.yaml") if path.name != LOCK_FILE)
    for directory in directories:
        found = _listed(Path(directory))
        if isinstance(found, Problem):
            problems.append(found)
        else:
            paths.extend(found)
    given = {path.resolve() for path in own}
    once = {path.resolve(): path for path in reversed(paths)}
    paths = [path for path in dict.fromkeys(paths) if path.resolve() not in given and once[path.resolve()] is path]
    trees: list[tuple[Path, Tree, bool]] = []
    sha = hashlib.sha256()
    for path in [*paths, *own]:
        if path == FACTS_FILE:
            # The facts of the contract are part of liushou.profile, and read there.
            sha.update(path.read_bytes())
            continue
        tree, text = _tree(path, problems)
        if tree is not None:
            sha.update(text.encode("utf-8"))
            trees.append((path, tree, path in own))
    registers = Registers()
    documents: list[tuple[Path, Tree, bool]] = []
    for path, tree, is_own in trees:
        if tree.key("policy") is not None or tree.key("clauses") is not None:
            documents.append((path, tree, is_own))
        elif any(tree.key(name) for name in REGISTERS):
            registers.add(tree)
        else:
            problems.append(_neither(path, tree))
    registers.finish()
    problems.extend(registers.problems)
    policies = _documents(documents, registers, problems)
    if problems:
        return None, tuple(problems)
    return _rules(policies, registers, sha.hexdigest()), ()


def _documents(
    documents: list[tuple[Path, Tree, bool]], registers: Registers, problems: list[Problem]
) -> dict[str, Policy]:
    from .policy import read_policy

    replaced = {_id(tree) for _, tree, is_own in documents if is_own}
    policies: dict[str, Policy] = {}
    for path, tree, is_own in documents:
        if not is_own and _id(tree) in replaced:
            continue
        policy, wrong = read_policy(tree, str(path), registers)
        problems.extend(wrong)
        name = _id(tree)
        if policy is not None and name in policies:
            key = tree.get("policy")
            problems.append(
                Problem(
                    f"the document `{name}` is already defined in {policies[name].file}",
                    key.location if key else None,
                    "another id",
                    code="duplicate",
                )
            )
        elif policy is not None:
            policies[policy.id] = policy
    return policies


def _rules(policies: dict[str, Policy], registers: Registers, sha256: str) -> Rules:
    aliases = {
        (alias, agency.place): agency.id
        for agency in registers.agencies.values()
        for alias in (agency.name, *agency.aliases)
    }
    return Rules(
        policies, registers.services, registers.topics, registers.agencies, registers.concepts,
        registers.parameters, registers.references, registers.places, registers.facts,
        registers.vocabulary(), VERSION, sha256, aliases,
    )  # fmt: skip


def _id(tree: Tree) -> str:
    node = tree.get("policy")
    return getattr(node, "text", "")


def _listed(directory: Path) -> list[Path] | Problem:
    try:
        if not directory.is_dir():
            return Problem(f"{directory} is not a directory", expected="a folder of .yaml files", code="unreadable")
        found = sorted(
            path for path in directory.iterdir() if path.suffix in (".yaml", ".yml") and path.name != LOCK_FILE
        )
    except OSError as error:
        return Problem(f"cannot read {directory}: {error.strerror}", code="unreadable")
    if not found:
        return Problem(f"no .yaml file in {directory}", expected="documents or registers", code="unreadable")
    if len(found) > MAX_FILES:
        return Problem(f"more than {MAX_FILES} files in {directory}", code="too-large")
    return found


def _tree(path: Path, problems: list[Problem]) -> tuple[Tree | None, str]:
    try:
        text = read_text(path)
    except InputError as error:
        problems.extend(error.problems)
        return None, ""
    tree, wrong = compose(text, str(path))
    problems.extend(wrong)
    if tree is None and not wrong:
        problems.append(Problem(f"{path} is empty", expected="a document or a register", code="empty"))
    if tree is not None and not isinstance(tree, Tree):
        problems.append(
            Problem("not a mapping of keys", tree.location, "policy: … or services: … and the like", code="type")
        )
        return None, text
    return tree, text


def _neither(path: Path, tree: Tree) -> Problem:
    known = ("policy", *REGISTERS)
    for key, _ in tree:
        near = closest(key.text, known)
        if near:
            return Problem(f"unknown key `{key.text}`", key.location, None, near, "unknown-key")
    return Problem(
        f"{path} is neither a document nor a register", tree.location,
        "`policy:` at the top, or one of " + ", ".join(REGISTERS), code="type",
    )  # fmt: skip

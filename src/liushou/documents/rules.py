"""The rules: the shipped documents and registers, and whatever a directory adds to them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..files import read_text
from ..places import containing
from ..problems import Code, InputError, Phrase, Problem, closest, merged, os_reason
from ..profile import FACTS_FILE, Fact
from ..rules import Vocabulary
from ..yaml import Mapping as Tree
from ..yaml import Node, child, compose, scalars
from .model import Agency, ConceptEntry, ParameterEntry, PlaceFacts, Policy, Reference, Service

if TYPE_CHECKING:
    from .registers import Registers

VERSION = "1"
#: The keys that make a file a register (the fields of ``shapes.RegistersShape``).
REGISTERS = ("services", "topics", "agencies", "concepts", "parameters", "references", "facts", "places")
MAX_FILES = 500
#: Where a name of this kind is defined.
_REGISTERS_OF = {
    "kind-fact": "facts",
    "kind-fact-or-concept": "facts concepts",
    "kind-need": "facts",
    "kind-parameter": "parameters",
    "kind-reference": "references",
    "kind-service": "services",
    "kind-topic": "topics",
    "kind-agency": "agencies",
}
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
    sha, whole = hashlib.sha256(), True
    for path in [*paths, *own]:
        if path == FACTS_FILE:
            # The facts of the contract are part of liushou.profile, and read there.
            sha.update(path.read_bytes())
            continue
        tree, text = _tree(path, problems)
        if tree is not None:
            sha.update(text.encode("utf-8"))
            trees.append((path, tree, path in own))
        whole = whole and tree is not None
    registers = Registers()
    documents: list[tuple[Path, Tree, bool]] = []
    for path, tree, is_own in trees:
        if tree.key("policy") is not None or tree.key("clauses") is not None:
            documents.append((path, tree, is_own))
        elif any(tree.key(name) for name in REGISTERS):
            registers.add(tree)
        else:
            whole = False
            problems.append(_neither(path, tree))
    registers.finish()
    problems.extend(registers.problems)
    policies = _documents(documents, registers, problems)
    if problems:
        return None, _causes(problems, [tree for _, tree, _ in trees], whole=whole)
    return _rules(policies, registers, sha.hexdigest()), ()


def _causes(problems: list[Problem], trees: list[Tree], *, whole: bool) -> tuple[Problem, ...]:
    """The problems without those that only follow from others, each cause once.

    An unknown name follows from another problem where its entry is there but broken, or
    where a file could not be read at all (``whole`` is False), which may define it.
    """
    entries = [(key.text, node) for tree in trees for key, node in tree if isinstance(node, Tree)]
    defined = {(closest(register, REGISTERS), name.text) for register, node in entries for name, _ in node}
    offices = {
        text for register, node in entries if register == "agencies" for _, agency in node for text in _printed(agency)
    }

    def follows(problem: Problem) -> bool:
        subject = (problem.subject or "").removeprefix("$")
        if problem.code is Code.UNKNOWN_AGENCY:
            return not whole or subject in offices
        kind = problem.data.get("kind")
        if problem.code is not Code.UNKNOWN_NAME or not isinstance(kind, Phrase) or kind.key not in _REGISTERS_OF:
            return False
        return not whole or any((register, subject) in defined for register in _REGISTERS_OF[kind.key].split())

    return merged(problem for problem in problems if not follows(problem))


def _printed(agency: Node) -> list[str]:
    return [scalar.text for key in ("name", "aliases") for scalar in scalars(child(agency, key))]


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
            key, first = tree.get("policy"), policies[name].file
            texts: dict[str, Any] = {"kind": Phrase("kind-document"), "where": Phrase("in-file", file=first)}
            where = key.location if key else None
            problems.append(Problem(Code.DUPLICATE, where, Phrase("another-id"), subject=name, **texts))
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
            return Problem(Code.NOT_A_FOLDER, file=directory, expected=Phrase("yaml-folder"))
        found = sorted(
            path for path in directory.iterdir() if path.suffix in (".yaml", ".yml") and path.name != LOCK_FILE
        )
    except OSError as error:
        return Problem(Code.UNREADABLE, file=directory, reason=os_reason(error))
    if not found:
        return Problem(Code.EMPTY_FOLDER, None, Phrase("yaml-files"), file=directory, kind=Phrase("yaml-file"))
    if len(found) > MAX_FILES:
        return Problem(Code.TOO_MANY_FILES, file=directory, limit=MAX_FILES)
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
        problems.append(Problem(Code.EMPTY_FILE, file=path, expected=Phrase("document-or-register")))
    if tree is not None and not isinstance(tree, Tree):
        label, value = Phrase("the-file"), getattr(tree, "text", None)
        problem = Problem(
            Code.NOT_A_MAPPING, tree.location, Phrase("rule-file"), label=label, what=Phrase("keys"), value=value
        )
        problems.append(problem)
        return None, text
    return tree, text


def _neither(path: Path, tree: Tree) -> Problem:
    known = ("policy", *REGISTERS)
    for key, _ in tree:
        near = closest(key.text, known)
        if near:
            return Problem(Code.UNKNOWN_KEY, key.location, subject=key.text, near=near)
    return Problem(Code.NOT_A_RULE_FILE, tree.location, file=path, names=REGISTERS)

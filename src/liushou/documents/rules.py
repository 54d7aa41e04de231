"""The rules: the shipped documents and registers, and whatever a directory adds to them."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from os.path import isfile
from pathlib import Path
from typing import Any

from ..files import read_text, real_path
from ..places import containing
from ..problems import Code, InputError, Phrase, Problem, closest, merged, os_reason, unknown_name
from ..profile import FACTS_FILE, Fact, contract_facts
from ..rules import Vocabulary
from ..yaml import Mapping as Tree
from ..yaml import digest, pack, read_prebuilt, text_of, unpack, write_prebuilt
from .folder import LOCK_FILE, MAX_FILES, composed, not_a_folder, role_twice, rule_files
from .model import Agency, ConceptEntry, Policy, Reference, Service, WordGroup
from .parameters import ParameterEntry, PlaceFacts

VERSION = "1"
#: The kinds of names that register files define.
_DEFINED = ["fact", "fact-or-concept", "need", "parameter", "reference", "law", "service", "topic", "agency", "field"]
#: The shipped rules as data, made by tools/make_prebuilt.py; without it they are read from their files.
PREBUILT = Path(__file__).with_name("prebuilt.json")


def shipped_directory() -> Path:
    """The folder with the documents and registers that come with liushou."""
    return Path(__file__).resolve().parent.parent / "policies"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
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
    fields: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, WordGroup] = field(default_factory=dict, repr=False)
    vocabulary: Vocabulary = field(repr=False)
    version: str = VERSION
    sha256: str = ""
    aliases: Mapping[tuple[str, str], str] = field(default_factory=dict, repr=False)

    def __repr__(self) -> str:
        return f"<Rules {self.version} {self.sha256[:8]}: {', '.join(self.policies)}>"

    def agency(self, printed: str, place: str) -> Agency | None:
        """The office that a document of ``place`` prints as ``printed``."""
        name = self.aliases.get((printed, place))
        return None if name is None else self.agencies[name]

    def laws(self) -> dict[str, date]:
        """Since when the law of each concept that names its day is in force, by the parameter that says so."""
        entries = self.concepts.values()
        return {entry.in_force: entry.since for entry in entries if entry.in_force and entry.since}

    def policies_of(self, place: str) -> tuple[Policy, ...]:
        """The documents under which a place stands, nearest first (of any date)."""
        chain = containing(place)
        policies = [policy for policy in self.policies.values() if policy.place in chain]
        return tuple(sorted(policies, key=lambda policy: (chain.index(policy.place), policy.issued, policy.id)))


def citing(rules: Rules) -> Iterator[tuple[str, str, Any]]:
    """(register, name, entry or part of it) of all that may cite laws."""
    for register in ("concepts", "parameters", "services", "topics", "places", "facts"):
        for name, entry in getattr(rules, register).items():
            yield register, name, entry
            yield from ((register, name, value) for value in (entry.values if register == "parameters" else ()))
            if getattr(entry, "door", None):
                yield register, name, entry.door


def basis(entry: Any) -> str:
    """The passages that an entry cites and its source, in one line."""
    return "；".join(filter(None, (*map(str, entry.cites), entry.source)))


def load_rules(*directories: Path | str, replace: Iterable[Path | str] = (), beside: bool = True) -> Rules:
    """The shipped rules with the ``.yaml`` files of ``directories`` added.

    ``replace`` names single files: a document stands in for the shipped one of its id (as when a
    changed copy is checked), and the registers ``beside`` each file are read, too. Raises
    :class:`~liushou.InputError` with the problems of all files at once. The shipped rules alone are
    read once and kept.
    """
    extra = tuple(str(Path(directory)) for directory in directories)
    instead = tuple(str(Path(path)) for path in replace)
    return _read(extra, instead, beside=beside) if extra or instead else _shipped()


def load_documents(names: Iterable[Path | str], *directories: Path | str) -> tuple[Rules, tuple[Policy, ...]]:
    """The rules, and the documents that are named: each by its id, or by its file.

    ``directories`` are added as by :func:`load_rules`. Raises :class:`~liushou.InputError` for what is neither.
    """
    rules, named = load_rules(*directories), [str(name) for name in names]
    files = [name for name in named if name not in rules.policies and _is_a_path(name)]
    rules = load_rules(*directories, replace=files) if files else rules
    by_file = {real_path(policy.file): policy for policy in rules.policies.values()}
    documents = {name: by_file.get(real_path(name)) if name in files else rules.policies.get(name) for name in named}
    missing = [name for name, policy in documents.items() if policy is None]
    if missing:
        no_document = [Problem(Code.NOT_A_DOCUMENT, file=name) for name in missing if name in files]
        unknown = [unknown_name("document", name, rules.policies) for name in missing if name not in files]
        raise InputError([*no_document, *unknown])
    return rules, tuple(policy for policy in documents.values() if policy is not None)


def _is_a_path(name: str) -> bool:
    return name.endswith((".yaml", ".yml")) or "/" in name or isfile(name)  # noqa: PTH113 (never raises)


def _read(directories: Iterable[str] = (), files: Iterable[str] = (), *, beside: bool = True) -> Rules:
    rules, problems = read_rules(directories, files, beside=beside)
    if rules is None:
        raise InputError(problems)
    return _with_the_contract(rules)


def _with_the_contract(rules: Rules) -> Rules:
    """The rules with the facts of the contract themselves where they have no others: a profile is read quicker so."""
    return replace(rules, facts=contract_facts()) if rules.facts.keys() == contract_facts().keys() else rules


@lru_cache(maxsize=1)
def _shipped() -> Rules:
    data = read_prebuilt(PREBUILT, _fingerprint())
    return _read() if data is None else _with_the_contract(unpack(data, str(shipped_directory())))


def _fingerprint() -> str:
    """SHA-256 over the shipped files and the code that reads them: a change of either makes the prebuilt rules void."""
    package = shipped_directory().parent
    code = (path for folder in ("yaml", "profile", "rules", "documents") for path in (package / folder).glob("*.py"))
    return digest([*shipped_directory().glob("*.yaml"), package / "values.py", *code])


def prebuild() -> Path:
    """Keep the shipped rules as JSON data, from which they are read while no file of theirs has changed."""
    write_prebuilt(PREBUILT, _fingerprint(), pack(_read(), str(shipped_directory())))
    return PREBUILT


def read_rules(
    directories: Iterable[str], files: Iterable[str], *, beside: bool = True
) -> tuple[Rules | None, tuple[Problem, ...]]:
    """(rules or None, problems): :func:`load_rules` with errors as values."""
    loader, folders = _Loader(), tuple(directories)
    instead = {real_path(path): path for file in files if (path := Path(file)).name != LOCK_FILE}
    paths = {path.resolve(): path for path in rule_files(shipped_directory())}
    for directory in folders:
        for path in loader.listed(Path(directory)):
            paths.setdefault(real_path(path), path)
    try:
        for resolved, path in paths.items():
            if resolved not in instead:
                loader.read(path)
        if beside:
            loader.read_beside(instead, {*paths, *instead})
        for path in instead.values():
            loader.read(path, replacing=True)
        rules = loader.finish()
        problems = loader.causes(instead.values() if beside else (), folders=bool(folders))
    except InputError as error:  # too many mistakes
        return None, error.problems
    return (None, problems) if loader.problems else (rules, ())


class _Loader:
    """Reads files, registers before documents, and gathers what is wrong in all of them."""

    def __init__(self) -> None:
        # On use: mostly the prebuilt rules serve, and nothing is read.
        from .registers import REGISTERS, Registers

        self.registers, self.register_keys = Registers(), tuple(REGISTERS)
        self.add, self.problems = self.registers.add, self.registers.problems
        self.documents: dict[bool, list[tuple[Path, Tree]]] = {False: [], True: []}
        self.policies: dict[str, Policy] = {}
        self.whole = True
        self.numbers: list[str] = []
        self.sha256 = hashlib.sha256()

    def listed(self, directory: Path) -> list[Path]:
        """The rule files of a folder of one's own."""
        try:
            if not directory.is_dir():
                self.problems.append(not_a_folder(directory))
                return []
            paths = rule_files(directory)
        except OSError as error:
            self.add(Code.UNREADABLE, None, file=directory, reason=os_reason(error))
            return []
        if not paths:
            kind, expected = Phrase("yaml-file"), Phrase("yaml-files")
            self.add(Code.EMPTY_FOLDER, None, file=directory, kind=kind, expected=expected)
        if len(paths) > MAX_FILES:
            self.add(Code.TOO_MANY_FILES, None, file=directory, limit=MAX_FILES)
            return []
        return paths

    def read_beside(self, files: Mapping[Path, Path], known: Collection[Path]) -> None:
        """Take the registers beside single ``files`` in; what is in them word for word already is no second entry."""
        if not files:
            return
        from .beside import numbers_beside, registers_beside

        found = {real_path(path): path for file in files.values() for path in registers_beside(file)}
        for resolved, path in found.items():
            if resolved not in known:
                self.read(path, again=True)
        self.numbers += [number for file in files.values() for number in numbers_beside(file)]

    def read(self, path: Path, *, replacing: bool = False, again: bool = False) -> None:
        """Take one file in; a ``replacing`` document stands in for that of the same id.

        ``again``: entries that are defined already may be in it, word for word.
        """
        if real_path(path) == FACTS_FILE:
            # The facts of the contract are part of liushou.profile, and read there.
            self.sha256.update(path.read_bytes())
            return
        try:
            text = read_text(path)
        except InputError as error:
            self.problems += error.problems
            self.whole = False
            return
        self.sha256.update(text.encode("utf-8"))
        tree, problems = composed(text, str(path))
        self.problems += map(role_twice, problems)
        if isinstance(tree, Tree):
            if tree.key("policy") is not None or tree.key("clauses") is not None:
                self.documents[replacing].append((path, tree))
            elif any(tree.key(name) for name in self.register_keys):
                self.take(tree, again=again)
            else:
                self._neither(path, tree)
            return
        self.whole = False
        if tree is not None:
            label, what, expected = Phrase("the-file"), Phrase("keys"), Phrase("rule-file")
            self.add(Code.NOT_A_MAPPING, tree.location, label=label, what=what, expected=expected, value=text_of(tree))
        elif not problems:
            self.add(Code.EMPTY_FILE, None, file=path, expected=Phrase("document-or-register"))

    def take(self, tree: Tree, *, again: bool) -> None:
        """Take the entries of a register in; ``again``: those that are not defined word for word already."""
        if again:
            from .beside import without_known

            tree = without_known(tree, self.registers.coming)
        self.registers.take(tree)

    def _neither(self, path: Path, tree: Tree) -> None:
        self.whole = False
        for key, _ in tree:
            if near := closest(key.text, ("policy", *self.register_keys)):
                self.add(Code.UNKNOWN_KEY, key.location, subject=key.text, near=near)
                return
        self.add(Code.NOT_A_RULE_FILE, tree.location, file=path, names=list(self.register_keys))

    def finish(self) -> Rules:
        """The rules of all files that were read; they hold only where there are no problems."""
        documents = [tree for listed in self.documents.values() for _, tree in listed]
        self.registers.finish([*self.numbers, *(text_of(tree.get("number")) or "" for tree in documents)])
        replaced = {text_of(tree.get("policy")) for _, tree in self.documents[True]}
        for path, tree in self.documents[False]:
            if text_of(tree.get("policy")) not in replaced:
                self._document(path, tree)
        for path, tree in self.documents[True]:
            self._document(path, tree)
            # It is a copy of the document that it stands in for, and not one of its own under a taken id.
            key, number = tree.get("policy"), text_of(tree.get("number"))
            for other_path, other in self.documents[False]:
                taken = text_of(other.get("number"))
                if key is not None and text_of(other.get("policy")) == text_of(key) and taken != number:
                    self.add(Code.ID_TAKEN, key.location, subject=text_of(key), number=taken, file=other_path)
        entries: dict[str, Any] = self.registers.entries
        return Rules(
            policies=self.policies,
            **entries,
            vocabulary=self.registers.vocabulary,
            sha256=self.sha256.hexdigest(),
            aliases=self.registers.aliases,
        )

    def _document(self, path: Path, tree: Tree) -> None:
        from .policies import read_policy

        policy, problems = read_policy(tree, str(path), self.registers)
        self.problems += problems
        if policy is not None and policy.id in self.policies:
            key, first = tree.get("policy"), self.policies[policy.id].file
            where = key.location if key else None
            self.registers.duplicate("document", policy.id, where, first=first, expected="another-id")
        elif policy is not None:
            self.policies[policy.id] = policy

    def causes(self, files: Iterable[Path], *, folders: bool) -> tuple[Problem, ...]:
        """The problems, each once, without unknown names that are in a broken entry or perhaps in an unread file.

        Names that single ``files`` use say where they are defined, or that no register is beside the file.
        """
        if not self.problems or not files:
            return self._causes()
        from .beside import broken_beside, with_folders

        if any(problem.code in (Code.UNKNOWN_NAME, Code.UNKNOWN_AGENCY) for problem in self.problems):
            for path in dict.fromkeys(path for file in files for path in broken_beside(file)):
                self.read(path)
        return with_folders(self._causes(), files, folders=folders)

    def _causes(self) -> tuple[Problem, ...]:
        defined = {name for register in ("facts", "concepts", "parameters") for name in self.registers.coming[register]}

        def follows(problem: Problem) -> bool:
            unread = not self.whole and problem.did_you_mean is None
            if problem.code is Code.UNKNOWN_AGENCY:
                return unread
            kind = getattr(problem.data.get("kind"), "key", "").removeprefix("kind-")
            broken = (problem.subject or "").removeprefix("$") in defined
            return problem.code is Code.UNKNOWN_NAME and kind in _DEFINED and (unread or broken)

        return merged(problem for problem in self.problems if not follows(problem))

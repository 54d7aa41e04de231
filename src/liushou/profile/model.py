"""Profile: what is known about one woman, and nothing that is not, from Python, YAML and JSON.

With what offices have decided for her; of a file every mistake is found at its line.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence, Sized
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, Self

from ..files import read_text
from ..problems import Code, Foreign, InputError, Location, Phrase, Problem, mask, unknown_name
from ..values import Bounds
from ..yaml import Mapping as Tree
from ..yaml import Node, Scalar, compose, locate, text_of, to_data
from .catalogue import BY_NAME, DERIVED, contract_facts
from .decisions import MAX_ENTRIES, Decision, Steps, entries_of, read_decisions
from .facts import Fact, FactError, Value, plain
from .fields import ProfileFields

MAX_PROFILE_BYTES = 256 * 1024
#: Problems of a key, not of its value.
_ABOUT_KEYS = (Code.UNKNOWN_NAME, Code.DERIVED_FACT, Code.UNKNOWN_KEY)

#: What is wrong, each with the path to the value.
Wrong = list[tuple[Steps, Problem]]
#: The keys of a profile that are no facts.
PARTS = ("unsure", "decisions")


@dataclass(frozen=True, kw_only=True, repr=False)
class Profile(ProfileFields):
    """The facts known about one woman; every fact is None until it is stated.

    Values may be given as in a profile file: ``True`` or ``"是"`` for yes, a ``datetime.date`` or ``"2024-03-01"``,
    ``"2024-03"`` (that whole month), ``2024`` for dates, numbers, or ``{"at_least": …, "at_most": …}``. Dates and
    numbers are kept as :class:`liushou.values.Bounds`. ``unsure`` names what she was asked and does not know; ``extra``
    holds facts declared in a ``--policies`` directory; ``decisions`` (:class:`Decision`, or mappings of its fields) say
    what offices have decided of residual conditions, and change no status.

    Raises :class:`~liushou.InputError` for an unknown fact or a value of the wrong type or range (all of them at once).
    Whether two facts can both be true is asked where the day is known: ``match`` raises
    :class:`~liushou.ContradictionError`. ``liushou facts`` lists the facts.
    """

    unsure: frozenset[str] = frozenset()
    extra: Mapping[str, Value] = field(default_factory=dict)
    decisions: tuple[Decision, ...] = ()

    def __post_init__(self) -> None:
        problems: list[Problem] = []
        values = vars(self)
        for name, fact in contract_facts().items():
            raw = values[name]
            if raw is None:
                continue
            try:
                values[name] = fact.read(raw)
            except FactError as error:
                problems.extend(error.problems)
        decisions, wrong = read_decisions(self.decisions)
        problems += [problem for _, problem in wrong]
        unsure = entries_of(self.unsure)
        if unsure is None:
            problems.append(Problem(Code.UNSURE_LIST, expected="unsure=[fact, …]"))
        if not isinstance(values["extra"], Mapping):
            problems.append(Problem(Code.NOT_A_MAPPING, label=Phrase("key-label", name="extra"), what=Phrase("keys")))
        problems += [unknown_fact(name, BY_NAME) for name in unsure or () if not isinstance(name, str)]
        if unsure is not None and len(unsure) > MAX_ENTRIES:
            problems.append(Problem(Code.TOO_MANY_ENTRIES, limit=MAX_ENTRIES))
        if problems:
            raise InputError(problems)
        object.__setattr__(self, "unsure", frozenset(unsure or ()))
        object.__setattr__(self, "extra", dict(self.extra))
        object.__setattr__(self, "decisions", decisions)
        problems += _both(self.unsure, {**values, **self.extra})
        if problems:
            raise InputError(problems)

    def __repr__(self) -> str:
        """Only what is known."""
        parts = [f"{name}={plain(value)!r}" for name, value in self.known() if name not in self.extra]
        rest = {"unsure": sorted(self.unsure), "extra": self.extra, "decisions": self.decisions}
        parts += [f"{name}={value}" for name, value in rest.items() if value]
        return mask(f"Profile({', '.join(parts)})")

    def __hash__(self) -> int:
        return hash((tuple(self.known()), self.unsure, self.decisions))

    def get(self, name: str) -> Value | None:
        """The value of a fact, of the contract or of one's own, or None."""
        values: Mapping[str, Any] = vars(self) if name in contract_facts() else self.extra
        return values.get(name)

    def known(self) -> Iterator[tuple[str, Value]]:
        """The stated facts and their values, in the order of the catalogue."""
        values = vars(self)
        stated = [(name, values[name]) for name in contract_facts() if values.get(name) is not None]
        return iter([*stated, *self.extra.items()])

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, Any], *, facts: Mapping[str, Fact] = BY_NAME) -> Self:
        """A profile of ``{fact: value}``, with ``unsure: [fact, …]`` and ``decisions`` where wanted.

        ``facts`` adds facts of one's own (``liushou.load_rules(…).facts``). Raises
        :class:`~liushou.InputError` with everything that is wrong.
        """
        stated, problems = read_stated(mapping, facts)
        if problems:
            raise InputError([problem for _, problem in problems])
        return cls.of_stated(stated)

    @classmethod
    def of_stated(cls, stated: dict[str, Any]) -> Self:
        """The profile of what :func:`read_stated` has read, which is not read again and belongs to it from now on."""
        profile = object.__new__(cls)
        object.__setattr__(profile, "__dict__", stated)
        return profile

    def checked(self, facts: Mapping[str, Fact]) -> "Profile":
        """The profile with ``extra`` and ``unsure`` held to the facts that exist.

        Raises :class:`~liushou.InputError` for a name that is none, or a value it cannot have.
        """
        if not self.extra and all(name in BY_NAME for name in self.unsure):
            return self
        problems = [Problem(Code.NOT_EXTRA, subject=name) for name in self.extra if name in BY_NAME]
        if problems:
            raise InputError(problems)
        parts = {"unsure": self.unsure, "decisions": self.decisions}
        return Profile.from_mapping({**dict(self.known()), **parts}, facts=facts)

    def to_mapping(self) -> dict[str, Any]:
        """The profile as a file holds it; :meth:`from_mapping` reads it back the same."""
        result: dict[str, Any] = dict(self.known())
        for name, value in result.items():
            if isinstance(value, Bounds):
                result[name] = plain(value)
        if self.unsure:
            result["unsure"] = sorted(self.unsure)
        if self.decisions:
            result["decisions"] = [decision.to_mapping() for decision in self.decisions]
        return result


def unknown_fact(name: object, facts: Mapping[str, Fact]) -> Problem:
    """The problem of a name that is no fact."""
    if isinstance(name, str) and name in DERIVED:
        derived, source = DERIVED[name]
        return Problem(Code.DERIVED_FACT, subject=name, title=derived.title, source=source)
    return unknown_name("fact", name, facts, names=Phrase("fact-list"))


def _both(unsure: Iterable[str], values: Mapping[str, Any]) -> Iterator[Problem]:
    """The problems of facts that she is said to be unsure of, and that are stated exactly."""
    for name in sorted(unsure):
        value = values.get(name)
        if value is not None and getattr(value, "exact", True):
            yield Problem(Code.UNSURE_KNOWN, subject=name)


def read_stated(mapping: Mapping[str, Any], facts: Mapping[str, Fact]) -> tuple[dict[str, Any], Wrong]:
    """What a mapping states, as the fields of a profile, and what is wrong with it, each with the path to it."""
    # Thousands of women a second come this way: what is usual and right takes few steps.
    contract = contract_facts()
    facts = contract if facts is BY_NAME else facts
    yes_no = _yes_no() if facts is contract else frozenset()
    known: dict[str, Any] = {}
    raw_unsure, raw_decisions = mapping.get("unsure"), mapping.get("decisions")
    lists: Sequence[tuple[Steps, Any]] = (((), mapping), (("unsure",), raw_unsure), (("decisions",), raw_decisions))
    many = [steps for steps, entries in lists if entries is not None and _is_long(entries)]
    wrong: Wrong = [(steps, Problem(Code.TOO_MANY_ENTRIES, limit=MAX_ENTRIES)) for steps in many]
    if wrong:
        return {}, wrong
    for name, raw in mapping.items():
        if (raw is True or raw is False) and name in yes_no:
            known[name] = raw
        elif name not in facts:
            wrong += [] if name in PARTS else [((name,), unknown_fact(name, facts))]
        elif raw is not None:
            try:
                known[name] = facts[name].read(raw)
            except FactError as error:
                wrong += [((name,), problem) for problem in error.problems]
    decisions, problems = read_decisions(raw_decisions)
    wrong += [(("decisions", *path), problem) for path, problem in problems]
    unsure = _names(raw_unsure, facts, wrong)
    wrong += [((problem.subject or "",), problem) for problem in _both(unsure, known)] if unsure else []
    extra: dict[str, Value] = {}
    if facts is not contract and not known.keys() <= contract.keys():
        extra = {name: known.pop(name) for name in tuple(known) if name not in contract}
    known.update(extra=extra, decisions=decisions, unsure=unsure)
    return known, wrong


@cache
def _yes_no() -> frozenset[str]:
    return frozenset(name for name, fact in contract_facts().items() if fact.kind == "yes_no")


def _is_long(entries: Any) -> bool:
    return isinstance(entries, Sized) and len(entries) > MAX_ENTRIES


def _names(raw: Any, facts: Mapping[str, Fact], wrong: Wrong) -> frozenset[str]:
    """The facts that she is unsure of; what is wrong is added."""
    if raw is None:
        return frozenset()
    names = entries_of(raw)
    if names is None:
        wrong.append((("unsure",), Problem(Code.UNSURE_LIST, expected="unsure: [fact, …]")))
        return frozenset()
    for number, name in enumerate(names):
        if not isinstance(name, str) or name not in facts:
            wrong.append((("unsure", number), unknown_fact(name, facts)))
    return frozenset(name for name in names if isinstance(name, str))


def read_profile(path: Path | str, *, facts: Mapping[str, Fact] = BY_NAME) -> Profile:
    """The profile in a ``.yaml``, ``.yml`` or ``.json`` file.

    Raises :class:`~liushou.InputError` with all problems, each with its place.
    """
    path = Path(path)
    parse = parse_json if path.suffix.lower() == ".json" else parse_yaml
    return parse(read_text(path, limit=MAX_PROFILE_BYTES), str(path), facts=facts)


def parse_yaml(text: str, file: str = "<profile>", *, facts: Mapping[str, Fact] = BY_NAME) -> Profile:
    """The profile that a YAML text states; see :func:`read_profile`."""
    tree, problems = compose(text, file)
    if problems:
        raise InputError(problems)
    if tree is None or (isinstance(tree, Scalar) and not tree.text):
        return Profile()
    if not isinstance(tree, Tree):
        raise InputError(Problem(Code.NOT_A_PROFILE, tree.location, "fact: value", value=text_of(tree)))
    data: dict[str, Any] = {}
    unreadable: list[Problem] = []
    for key, node in tree:
        data[key.text], wrong = to_data(node, loose=True)
        if wrong and key.text in {*facts, *PARTS}:
            unreadable += wrong
            del data[key.text]
    return _profile(data, tree, facts, unreadable)


def parse_json(text: str, file: str = "<profile>", *, facts: Mapping[str, Fact] = BY_NAME) -> Profile:
    """The profile that a JSON text states; see :func:`read_profile`."""
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        lines = text.splitlines() or [""]
        line = lines[min(error.lineno, len(lines)) - 1]
        where = Location(file, error.lineno, error.colno, line)
        raise InputError(Problem(Code.JSON_SYNTAX, where, reason=Foreign(error.msg), value=line)) from None
    except RecursionError:
        raise InputError(Problem(Code.TOO_DEEP, Location(file, 1, 1))) from None
    except ValueError as error:
        raise InputError(Problem(Code.JSON_SYNTAX, Location(file, 1, 1), reason=Foreign(error))) from None
    if not isinstance(data, dict):
        raise InputError(Problem(Code.NOT_A_PROFILE, Location(file, 1, 1), '{"fact": value}'))
    # JSON text is YAML text in all that matters for finding a key's place again, and one that stands twice.
    tree, problems = compose(text, file)
    if twice := [problem for problem in problems if problem.code is Code.DUPLICATE_KEY]:
        raise InputError(twice)
    return _profile(data, tree, facts)


def _profile(
    data: Mapping[str, Any], tree: Node | None, facts: Mapping[str, Fact], unreadable: Sequence[Problem] = ()
) -> Profile:
    """The profile that the data of a tree state, with every mistake at its place."""
    stated, wrong = read_stated(data, facts)
    if not wrong and not unreadable:
        decisions = enumerate(stated["decisions"])
        stated["decisions"] = [replace(decision, location=_place(tree, ("decisions", n))) for n, decision in decisions]
        try:
            return Profile(**stated)
        except InputError as error:
            wrong = [((problem.subject or "",), problem) for problem in error.problems]
    problems = [*unreadable, *(problem.at(_place(tree, path, problem.code)) for path, problem in wrong)]
    places = ((problem.location or Location("", 0, 0), problem) for problem in problems)
    ordered = sorted(places, key=lambda placed: (placed[0].line, placed[0].column))
    raise InputError(problem for _, problem in ordered)


def _place(tree: Node | None, path: Steps, code: Code | None = None) -> Location | None:
    return None if tree is None else locate(tree, path, key_itself=code in _ABOUT_KEYS)

"""Profile: what is known about one woman, and nothing that is not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..problems import Code, ContradictionError, InputError, Phrase, Problem, unknown_name
from .catalogue import BY_NAME, DERIVED, catalogue
from .decisions import Decision, Path, read_decisions
from .facts import Fact, FactError, Value, plain
from .fields import ProfileFields

#: What is wrong, each with the path to the value.
Wrong = list[tuple[Path, Problem]]
#: The keys of a profile that are no facts.
PARTS = ("unsure", "decisions")


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Profile(ProfileFields):
    """The facts known about one woman; every fact is None until it is stated.

    Values may be given as in a profile file: ``True`` or ``"是"`` for yes, a
    ``datetime.date`` or ``"2024-03-01"``, ``"2024-03"`` (that whole month), ``2024``
    for dates, numbers, or ``{"at_least": …, "at_most": …}``. Dates and numbers are
    kept as :class:`liushou.values.Bounds`. ``unsure`` names what she was asked and does
    not know; ``extra`` holds facts declared in a ``--policies`` directory; ``decisions``
    (:class:`Decision`, or mappings of its fields) say what offices have decided of residual
    conditions, and change no status.

    Raises :class:`~liushou.InputError` for an unknown fact or a value of the wrong type
    or range (all of them at once). Whether two facts can both be true is asked where the
    day is known: ``match`` raises :class:`~liushou.ContradictionError`. ``liushou facts``
    lists the facts.
    """

    unsure: frozenset[str] = frozenset()
    extra: Mapping[str, Value] = field(default_factory=dict)
    decisions: tuple[Decision, ...] = ()

    def __post_init__(self) -> None:
        problems: list[Problem] = []
        for fact in catalogue().values():
            raw = getattr(self, fact.name)
            if raw is None:
                continue
            try:
                object.__setattr__(self, fact.name, fact.read(raw))
            except FactError as error:
                problems.extend(error.problems)
        decisions, wrong = read_decisions(self.decisions)
        problems += [problem for _, problem in wrong]
        if isinstance(self.unsure, (str, Mapping)) or not isinstance(self.unsure, Iterable):
            raise InputError([*problems, Problem(Code.UNSURE_LIST, expected="unsure=[fact, …]")])
        object.__setattr__(self, "unsure", frozenset(map(str, self.unsure)))
        object.__setattr__(self, "extra", dict(self.extra))
        object.__setattr__(self, "decisions", decisions)
        for name in sorted(self.unsure):
            if name not in BY_NAME and name not in self.extra:
                # Facts of one's own are checked where they are known: checked().
                continue
            value = self.get(name)
            if value is not None and getattr(value, "exact", True):
                problems.append(Problem(Code.UNSURE_KNOWN, subject=name))
        if problems:
            raise InputError(problems)

    def __repr__(self) -> str:
        """Only what is known."""
        parts = [f"{name}={plain(value)!r}" for name, value in self.known() if name not in self.extra]
        parts += [f"unsure={sorted(self.unsure)}"] if self.unsure else []
        parts += [f"extra={self.extra}"] if self.extra else []
        parts += [f"decisions={self.decisions}"] if self.decisions else []
        return f"Profile({', '.join(parts)})"

    def __hash__(self) -> int:
        return hash((tuple(self.known()), self.unsure, self.decisions))

    def get(self, name: str) -> Value | None:
        """The value of a fact, of the contract or of one's own, or None."""
        if name in BY_NAME:
            value: Value | None = getattr(self, name)
            return value
        return self.extra.get(name)

    def known(self) -> Iterator[tuple[str, Value]]:
        """The stated facts and their values, in the order of the catalogue."""
        for fact in catalogue().values():
            value = getattr(self, fact.name)
            if value is not None:
                yield fact.name, value
        yield from self.extra.items()

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, Any], *, facts: Mapping[str, Fact] = BY_NAME) -> Profile:
        """A profile of ``{fact: value}``, with ``unsure: [fact, …]`` and ``decisions`` where wanted.

        ``facts`` adds facts of one's own (``liushou.load_rules(…).facts``). Raises
        :class:`~liushou.InputError` with everything that is wrong.
        """
        stated, problems = read_stated(mapping, facts)
        if problems:
            raise InputError([problem for _, problem in problems])
        return cls(**stated)

    def checked(self, facts: Mapping[str, Fact]) -> Profile:
        """The profile with ``extra`` and ``unsure`` held to the facts that exist.

        Raises :class:`~liushou.InputError` for a name that is none, or a value it cannot have.
        """
        if not self.extra and all(name in BY_NAME for name in self.unsure):
            return self
        problems = [Problem(Code.NOT_EXTRA, subject=name) for name in self.extra if name in BY_NAME]
        if problems:
            raise InputError(problems)
        return Profile.from_mapping({**self.to_mapping(), "decisions": self.decisions}, facts=facts)

    def to_mapping(self) -> dict[str, Any]:
        """The profile as a file holds it; :meth:`from_mapping` reads it back the same."""
        result: dict[str, Any] = {name: plain(value) for name, value in self.known()}
        if self.unsure:
            result["unsure"] = sorted(self.unsure)
        if self.decisions:
            result["decisions"] = [decision.to_mapping() for decision in self.decisions]
        return result


def unknown_fact(name: object, facts: Mapping[str, Fact]) -> Problem:
    """The problem of a name that is no fact."""
    if str(name) in DERIVED:
        derived, source = DERIVED[str(name)]
        return Problem(Code.DERIVED_FACT, subject=name, title=derived.title, source=source)
    return unknown_name("fact", name, facts, names=Phrase("fact-list"))


def read_stated(mapping: Mapping[str, Any], facts: Mapping[str, Fact]) -> tuple[dict[str, Any], Wrong]:
    """What a mapping states, as the fields of a profile, and what is wrong with it, each with the path to it."""
    known: dict[str, Any] = {}
    extra: dict[str, Value] = {}
    wrong: Wrong = []
    for name, raw in mapping.items():
        if name in PARTS:
            continue
        fact = facts.get(name)
        try:
            value = fact.read(raw) if fact is not None else None
        except FactError as error:
            wrong += [((name,), problem) for problem in error.problems]
            continue
        if fact is None:
            wrong.append(((name,), unknown_fact(name, facts)))
        elif name in BY_NAME:
            known[name] = value
        elif value is not None:
            extra[name] = value
    decisions, problems = read_decisions(mapping.get("decisions"))
    wrong += [(("decisions", *path), problem) for path, problem in problems]
    unsure = () if mapping.get("unsure") is None else mapping["unsure"]
    if isinstance(unsure, (str, Mapping)) or not isinstance(unsure, Iterable):
        wrong.append((("unsure",), Problem(Code.UNSURE_LIST, expected="unsure: [fact, …]")))
        unsure = ()
    unsure = tuple(unsure)
    for number, name in enumerate(unsure):
        if not isinstance(name, str) or name not in facts:
            wrong.append((("unsure", number), unknown_fact(name if isinstance(name, str) else "…", facts)))
    return {**known, "extra": extra, "decisions": decisions, "unsure": frozenset(map(str, unsure))}, wrong


__all__ = ["ContradictionError", "Profile", "unknown_fact"]

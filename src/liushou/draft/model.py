"""What a draft is made of: the text as it was read, the frame of the document, and proposals with their certainty."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from ..documents import Agency, AnnexItem, Clause, ContextKind, Definition, Measure, Reference, Service
from ..problems import Problem
from ..profile import Fact
from ..texts import Source

#: sure: nothing is left to decide. check: a person reads it. open: nothing that is registered says it.
Certainty = Literal["sure", "check", "open"]
CERTAINTIES: tuple[Certainty, ...] = ("sure", "check", "open")


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedText:
    """A document as it was read from a file: one paragraph a line, without what is not its text.

    ``notes`` say what was left out, joined or replaced (page numbers, line breaks, traditional characters).
    """

    file: str
    text: str
    notes: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """An encoded sentence like the one that is drafted: where it stands and how alike they are (0 to 1)."""

    policy: str
    number: str
    clause: str
    quote: str
    likeness: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """How certain a proposal is, and what speaks for and against it, in Chinese, as comments and the page show it."""

    certainty: Certainty
    speaks_for: tuple[str, ...] = ()
    speaks_against: tuple[str, ...] = ()
    neighbour: Neighbour | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedMeasure:
    """A measure of the clause ``at`` whose quote lies from ``start`` to ``end`` in the whole text."""

    at: str
    start: int
    end: int
    measure: Measure
    judgement: Judgement


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedContext:
    """A stretch of the part ``at`` that promises nothing; it begins and ends with a 分句 of one sentence."""

    at: str
    start: int
    end: int
    kind: ContextKind
    judgement: Judgement


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposals:
    """What was proposed for all clauses of a document, in printed order; together they touch every sentence.

    ``services`` and ``topics`` are new entries that open measures name (id → entry), ``facts`` likewise.
    """

    measures: tuple[ProposedMeasure, ...]
    context: tuple[ProposedContext, ...]
    services: Mapping[str, Service] = field(default_factory=dict)
    topics: Mapping[str, Service] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """All of a document but its measures and context.

    ``clauses`` and ``annex`` are in printed order, without measures and context; their contact is proposed where it is
    plain. ``agencies``, ``references``, ``fields`` and ``facts`` are entries that no register has yet (id → entry).
    ``judgements`` are keyed by where they stand in the file: ``("number",)``, ``("definition",)``,
    ``("clauses", 3, "agencies")``, ``("agencies", "xx_civil_affairs")``. ``not_printed`` are the keys of the header
    that the text does not print (title, number, issued, issuers).
    """

    id: str
    source: Source
    title: str
    number: str
    issued: date
    place: str
    implements: tuple[str, ...]
    issuers: tuple[str, ...]
    addressees: tuple[str, ...] = ()
    definition: Definition
    clauses: tuple[Clause, ...]
    annex: tuple[AnnexItem, ...] = ()
    agencies: Mapping[str, Agency] = field(default_factory=dict)
    references: Mapping[str, Reference] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    judgements: Mapping[tuple[str | int, ...], Judgement] = field(default_factory=dict)
    not_printed: tuple[str, ...] = ()


#: What became of a sentence in a new edition.
Change = Literal["unchanged", "reworded", "new", "gone"]
CHANGES: tuple[Change, ...] = ("reworded", "new", "gone", "unchanged")


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionSentence:
    """A sentence of a new edition beside the one that it replaces.

    It lies from ``start`` to ``end`` in the new text, in the part ``at`` (empty where it is gone). ``old_at`` and
    ``old`` are where it stood and what it read (empty where it is new). ``effects`` say in Chinese what that does to
    the rules, a line each.
    """

    change: Change
    at: str = ""
    start: int = 0
    end: int = 0
    old_at: str = ""
    old: str = ""
    effects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleChange:
    """What a new edition does to one service, one topic or the definition, in the words of the comparison.

    ``title`` names it, ``verdict`` is a few words (新文件更宽), ``sentence`` and ``notes`` say it at length.
    """

    title: str
    verdict: str
    sentence: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What a draft that was made from an older document keeps of it and changes.

    ``policy``, ``number``, ``title`` and ``issued`` are those of the older one. ``sentences`` are in the printed order
    of the new text, a sentence that is gone after the one it followed.
    """

    policy: str
    number: str
    title: str
    issued: date
    sentences: tuple[EditionSentence, ...] = ()
    rules: tuple[RuleChange, ...] = ()

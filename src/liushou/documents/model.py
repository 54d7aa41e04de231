"""Documents and registers, frozen and complete; by the same fields files are read and schemas for editors made."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal

from ..problems import Location
from ..rules import ALWAYS, Concept, Condition
from ..yaml import GIVEN, By, Identifier, Key, Known, Length, Name, Passage, Passages, Text

Force = Literal["shall", "priority", "provide", "encourage"]
Reach = Literal["individual", "collective"]
ContextKind = Literal["background", "goal", "organisation", "duty"]
Certainty = Literal["confirmed", "presumed", "unknown"]
Level = Literal["nation", "province", "prefecture", "county", "group"]
Head = Literal["title", "number", "issued", "issuers"]
WordMeaning = Literal[
    Force, ContextKind, "need", "residual", "open", "free", "unit", "fact", "less", "at_most", "more", "at_least",
    "service", "topic", "condition", "parameter", "woman", "others", "light", "limit", "chapter", "field"
]  # fmt: skip

#: What a text may leave out of its head.
HEADS: tuple[Head, ...] = ("title", "number", "issued", "issuers")
FORCES: tuple[Force, ...] = ("shall", "priority", "provide", "encourage")
FORCE_WORDS: dict[str, str] = {"shall": "应当", "priority": "优先", "provide": "提供", "encourage": "鼓励支持"}
CONTEXT_KINDS: tuple[ContextKind, ...] = ("background", "goal", "organisation", "duty")
CONTEXT_WORDS: dict[str, str] = {"background": "背景", "goal": "目标", "organisation": "组织", "duty": "要求"}
ROLES = ("lead", "support", "joint", "sole")
ROLE_WORDS: dict[str, str] = {"lead": "牵头", "support": "配合", "joint": "分工", "sole": "负责"}
#: The longest quote of a measure or a definition, in characters.
MAX_QUOTE = 80

Quote = Annotated[str, Length(1, MAX_QUOTE)]
PlaceCode = Annotated[str, By("place")]
When = Annotated[Condition, Key("when"), By("condition")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """What has its place in a file."""

    location: Location | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agencies:
    """Offices as the closing of a clause names them, in printed order; ``others`` if it ends in 等."""

    lead: Annotated[tuple[Text, ...], "（…牵头）"] = ()
    support: Annotated[tuple[Text, ...], "有牵头单位时其余的单位"] = ()
    joint: Annotated[tuple[Text, ...], "没有牵头、按职责分工负责的单位"] = ()
    sole: Annotated[tuple[Text, ...], Length(0, 1), "单独负责的单位"] = ()
    others: Annotated[bool, "名单之后印有“等”"] = False

    def all(self) -> tuple[str, ...]:
        """Every office, in printed order."""
        return self.lead + self.support + self.joint + self.sole

    def roles(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """(role, offices) of the roles that are filled."""
        return ((role, offices) for role in ROLES if (offices := getattr(self, role)))

    def __bool__(self) -> bool:
        return bool(self.all())


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure(Placed):
    """One promise of a clause: one service (or topic) and one quote.

    ``condition`` comes on top of the document's definition; ``need`` is reported and never decides;
    ``residual`` is left to the office; ``until`` is the last day of a dated goal.
    """

    service: Annotated[Name | None, Known("service"), "服务（到人），见 liushou services"] = None
    topic: Annotated[Name | None, Known("topic"), "事项（不到人），见 liushou topics"] = None
    reach: Annotated[Reach | None, "service 到人，topic 不到人；不必写"] = field(default=None, compare=False)
    force: Force
    annex: Annotated[Text | None, "正文条款有两个附件条目时写明哪一个"] = None
    quote: Annotated[Quote, f"条款原文里连续的一段，最多 {MAX_QUOTE} 字"]
    condition: When = ALWAYS
    need: Annotated[Name | None, Known("need"), "只报告、不决定的需求"] = None
    residual: Annotated[tuple[Text, ...], "由部门判断的条件，如 符合条件、按规定"] = ()
    reading: Annotated[Text | None, "开放词语怎样理解、依据何处"] = None
    contact: Annotated[Text | None, "经办单位（推断），须在本条单位之中；none 表示没有"] = None
    carried_out_by: Annotated[tuple[Text, ...], "句子里写明由谁来做"] = ()
    until: Annotated[date | None, "有期限的目标的最后一天"] = None

    @property
    def name(self) -> str:
        """The service or topic."""
        return self.service or self.topic or ""

    @property
    def individual(self) -> bool:
        """Whether the measure reaches one woman; its name is then a service."""
        return self.service is not None

    def in_force(self, on: date) -> bool:
        """Whether the measure still holds on a day: it is no goal whose last day has passed."""
        return self.until is None or on <= self.until


@dataclass(frozen=True, slots=True)
class Context(Placed):
    """A part of a clause that promises nothing.

    It begins with the words ``opening`` and ends with that 分句, or with the words ``ending``; without an
    opening it is the whole clause.
    """

    kind: ContextKind
    opening: str = ""
    ending: str = ""

    @property
    def whole(self) -> bool:
        """Whether it covers the whole clause."""
        return not self.opening

    def __str__(self) -> str:
        return f"{self.opening}…{self.ending}" if self.opening else "整条"


Spans = tuple[Annotated[Context, By("span")], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contexts:
    """Context as it is written: by kind."""

    background: Annotated[Spans, "背景"] = ()
    goal: Annotated[Spans, "目标"] = ()
    organisation: Annotated[Spans, "组织"] = ()
    duty: Annotated[Spans, "要求"] = ()


ContextParts = Annotated[
    tuple[Context, ...], By("context", ContextKind | Contexts), "不许诺什么的内容，按种类；整条都是的只写种类"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause(Placed):
    """A numbered clause, or a part of the text outside them (前言, 一, 结尾)."""

    at: Annotated[Text, "条款编号，如 二（一）；编号之外为 前言、一、结尾"]
    heading: Text | None = None
    references: tuple[Annotated[Text, Known("reference")], ...] = ()
    agencies: Agencies = Agencies()
    contact: Annotated[Text | None, "本条各项服务的经办单位（推断）；牵头或单独负责的不必写"] = None
    measures: tuple[Measure, ...] = ()
    context: ContextParts = ()


@dataclass(frozen=True, slots=True)
class Rewording:
    """Where an annex item says it in other words than the body clause."""

    body: str
    annex: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnexItem(Placed):
    """An item of an annex that repeats body clauses and names their agencies; ``context`` is what else it says."""

    at: Text
    of: Annotated[tuple[Annotated[Text, Known("clause")], ...], "它重复的正文条款"] = ()
    agencies: Agencies = Agencies()
    differs: tuple[Rewording, ...] = ()
    context: ContextParts = ()


@dataclass(frozen=True, slots=True)
class Definition(Placed):
    """Who is a 农村留守妇女 under a document."""

    at: Annotated[Text, Known("clause")]
    quote: Quote
    condition: When


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A document: one file, `policy:` at its top; header, definition, clauses in printed order, annex."""

    id: Annotated[Identifier, Key("policy")]
    title: Text
    number: Annotated[Text, "文号，如 渝民发〔2020〕38号"]
    issued: date
    place: PlaceCode
    implements: tuple[Text, ...] = ()
    issuers: Annotated[tuple[Text, ...], "发文机关；只有 not_printed 写了 issuers 才可以为空"]
    not_printed: Annotated[tuple[Head, ...], "原文没有印的：此时 number 写《标题》，issued 写推定的一天"] = ()
    definition: Definition
    clauses: Annotated[tuple[Clause, ...], Length(1)]
    annex: tuple[AnnexItem, ...] = ()
    file: Annotated[str, GIVEN] = field(default="", compare=False)

    def clause(self, at: str) -> Clause | None:
        """The clause with this label."""
        return next((clause for clause in self.clauses if clause.at == at), None)

    def annex_item(self, at: str) -> AnnexItem | None:
        """The annex item with this label."""
        return next((item for item in self.annex if item.at == at), None)

    def measures(self) -> Iterator[tuple[Clause, Measure]]:
        """Every measure with its clause, in printed order."""
        return ((clause, measure) for clause in self.clauses for measure in clause.measures)

    def agencies_of(self, clause: Clause, measure: Measure | None = None) -> tuple[str, Agencies]:
        """(label, agencies) of a clause: its own, or those of the annex item for the measure."""
        named = measure.annex if measure else None
        items = [item for item in self.annex if clause.at in item.of and named in (None, item.at)]
        source = clause if clause.agencies or len(items) != 1 else items[0]
        return source.at, source.agencies


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """The office that a statute names as the one to go to."""

    office: Text
    cites: Annotated[tuple[Passage, ...], Length(1), "写明这个机关的条文"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Service(Placed):
    """A service (or a topic): its title, one sentence about it, and whether it is open to everyone."""

    id: Annotated[str, GIVEN]
    title: Text
    about: Text = ""
    open_to: Literal["everyone", "left_behind"] = "left_behind"
    source: Annotated[Text | None, "没有条文原文时的出处，如转载"] = None
    cites: Passages = ()
    door: Annotated[Door | None, "法律写明向谁申请的"] = None

    @property
    def open_to_everyone(self) -> bool:
        """Whether others than left-behind women may have it, too."""
        return self.open_to == "everyone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Successor:
    """Who took an office's work over, from which day, and how sure that is."""

    since: Annotated[date, Key("from")]
    office: Annotated[Name | None, Known("agency")]
    certainty: Certainty
    source: Text
    official: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency(Placed):
    """One office at one level, with the strings under which documents print it."""

    id: Annotated[str, GIVEN]
    name: Text
    level: Level
    place: PlaceCode
    aliases: tuple[Text, ...] = ()
    successors: tuple[Successor, ...] = ()
    field: Annotated[Name | None, Known("field"), "工作领域，fields 之一"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptEntry(Placed):
    """A named condition with the passages or the source it rests on, and how it is read.

    Before the day ``since``, on which its law came into force, it is unknown. ``unless`` are the
    classes that its source leaves open; ``residual`` is what the office decides.
    """

    id: Annotated[str, GIVEN]
    title: Text
    source: Annotated[Text, "没有条文原文时的出处，如转载；有 cites 的可以不写"] = ""
    cites: Passages = ()
    since: Annotated[date | None, "所据法律施行之日；此前为未知"] = None
    unless: Annotated[tuple[Text, ...], "条文里由别人认定的其他情形（照引）：不符合时一并写出"] = ()
    residual: Annotated[tuple[Text, ...], "由部门判断的条件"] = ()
    reading: Text | None = None
    condition: When

    @property
    def in_force(self) -> str | None:
        """The parameter that says whether its law is in force; None where no day is given."""
        return None if self.since is None else f"{self.id}__in_force"

    @property
    def basis(self) -> str:
        """The laws it rests on, in Chinese."""
        return "、".join(dict.fromkeys(f"《{passage.law}》" for passage in self.cites)) or f"“{self.title}”所据规定"

    def node(self) -> Concept:
        """The concept as conditions name it."""
        return Concept(self.id, self.title, self.condition, in_force=self.in_force)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference(Placed):
    """A law or document that the texts name, and whether it has been replaced."""

    id: Annotated[str, GIVEN]
    title: Text
    kind: Literal["law", "document"]
    text: Annotated[Identifier | None, "原文在 sources/laws/ 里的文件名（不写 .txt）"] = None
    cited_as: tuple[Text, ...] = ()
    in_force: date | None = None
    until: date | None = None
    replaced_by: Annotated[Name | None, Known("reference")] = None
    certainty: Certainty | None = None
    source: Text = ""
    official: bool | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WordGroup(Placed):
    """Words that mean the same to whoever reads a text: verbs of one force, words of need, units, bounds.

    ``of`` is the unit or fact named, ``times`` how many of it one is; ``after`` are bounds after their number.
    """

    id: Annotated[str, GIVEN]
    means: WordMeaning
    of: Name | None = None
    times: float = 1
    says: tuple[Name, ...] = ()
    after: tuple[Name, ...] = ()
    but_not: Annotated[tuple[Name, ...], "含有这些字而不是这个意思的词"] = ()

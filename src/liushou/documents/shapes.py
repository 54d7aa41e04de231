"""The shapes of the YAML files, as pydantic models: types, required keys, unknown keys.

What the names in a file must refer to is checked in :mod:`.checks`; the JSON Schema
for editors is made from these models (:mod:`.schema`).
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, StringConstraints, Tag, WithJsonSchema

from .model import MAX_QUOTE, ContextKind

Text = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=64)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=64)]
Quote = Annotated[str, StringConstraints(min_length=1, max_length=MAX_QUOTE)]
#: 首词… or 首词…尾词; what is wrong with one is said in policy.py.
Opening = Annotated[
    str, StringConstraints(max_length=200), WithJsonSchema({"type": "string", "pattern": "^[^…]+…+[^…]*$"})
]
Code = Annotated[str, WithJsonSchema({"type": "string", "pattern": "^([1-9][0-9]{5}|nation)$"})]
When = Annotated[Any, WithJsonSchema({"title": "When"})]  # made a reference in schema.py


class Shape(BaseModel):
    """Strict: no unknown keys, no conversions."""

    model_config = ConfigDict(extra="forbid", strict=True)


class AgenciesShape(Shape):
    lead: list[Text] = Field(default=[], description="（…牵头）")
    support: list[Text] = Field(default=[], description="有牵头单位时其余的单位")
    joint: list[Text] = Field(default=[], description="没有牵头、按职责分工负责的单位")
    sole: list[Text] = Field(default=[], max_length=1, description="单独负责的单位")


class MeasureShape(Shape):
    service: Name | None = Field(default=None, description="services.yaml 里的服务（到人）")
    topic: Name | None = Field(default=None, description="services.yaml 里的事项（不到人）")
    reach: Literal["individual", "collective"] | None = Field(
        default=None, description="service 到人，topic 不到人；不必写"
    )
    force: Literal["shall", "priority", "provide", "encourage"]
    annex: Text | None = Field(default=None, description="正文条款有两个附件条目时写明哪一个")
    quote: Quote = Field(description="条款原文里连续的一段，最多 80 字")
    when: When = None
    need: Name | None = Field(default=None, description="只报告、不决定的需求")
    residual: list[Text] = Field(default=[], description="由部门判断的条件，如 符合条件、按规定")
    reading: Text | None = Field(default=None, description="开放词语怎样理解、依据何处")
    contact: Text | None = Field(default=None, description="经办单位（推断），须在本条单位之中；none 表示没有")
    carried_out_by: list[Text] = Field(default=[], description="句子里写明由谁来做")
    until: date | None = Field(default=None, description="有期限的目标的最后一天")


class ContextShape(Shape):
    """不许诺什么的内容，按种类；每项写 首词…（一个分句）或 首词…尾词（同一句之内）。"""

    background: list[Opening] = Field(default=[], description="背景")
    goal: list[Opening] = Field(default=[], description="目标")
    organisation: list[Opening] = Field(default=[], description="组织实施")
    duty: list[Opening] = Field(default=[], description="对她的要求")


ContextField = Annotated[
    Annotated[ContextKind, Tag("kind")] | Annotated[ContextShape, Tag("kinds")],
    Discriminator(lambda value: "kind" if isinstance(value, str) else "kinds"),
]


class ClauseShape(Shape):
    at: Text = Field(description="条款编号，如 二（一）；编号之外为 前言、一、结尾")
    heading: Text | None = None
    references: list[Text] = []
    agencies: AgenciesShape | None = None
    contact: Text | None = Field(default=None, description="本条各项服务的经办单位（推断）；牵头或单独负责的不必写")
    measures: list[MeasureShape] = []
    context: ContextField | None = Field(default=None, description="不许诺什么的内容；整条都是的只写种类")


class DifferenceShape(Shape):
    body: str
    annex: str


class AnnexShape(Shape):
    at: Text
    of: list[Text] = Field(default=[], description="它重复的正文条款")
    agencies: AgenciesShape | None = None
    differs: list[DifferenceShape] = []
    context: ContextField | None = Field(default=None, description="正文没有的内容")


class DefinitionShape(Shape):
    at: Text
    quote: Quote
    when: When


class PolicyShape(Shape):
    """A document: one file, `policy:` at its top."""

    policy: Identifier
    title: Text
    number: Text = Field(description="文号，如 渝民发〔2020〕38号")
    issued: date
    place: Code
    implements: list[Text] = []
    issuers: Annotated[list[Text], Field(min_length=1)]
    definition: DefinitionShape
    clauses: Annotated[list[ClauseShape], Field(min_length=1)]
    annex: list[AnnexShape] = []


class ServiceShape(Shape):
    title: Text
    about: Text | None = None
    open_to: Literal["everyone", "left_behind"] = "left_behind"
    source: Text | None = None


class TopicShape(Shape):
    title: Text


class SuccessorShape(Shape):
    model_config = ConfigDict(extra="forbid", strict=True, populate_by_name=True)
    since: date = Field(alias="from")
    office: Name | None
    certainty: Literal["confirmed", "presumed", "unknown"]
    source: Text
    official: bool = False


class AgencyShape(Shape):
    name: Text
    level: Literal["nation", "province", "prefecture", "county", "group"]
    place: Code
    aliases: list[Text] = []
    successors: list[SuccessorShape] = []


class ConceptShape(Shape):
    title: Text
    source: Text
    reading: Text | None = None
    when: When


class SourceShape(Shape):
    title: Text
    url: Text | None = None
    note: Text | None = None


class ValueShape(Shape):
    model_config = ConfigDict(extra="forbid", strict=True, populate_by_name=True)
    place: Code
    since: date = Field(alias="from")
    until: date | None = None
    value: float | None = None
    at_least: float | None = None
    at_most: float | None = None
    per: Literal["month", "year"] = "month"
    official: bool = False
    source: Text | SourceShape


class ParameterShape(Shape):
    title: Text
    unit: Annotated[str, StringConstraints(max_length=32)]
    about: Text | None = None
    values: list[ValueShape]


class ReferenceShape(Shape):
    title: Text
    kind: Literal["law", "document"]
    cited_as: list[Text] = []
    in_force: date | None = None
    until: date | None = None
    replaced_by: Name | None = None
    certainty: Literal["confirmed", "presumed", "unknown"] | None = None
    source: Text | None = None
    official: bool | None = None
    note: Text | None = None


class InsteadOfShape(Shape):
    fact: Name
    unit_months: int = Field(ge=1, le=1200, description="数字一个单位合几个月")
    decides_months: int = Field(ge=1, le=1200, description="以几个月为界")
    apart_months: int = Field(ge=1, le=1200, description="最多可差几个月")


class ShortShape(Shape):
    part: Literal["unsaid", "age", "where", "verb", "time"]
    subject: str = ""
    yes: str = ""
    no: str = ""
    alone: str = ""
    unknown: str = ""


class RollUpShape(Shape):
    group: Name
    band: Text | None = None


class FactShape(Shape):
    title: Text
    type: Literal["yes_no", "choice", "date", "number", "integer"]
    ask: Text
    unit: Annotated[str, StringConstraints(max_length=32)] | None = None
    choices: dict[Identifier, Text] = {}
    minimum: float | None = None
    maximum: float | None = None
    settled_by: Literal["herself", "certificate", "authority"] = "herself"
    office: Text | None = None
    yes: Text | None = None
    no: Text | None = None
    group: Name | None = Field(default=None, description="同一屏上一起问的事实")
    place: bool = False
    need: bool = False
    past: bool = Field(default=False, description="日期不会晚于评估日")
    implies: list[Name] = Field(default=[], description="是（数字、日期：已知）就说明这些事实也是")
    needs: list[Name] = Field(default=[], description="这些事实为否时，本事实不适用")
    instead_of: InsteadOfShape | None = Field(default=None, description="与另一事实二选一")
    hardship: Literal["more", "less"] | None = Field(default=None, description="是即更困难；越小越困难")
    usual: bool | str | None = Field(default=None, description="留守妇女通常的情况")
    short: ShortShape | None = Field(default=None, description="文件对比里一句话怎么说")
    identity: bool = Field(default=False, description="可用来认人")
    roll_up: RollUpShape | None = Field(default=None, description="汇总表里归哪一组、哪一档")
    columns: list[Text] = Field(default=[], description="台账里的列名")


class PlaceShape(Shape):
    facts: dict[Name, Any] = {}
    source: Text | None = None


class RegistersShape(Shape):
    """Registers: one or more of these keys at the top of a file."""

    services: dict[Identifier, ServiceShape] = {}
    topics: dict[Identifier, TopicShape] = {}
    agencies: dict[Identifier, AgencyShape] = {}
    concepts: dict[Identifier, ConceptShape] = {}
    parameters: dict[Identifier, ParameterShape] = {}
    references: dict[Name, ReferenceShape] = {}
    facts: dict[Identifier, FactShape] = {}
    places: dict[Code, PlaceShape] = {}

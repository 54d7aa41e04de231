"""The answer: DESIGN §5 as frozen dataclasses, with the same names as its JSON."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from .rules import Word
from .values import Truth

if TYPE_CHECKING:
    from .documents import OfficeToday

Status = Literal["eligible", "undetermined", "ineligible"]
STATUS_WORDS: dict[Status, str] = {"eligible": "可能符合", "undetermined": "还需了解", "ineligible": "暂不符合"}
#: Whether she is a 留守妇女 under a document.
LEFT_BEHIND_WORDS: dict[bool | None, str] = {True: "属于", False: "不属于", None: "待了解"}
DISCLAIMER = "以主管部门核定为准"
BEYOND_DOCUMENT = "该服务不限于留守妇女，请另向经办部门咨询"


class SettlerWords(NamedTuple):
    """Who settles a fact: in one word, in full, and as how it is settled."""

    word: str
    full: str
    how: str


SETTLER_WORDS: dict[str, SettlerWords] = {
    "herself": SettlerWords("本人", "本人", "本人说明"),
    "certificate": SettlerWords("证件", "证件或证明", "凭证件或证明"),
    "authority": SettlerWords("部门", "主管部门", "由部门核定"),
}

_BY_TRUTH: dict[bool | None, Status] = {True: "eligible", False: "ineligible", None: "undetermined"}


def status_of(value: bool | None) -> Status:
    """The status of yes, no, unknown."""
    return _BY_TRUTH[value]


def missing_in(status: Status, grounds: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """The facts that can still change a status, from what is missing in each ground; none where it is decided."""
    return tuple(dict.fromkeys(fact for ground in grounds for fact in ground)) if status == "undetermined" else ()


def truth_of(outcome: Status | Word) -> Truth:
    """Yes, no, unknown as True, False, None, from a status or a word."""
    return None if outcome in ("undetermined", "unknown") else outcome in ("eligible", "yes")


@dataclass(frozen=True, slots=True)
class Citation:
    """The clause that says so: document number and title, label, contiguous quote."""

    number: str
    title: str
    clause: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerAgencies:
    """The offices of a ground as printed, by role; ``clause`` says where they are printed.

    ``contact`` is liushou's reading of which of them handles the service (inferred);
    ``today`` says who does each one's work on the day of assessment.
    """

    lead: tuple[str, ...]
    support: tuple[str, ...]
    joint: tuple[str, ...]
    sole: tuple[str, ...]
    contact: str | None
    clause: str
    today: tuple[OfficeToday, ...]


@dataclass(frozen=True, slots=True)
class Blocker:
    """A condition that is not met: its phrase, the fact it asks for, and in Chinese."""

    condition: str
    fact: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One measure of one document as a ground for a service."""

    policy: str
    status: Status
    force: str
    need: Word | None
    citation: Citation
    agencies: AnswerAgencies
    met: tuple[str, ...]
    blocked_by: tuple[Blocker, ...]
    missing: tuple[str, ...]
    residual: tuple[str, ...]
    reading: str | None
    carried_out_by: tuple[str, ...] = ()
    until: date | None = None
    unknown_parameters: tuple[str, ...] = ()
    left_behind: Word = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceAnswer:
    """A service over all its grounds."""

    id: str
    title: str
    status: Status
    need: Word | None
    beyond_document: bool
    grounds: tuple[Ground, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """The facts that can still change an undetermined status."""
        return missing_in(self.status, (ground.missing for ground in self.grounds))


@dataclass(frozen=True, slots=True)
class PolicyAnswer:
    """A document that applies, and whether she is a 留守妇女 under its definition."""

    id: str
    number: str
    title: str
    left_behind: Word


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A fact that can still change a status, and how many services it is missing in."""

    fact: str
    ask: str
    settles: int
    settled_by: str
    title: str = ""
    office: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class AnswerPlace:
    """The place of the answer."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class RulesUsed:
    """Which rules gave the answer."""

    version: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """The whole answer for one woman, one place, one day."""

    place: AnswerPlace
    on: date
    rules: RulesUsed
    notes: tuple[str, ...]
    policies: tuple[PolicyAnswer, ...]
    services: tuple[ServiceAnswer, ...]
    questions: tuple[Question, ...]
    disclaimer: str = field(default=DISCLAIMER)

    def service(self, name: str) -> ServiceAnswer:
        """The answer for one service; KeyError if no applying document offers it."""
        for service in self.services:
            if service.id == name:
                return service
        raise KeyError(name)

    def statuses(self) -> dict[str, Status]:
        """``{service id: status}``."""
        return {service.id: service.status for service in self.services}

    def conclusions(self) -> dict[str, Truth]:
        """Every definition, service and ground with its truth, named as in ``liushou export``."""
        truths = {f"definition {policy.id}": truth_of(policy.left_behind) for policy in self.policies}
        for service in self.services:
            truths[f"service {service.id}"] = truth_of(service.status)
            for number, ground in enumerate(service.grounds):
                truths[f"ground {service.id} {number}"] = truth_of(ground.status)
        return truths

    def to_dict(self) -> dict[str, Any]:
        """The answer as the contract's JSON object."""
        result = _plain(self)
        assert isinstance(result, dict)
        return result


def _plain(value: Any) -> Any:
    """Dataclasses as dicts, tuples as lists, days as ISO text."""
    fields = getattr(type(value), "__dataclass_fields__", None)
    if fields is not None:
        return {name: _plain(getattr(value, name)) for name in fields}
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value

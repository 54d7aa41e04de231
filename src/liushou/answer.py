"""The answer as frozen dataclasses, with the same names as its JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from datetime import date
from functools import cache
from types import MappingProxyType, NoneType, UnionType
from typing import Any, Literal, NamedTuple, Self, Union, get_args, get_origin, get_type_hints

from .chinese import format_day
from .documents import OfficeToday, Where
from .problems import Code, InputError, Problem, written
from .rules import Word
from .values import Truth

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


def status_of(value: bool | None) -> Status:
    """The status of yes, no, unknown."""
    return "undetermined" if value is None else "eligible" if value else "ineligible"


def truth_of(outcome: Status | Word) -> Truth:
    """Yes, no, unknown as True, False, None, from a status or a word."""
    return None if outcome in ("undetermined", "unknown") else outcome in ("eligible", "yes")


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedLaw:
    """A law or document that a clause refers to and that does not stand on the day as it is cited.

    ``standing`` says in Chinese what has become of it; ``replaced_by`` is the title of what came after.
    """

    title: str
    standing: str
    replaced_by: str | None


@dataclass(frozen=True, slots=True)
class Citation:
    """The clause that says so: document number and title, label, contiguous quote."""

    number: str
    title: str
    clause: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """A passage of a law or document on which a concept (its id) or a parameter (``$name``) of a condition rests.

    ``law`` is the title as it is printed, ``at`` the article: 第八条（一）.
    """

    concept: str
    title: str
    law: str
    at: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerAgencies:
    """The offices of a ground as printed, by role; ``clause`` says where they are printed.

    ``others`` says that 等 is printed behind the last of them; ``contact`` is liushou's reading of which of them
    handles the service (inferred); ``today`` says who does each one's work on the day of assessment.
    """

    lead: tuple[str, ...]
    support: tuple[str, ...]
    joint: tuple[str, ...]
    sole: tuple[str, ...]
    others: bool
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
class Settled:
    """What an office has decided of a residual condition: which, who, and on which day."""

    residual: str
    by: str
    on: date

    @property
    def marked(self) -> str:
        """The condition with who refused it and when: 符合条件（2025年6月1日丰都县民政局认定不符合）."""
        before = self.residual.removesuffix("）") + "；" if self.residual.endswith("）") else f"{self.residual}（"
        return f"{before}{format_day(self.on)}{self.by}认定不符合）"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Ground:
    """One measure of one document as a ground for a service.

    ``residual`` are the conditions that the office judges. Those it has found met are in ``settled`` instead; those it
    has refused (``refused``) stay, with the office and the day. ``unless`` are the open lists behind a no: classes that
    others fill and that the rules cannot know. None of them changes the status. ``references`` are the laws that the
    clause refers to and that have been replaced, have ended, or are not yet in force. ``basis`` are the passages of the
    concepts and parameters in the measure's own condition that make the status what it is. ``opens`` is the first later
    day on which time alone makes it eligible.
    """

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
    unless: tuple[str, ...] = ()
    settled: tuple[Settled, ...] = ()
    refused: tuple[Settled, ...] = ()
    references: tuple[CitedLaw, ...] = ()
    basis: tuple[Basis, ...] = ()
    opens: date | None = None

    def __repr__(self) -> str:
        return f"<Ground {self.policy} {self.citation.clause} {self.status}: {self.citation.quote}>"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ServiceAnswer:
    """A service over all its grounds, and where she goes for it.

    ``opens`` is the first later day on which it is eligible with what is known today: by time alone, by a document or
    law that begins on it, or None.
    """

    id: str
    title: str
    status: Status
    need: Word | None
    beyond_document: bool
    grounds: tuple[Ground, ...]
    where: Where | None = None
    opens: date | None = None

    def __repr__(self) -> str:
        return f"<ServiceAnswer {self.id} {self.status}, grounds: {len(self.grounds)}>"

    @property
    def deciding(self) -> tuple[Ground, ...]:
        """The grounds with the status of the service, nearest document first."""
        return tuple(ground for ground in self.grounds if ground.status == self.status)

    @property
    def missing(self) -> tuple[str, ...]:
        """The facts that can still change an undetermined status."""
        facts = dict.fromkeys(fact for ground in self.grounds for fact in ground.missing)
        return tuple(facts) if self.status == "undetermined" else ()


@dataclass(frozen=True, slots=True)
class PolicyAnswer:
    """A document that applies, and whether she is a 留守妇女 under its definition."""

    id: str
    number: str
    title: str
    left_behind: Word


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A fact that can still change a status, and how many services it is missing in.

    Facts of one ``group`` are asked on one screen.
    """

    fact: str
    ask: str
    settles: int
    settled_by: str
    title: str = ""
    office: str | None = None
    unit: str | None = None
    group: str | None = None


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


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
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
        return {service.id: service for service in self.services}[name]

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

    def to_dict(self, *, lean: bool = False) -> dict[str, Any]:
        """The answer as the contract's JSON object; ``lean`` leaves out all that is text, by :data:`LEAN`."""
        data: dict[str, Any] = plain_data(self, LEAN if lean else {})
        return data

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """The answer that :meth:`to_dict` gave; keys that it does not know are passed over.

        Raises :class:`~liushou.InputError` where something is missing or does not fit.
        """
        answer = _read(cls, data, "answer")
        assert isinstance(answer, cls)
        return answer

    def __repr__(self) -> str:
        statuses = [service.status for service in self.services]
        counts = ", ".join(f"{statuses.count(status)} {status}" for status in STATUS_WORDS if status != "eligible")
        eligible = ", ".join(service.id for service in self.services if service.status == "eligible")
        return f"<Match {self.place.code} {self.place.name} on {self.on}: eligible [{eligible}], {counts}>"


#: What a lean answer keeps of each class: what programs count and compare, and nothing to read.
LEAN: dict[str, tuple[str, ...]] = {
    "Match": ("place", "on", "rules", "policies", "services", "questions"),
    "AnswerPlace": ("code",),
    "RulesUsed": ("version", "sha256"),
    "PolicyAnswer": ("id", "left_behind"),
    "ServiceAnswer": ("id", "status", "need", "beyond_document", "grounds", "where", "opens"),
    "Ground": (
        *("policy", "status", "force", "need", "citation", "blocked_by", "missing"),
        *("until", "unknown_parameters", "left_behind", "opens"),
    ),
    "Citation": ("clause",),
    "Blocker": ("fact",),
    "Where": ("office",),
    "Question": ("fact", "settles", "settled_by", "group"),
}


_PLAIN = frozenset((str, bool, int, float))


def plain_data(value: Any, kept: Mapping[str, Sequence[str]] = MappingProxyType({})) -> Any:
    """Dataclasses as dicts, tuples as lists, days as ISO text: what JSON is written from.

    Of the classes that ``kept`` names only these fields.
    """
    kind = type(value)
    if value is None or kind in _PLAIN:
        return value
    if kind is tuple or kind is list:
        return [plain_data(item, kept) for item in value]
    fields = getattr(kind, "__dataclass_fields__", None)
    if fields is not None:
        return {name: plain_data(getattr(value, name), kept) for name in kept.get(kind.__name__, fields)}
    if isinstance(value, Mapping):
        return {name: plain_data(item, kept) for name, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [plain_data(item, kept) for item in value]
    return value.isoformat() if isinstance(value, date) else value


_hints = cache(get_type_hints)


def _read(hint: Any, value: Any, path: str) -> Any:
    """The value of a type that stands for plain data: :func:`plain_data` turned round."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        kind = next(argument for argument in arguments if argument is not NoneType)
        return None if value is None else _read(kind, value, path)
    if origin is Literal and isinstance(value, str) and value in arguments:
        return value
    if origin is tuple and isinstance(value, (list, tuple)):
        return tuple(_read(arguments[0], item, f"{path}[{number}]") for number, item in enumerate(value))
    if is_dataclass(hint) and isinstance(value, Mapping):
        known = {
            part.name: _read(_hints(hint)[part.name], value[part.name], f"{path}.{part.name}")  # type: ignore[arg-type]
            for part in fields(hint)
            if part.name in value
        }
        missing = [part.name for part in fields(hint) if part.default is MISSING and part.name not in known]
        if not missing:
            return hint(**known)  # type: ignore[operator]
        raise InputError(Problem(Code.MISSING_KEY, subject=f"{path}.{missing[0]}"))
    if hint is date and type(value) is str:
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    if origin is None and type(value) is hint:
        return value
    raise InputError(Problem(Code.ANSWER_VALUE, subject=path, value=written(value)))


def answer_schema(*, lean: bool = False) -> dict[str, Any]:
    """The JSON Schema of :meth:`Match.to_dict`; keys may be added to an answer later."""
    from .documents import DIALECT, Shapes

    shapes = Shapes(written=False, named=lambda name: schema_name(name, lean=lean))
    reference, definitions = shapes.reference(Match), shapes.definitions
    if lean:
        kept = {schema_name(name, lean=lean): keys for name, keys in LEAN.items()}
        definitions = {name: _with_keys(definitions[name], keys) for name, keys in kept.items()}
    return {"$schema": DIALECT, "title": "liushou answer", **reference, "$defs": definitions}


def schema_name(name: str, *, lean: bool = False) -> str:
    """What a class of the answer is called in the JSON Schema, and where its keys are in OpenAPI."""
    return ("Lean" if lean else "") + ("Answer" if name == "Match" else name)


def _with_keys(schema: Mapping[str, Any], keys: Sequence[str]) -> dict[str, Any]:
    return {**schema, "properties": {key: schema["properties"][key] for key in keys}, "required": list(keys)}

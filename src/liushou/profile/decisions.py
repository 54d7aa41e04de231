"""What offices have decided for a woman, as her profile has it."""

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from datetime import date
from itertools import islice
from typing import Any, Literal

from ..problems import HALF_A_CHARACTER, Code, InputError, Location, Phrase, Problem, closest, mask, written
from ..values import check_day

#: As many facts, names that she is unsure of, and decisions may be written.
MAX_ENTRIES = 1000

Outcome = Literal["granted", "refused"]
OUTCOMES: tuple[Outcome, ...] = ("granted", "refused")
#: Steps from the top of a profile to a value in it.
Steps = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What an office (``by``) decided on a day (``on``) of one printed residual of a service.

    ``policy`` is the id of the document, ``clause`` its label (二（一）) and ``residual`` the text as the answer
    repeats it. Raises :class:`~liushou.InputError` for an empty text, another outcome, or what is no day.
    """

    policy: str
    clause: str
    service: str
    residual: str
    outcome: Outcome
    by: str
    on: date
    location: Location | None = field(default=None, compare=False, repr=False)

    def __post_init__(self) -> None:
        problems: list[Problem] = []
        for name in ("policy", "clause", "service", "residual", "by"):
            text = getattr(self, name)
            if not isinstance(text, str) or not text.strip():
                problems.append(Problem(Code.EMPTY_VALUE, subject=name, label=Phrase("key-label", name=name)))
            elif HALF_A_CHARACTER.search(text):
                problems.append(Problem(Code.HALF_A_CHARACTER, subject=name))
            elif name == "by":
                object.__setattr__(self, name, mask(text))
        if not isinstance(self.outcome, str) or self.outcome not in OUTCOMES:
            label, near = Phrase("key-label", name="outcome"), closest(self.outcome, OUTCOMES)
            data: dict[str, Any] = {"label": label, "value": written(self.outcome), "names": OUTCOMES}
            problems.append(Problem(Code.NOT_ONE_OF, subject="outcome", near=near, **data))
        try:
            object.__setattr__(self, "on", check_day(self.on))
        except InputError as error:
            problems += error.problems
        if problems:
            raise InputError(problems)

    def to_mapping(self) -> dict[str, Any]:
        """The decision as a profile file holds it."""
        return {name: getattr(self, name) for name in _NAMES if name != "on"} | {"on": self.on.isoformat()}


_NAMES = tuple(part.name for part in fields(Decision) if part.default is MISSING)


def read_decisions(raw: Any) -> tuple[tuple[Decision, ...], list[tuple[Steps, Problem]]]:
    """The decisions that a list of mappings states, and what is wrong with which part of it."""
    if raw is None:
        return (), []
    entries = entries_of(raw)
    if entries is None:
        return (), [((), Problem(Code.DECISIONS_LIST))]
    if len(entries) > MAX_ENTRIES:
        return (), [((), Problem(Code.TOO_MANY_ENTRIES, limit=MAX_ENTRIES))]
    decisions: list[Decision] = []
    problems: list[tuple[Steps, Problem]] = []
    for number, entry in enumerate(entries):
        wrong = [] if isinstance(entry, Decision) else list(_wrong_keys(entry))
        if not wrong:
            try:
                decisions.append(entry if isinstance(entry, Decision) else Decision(**entry))
            except InputError as error:
                wrong = list(error.problems)
        problems += [((number, problem.subject) if problem.subject else (number,), problem) for problem in wrong]
    return tuple(decisions), problems


def _wrong_keys(entry: Any) -> Iterable[Problem]:
    if not isinstance(entry, Mapping):
        label, what = Phrase("this-entry"), Phrase("keys")
        yield Problem(Code.NOT_A_MAPPING, expected=", ".join(_NAMES), label=label, what=what)
        return
    meant = set()
    for key in entry:
        if key not in _NAMES:
            near = closest(key, _NAMES)
            meant.add(near)
            yield Problem(Code.UNKNOWN_KEY, subject=key, near=near, names=_NAMES)
    for name in _NAMES:
        if entry.get(name) is None and name not in meant:
            yield Problem(Code.MISSING_KEY, subject=name)


def entries_of(raw: Any) -> tuple[Any, ...] | None:
    """The entries of a list, of which there may be one too many; None for what is none."""
    is_list = isinstance(raw, Iterable) and not isinstance(raw, (str, bytes, Mapping))
    return tuple(islice(raw, MAX_ENTRIES + 1)) if is_list else None

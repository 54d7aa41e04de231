"""What offices have decided of residual conditions (符合条件, 按规定): a part of a profile that changes no status."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from datetime import date
from typing import Any, Literal

from ..problems import Code, InputError, Location, Phrase, Problem, closest
from ..values import check_day

Outcome = Literal["granted", "refused"]
OUTCOMES: tuple[Outcome, ...] = ("granted", "refused")
#: Steps from the top of a profile to a value in it.
Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What an office (``by``) decided on a day (``on``) of one printed residual of a service.

    ``policy`` is the id of the document, ``clause`` its label (二（一）) and ``residual`` the text
    as the answer repeats it. Raises :class:`~liushou.InputError` for an empty text, another
    outcome, or what is no day.
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
        if self.outcome not in OUTCOMES:
            label = Phrase("key-label", name="outcome")
            near = closest(str(self.outcome), OUTCOMES)
            wrong: dict[str, Any] = {"label": label, "value": self.outcome, "names": OUTCOMES}
            problems.append(Problem(Code.NOT_ONE_OF, subject="outcome", near=near, **wrong))
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


def read_decisions(raw: Any) -> tuple[tuple[Decision, ...], list[tuple[Path, Problem]]]:
    """The decisions that a list of mappings states, and what is wrong with which part of it."""
    if raw is None:
        return (), []
    if isinstance(raw, (str, Mapping)) or not isinstance(raw, Iterable):
        return (), [((), Problem(Code.DECISIONS_LIST))]
    decisions: list[Decision] = []
    problems: list[tuple[Path, Problem]] = []
    for number, entry in enumerate(raw):
        wrong = [] if isinstance(entry, Decision) else list(_wrong_keys(entry))
        if not wrong:
            try:
                decisions.append(entry if isinstance(entry, Decision) else Decision(**entry))
            except InputError as error:
                wrong = list(error.problems)
        problems += [((number, problem.subject or ""), problem) for problem in wrong]
    return tuple(decisions), problems


def _wrong_keys(entry: Any) -> Iterable[Problem]:
    if not isinstance(entry, Mapping):
        label, what = Phrase("this-entry"), Phrase("keys")
        yield Problem(Code.NOT_A_MAPPING, expected=", ".join(_NAMES), label=label, what=what)
        return
    meant = set()
    for key in entry:
        if key not in _NAMES:
            near = closest(str(key), _NAMES)
            meant.add(near)
            yield Problem(Code.UNKNOWN_KEY, subject=key, near=near, names=_NAMES)
    for name in _NAMES:
        if entry.get(name) is None and name not in meant:
            yield Problem(Code.MISSING_KEY, subject=name)

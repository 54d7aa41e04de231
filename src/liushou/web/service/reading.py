"""Requests, read strictly: every key that is unknown, missing or of another kind is named at its place."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NoReturn, TypeVar

from starlette.requests import ClientDisconnect, Request

from ...places import find_place
from ...problems import Code, ContradictionError, Foreign, InputError, LiushouError, Location, Phrase, Problem, closest
from ...profile import Fact, Profile, read_stated
from ...values import check_day
from .refusals import Refusal, Steps

_BOM = b"\xef\xbb\xbf"
#: An escape of half a character, which is whole only in a pair.
_HALF = re.compile(r"\\u[dD][89a-fA-F]")
_EXPECTED = {str: "text", bool: "true-or-false", dict: "a-mapping", list: "a-list"}
#: As many mistakes are listed of one thing: what is meant by a name takes time to find.
MOST_WRONG = 100
_LONGEST_LIST = 1000
_PARTS = {"unsure", "decisions"}
T = TypeVar("T")


class _TwiceError(LiushouError):
    """A key stands twice in one object."""


class _Twice(dict[str, Any]):
    """An object in which this key stands twice."""

    key = ""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) != len(pairs):
        raise _TwiceError
    return data


def _marked(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _ in pairs]
    twice = _Twice(pairs)
    twice.key = next((name for number, name in enumerate(names) if name in names[:number]), "")
    return twice if len(twice) != len(pairs) else dict(pairs)


def _no_number(text: str) -> NoReturn:
    raise ValueError(text)


#: The same few days come again and again.
_written_day = lru_cache(maxsize=64)(check_day)
_decode = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_no_number).decode
_decode_marked = json.JSONDecoder(object_pairs_hook=_marked, parse_constant=_no_number).decode


def is_known(request: Request, mark: str) -> bool:
    """Whether who asks has the answer with this mark already."""
    known = request.headers.get("if-none-match", "").split(",")
    return mark in (tag.strip().removeprefix("W/") for tag in known)


async def sent_body(request: Request) -> bytes:
    """The body of a request that says that it is JSON. Raises :class:`Refusal` (413 or 415)."""
    kind = request.headers.get("content-type", "")
    if kind != "application/json":
        _check_kind(kind)
    parts, more = [], True
    while more:
        message = await request.receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        parts.append(message.get("body", b""))
        more = message.get("more_body", False)
    return b"".join(parts)


def _check_kind(kind: str) -> None:
    media, _, parameter = re.sub(r'[\s"]', "", kind.lower()).partition(";")
    if media != "application/json" or parameter not in ("", "charset=utf-8"):
        problem = Problem(Code.CONTENT_TYPE, expected="Content-Type: application/json", value=kind or Phrase("nothing"))
        raise Refusal(415, [((), problem)])


def parsed(body: bytes) -> dict[str, Any]:
    """The JSON object of a body. Raises :class:`Refusal`."""
    try:
        text = body.removeprefix(_BOM).decode("utf-8")
        data = _decode(text)
    except UnicodeDecodeError:
        raise Refusal(400, [((), Problem(Code.NOT_UTF8))]) from None
    except json.JSONDecodeError as error:
        empty = not text.strip()
        where = None if empty else Location("", error.lineno, error.colno)
        problem = Problem(Code.EMPTY_BODY) if empty else Problem(Code.JSON_SYNTAX, where, reason=Foreign(error.msg))
        raise Refusal(400, [((), problem)]) from None
    except RecursionError:
        raise Refusal(400, [((), Problem(Code.TOO_DEEP))]) from None
    except _TwiceError:
        data = _decode_marked(text)
        _check(data)
    except ValueError:  # NaN, or a whole number of thousands of digits
        raise Refusal(400, [((), Problem(Code.NO_NUMBER))]) from None
    if _HALF.search(text):
        _check(data)
    if not isinstance(data, dict):
        raise Refusal(422, [((), type_problem(None, data, dict))])
    return data


def _check(data: Any) -> None:
    """Refuse keys that stand twice, and halves of characters."""
    wrong: list[tuple[Steps, Problem]] = []
    waiting: list[tuple[Steps, Any]] = [((), data)]
    while waiting and len(wrong) < MOST_WRONG:
        steps, value = waiting.pop()
        if isinstance(value, _Twice):
            wrong.append(((*steps, value.key), Problem(Code.DUPLICATE_KEY, subject=value.key)))
        if isinstance(value, str) and _is_broken(value):
            wrong.append((steps, Problem(Code.HALF_A_CHARACTER)))
        elif isinstance(value, dict):
            wrong += [(steps, Problem(Code.HALF_A_CHARACTER)) for name in value if _is_broken(name)]
            waiting += [((*steps, name), inner) for name, inner in value.items()]
        elif isinstance(value, list):
            waiting += [((*steps, number), inner) for number, inner in enumerate(value)]
    if wrong:
        raise Refusal(400, wrong)


def _is_broken(text: str) -> bool:
    return not text.isascii() and any("\ud800" <= letter <= "\udfff" for letter in text)


def type_problem(name: str | None, value: Any, wanted: type) -> Problem:
    """The problem of a value that is of another kind than the ``wanted`` one."""
    label = Phrase("this-entry") if name is None else Phrase("key-label", name=name)
    return Problem(Code.TYPE, expected=Phrase(_EXPECTED[wanted]), subject=name, label=label, kind=_kind(value))


def _kind(value: Any) -> Phrase:
    if value is None:
        return Phrase("kind-empty")
    if isinstance(value, (dict, list)):
        return Phrase("kind-mapping" if isinstance(value, dict) else "kind-list")
    if isinstance(value, str):
        return Phrase("kind-text", value=value)
    shown = json.dumps(value)
    return Phrase("kind-yes-no" if isinstance(value, bool) else "kind-number", value=shown)


class Asked:
    """The keys of a request, or of a part of it (at ``steps``), and what is wrong with them.

    ``names`` are the keys that there are, ``body`` is the request as it was sent, ``language`` that of problems that
    stand in an answer. :meth:`done` raises everything at once.
    """

    language = "en"

    def __init__(
        self, data: Mapping[str, Any], names: Collection[str], steps: Steps = (), *, body: bytes = b""
    ) -> None:
        self.data, self.steps, self.body = data, steps, body
        self.wrong: list[tuple[Steps, Problem]] = []
        if not data.keys() <= set(names):
            for name in shortened([name for name in data if name not in names], self.wrong, steps):
                near = closest(name, names)
                self.add(name, Problem(Code.UNKNOWN_KEY, subject=name, near=near, names=tuple(names)))

    def add(self, name: str | int, *problems: Problem) -> None:
        """Note what is wrong with a key."""
        self.wrong += [((*self.steps, name), problem) for problem in problems]

    def get(self, name: str, wanted: type, *, needed: bool = False) -> Any:
        """The value of a key; None where it is not given or of another kind than the ``wanted`` one."""
        value = self.data.get(name)
        if value is None:
            if needed:
                self.add(name, Problem(Code.MISSING_KEY, subject=name))
            return None
        if not isinstance(value, wanted):
            self.add(name, type_problem(name, value, wanted))
            return None
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """The texts of a list."""
        values: list[Any] = self.get(name, list) or []
        if len(values) > _LONGEST_LIST:
            label, limit = Phrase("key-label", name=name), Phrase("at-most", limit=_LONGEST_LIST)
            self.add(name, Problem(Code.COUNT, expected=limit, label=label, length=len(values)))
            return ()
        numbers = [number for number, value in enumerate(values) if not isinstance(value, str)]
        wrong = shortened(numbers, self.wrong, (*self.steps, name))
        problems = (((*self.steps, name, number), type_problem(None, values[number], str)) for number in wrong)
        self.wrong += problems
        return () if wrong else tuple(values)

    def day(self, name: str = "on", *, needed: bool = True) -> date | None:
        """The day of a key."""
        if self.data.get(name) is None:
            self.get(name, str, needed=needed)
            return None
        day = self.data[name]
        try:
            return _written_day(day, name) if isinstance(day, str) else check_day(day, name)
        except InputError as error:
            self.add(name, *error.problems)
            return None

    def check_place(self, on: date | None = None) -> None:
        """Note what is wrong with the ``place``, where one is given."""
        if (place := self.data.get("place")) is not None:
            try:
                find_place(place, on)
            except InputError as error:
                self.add("place", *error.problems)

    def done(self) -> None:
        """Raise :class:`Refusal` where something is wrong."""
        if self.wrong:
            raise Refusal(422, self.wrong)


def shortened(things: Sequence[T], wrong: list[tuple[Steps, Problem]], steps: Steps) -> Sequence[T]:
    """The first of many things that are wrong; that there are more is noted at ``steps``."""
    if len(things) > MOST_WRONG:
        wrong.append((steps, Problem(Code.MORE_PROBLEMS, limit=MOST_WRONG)))
    return things[:MOST_WRONG]


def is_plain(data: Any, facts: Mapping[str, Fact]) -> bool:
    """Whether a profile names nothing but facts: what is meant by others takes longer to find."""
    if not isinstance(data, dict):
        return True
    unsure = data.get("unsure") or []
    return data.keys() - _PARTS <= facts.keys() and isinstance(unsure, list) and len(unsure) < MOST_WRONG


def profile_of(data: Any, facts: Mapping[str, Fact], steps: Steps) -> Profile:
    """The profile that a mapping states. Raises :class:`Refusal` with every mistake at its place."""
    if not isinstance(data, dict):
        raise Refusal(422, [(steps, type_problem(str(steps[-1]), data, dict))])
    stated, wrong = read_stated(data, facts)
    if wrong:
        more: list[tuple[Steps, Problem]] = []
        listed = [((*steps, *inner), problem) for inner, problem in shortened(wrong, more, steps)]
        raise Refusal(422, [*listed, *more])
    return Profile.of_stated(stated)


def refused_profile(error: InputError, steps: Steps) -> Refusal:
    """What is wrong with a profile as a whole, at each fact that it is about."""
    if isinstance(error, ContradictionError):
        # The day is not hers, and what is said names it.
        names = [name for name in error.fields if name != "on"]
        return Refusal(422, [((*steps, name), problem) for name in names for problem in error.problems])
    return Refusal(422, [((*steps, *_about(problem)), problem) for problem in error.problems])


def _about(problem: Problem) -> Steps:
    return () if problem.subject is None else (problem.subject,)

"""What the routes answer from: the rules and the places file, read once and never changed."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from datetime import date
from functools import cached_property
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar

from ... import __version__
from ...documents import PlacesFile, Rules
from ...matcher import Matcher, cached_matcher
from ...places import find_place
from ...problems import Code, InputError, Problem
from ...profile import Profile
from ...values import LAST_DAY
from .refusals import Refusal, dumped

if TYPE_CHECKING:
    from ...report import Lists
    from .limits import Limits

T = TypeVar("T")


class Here:
    """A place on a day, ready to answer; ``given`` is what names it to the functions of liushou.

    ``head`` stands before the statuses of one woman.
    """

    def __init__(self, matcher: Matcher, given: Mapping[str, Any]) -> None:
        self.matcher, self.given = matcher, given
        place = dumped({"code": matcher.place.code, "name": matcher.place.name})
        self.head = b'"place":%b,"on":"%b","statuses":' % (place, matcher.on.isoformat().encode())


class State:
    """Rules, places file and limits of one application, with the places and days that are kept ready.

    ``stamp`` stands for all that an answer depends on beside the request, ``used`` names the rules in an answer.
    """

    def __init__(self, rules: Rules, places: PlacesFile | None, limits: Limits) -> None:
        self.rules, self.places, self.limits = rules, places, limits
        own = b"" if places is None else dumped(_plain(places))
        self.stamp = hashlib.sha256(b"\0".join((__version__.encode(), rules.sha256.encode(), own))).hexdigest()
        self.key = bytes.fromhex(self.stamp)
        self.used = dumped({"version": rules.version, "sha256": rules.sha256})
        self._ready: dict[tuple[str, date], Here] = {}
        #: Answers that are the same for everyone, by their marks.
        self.kept: dict[str, bytes] = {}

    def keep(self, mark: str, body: bytes) -> bytes:
        """Keep one of the last answers that are the same for everyone."""
        self.kept[mark] = body
        _shorten(self.kept, self.limits.lists_kept)
        return body

    def lists(self, on: date | None) -> Lists:
        """The lists of all that the rules name."""
        from ...report import Lists

        return Lists(rules=self.rules, on=on or LAST_DAY)

    def here(self, place: object, on: date) -> Here:
        """The place on the day, made ready where it is not. Raises what :class:`~liushou.Matcher` raises."""
        if not isinstance(place, str):
            find_place(place)
        assert isinstance(place, str)
        here = self._ready.get((place, on))
        if here is None:
            given: dict[str, Any] = {"place": place, "on": on, "rules": self.rules, "places": self.places}
            here = Here(cached_matcher(**given), given)
            # With all that is made on first use: an answer is then quick.
            here.matcher.statuses_json(Profile())
            here.matcher.lean(Profile())
            self._ready[place, on] = here
            _shorten(self._ready, self.limits.places_kept)
        return here

    async def prepared(self, place: object, on: date) -> Here:
        """The place on the day, made ready in a thread where it is not. Raises :class:`Refusal` at ``/place``."""
        here = self._ready.get((place, on)) if isinstance(place, str) else None
        if here is not None:
            return here
        try:
            return await self.run(self.here, place, on)
        except InputError as error:
            raise Refusal(422, [(("place",), problem) for problem in error.problems]) from None

    @cached_property
    def _threads(self) -> ThreadPoolExecutor:
        # One does the work; with the others a long piece of it does not hold up a short one.
        return ThreadPoolExecutor(self.limits.threads, thread_name_prefix="liushou")

    @cached_property
    def _one_thread(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(1, thread_name_prefix="liushou-comparison")

    async def run(self, work: Callable[..., T], *arguments: Any, slow: bool = False) -> T:
        """Do what takes longer in a thread; whoever waits too long is told so (:class:`Refusal` 504).

        What has begun goes on to the end of its piece of work, and holds one of few threads until then: no request
        makes work that grows without bound. ``slow`` is what takes seconds, one at a time.
        """
        threads = self._one_thread if slow else self._threads
        seconds = self.limits.comparison_seconds if slow else self.limits.seconds
        try:
            async with asyncio.timeout(seconds):
                return await asyncio.get_running_loop().run_in_executor(threads, work, *arguments)
        except TimeoutError:
            raise _too_long(seconds) from None

    def deadline(self, *, slow: bool = False) -> Callable[[], None]:
        """What is called between two pieces of work: it raises :class:`Refusal` (504) once there is no time left."""
        seconds = self.limits.comparison_seconds if slow else self.limits.seconds
        end = monotonic() + seconds

        def check() -> None:
            if monotonic() > end:
                raise _too_long(seconds)

        return check


def _too_long(seconds: float) -> Refusal:
    return Refusal(504, [((), Problem(Code.TOO_LONG_A_TIME, limit=seconds))])


def _shorten(kept: dict[Any, Any], most: int) -> None:
    """Let go of the oldest."""
    for oldest in list(kept)[:-most]:
        kept.pop(oldest, None)


def _plain(places: PlacesFile) -> Any:
    return {code: repr(asdict(entry)) for code, entry in places.places.items()} | {"": Path(places.file).name}

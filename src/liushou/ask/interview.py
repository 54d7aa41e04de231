"""An interview: the screens one after another, answers taken in and taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from typing import Any, NamedTuple, Self

from ..documents import PlacesFile, Rules
from ..on_demand import by_name
from ..problems import InputError, Problem
from ..profile import Profile
from ..values import Bounds
from .desk import desk_at, known_of
from .screen import Row, Screen

#: How not knowing is said in words.
_UNSURE = ("不清楚", "不知道", "unsure")


class _Step(NamedTuple):
    profile: Profile
    skipped: tuple[str, ...]
    group: str | None


class Interview:
    """The questions for one woman, at a place on a day, until nothing that is asked can change a status.

    >>> from datetime import date
    >>> interview = Interview(place="500230", on=date(2025, 6, 30), profile={"sex": "female"})
    >>> interview.question.fact
    'lives_in_village'
    >>> interview.answer("lives_in_village", True).unsure().skip().back().profile
    Profile(sex='female', lives_in_village=True, unsure=['husband_away_since'])

    The arguments are those of :func:`liushou.match`, with the ``profile`` to begin with; what contradicts itself there
    raises. ``profile`` is what is known so far, ``screen`` what is asked now (None at the end), ``question`` its first
    row, ``problems`` what was wrong with the last answer, which is then asked again. Every answer returns the interview
    itself. A program that keeps nothing between two questions calls :func:`next_question` instead.
    """

    def __init__(
        self,
        *,
        place: str,
        on: date,
        profile: Profile | Mapping[str, Any] | None = None,
        rules: Rules | None = None,
        places: PlacesFile | None = None,
    ) -> None:
        self._desk = desk_at(place, on, rules, places)
        self._arguments = {"place": place, "on": on, "rules": rules, "places": places}
        facts = self._desk.rules.facts
        begun = profile if isinstance(profile, Profile) else Profile.from_mapping(profile or {}, facts=facts)
        self._steps = [_Step(begun, (), None)]
        self.problems: tuple[Problem, ...] = ()
        self.screen: Screen | None = self._screen(self._steps[-1])

    def __repr__(self) -> str:
        asked = "done" if self.screen is None else ", ".join(self.screen.facts)
        return f"<Interview {self._arguments['place']} on {self._arguments['on']}: {asked}>"

    @property
    def profile(self) -> Profile:
        """What is known of her so far."""
        return self._steps[-1].profile

    @property
    def question(self) -> Row | None:
        """The fact of the screen that is worth most; None at the end."""
        return self.screen.rows[0] if self.screen else None

    @property
    def done(self) -> bool:
        """Whether nothing is left to ask."""
        return self.screen is None

    @property
    def match(self) -> Any:
        """The answer (:class:`liushou.Match`) for what is known so far."""
        # What answers lies above what asks, and is only called here.
        answer: Callable[..., Any] = by_name("match", "match")
        return answer(self.profile, **self._arguments)

    # -- answers ---------------------------------------------------------------------

    def answer(self, fact: str | Mapping[str, Any], value: Any = None) -> Self:
        """Take in the value of a fact, or of several (``{fact: value}``), as a profile file has them.

        None, or 不清楚, says that she does not know. A day or number within bounds is asked for more exactly where that
        still matters, and given once more with the same bounds she knows no better. What cannot be is not taken in:
        ``problems`` says why, and the screen stays.
        """
        values = {fact: value} if isinstance(fact, str) else fact
        return self._take({name: None if given in _UNSURE else given for name, given in values.items()})

    def tick(self, *facts: str) -> Self:
        """Yes for these facts of the screen, no for its other yes/no facts on which something still hangs then."""
        values = dict.fromkeys(facts, True)
        others = [row.fact for row in self.screen.rows if row.kind == "yes_no"] if self.screen else []
        with suppress(InputError):  # Where the ticked ones cannot be so, it is said below.
            for name in others:
                if name not in values and name in self._hanging(values):
                    values[name] = False
        return self._take(values)

    def unsure(self, *facts: str) -> Self:
        """She does not know these (the question, unless named): they are never asked again."""
        return self._take(dict.fromkeys(facts or self._asked(), None))

    def skip(self, *facts: str) -> Self:
        """Ask these (the question, unless named) at the end; those that are skipped there too are left out."""
        last = self._steps[-1]
        return self._go(last._replace(skipped=(*last.skipped, *(facts or self._asked()))))

    def back(self) -> Self:
        """Take back the last answer, or what was skipped; at the beginning nothing happens."""
        if len(self._steps) > 1:
            self._steps.pop()
        self.problems, self.screen = (), self._screen(self._steps[-1])
        return self

    def _asked(self) -> tuple[str, ...]:
        return (self.question.fact,) if self.question else ()

    def _hanging(self, values: Mapping[str, Any]) -> set[str]:
        """On what something still hangs with these values."""
        relevant = self._desk.relevant(known_of(self._desk, self._with(values)))
        return set().union(*relevant.values())

    def _with(self, values: Mapping[str, Any]) -> Profile:
        """The profile with these values; raises :class:`~liushou.InputError` where one cannot be."""
        facts, before = self._desk.rules.facts, self.profile
        stated = before.to_mapping()
        unsure = set(stated.pop("unsure", ()))
        for name, value in values.items():
            if value is not None:
                stated[name] = value
                unsure.discard(name)
            else:
                unsure.add(name)
                if getattr(before.get(name), "exact", True):
                    stated.pop(name, None)
        after = Profile.from_mapping({**stated, "unsure": sorted(unsure)}, facts=facts)
        # Within the same bounds once more: she knows no better.
        same = {name for name in values if _bounded(after.get(name)) and after.get(name) == before.get(name)}
        return Profile.from_mapping({**stated, "unsure": sorted(unsure | same)}, facts=facts) if same else after

    def _take(self, values: Mapping[str, Any]) -> Self:
        groups = [fact.group for name in values if (fact := self._desk.rules.facts.get(name))]
        try:
            profile = self._with(values)
            return self._go(_Step(profile, self._steps[-1].skipped, groups[-1] if groups else None))
        except InputError as error:
            self.problems = error.problems
            return self

    def _go(self, step: _Step) -> Self:
        screen = self._screen(step)
        self._steps.append(step)
        self.problems, self.screen = (), screen
        return self

    def _screen(self, step: _Step) -> Screen | None:
        return self._desk.screen(known_of(self._desk, step.profile), skipped=step.skipped, group=step.group)


def _bounded(value: object) -> bool:
    return isinstance(value, Bounds) and not value.exact

"""The lean answer as JSON, put together of pieces that are kept.

What a lean answer says of a service depends on the states of its conditions alone
(:mod:`liushou.rules.compile.states`), not on who she is: so the text of a service is kept by its states, and an answer
is joined of such texts, of the days on which time alone opens something, and of the questions. Nothing that is kept
says anything of a woman but which conditions were met, open or not met.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from ..answer import LEAN, AnswerPlace, Blocker, Match, PolicyAnswer, RulesUsed, plain_data
from ..answering import Answering, OfficeView, Planned, ProfileAnswer, asked, question
from ..rules import IsTrue, Situation, all_of, word
from ..rules.compile import TRUTH, Reasons, compile_states
from ..values import Truth
from .opening import Key

if TYPE_CHECKING:
    from ..matcher import Matcher
    from ..profile import Profile

#: Texts that are kept for one place and day, about 1 kB each; where there are more, all are made anew.
MOST = 4096
_OPENS = '"opens": null'


@dataclass(frozen=True, slots=True)
class _Pair:
    """A pair of conditions as ``ProfileAnswer`` asks for it, without words."""

    value: Truth
    only_definition: bool
    blocked_by: tuple[Blocker, ...]
    missing: tuple[tuple[str, ...], tuple[str, ...]]
    met: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    rests_on: tuple[str, ...] = ()

    @classmethod
    def of(cls, reasons: Reasons) -> _Pair:
        """The pair with these reasons."""
        defined, own = reasons.values
        blocked_by = tuple(Blocker("", fact, "") for fact in reasons.blocked_by)
        missing = reasons.missing, reasons.unknown_parameters
        return cls(all_of(reasons.values), defined is False and own is not False, blocked_by, missing)


class _LeanAnswer(ProfileAnswer):
    """Services of whom only the states of the conditions are known."""

    def __init__(self, answering: Answering, values: Mapping[int, Truth], pairs: Mapping[tuple[int, int], Any]) -> None:
        self.answering, self.values, self.pairs = answering, values, dict(pairs)
        self.decisions, self.opens = (), {}

    def _office(self, planned: Planned) -> OfficeView:
        del planned
        return OfficeView((), (), ())


class _Text(NamedTuple):
    """A service in JSON: whole, where time opens nothing, and the parts between the days that are to be filled in.

    ``slots`` say what each day is of; None: of what is a yes today.
    """

    rank: tuple[int, bool]
    whole: bytes
    parts: tuple[bytes, ...]
    slots: tuple[Key | None, ...]
    name: str
    missing: tuple[str, ...]

    def on(self, opens: Mapping[Key, date]) -> bytes:
        """The service with its days."""
        days = [None if slot is None else opens.get(slot) for slot in self.slots]
        if not any(days):
            return self.whole
        texts = [b"null" if day is None else b'"%b"' % day.isoformat().encode() for day in days]
        filled = (part + b'"opens": ' + text for part, text in zip(self.parts, texts, strict=False))
        return b"".join((*filled, self.parts[-1]))


class _Kept(dict[Hashable, Any]):
    """Texts by what they depend on; at most so many."""

    def __init__(self, most: int) -> None:
        self.most = most

    def keep(self, key: Hashable, text: Any) -> Any:
        """Keep the text of a key."""
        if len(self) >= self.most:
            self.clear()
        self[key] = text
        return text


def _json(value: Any) -> str:
    return json.dumps(plain_data(value, LEAN))


class Lean:
    """The lean answers of a place on a day; safe to use from many threads: what is kept is the same whoever makes it.

    ``relevant(situation, services)`` are the facts on which the status of one of the services still hangs.
    """

    def __init__(
        self, matcher: Matcher, answering: Answering, relevant: Callable[[Situation, Sequence[str]], Collection[str]]
    ) -> None:
        self.matcher, self.answering, self.relevant = matcher, answering, relevant
        planned = [each for measures in answering.services.values() for each in measures]
        conditions = {each.pair: each.applicable.pair for each in planned}
        asked_for = ((each.need, each.applicable.measure.need) for each in planned)
        needs = {number: IsTrue(need) for number, need in asked_for if number is not None and need}
        single = {answering.definitions[policy.id]: policy.definition.condition for policy in matcher.policies} | needs
        self.states = compile_states(
            list(conditions.values()),
            single.values(),
            on=matcher.on,
            parameters=matcher.place_values.parameters,
            place_facts=matcher.place_values.facts,
            facts=matcher.rules.facts,
        )
        #: Where the state of each pair and the value of each single condition stands, by their numbers in the plan.
        self.pairs = {pair: at for at, pair in enumerate(conditions)}
        self.single = {number: at for at, number in enumerate(single, len(conditions))}
        self.kept = _Kept(MOST)
        #: Behind the states stand numbers of what is kept: of the policies, then of each service.
        first = len(conditions) + len(single)
        self.numbers = tuple(range(first, first + 1 + len(answering.services)))
        self.policies = itemgetter(*(self.single[number] for number in answering.definitions.values()), first)
        self.services = [
            (name, itemgetter(*self._places(measures), at))
            for at, (name, measures) in enumerate(answering.services.items(), first + 1)
        ]
        head = Match(
            place=AnswerPlace(matcher.place.code, matcher.place.name),
            on=matcher.on,
            rules=RulesUsed(matcher.rules.version, matcher.rules.sha256),
            notes=(),
            policies=(),
            services=(),
            questions=(),
        )
        self.head = _json(head).partition('"policies"')[0].encode()

    def _places(self, measures: Iterable[Planned]) -> list[int]:
        """Where that stands on which a service depends."""
        pairs = {self.pairs[each.pair] for each in measures}
        return sorted(pairs | {self.single[each.need] for each in measures if each.need is not None})

    def answer(self, profile: Profile) -> bytes:
        """The JSON of the lean answer; raises what ``Matcher.match`` raises."""
        states, kept = self.states.of(profile) + self.numbers, self.kept
        opens = self.matcher.openings.quick(profile)
        texts = []
        for name, key_of in self.services:
            key = key_of(states)
            texts.append(kept.get(key) or kept.keep(key, self._text(name, states)))
        texts.sort(key=attrgetter("rank"))
        services = [text.on(opens) for text in texts] if opens else [text.whole for text in texts]
        parts = (self.head, self._policies(states), b", ".join(services), self._questions(profile, texts))
        return b'%b"policies": %b, "services": [%b], "questions": [%b]}' % parts

    def _text(self, name: str, states: Sequence[int]) -> _Text:
        measures = self.answering.services[name]
        places = {each.pair: self.pairs[each.pair] for each in measures}
        pairs = {pair: _Pair.of(self.states.reasons(at, states[at])) for pair, at in places.items()}
        values: dict[int, Truth] = {number: TRUTH[states[at]] for number, at in self.single.items()}
        service = _LeanAnswer(self.answering, values, pairs).service(name)
        whole = _json(service)
        parts = tuple(part.encode() for part in whole.split(_OPENS))
        grounds = zip(measures, service.grounds, strict=True)
        slots = [None if ground.status == "eligible" else id(each.applicable.measure) for each, ground in grounds]
        return _Text(
            rank=self.answering.rank(service),
            whole=whole.encode(),
            parts=parts,
            slots=(*slots, None if service.status == "eligible" else name),
            name=name,
            missing=service.missing,
        )

    def _policies(self, states: Sequence[int]) -> bytes:
        key = self.policies(states)
        text: bytes | None = self.kept.get(key)
        if text is None:
            truths = {name: word(TRUTH[states[self.single[at]]]) for name, at in self.answering.definitions.items()}
            answers = [
                PolicyAnswer(each.id, each.number, each.title, truths[each.id]) for each in self.matcher.policies
            ]
            text = self.kept.keep(key, _json(answers).encode())
        return text

    def _questions(self, profile: Profile, texts: Iterable[_Text]) -> bytes:
        missing = {text.name: text.missing for text in texts if text.missing}
        if not missing:
            return b""
        situation, facts = self.matcher.situation(profile), self.matcher.rules.facts
        relevant = self.relevant(situation, list(missing))
        return b", ".join(map(self._question, asked(missing.values(), facts, situation.known.unsure, relevant)))

    def _question(self, counted: tuple[str, int]) -> bytes:
        text: bytes | None = self.kept.get(counted)
        if text is None:
            name, settles = counted
            text = self.kept.keep(counted, _json(question(self.matcher.rules.facts[name], settles)).encode())
        return text

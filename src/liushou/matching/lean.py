"""The lean answer as JSON, put together of pieces that are kept.

What a lean answer says of a service depends on the states of its conditions alone
(:mod:`liushou.rules.compile.states`), not on who she is: so the text of a service is kept by its states, and an answer
is joined of such texts, of the days on which time alone opens something, and of the questions. Nothing that is kept
says anything of a woman but which conditions were met, open or not met.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import count, islice
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from ..answer import LEAN, plain_data, status_of
from ..answering import Answering
from ..documents import FORCES
from ..profile import Profile
from ..rules import ALWAYS, IsTrue, Situation, all_of, any_of, word
from ..rules.compile import TRUTH, Hanging, compile_states
from ..values import Truth
from .opening import Key
from .pieces import Group, Kept, Text
from .questions import asked, question

if TYPE_CHECKING:
    from ..matcher import Matcher

_OPENS = re.compile(rb'"opens": null')
#: What changes from woman to woman, and how it is filled in.
_OF_GROUND = {key: f"%({key})s" for key in ("status", "need", "blocked_by", "missing", "unknown_parameters")}
_OF_GROUND |= {"left_behind": "%(left_behind)s"}
_OF_SERVICE = {key: f"%({key})s" for key in ("status", "need", "beyond_document", "where")}
_OF_SERVICE |= {"grounds": "[%(grounds)s]"}
_OF_ANSWER = dict.fromkeys(("policies", "services", "questions"), "[\0]")


class _Ground(NamedTuple):
    """A ground: where the state of its pair and the value of its need stand, and what is the same for every woman."""

    pair: int
    need: int | None
    text: str
    where: str
    rank: tuple[int, bool]
    key: int


class _Pair(NamedTuple):
    """The state of a pair, read, with what it says of a ground in JSON."""

    value: Truth
    only_definition: bool
    missing: tuple[str, ...]
    texts: dict[str, str]


_ON_NOTHING = Hanging((), {}, frozenset(), frozenset(), frozenset())
#: For all places and days together; a text has about 1 kB, and at most twice as many are there.
KEPT = Kept(16_384)
#: A number of its own for each thing that texts are kept of.
_numbers = count(1)


def _json(value: Any) -> str:
    return json.dumps(plain_data(value, LEAN))


def _template(value: Any, changing: Mapping[str, str]) -> str:
    """A part of an answer as JSON, with a place for each value that changes."""
    data = plain_data(value, LEAN)
    fixed = {key: json.dumps(None if key == "opens" else text).replace("%", "%%") for key, text in data.items()}
    return "{" + ", ".join(f'"{key}": ' + changing.get(key, fixed[key]) for key in data) + "}"


class Lean:
    """The lean answers of a place on a day; safe to use from many threads: what is kept is the same whoever makes it.

    ``relevant(situation, services)`` are the facts on which the status of one of the services still hangs.
    """

    def __init__(
        self, matcher: Matcher, answering: Answering, relevant: Callable[[Situation, Sequence[str]], Collection[str]]
    ) -> None:
        self.matcher, self.relevant = matcher, relevant
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
        pairs = {pair: at for at, pair in enumerate(conditions)}
        places = {number: at for at, number in enumerate(single, len(conditions))}
        #: Any answer will do for what is the same in all of them.
        self.sample = matcher.match(Profile())
        samples = {service.id: service for service in self.sample.services}
        self.grounds = {
            name: [
                _Ground(
                    pair=pairs[each.pair],
                    need=None if each.need is None else places[each.need],
                    text=_template(ground, _OF_GROUND),
                    where=_json(each.applicable.where),
                    rank=(FORCES.index(ground.force), each.applicable.measure.condition == ALWAYS),
                    key=id(each.applicable.measure),
                )
                for each, ground in zip(measures, samples[name].grounds, strict=True)
            ]
            for name, measures in answering.services.items()
        }
        self.order = {name: at for at, name in enumerate(self.grounds)}
        self.texts = {name: _template(samples[name], _OF_SERVICE) for name in answering.services}
        self.text = (_template(self.sample, _OF_ANSWER) % ()).encode().split(b"\0")
        self.service_of: dict[Key, str] = {name: name for name in self.grounds}
        self.service_of |= {ground.key: name for name, grounds in self.grounds.items() for ground in grounds}
        #: Behind the states stand the numbers of what is kept: of the policies, then of each service.
        first = len(conditions) + len(single)
        self.numbers = tuple(islice(_numbers, 1 + len(answering.services)))
        self.pair_numbers = tuple(islice(_numbers, len(conditions)))
        self.defined = [places[answering.definitions[policy.id]] for policy in matcher.policies]
        self.policies = itemgetter(*self.defined, first)
        numbers = {name: at for at, name in enumerate(self.grounds, first + 1)}
        self.keys = {name: itemgetter(*_places(grounds), numbers[name]) for name, grounds in self.grounds.items()}
        #: Services whose states are among those of another are looked up along with it.
        self.groups = _groups({name: _places(grounds) for name, grounds in self.grounds.items()}, numbers)

    def answer(self, profile: Profile) -> bytes:
        """The JSON of the lean answer; raises what ``Matcher.match`` raises."""
        states = self.states.of(profile) + self.numbers
        opens = self.matcher.openings.quick(profile)
        groups = self._groups_of(states)
        texts = [text for group in groups for text in group.texts]
        texts.sort(key=attrgetter("rank"))
        services = [text.whole for text in texts]
        if opens:
            opened = {self.service_of.get(key) for key in opens}
            services = [text.on(opens) if text.name in opened else text.whole for text in texts]
        before, after_policies, after_services, end = self.text
        policies, questions = self._policies(states), self._questions(profile, groups)
        # A service begins with the comma before it.
        first, *others = services or [b", "]
        return b"".join((before, policies, after_policies, first[2:], *others, after_services, questions, end))

    def groups_of(self, profile: Profile) -> list[Group]:
        """What is said of all services, as far as their states decide it."""
        return self._groups_of(self.states.of(profile) + self.numbers)

    def _groups_of(self, states: Sequence[int]) -> list[Group]:
        kept, groups = KEPT.last, []
        for names, key_of in self.groups:
            key = key_of(states)
            groups.append(kept.get(key) or KEPT.get(key) or KEPT.keep(key, self._group(names, states)))
        return groups

    def _group(self, names: Iterable[str], states: Sequence[int]) -> Group:
        texts = []
        for name in names:
            # By its name: the keys of groups begin with a state.
            key = (name, self.keys[name](states))
            texts.append(KEPT.get(key) or KEPT.keep(key, self._text(name, states)))
        undetermined = [text for text in texts if text.missing]
        return Group(
            texts=tuple(texts),
            missing=tuple(text.missing for text in undetermined),
            facts=frozenset[str]().union(*(text.facts for text in undetermined if text.facts is not None)),
            others=tuple(text for text in undetermined if text.facts is None),
        )

    def _text(self, name: str, states: Sequence[int]) -> Text:
        grounds = self.grounds[name]
        pairs = [self._pair(ground.pair, states[ground.pair]) for ground in grounds]
        value = any_of(pair.value for pair in pairs)
        needs = [None if ground.need is None else word(TRUTH[states[ground.need]]) for ground in grounds]
        asked_for = [TRUTH[states[ground.need]] for ground in grounds if ground.need is not None]
        deciding = [ground for ground, pair in zip(grounds, pairs, strict=True) if pair.value is value]
        beyond = value is False and any(pair.only_definition for pair in pairs)
        texts = {
            "status": json.dumps(status_of(value)),
            "need": json.dumps(word(any_of(asked_for)) if asked_for else None),
            "beyond_document": json.dumps(beyond and self.matcher.rules.services[name].open_to_everyone),
            "grounds": ", ".join(
                ground.text % {**pair.texts, "need": json.dumps(need)}
                for ground, pair, need in zip(grounds, pairs, needs, strict=True)
            ),
            "where": next((ground.where for ground in deciding if ground.where != "null"), "null"),
        }
        both = zip(grounds, pairs, strict=True)
        open_pairs = {(ground.pair, states[ground.pair]) for ground, pair in both if pair.value is None}
        missing = tuple(dict.fromkeys(fact for pair in pairs for fact in pair.missing)) if value is None else ()
        keys = [None if pair.value else ground.key for ground, pair in zip(grounds, pairs, strict=True)]
        whole = (", " + self.texts[name] % texts).encode()
        places = (found.end() - len(b"null") for found in _OPENS.finditer(whole))
        slots = zip(places, [*keys, None if value else name], strict=True)
        within = tuple(fact for fact in missing if self.matcher.rules.facts[fact].kind not in ("yes_no", "choice"))
        hanging = self.states.hangs_on(open_pairs) if value is None else _ON_NOTHING
        force, by_definition = min(ground.rank for ground in deciding)
        return Text(
            rank=(2 * force + by_definition) * len(self.order) + self.order[name],
            whole=whole,
            slots=tuple((at, key) for at, key in slots if key is not None),
            name=name,
            missing=missing,
            hanging=hanging,
            within=within,
            facts=hanging.all_facts if hanging and hanging.is_plain and not within else None,
        )

    def _pair(self, at: int, state: int) -> _Pair:
        key = (state, self.pair_numbers[at])
        kept: _Pair | None = KEPT.get(key)
        if kept is None:
            reasons = self.states.reasons(at, state)
            value, (defined, own) = all_of(reasons.values), reasons.values
            texts = {
                "status": status_of(value),
                "blocked_by": [{"fact": fact} for fact in reasons.blocked_by],
                "missing": reasons.missing,
                "unknown_parameters": reasons.unknown_parameters,
                "left_behind": word(defined),
            }
            written = {name: json.dumps(text) for name, text in texts.items()}
            kept = _Pair(value, defined is False and own is not False, reasons.missing, written)
            KEPT.keep(key, kept)
        return kept

    def _policies(self, states: Sequence[int]) -> bytes:
        key = self.policies(states)
        text: bytes | None = KEPT.get(key)
        if text is None:
            truths = zip(self.sample.policies, self.defined, strict=True)
            answers = [replace(policy, left_behind=word(TRUTH[states[at]])) for policy, at in truths]
            text = KEPT.keep(key, _json(answers)[1:-1].encode())
        return text

    def _questions(self, profile: Profile, groups: Iterable[Group]) -> bytes:
        missing, others, relevant, unsure = list[tuple[str, ...]](), list[Text](), set[str](), profile.unsure
        for group in groups:
            if group.missing:
                missing += group.missing
                relevant |= group.facts
                others += (text for text in group.texts if text.missing) if unsure else group.others
        entangled = []
        if others:
            of_place = self.matcher.place_values.facts
            values: Mapping[str, Any] = {**vars(profile), **profile.extra} if profile.extra else vars(profile)

            def value_of(fact: str) -> Any:
                value = values.get(fact)
                return of_place.get(fact) if value is None else value

            for text in others:
                facts = None if unsure else text.hangs_on(value_of)
                if facts is None:
                    entangled.append(text.name)
                else:
                    relevant |= facts
        if entangled:
            situation = self.matcher.situation(profile)
            unsure = situation.known.unsure
            # What hangs on nothing else may, where she is unsure.
            relevant = set(self.relevant(situation, entangled)) | (set() if profile.unsure else relevant)
        return b", ".join(map(self._question, asked(missing, self.matcher.rules.facts, unsure, relevant)))

    def _question(self, counted: tuple[str, int]) -> bytes:
        key = (*counted, self.numbers[0])
        text: bytes | None = KEPT.get(key)
        if text is None:
            name, settles = counted
            text = KEPT.keep(key, _json(question(self.matcher.rules.facts[name], settles)).encode())
        return text


def _places(grounds: Iterable[_Ground]) -> frozenset[int]:
    """Where that stands on which a service depends."""
    places = [(ground.pair, ground.need) for ground in grounds]
    return frozenset(at for pair in places for at in pair if at is not None)


def _groups(
    places: Mapping[str, frozenset[int]], numbers: Mapping[str, int]
) -> list[tuple[tuple[str, ...], Callable[[Sequence[int]], Hashable]]]:
    """The names of each group, and what takes its key from the states; the numbers stand behind them."""
    groups: dict[frozenset[int], list[str]] = {}
    for name in sorted(places, key=lambda name: len(places[name]), reverse=True):
        wider = next((own for own in groups if own >= places[name]), places[name])
        groups.setdefault(wider, []).append(name)
    return [(tuple(names), itemgetter(*sorted(own), numbers[names[0]])) for own, names in groups.items()]

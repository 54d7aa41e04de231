"""The questions of one place on one day: prepared once, then asked for one woman after another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property, lru_cache, reduce
from operator import or_
from threading import Lock
from typing import TYPE_CHECKING, Any

from ..documents import Clause, Measure, PlacesFile, PlaceValues, Policy, Rules, load_rules, offered_measures, values_at
from ..places import answering_place, find_place
from ..profile import GROUPS, Profile
from ..rules import KnownFacts, resolve
from ..values import check_day
from .asking import Asking, Open, State
from .cells import Signature
from .diagram import Mask, TooLargeError

if TYPE_CHECKING:
    from .order import Order
    from .screen import Screen, Why

#: Places and days that are kept ready.
_KEPT = 32
#: Facts known within bounds that no cell stands for are rare: as many ways are kept ready.
_WAYS = 4
#: The diagrams of what was left for many women are made anew when there are as many.
_MOST_NODES = 100_000

#: (document, clause, measure) of each ground.
Grounds = Mapping[str, Sequence[tuple[Policy, Clause, Measure]]]
Mixed = tuple[tuple[str, Signature], ...]


class _Ready:
    """The diagrams, and the worth of questions over them once questions are asked."""

    def __init__(self, asking: Asking) -> None:
        self.asking = asking

    @cached_property
    def order(self) -> Order:
        from .order import Order  # most answers are given without a question

        return Order(self.asking)


class Desk:
    """The grounds of the services of a place on a day, ready to say what is to be asked.

    ``grounds`` are those of :func:`liushou.documents.offered_measures`. Safe to use from many threads.
    """

    def __init__(self, rules: Rules, *, on: date, values: PlaceValues, grounds: Grounds) -> None:
        self.rules, self.on, self.values, self.grounds = rules, on, values, grounds
        self._lock = Lock()
        self._ways: dict[Mixed, _Ready] = {}

    def relevant(self, known: KnownFacts, services: Iterable[str] | None = None) -> dict[str, frozenset[str]]:
        """The facts on which the status of each of these services (all, unless named) still hangs; none are left out.

        What she is unsure of is among them where an authority can settle it.
        """
        wanted = tuple(self.grounds if services is None else services)
        try:
            names, masks = self._masks(known, wanted)
        except TooLargeError:
            # Nothing is left out of which it is not known that it can be.
            return dict.fromkeys(wanted, frozenset(self.rules.facts))
        return {service: _named(names, mask) for service, mask in masks.items()}

    def all_relevant(self, known: KnownFacts, services: Iterable[str]) -> frozenset[str]:
        """The facts on which the status of any of these services still hangs."""
        try:
            names, masks = self._masks(known, tuple(services))
        except TooLargeError:
            return frozenset(self.rules.facts)
        return _named(names, reduce(or_, masks.values(), 0))

    def _masks(self, known: KnownFacts, wanted: Sequence[str]) -> tuple[Sequence[str], dict[str, Mask]]:
        if known.unsure:
            settled = {name for name in known.unsure if self.rules.facts[name].settled_by == "authority"}
            known = replace(known, unsure=known.unsure - settled)
        with self._lock:
            masks: dict[str, Mask] = {}
            for number_first in (False, True):
                ready, state = self._state(known, number_first, wanted)
                for each in ready.asking.left(state, wanted):
                    masks[each.service] = masks.get(each.service, 0) | each.relevant
                names = ready.asking.names
                # Only of two that are both open, be it within bounds, it matters which is asked for.
                if not any(all(_is_open(names[number], known) for number in pair) for pair in ready.asking.pairs):
                    break
            return names, masks

    def screen(self, known: KnownFacts, *, skipped: Collection[str] = (), group: str | None = None) -> Screen | None:
        """The next screen, or None where nothing that is asked can change a status: see :func:`next_question`."""
        with self._lock:
            ready, state = self._state(known, False)
            left = ready.asking.left(state)
            facts = self._next(ready, left, Counter(skipped), group)
            return self._screen(ready.asking, state, left, facts, known) if facts else None

    def statuses(self, known: KnownFacts) -> dict[str, int]:
        """What each service comes to: 0 no, 1 unknown, 2 yes."""
        with self._lock:
            ready, state = self._state(known, False)
            return {name: ready.asking.outcome(name, state) for name in self.grounds}

    @cached_property
    def _why(self) -> dict[str, list[Why]]:
        """The clause of each ground."""
        from .screen import Why

        return {
            service: [
                Why(
                    policy=policy.id,
                    number=policy.number,
                    clause=clause.at,
                    quote=measure.quote,
                    service=service,
                    title=self.rules.services[service].title,
                )
                for policy, clause, measure in grounds
            ]
            for service, grounds in self.grounds.items()
        }

    def _state(
        self, known: KnownFacts, number_first: bool, services: Sequence[str] | None = None
    ) -> tuple[_Ready, State]:
        ready = self._ready(())
        state = ready.asking.state(known, number_first=number_first, services=services)
        if not isinstance(state, State):
            ready = self._ready(tuple(sorted(state.items())))
            state = ready.asking.state(known, number_first=number_first, services=services)
        assert isinstance(state, State)
        return ready, state

    def _ready(self, mixed: Mixed) -> _Ready:
        ready = self._ways.pop(mixed, None)
        if ready is None or len(ready.asking.diagrams) > _MOST_NODES:
            ready = _Ready(self._asking(mixed))
        self._ways[mixed] = ready
        while len(self._ways) > _WAYS:
            del self._ways[next(name for name in self._ways if name)]
        return ready

    def _asking(self, mixed: Mixed) -> Asking:
        """The diagrams, in another order of facts where they would be too large in that of the catalogue."""

        def made(as_written: bool) -> Asking:
            return Asking(
                {name: [_pair(*ground) for ground in grounds] for name, grounds in self.grounds.items()},
                on=self.on,
                values=self.values,
                facts=self.rules.facts,
                mixed={name: (signature,) for name, signature in mixed},
                as_written=as_written,
            )

        try:
            return made(False)
        except TooLargeError:
            return made(True)

    def _next(self, ready: _Ready, left: Sequence[Open], skipped: Counter[str], group: str | None) -> list[int]:
        """The facts of the next screen: what was skipped comes last, what was skipped twice no more."""
        asking, facts = ready.asking, self.rules.facts
        times = [skipped[name] for name in asking.names]
        for turn in range(2):
            among = sum(1 << at for at, count in enumerate(times) if count <= turn and count < 2)
            ranked = ready.order.facts(left, among)
            if not ranked:
                continue
            groups = [facts[asking.names[at]].group for at, _ in ranked]
            stays = ready.order.stay * max(worth for _, worth in ranked)
            best = next((worth for (_, worth), own in zip(ranked, groups, strict=True) if own == group), -1.0)
            chosen = group if group is not None and best >= stays else groups[0]
            return (
                [at for (at, _), own in zip(ranked, groups, strict=True) if own == chosen] if chosen else [ranked[0][0]]
            )
        return []

    def _screen(
        self, asking: Asking, state: State, left: Sequence[Open], facts: Sequence[int], known: KnownFacts
    ) -> Screen:
        from .screen import Screen, row_of

        of_facts = [self.rules.facts[asking.names[at]] for at in facts]
        group = of_facts[0].group or ""
        reasons = self._reasons(asking, state, left, facts)
        rows = []
        for at, fact in zip(facts, of_facts, strict=True):
            settles = sum(each.relevant >> at & 1 for each in left)
            rows.append(row_of(fact, known, settles, tuple(reasons[at])))
        return Screen(
            group=group,
            title=GROUPS.get(group, ""),
            rows=tuple(rows),
            several=len(rows) > 1 and all(fact.kind == "yes_no" for fact in of_facts),
            services=len(self.grounds),
            settled=len(self.grounds) - len(left),
        )

    def _reasons(
        self, asking: Asking, state: State, left: Sequence[Open], facts: Sequence[int]
    ) -> dict[int, dict[Why, None]]:
        """For each fact the clauses of the services that hang on it, where it stands in what is left of the ground."""
        reasons: dict[int, dict[Why, None]] = {at: {} for at in facts}
        remaining, about = asking.remaining(state), asking.diagrams.about
        for each in left:
            for number, why in enumerate(self._why[each.service]):
                hanging = each.relevant & about[remaining(asking.ground(each.service, number))]
                for at in facts:
                    if hanging >> at & 1:
                        reasons[at][why] = None
        return reasons


def _pair(policy: Policy, _: Clause, measure: Measure) -> tuple[Any, Any]:
    return policy.definition.condition, measure.condition


def _named(names: Sequence[str], mask: Mask) -> frozenset[str]:
    return frozenset(name for at, name in enumerate(names) if mask >> at & 1)


@lru_cache(maxsize=_KEPT)
def _desk_at(place: str, on: date, rules: Rules, places: PlacesFile | None) -> Desk:
    written = find_place(place, on)
    answering, _ = answering_place(written, on)
    values = values_at(rules, answering.code, on, places, written=written.code)
    policies = [policy for policy in rules.policies_of(answering.code) if policy.issued <= on]
    return Desk(rules, on=on, values=values, grounds=offered_measures(rules, policies, on))


def desk_at(place: str, on: date, rules: Rules | None = None, places: PlacesFile | None = None) -> Desk:
    """The desk of a place on a day; raises what :class:`liushou.Matcher` raises."""
    return _desk_at(place, check_day(on), load_rules() if rules is None else rules, places)


def next_question(
    profile: Profile | Mapping[str, Any],
    *,
    place: str,
    on: date,
    rules: Rules | None = None,
    places: PlacesFile | None = None,
    skipped: Collection[str] = (),
    group: str | None = None,
) -> Screen | None:
    """The next screen for a woman of whom ``profile`` is known; None where no answer can change a status any more.

    A pure function: whoever asks keeps the profile (as a mapping, with ``unsure`` for what she does not know, which is
    never asked again), the names in ``skipped`` (asked last; one that stands there twice, no more), and the ``group``
    of the screen before, on which the interview stays while that is worth it. The arguments are else those of
    :func:`liushou.match`, and so is what is raised: a profile that contradicts itself raises
    :class:`~liushou.ContradictionError`, and :class:`TooLargeError` rules whose conditions are too entangled to be gone
    through.
    """
    desk = desk_at(place, on, rules, places)
    return desk.screen(known_of(desk, profile), skipped=skipped, group=group)


def known_of(desk: Desk, profile: Profile | Mapping[str, Any]) -> KnownFacts:
    """What is known of her on the day, at the place."""
    facts = desk.rules.facts
    read = profile.checked(facts) if isinstance(profile, Profile) else Profile.from_mapping(profile, facts=facts)
    return resolve(read, desk.on, desk.values.facts, facts=facts)


def _is_open(name: str, known: KnownFacts) -> bool:
    """Whether a fact may still be told: it is not stated, or within bounds."""
    settled = name in known.not_applicable or name in known.unsure
    return not (settled or getattr(known.values.get(name), "exact", name in known.values))

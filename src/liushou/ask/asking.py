"""What can still change a status: the services of one place on one day as decision diagrams."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import NamedTuple

from ..documents import PlaceValues
from ..profile import Fact, Value, catalogue_order
from ..rules import Condition, KnownFacts, Situation, lowering, tree
from ..values import Bounds, Truth
from .cells import Cell, Signature, domains
from .diagram import IMPOSSIBLE, NO, UNKNOWN, YES, Along, Diagrams, Mask

_OF_TRUTH: dict[Truth, int] = {False: NO, None: UNKNOWN, True: YES}
_NOT, _POSSIBLY, _IS_NOT_YES = (YES, UNKNOWN, NO), (NO, YES, YES), (YES, YES, NO)

#: As many values have their cells kept.
_MOST_VALUES = 5000
#: For each service the pairs of conditions (definition, own) of its grounds.
Grounds = Mapping[str, Sequence[tuple[Condition, Condition]]]


class Open(NamedTuple):
    """A service that can still change: what is left of its diagram, and the facts on which its status hangs."""

    service: str
    diagram: int
    relevant: Mask


@dataclass(frozen=True, slots=True)
class State:
    """What is known: the cells that are left of each fact (also while others stay unknown), and where each stands now.

    ``open`` are the facts that can still be asked for, ``unsure`` those that stay as they are: asked in vain, or not
    applicable.
    """

    allowed: tuple[tuple[int, ...], ...]
    partly: tuple[tuple[int, ...], ...]
    now: tuple[int, ...]
    open: Mask
    unsure: Mask


class Asking:
    """The grounds of the services at a place on a day, and what they hang on.

    ``mixed`` are further signatures of facts that are known within bounds only. Facts stand in the diagrams in the
    order of the catalogue, or ``as_written`` in the rules. Raises :class:`TooLargeError` where the diagrams would not
    fit. Not safe for several threads at once.
    """

    def __init__(
        self,
        services: Grounds,
        *,
        on: date,
        values: PlaceValues,
        facts: Mapping[str, Fact],
        mixed: Mapping[str, tuple[Signature, ...]] | None = None,
        as_written: bool = False,
    ) -> None:
        self.services, self.on, self.values, self.facts = services, on, values, facts
        self.lowering = lowering(facts)
        relations = self.lowering.relations
        situation = Situation(KnownFacts(on=on, values={}, lowering=self.lowering), values.parameters)
        # Many grounds have one definition: it is one tree.
        written = {id(each): each for pairs in services.values() for pair in pairs for each in pair}
        lowered = {key: self.lowering.condition(condition) for key, condition in written.items()}
        self._trees = {
            name: [(lowered[id(definition)], lowered[id(own)]) for definition, own in pairs]
            for name, pairs in services.items()
        }
        trees = [condition for pairs in self._trees.values() for pair in pairs for condition in pair]
        asked = domains(trees, facts, situation).keys()
        refused = [each.condition for each in self.lowering.contradictions if asked & set(each.fields)]
        used = domains([*trees, *refused], facts, situation)
        order = dict.fromkeys(self._in_order(used if as_written else sorted(used, key=catalogue_order)))
        self.domains = tuple(used[name] for name in order if name in used)
        self.names = tuple(domain.fact.name for domain in self.domains)
        #: The place of each fact in the catalogue.
        in_catalogue = {name: at for at, name in enumerate(sorted(self.names, key=catalogue_order))}
        self.rank = [in_catalogue[name] for name in self.names]
        self.number = {name: number for number, name in enumerate(self.names)}
        #: (a number, the day it stands instead of).
        self.pairs = tuple(
            (self.number[number], self.number[pair.fact])
            for number, pair in relations.pairs
            if {number, pair.fact} <= set(self.names)
        )
        paired = {number for pair in self.pairs for number in pair}
        #: Of each fact the cells of values, those known within bounds, not applicable (where paired), and last unknown.
        self.cells = [
            [
                *domain.cells(),
                *(Cell(truths, None) for truths in (mixed or {}).get(domain.fact.name, ())),
                *([Cell((False,) * len(domain.leaves), None)] if number in paired else ()),
                Cell((None,) * len(domain.leaves), None),
            ]
            for number, domain in enumerate(self.domains)
        ]
        self._at = [
            {cell.truths: at for at, cell in reversed([*enumerate(cells)]) if cell.value is not None}
            for cells in self.cells
        ]
        self.real = [tuple(at for at, cell in enumerate(cells) if cell.value is not None) for cells in self.cells]
        self.unknown = [len(cells) - 1 for cells in self.cells]
        #: The cells that are left of what is not known, strictly and while it may stay unknown.
        self._any = [(*cells, last) for cells, last in zip(self.real, self.unknown, strict=True)]
        #: Facts that say something of others when they are stated at all: in some cases they cannot be.
        self._special = [number for number, domain in enumerate(self.domains) if _says_when_stated(domain.fact)]
        self._real = [cells if at in self._special else self.real[at] for at, cells in enumerate(self._any)]
        self._every = sum(1 << at for at, cells in enumerate(self._real) if len(cells) > 1)
        self.needs = {name: set(self._needed(name)) & set(self.names) for name in self.names}
        numbered = list(enumerate(self.names))
        needing = [sum(1 << at for at, other in numbered if name in self.needs[other]) for name in self.names]
        partner = [sum(1 << sum(pair) - at for pair in self.pairs if at in pair) for at, _ in numbered]
        self.along = Along(False, needing, sum(1 << number for number in self._special))
        self._along_partly = Along(True, partner, 0)
        self.diagrams = Diagrams([len(cells) for cells in self.cells])
        self._cells_of_values: dict[tuple[int, Value], tuple[tuple[int, ...], int | None]] = {}
        self._leaves = {
            leaf: (number, at) for number, domain in enumerate(self.domains) for at, leaf in enumerate(domain.leaves)
        }
        #: By the identity of the trees, which are kept.
        self._built: dict[int, int] = {}
        self._refused = [self.diagrams.turned(self._diagram(each), _IS_NOT_YES) for each in refused]
        #: That each of them is applicable.
        self._guards = {number: self.lowering.applicable(self.names[number]) for number in self._special}
        self._roots: dict[tuple[str, Mask | None], int] = {}
        self._grounds = {
            name: [self.diagrams.both(self._diagram(definition), self._diagram(own)) for definition, own in pairs]
            for name, pairs in self._trees.items()
        }
        self._plain = {name: self._service(name) for name in services}
        self._hanging: dict[str, list[int]] = {}

    def _in_order(self, names: Iterable[str]) -> Iterator[str]:
        """The facts in order, but each after those that it needs or implies."""
        for name in names:
            fact = self.facts[name]
            yield from self._in_order((*fact.needs, *fact.implies))
            yield name

    def _needed(self, name: str) -> Iterator[str]:
        for other in self.lowering.relations.needs.get(name, ()):
            yield other
            yield from self._needed(other)

    # -- diagrams --------------------------------------------------------------------

    def _diagram(self, condition: Condition) -> int:
        known = self._built.get(id(condition))
        if known is None:
            known = self._built[id(condition)] = self._made(condition)
        return known

    def _made(self, condition: Condition) -> int:
        diagrams = self.diagrams
        if isinstance(condition, tree.LEAVES):
            number, at = self._leaves[condition]
            return diagrams.node(number, tuple(_OF_TRUTH[cell.truths[at]] for cell in self.cells[number]))
        if isinstance(condition, (tree.AllOf, tree.AnyOf)):
            every = isinstance(condition, tree.AllOf)
            join = diagrams.both if every else diagrams.either
            result = YES if every else NO
            for child in condition.children:
                result = join(result, self._diagram(child))
            return result
        if isinstance(condition, (tree.Not, tree.Possibly)):
            table = _NOT if isinstance(condition, tree.Not) else _POSSIBLY
            return diagrams.turned(self._diagram(condition.child), table)
        if isinstance(condition, tree.InForce):
            return _OF_TRUTH[condition.within(self.values.parameters)]
        raise tree.UnsupportedNodeError("asking", condition)

    def _service(self, name: str) -> int:
        result = NO
        for number in range(len(self._trees[name])):
            result = self.diagrams.either(result, self.ground(name, number))
        return result

    def _root(self, service: str, unsure: Mask | None) -> int:
        """The diagram of a service where it can be so; ``unsure`` None: while facts may stay unknown, too."""
        unsure = unsure if unsure is None else unsure & sum(1 << number for number in self._special)
        if (service, unsure) not in self._roots:
            diagrams, plain = self.diagrams, self._plain[service]
            about = [each for each in self._refused if diagrams.about[each] & diagrams.about[plain]]
            if unsure is None:
                about += [self._paired(*pair) for pair in self.pairs]
            else:
                about += [self._stated(number) for number in self._special if not unsure >> number & 1]
            possible = YES
            for each in about:
                if diagrams.about[each] & diagrams.about[plain]:
                    possible = diagrams.both(possible, each)
            self._roots[service, unsure] = diagrams.where(plain, possible)
        return self._roots[service, unsure]

    def _is_unknown(self, number: int) -> int:
        last = self.unknown[number]
        return self.diagrams.node(number, tuple(YES if at == last else NO for at in range(last + 1)))

    def _paired(self, number: int, day: int) -> int:
        """Both are unknown, or neither is."""
        first, second = self._is_unknown(number), self._is_unknown(day)
        same = (
            self.diagrams.both(first, second),
            self.diagrams.both(*(self.diagrams.turned(a, _NOT) for a in (first, second))),
        )
        return self.diagrams.either(*same)

    def _stated(self, number: int) -> int:
        """The fact is unknown only where it can have no value."""
        diagrams = self.diagrams
        possible = YES
        for each in self._refused:
            if diagrams.about[each] >> number & 1:
                possible = diagrams.both(possible, each)
        some: list[tuple[int, ...]] = [tuple(range(len(cells))) for cells in self.cells]
        having = NO
        for cell in self.real[number]:
            some[number] = (cell,)
            having = diagrams.either(having, diagrams.within(some, 1 << number)(possible))
        # What is not applicable has no value either.
        unknown = diagrams.both(self._is_unknown(number), diagrams.both(having, self._diagram(self._guards[number])))
        return diagrams.turned(unknown, _NOT)

    # -- what is known ---------------------------------------------------------------

    def state(
        self, known: KnownFacts, *, number_first: bool = False, services: Sequence[str] | None = None
    ) -> State | dict[str, Signature]:
        """What is known of her as cells; of facts on which none of the ``services`` hang, as if they were not known.

        Of a number and the day that it stands instead of, the day is asked for while that can be, or the number first.
        Where a fact is known within bounds that no cell stands for, the signature that is needed.
        """
        allowed, partly, now = [*self._real], [*self._any], [*self.unknown]
        open_, unsure, mixed = self._every, 0, {}
        for number in range(len(self.names)) if services is None else self._about(services):
            name, unknown = self.names[number], self.unknown[number]
            value, is_unsure = known.values.get(name), name in known.unsure
            if value is not None:
                cells, stands = self._known_cells(number, value)
                if stands is None:
                    mixed[name] = self.domains[number].truths(value)
                    continue
                left = cells if len(cells) == 1 or not is_unsure else (stands,)
                asked_in_vain = left
            elif name in known.not_applicable:
                stands = unknown - any(number in pair for pair in self.pairs)
                left = asked_in_vain = (stands,)
            elif is_unsure:
                stands, left, asked_in_vain = unknown, (unknown,), (unknown,)
            else:
                continue
            if len(left) == 1 and (is_unsure or name in known.not_applicable):
                unsure |= 1 << number
            if len(left) == 1 or name in known.not_applicable:
                open_ &= ~(1 << number)
            else:
                asked_in_vain = left if stands in left else (*left, stands)
            allowed[number], partly[number], now[number] = left, asked_in_vain, stands
        if mixed:
            return mixed
        for pair in self.pairs:
            unknown_both = all(now[number] == self.unknown[number] for number in pair)
            can_be = [number for number in (pair if number_first else reversed(pair)) if open_ >> number & 1]
            if unknown_both and can_be:
                other = pair[0] + pair[1] - can_be[0]
                not_applicable = self.unknown[other] - 1
                allowed[other], partly[other] = (not_applicable,), (not_applicable, self.unknown[other])
                open_ &= ~(1 << other)
        return State(tuple(allowed), tuple(partly), tuple(now), open_, unsure)

    def _about(self, services: Sequence[str]) -> Iterable[int]:
        """The facts that stand in the diagrams of these services, and those that say something of them."""
        for name in services:
            if name not in self._hanging:
                own = self.diagrams.about[self._plain[name]] | self.along.stated
                also = [about for about in map(self.diagrams.about.__getitem__, self._refused) if about & own]
                also += [1 << number | 1 << day for number, day in self.pairs]
                about = reduce(or_, also, own)
                self._hanging[name] = [at for at in range(len(self.names)) if about >> at & 1]
        return dict.fromkeys(at for name in services for at in self._hanging[name])

    def _known_cells(self, number: int, value: Value) -> tuple[tuple[int, ...], int | None]:
        """The cells of a value, and the one that stands for all of it."""
        key = (number, value)
        if key not in self._cells_of_values:
            if len(self._cells_of_values) >= _MOST_VALUES:
                self._cells_of_values.clear()
            self._cells_of_values[key] = self._found_cells(number, value)
        return self._cells_of_values[key]

    def _found_cells(self, number: int, value: Value) -> tuple[tuple[int, ...], int | None]:
        domain, at = self.domains[number], self._at[number]
        if not isinstance(value, Bounds) or value.exact:
            index = at[domain.at(value.low) if isinstance(value, Bounds) else domain.truths(value)]
            return (index,), index
        inside = tuple(sorted(at[truths] for truths in domain.inside(value)))
        if len(inside) == 1:
            return inside, inside[0]
        truths, cells = domain.truths(value), self.cells[number]
        return inside, next((index for index, cell in enumerate(cells) if cell.truths == truths), None)

    def ground(self, service: str, number: int) -> int:
        """The diagram of one ground of a service."""
        return self._grounds[service][number]

    def remaining(self, state: State) -> Callable[[int], int]:
        """A function from a diagram to what is left of it."""
        return self.diagrams.within(state.partly, (1 << len(self.names)) - 1)

    # -- what can still change -------------------------------------------------------

    def outcome(self, service: str, state: State) -> int:
        """What a service comes to now."""
        diagram, diagrams = self._plain[service], self.diagrams
        while diagram > IMPOSSIBLE:
            diagram = diagrams.parts[diagram][state.now[diagrams.facts[diagram]]]
        return diagram

    def left(self, state: State, services: Iterable[str] | None = None) -> tuple[Open, ...]:
        """Those of the services (all, unless named) whose status can still change, with the facts on which it hangs."""
        diagrams, every = self.diagrams, (1 << len(self.names)) - 1
        strictly = diagrams.within(state.allowed, every)
        result = []
        for name in self.services if services is None else services:
            diagram = strictly(self._root(name, state.unsure))
            relevant = diagrams.relevant(diagram, self.along) & state.open
            if not relevant and diagrams.outcomes(diagram) - {self.outcome(name, state)}:
                # Whatever she answers it comes to the same, but it is not so yet: (x and y) or (x and not y).
                diagram = diagrams.within(state.partly, every)(self._root(name, None))
                relevant = diagrams.relevant(diagram, self._along_partly)
                # A day and the number instead of it become known together.
                for pair in self.pairs:
                    both = sum(1 << number for number in pair)
                    relevant |= both if relevant & both else 0
                relevant &= state.open
            if relevant:
                result.append(Open(name, diagram, relevant))
        return tuple(result)


def _says_when_stated(fact: Fact) -> bool:
    """Whether a fact of many values says something of others by being stated at all."""
    return bool(fact.implies) and fact.kind not in ("yes_no", "choice")

"""What makes pairs of conditions what they are for one woman, as one number a pair: its *state*.

The value of each condition of a pair stands in the last four bits (:data:`~.leaves.BIT`). Above them every node of the
written trees has a bit of its own: set where the node makes the pair what it is, as
:meth:`liushou.rules.Explanation.deciding` and ``missing`` say. So women of equal state have equal reasons, and
:meth:`States.reasons` reads them back from the number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import chain, product, starmap
from typing import Any, NamedTuple

from ...profile import BY_NAME, Fact, Profile, Value
from ...values import FIRST_DAY, Bounds, Truth, exactly
from .. import condition as tree
from ..evaluate import KnownFacts, Situation, all_of, decide, fact_settles
from .leaves import BIT, YES, Daily
from .program import Build, Writer, build, indented
from .ways import Hanging, Leaf, NotPlainError, Said, Way, least_of

TRUTH: dict[int, Truth] = {bits: truth for truth, bits in BIT.items()}
_FIRST = 4


class Reasons(NamedTuple):
    """The values of a pair's two conditions, and what makes the pair so: what is not met, or what is missing."""

    values: tuple[Truth, Truth]
    #: The leaves that are not met, as facts; those not applicable only where nothing else blocks.
    blocked_by: tuple[str, ...]
    #: The facts that could still decide.
    missing: tuple[str, ...]
    #: The parameters that keep it open.
    unknown_parameters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class States:
    """``of(profile)`` gives the state of each pair, then the value (0, 1 or 3) of each single condition.

    It raises :class:`~liushou.ContradictionError` where :func:`~liushou.rules.resolve` does; ``reasons(pair, state)``
    reads a state, ``pair`` the number of its pair. ``hangs_on`` has the facts on which it still hangs whether one of
    some open pairs is met, if nothing is known of these facts; None where that takes more than a look at their states.
    """

    of: Callable[[Profile], tuple[int, ...]]
    reasons: Callable[[int, int], Reasons]
    hangs_on: Callable[[Iterable[tuple[int, int]]], Hanging | None]
    source: str


def compile_states(
    pairs: Sequence[tuple[tree.Condition, tree.Condition]],
    single: Iterable[tree.Condition],
    *,
    on: date,
    parameters: Mapping[str, Bounds[Any]],
    place_facts: Mapping[str, Value],
    facts: Mapping[str, Fact] = BY_NAME,
    build: Build = build,
) -> States:
    """The states of these pairs of (written) conditions; the arguments are else those of ``compile_rules``."""
    writer = _StateWriter(on, parameters, place_facts, facts)
    source = writer.states(pairs, single)
    (of,) = writer.functions(source, build)(on)
    roots = writer.roots

    def hangs_on(open_pairs: Iterable[tuple[int, int]]) -> Hanging | None:
        return writer.hangs_on([(roots[pair], state) for pair, state in open_pairs])

    return States(of, lambda pair, state: _read(roots[pair], state), hangs_on, source)


class _StateWriter(Writer):
    """Beside the value of a condition, the bits of what makes it so: as it stands, and under a ``not``."""

    def __init__(
        self,
        on: date,
        parameters: Mapping[str, Bounds[Any]],
        place_facts: Mapping[str, Value],
        facts: Mapping[str, Fact],
    ) -> None:
        super().__init__(parameters, place_facts, facts)
        self.on = on
        self.numbers: list[int] = []
        self.roots: list[tuple[_Node, ...]] = []
        self.whys: dict[tuple[tree.Condition, bool], tuple[str, _Node]] = {}
        self.lowered = cache(self.lowering.condition)
        relations = self.lowering.relations
        #: Whether what a fact says of others cannot be taken back: it says what these need, too, or needs it itself.
        self.is_final = all(
            needed == name or name in relations.said_by.get(needed, ()) or needed in relations.needs.get(name, ())
            for implied, names in relations.said_by.items()
            for needed in relations.needs.get(implied, ())
            for name in names
        )
        #: The numbers, and the days that they stand instead of.
        self.instead = [{name for name, _ in relations.pairs}, {pair.fact for _, pair in relations.pairs}]

    def states(self, pairs: Iterable[tuple[tree.Condition, tree.Condition]], single: Iterable[tree.Condition]) -> str:
        self.stated()
        second = self.constant(tuple(4 * bits for bits in range(4)))
        cells = []
        for pair in pairs:
            values = [self.value(condition) for condition in pair]
            both = self._all(values)
            # What is met has no reasons to tell apart.
            nodes = [self.why(condition, True) for condition in pair]
            self.roots.append(tuple(node for _, node in nodes))
            why = self._same(both, [(value, bits) for value, (bits, _) in zip(values, nodes, strict=True)])
            why = "0" if both == YES else self._assign(f"0 if {both} == 3 else {why}")
            cells.append(self._assign(f"{values[0]} | {second}[{values[1]}] | {why}"))
        cells += [self.value(condition) for condition in single]
        answer = f"return ({''.join(f'{cell}, ' for cell in cells)})"
        return self.source(["        def states(p):", *indented([*self.lines, answer])], ("states,",))

    def value(self, condition: tree.Condition) -> str:
        """The local (or number) of a written condition's value."""
        return self._node(self.lowered(condition))

    def why(self, condition: tree.Condition, holds: bool) -> tuple[str, _Node]:
        """The local (or number) with the bits of what makes a condition what it is, and the node to read them back."""
        if isinstance(condition, tree.Not):
            return self.why(condition.child, not holds)
        key = (condition, holds)
        if key not in self.whys:
            number = _FIRST + 2 * len(self.numbers)
            self.numbers.append(number)
            own, odd = self.constant(1 << number), self.constant(3 << number)
            if isinstance(condition, tree.LEAVES):
                open_ = [name for name in tree.parameters(condition) if not self._known(name)]
                node = _Node(
                    number,
                    tree.source_fact(condition.fact),
                    tuple(open_),
                    is_free=self._is_free(condition),
                    holds=holds,
                )
                self.whys[key] = self._leaf_why(condition, own, odd), node
            elif isinstance(condition, tree.Concept) and condition.in_force and self._waits(condition.in_force):
                self.whys[key] = own, _Node(number, None, (condition.in_force,))
            else:
                below = tree.below(condition)
                inner = [self.why(child, holds) for child in below]
                cells = [(self.value(child), bits) for child, (bits, _) in zip(below, inner, strict=True)]
                bits = self._assign(f"{own} | {self._same(self.value(condition), cells)}")
                every = isinstance(condition, tree.AllOf) is holds
                self.whys[key] = bits, _Node(number, None, (), tuple(node for _, node in inner), every)
        return self.whys[key]

    def _same(self, value: str, cells: Iterable[tuple[str, str]]) -> str:
        """The bits of the cells that have this value."""
        same = [bits if own == value else f"({bits} if {own} == {value} else 0)" for own, bits in cells]
        return f"({' | '.join(same)})" if same else "0"

    def _known(self, parameter: str) -> bool:
        return parameter in self.leaves.parameters and self.leaves.parameters[parameter].exact

    def _waits(self, law: str) -> bool:
        """Whether it is not known that the law is in force."""
        return tree.InForce(law).within(self.leaves.parameters) is None

    def _is_free(self, leaf: tree.Leaf) -> bool:
        """Whether an open leaf can be met or not, as far as the fact alone decides."""
        if isinstance(leaf, tree.IsTrue):
            return True
        situation = Situation(KnownFacts(on=self.on, values={}), self.leaves.parameters)
        points = _points(leaf, tree.known_fact(leaf.fact, self.facts), situation)
        return {decide(leaf, point, situation) for point in points} >= {True, False}

    def hangs_on(self, pairs: Iterable[tuple[Sequence[_Node], int]]) -> Hanging | None:
        """The least ways: what is in none of them changes nothing, as each leaf may be met or not.

        Of facts of which one stands instead of another one is asked, and the other is then not applicable.
        """
        if not self.is_final:
            return None
        try:
            ways = least_of(chain.from_iterable(_both(roots, state) for roots, state in pairs))
        except NotPlainError:
            return None
        each = [frozenset(way for way in ways if not any(leaf.fact in names for leaf in way)) for names in self.instead]
        leaves = frozenset[Leaf]().union(*chain.from_iterable(each))
        counts = Counter(leaf.fact for leaf in leaves if leaf.fact)
        said = {fact: said for fact in counts for said in [self._said_by(fact)] if any(said)}
        # What a yes would say something of must not be at stake itself. With no way left it can only be a no, but she
        # has to be asked for that.
        if not all(each) or any(not counts.keys().isdisjoint(implied) for _, implied in said.values()):
            return None
        return Hanging(
            ways=tuple(each),
            said=said,
            stated=frozenset(name for name in said if self.facts[name].kind != "yes_no"),
            doubled=frozenset(name for name, count in counts.items() if count > 1),
            all_facts=frozenset(counts),
        )

    def _said_by(self, name: str) -> Said:
        """The facts that have to be yes for a fact to say nothing more of them, and else those that it implies."""
        relations = self.lowering.relations
        implied = {other for other, names in relations.said_by.items() if name in names}
        needed = {other for fact in (name, *implied) for other in relations.needs.get(fact, ())}
        says_so = [(other, *relations.said_by.get(other, ())) for other in needed]
        yes_no = [frozenset(each for each in others if self.facts[each].kind == "yes_no") for others in says_so]
        return tuple(yes_no), frozenset(implied - needed)

    def _leaf_why(self, leaf: tree.Leaf, own: str, odd: str) -> str:
        """``odd`` where the fact is not applicable, or its value could not decide the leaf."""
        value, name = self.value(leaf), tree.source_fact(leaf.fact)
        local, applicable = self.known.value(name), self._node(self.lowering.applicable(name))
        text = own
        if not isinstance(leaf, (tree.IsTrue, tree.OneOf, tree.Elapsed)):
            settles = self.constant(Daily(_settling, (leaf, _Parameters(self.leaves.parameters))))
            text = f"{own} if {value} != 1 or {settles}({local}l, {local}h) else {odd}"
        if applicable != YES:
            text = f"{odd} if {applicable} == 0 else {text}"
        if name in self.known.paired:
            text = f"{odd} if {local} is False else {text}"
        return text if text == own else self._assign(text)


def _points(leaf: tree.Leaf, fact: Fact, situation: Situation) -> Iterable[Value]:
    """Values of a fact of which one should meet the leaf, and one not."""
    if fact.kind == "choice":
        return fact.choices
    edges = [situation.operand(operand).low for operand in tree.operands(leaf)]
    edges += leaf.values if isinstance(leaf, tree.OneOf) else []
    if fact.kind == "date":
        ends: list[Any] = [FIRST_DAY, situation.on]
    else:
        ends = [0.0 if fact.low is None else fact.low, 1e6 if fact.high is None else fact.high]
    return [exactly(edge) for edge in (*ends, *edges) if edge is not None]


class _Node(NamedTuple):
    """A node of a written tree, to read a state back: its bit, its fact where it is a leaf, what keeps it open."""

    number: int
    fact: str | None
    parameters: tuple[str, ...]
    children: tuple[_Node, ...] = ()
    #: Whether all children have to be met, and not any of them.
    every: bool = False
    #: A leaf that can be met or not.
    is_free: bool = False
    #: Whether a leaf has to hold to be met, and not the contrary.
    holds: bool = True

    def set_in(self, state: int) -> Iterator[_Node]:
        """The nodes without children, from here on, whose bits are set, in the order written."""
        if state >> self.number & 1:
            if self.children:
                for child in self.children:
                    yield from child.set_in(state)
            else:
                yield self

    def ways(self, state: int) -> set[Way]:
        """The least sets of leaves that are open and would, all met, meet the node."""
        if not self.children:
            if not self.is_free:
                raise NotPlainError
            return {frozenset((Leaf(self.fact, self.holds, self.number),))}
        parts = [child.ways(state) for child in self.children if state >> child.number & 1]
        every = starmap(frozenset[Leaf]().union, product(*parts))
        return least_of(every if self.every else chain.from_iterable(parts))


def _both(roots: Sequence[_Node], state: int) -> Iterable[Way]:
    open_ = (root for root, bits in zip(roots, (state, state >> 2), strict=True) if TRUTH[bits & 3] is None)
    return starmap(frozenset[Leaf]().union, product(*(root.ways(state) for root in open_)))


def _read(roots: Iterable[_Node], state: int) -> Reasons:
    """What a state says of the pair whose conditions these are."""
    values = TRUTH[state & 3], TRUTH[state >> 2 & 3]
    value = all_of(values)
    decisive = [root for root, own in zip(roots, values, strict=True) if own is value is not True]
    nodes = {node.number: node for root in decisive for node in root.set_in(state)}.values()
    leaves = [(node.fact, bool(state >> node.number & 2)) for node in nodes if node.fact]
    facts = [fact for fact, odd in leaves if not odd]
    if value is None:
        names = dict.fromkeys(name for node in nodes for name in node.parameters)
        return Reasons(values, (), tuple(dict.fromkeys(facts)), tuple(names))
    return Reasons(values, tuple(facts or [fact for fact, _ in leaves]), (), ())


@dataclass(frozen=True, slots=True, eq=False)
class _Parameters:
    of: Mapping[str, Bounds[Any]]


def _settling(leaf: tree.Leaf, parameters: _Parameters, on: date) -> Callable[[Any, Any], bool]:
    """Whether a value within these bounds could decide an open leaf."""
    name = tree.source_fact(leaf.fact)

    def settles(low: Any, high: Any) -> bool:
        values = {} if low is None and high is None else {name: Bounds(low, high)}
        return fact_settles(leaf, Situation(KnownFacts(on=on, values=values), parameters.of))

    unknown = settles(None, None)
    return lambda low, high: unknown if low is None and high is None else settles(low, high)

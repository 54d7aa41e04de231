"""The compiled reading: conditions become one generated Python function over a profile.

The generated source is made of a closed vocabulary: numbered locals, the attributes of
:class:`~liushou.Profile`, and numbered constants that are handed in as a closure. No
text of a rule file, and no name that is not a fact of the catalogue, ever becomes code.

Inside, no, unknown and yes are 0, 1 and 3 (two bits: certain, possible), so that Kleene's ``all`` is ``&`` and ``any``
is ``|``. What depends only on the day, the place and the rules is worked out when the function is made: spans of time
and ages become comparisons with a cut-off day, parameters their bounds, place facts the values beneath the profile's
own. Equal conditions are worked out once. The functions keep no state: they may be called from many threads at once.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import CodeType
from typing import Any, Generic, TypeVar

from ...profile import BY_NAME, Fact, Profile, Value
from ...values import Bounds, Truth, grouped
from .. import condition as tree
from ..condition import LEAVES, AllOf, AnyOf, Condition, InForce, Leaf, Not, Possibly, UnsupportedNodeError
from ..lower import lowering
from .leaves import BIT, NO, YES, Daily, FactWriter, LeafWriter

W = TypeVar("W")
#: An output is met where, of any of its pairs, both the gate and the condition are met.
Pairs = Sequence[tuple[Condition, Condition]]
Build = Callable[[str], CodeType]

_NEGATED = (3, 1, 1, 0)


@dataclass(frozen=True, slots=True)
class Compiled(Generic[W]):
    """The functions made of some conditions, and the source they were made from.

    ``truths(profile)`` gives True, False or None for each output, in their order; ``table(profile)`` a new dict of the
    outputs' names and the words for their values. Both raise :class:`~liushou.ContradictionError` where
    :func:`~liushou.rules.resolve` does. ``at`` gives the two functions of another day, with the same parameters.
    """

    truths: Callable[[Profile], tuple[Truth, ...]]
    table: Callable[[Profile], dict[str, W]]
    at: Callable[[date], tuple[Callable[[Profile], tuple[Truth, ...]], Callable[[Profile], dict[str, W]]]]
    source: str


def build(source: str) -> CodeType:
    """The source as code; tests put a broken one in its place."""
    return compile(source, "<liushou compiled rules>", "exec")


def compile_rules(
    outputs: Mapping[str, Pairs],
    words: tuple[W, W, W],
    *,
    on: date,
    parameters: Mapping[str, Bounds[Any]] | None = None,
    place_facts: Mapping[str, Value] | None = None,
    facts: Mapping[str, Fact] = BY_NAME,
    build: Build = build,
) -> Compiled[W]:
    """One function for all ``outputs`` (name → its (gate, condition) pairs) on the day ``on``.

    ``words`` are what ``table`` says for no, unknown and yes; ``facts`` are the names that
    exist. Raises :class:`UnsupportedNodeError` for a node that this reading does not know, and
    :class:`~liushou.InputError` for a condition on a fact that does not exist.
    """
    writer = Writer(parameters or {}, place_facts or {}, facts)
    source = writer.program(outputs, words)
    at = writer.functions(source, build)
    truths, table = at(on)
    return Compiled(truths, table, at, source)


def compile_packed(
    groups: Sequence[Pairs],
    *,
    parameters: Mapping[str, Bounds[Any]],
    place_facts: Mapping[str, Value],
    facts: Mapping[str, Fact] = BY_NAME,
    build: Build = build,
) -> Callable[[date], Callable[[Profile], tuple[int, ...]]]:
    """For a day, a function that gives for each group one number with the values of its pairs, two bits each.

    Of a pair's bits (the first pair has the lowest) the low one says that it is not no, the high one that it is yes.
    The arguments are else those of :func:`compile_rules`, and so is what is raised.
    """
    writer = Writer(parameters, place_facts, facts)
    at = writer.functions(writer.packed(groups), build)
    return lambda day: at(day)[0]


class Writer:
    """Writes the source; ``constants`` and ``daily`` gather the values that are handed to it."""

    def __init__(
        self, parameters: Mapping[str, Bounds[Any]], place_facts: Mapping[str, Value], facts: Mapping[str, Fact]
    ) -> None:
        self.facts, self.lowering = facts, lowering(facts)
        self.constants: list[Any] = []
        self.daily: list[Daily] = []
        self.numbered: dict[tuple[type, Any], str] = {}
        self.known = FactWriter(facts, place_facts, self.constant)
        self.leaves = LeafWriter(parameters, self.constant)
        self.lines = self.known.lines
        self.values: dict[Condition, str] = {}
        self.shared: dict[str, str] = {}
        #: Whether any output can be met is told by these locals, which stand in so many first lines.
        self.gates: Mapping[str, None] = {}
        self.gated = 0

    def constant(self, value: Any) -> str:
        """The name under which the code finds a value."""
        key: tuple[type, Any] = (type(value), value)
        try:
            hash(key)
        except TypeError:
            key = (type(value), id(value))
        if key not in self.numbered:
            letter, values = ("d", self.daily) if isinstance(value, Daily) else ("c", self.constants)
            self.numbered[key] = f"{letter}{len(values)}"
            values.append(value)
        return self.numbered[key]

    def functions(self, source: str, build: Build) -> Callable[[date], Any]:
        """A function from a day to the functions of the source on that day."""
        namespace: dict[str, Any] = {}
        exec(build(source), {"__builtins__": {}}, namespace)
        on, daily = namespace["make"](*self.constants), tuple(self.daily)
        return lambda day: on(*[value.on(day) for value in daily])

    def source(self, functions: Iterable[str], names: Sequence[str]) -> str:
        """The whole source: ``make(constants…)`` → a function from what depends on the day to these functions."""
        constants = ", ".join(f"c{index}" for index in range(len(self.constants)))
        daily = ", ".join(f"d{index}" for index in range(len(self.daily)))
        head = [f"def make({constants}):", f"    def on({daily}):"]
        return "\n".join([*head, *functions, f"        return {', '.join(names)}", "    return on", ""])

    def stated(self) -> None:
        """Write what comes before all conditions: what is stated of her, held against itself."""
        self.known.past()
        for contradiction in self.lowering.contradictions:
            self.known.contradiction(self._node(contradiction.condition))
        self.known.pairs()

    def program(self, outputs: Mapping[str, Pairs], words: tuple[Any, Any, Any]) -> str:
        """The source of (truths, table)."""
        values = self._values(outputs)
        return self._functions(self._truths(values), self._table(values, words))

    def packed(self, groups: Sequence[Pairs]) -> str:
        """The source of the function that gives a number for each group."""
        values = self._values(
            {f"{group} {at}": [pair] for group, pairs in enumerate(groups) for at, pair in enumerate(pairs)}
        )
        cells = [
            " | ".join([f"{values[f'{group} {at}']} << {2 * at}" for at in range(len(pairs))]) or NO
            for group, pairs in enumerate(groups)
        ]
        answer = [f"return ({''.join(f'{cell}, ' for cell in cells)})"]
        return self._functions(("packed", self.constant((0,) * len(groups)), answer))

    def _values(self, outputs: Mapping[str, Pairs]) -> dict[str, str]:
        """The local (or number) of each output; the lines before :attr:`gated` tell whether one can be met."""
        self.stated()
        lowered = cache(self.lowering.condition)
        outputs = {name: [(lowered(gate), lowered(own)) for gate, own in pairs] for name, pairs in outputs.items()}
        self.gates = dict.fromkeys(self._node(gate) for pairs in outputs.values() for gate, _ in pairs)
        self.gated = len(self.lines)
        return {name: self._output(pairs) for name, pairs in outputs.items()}

    def _functions(self, *functions: tuple[str, str, list[str]]) -> str:
        """The source of functions: the name of each, its answer behind closed gates, the lines that give its answer."""
        before, after = indented(self.lines[: self.gated]), indented(self.lines[self.gated :])
        program: list[str] = []
        for function, nothing, answer in functions:
            program += [f"        def {function}(p):", *before]
            # Behind closed gates everything is no.
            if YES not in self.gates:
                program += indented([f"if not ({' | '.join(self.gates) or NO}):", f"    return {nothing}"])
            program += [*after, *indented(answer)]
        return self.source(program, [*(name for name, *_ in functions), ""])

    def _truths(self, values: Mapping[str, str]) -> tuple[str, str, list[str]]:
        """(function, its answer behind closed gates, the lines that give its answer)."""
        by_bits = self.constant((False, None, None, True))
        results = {value: f"w{index}" for index, value in enumerate(dict.fromkeys(values.values()))}
        lines = [f"{result} = {by_bits}[{value}]" for value, result in results.items()]
        cells = "".join(f"{results[value]}, " for value in values.values())
        return "truths", self.constant((False,) * len(values)), [*lines, f"return ({cells})"]

    def _table(self, values: Mapping[str, str], words: tuple[Any, Any, Any]) -> tuple[str, str, list[str]]:
        """The same for ``table``: a copy of a dict in which most entries are right already."""
        no, unknown, yes = words
        by_bits = self.constant((no, unknown, unknown, yes))
        counted = Counter(values.values())
        most = counted.most_common(1)[0][0] if counted else NO
        whole = self.constant(tuple(dict.fromkeys(values, word) for word in (no, unknown, unknown, yes)))
        others = [value for value in counted if value != most]
        names = {value: [name for name, own in values.items() if own == value] for value in others}
        lines = [f"t = {whole}[{most}].copy()"]
        for value in others:
            cells = " = ".join(f"t[{self.constant(name)}]" for name in names[value])
            lines.append(f"{cells} = {by_bits}[{value}]")
        return "table", f"{whole}[0].copy()", [*lines, "return t"]

    def _output(self, pairs: Pairs) -> str:
        """Any over gate and condition; what stands behind one gate is put together first."""
        behind = grouped((self._node(gate), self._node(condition)) for gate, condition in pairs)
        return self._any(self._all((gate, self._any(inner))) for gate, inner in behind.items())

    def _node(self, condition: Condition) -> str:
        """The local (or number) that holds the value of a condition; equal ones share it."""
        if condition not in self.values:
            self.values[condition] = self._write(condition)
        return self.values[condition]

    def _write(self, condition: Condition) -> str:
        if isinstance(condition, AllOf):
            return self._all([self._node(child) for child in condition.children])
        if isinstance(condition, AnyOf):
            return self._any([self._node(child) for child in condition.children])
        if isinstance(condition, Not):
            return self._assign(f"{self.constant(_NEGATED)}[{self._node(condition.child)}]")
        if isinstance(condition, Possibly):
            return self._assign(f"3 if {self._node(condition.child)} else 0")
        if isinstance(condition, LEAVES):
            return self._leaf(condition)
        if isinstance(condition, InForce):
            return str(BIT[condition.within(self.leaves.parameters)])
        raise UnsupportedNodeError("compiled", condition)

    def _leaf(self, leaf: Leaf) -> str:
        source, fact = tree.source_fact(leaf.fact), tree.known_fact(leaf.fact, self.facts)
        return self._assign(self.leaves.write(leaf, fact, self.known.value(source), source in self.known.paired))

    def _all(self, parts: Iterable[str]) -> str:
        return self._join(parts, "&", neutral=YES, deciding=NO)

    def _any(self, parts: Iterable[str]) -> str:
        return self._join(parts, "|", neutral=NO, deciding=YES)

    def _join(self, parts: Iterable[str], sign: str, *, neutral: str, deciding: str) -> str:
        unique = [part for part in dict.fromkeys(parts) if part != neutral]
        if deciding in unique:
            return deciding
        if len(unique) < 2:
            return unique[0] if unique else neutral
        return self._assign(f" {sign} ".join(unique))

    def _assign(self, expression: str) -> str:
        if expression not in self.shared:
            self.shared[expression] = f"v{len(self.shared)}"
            self.lines.append(f"{self.shared[expression]} = {expression}")
        return self.shared[expression]


def indented(lines: Iterable[str]) -> list[str]:
    """Lines in the body of a function of the source."""
    return [f"            {line}" for line in lines]

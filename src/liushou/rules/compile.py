"""The compiled reading: conditions become one generated Python function over a profile.

The generated source is made of a closed vocabulary: numbered locals, the attributes of
:class:`~liushou.Profile`, and numbered constants that are handed in as a closure. No
text of a rule file, and no name that is not a fact of the catalogue, ever becomes code.

Inside, no, unknown and yes are 0, 1 and 3 (two bits: possible, certain), so that Kleene's
``all`` is ``&`` and ``any`` is ``|``. What depends only on the day, the place and the
rules is worked out when the function is made: spans of time and ages become comparisons
with a cut-off day, parameters their bounds, place facts the values beneath the profile's
own. Equal conditions are worked out once. The function keeps no state: it may be
called from many threads at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, NoReturn, TypeVar

from ..profile import BY_NAME, Fact, Profile, Value, settle
from ..profile.implications import IMPLIES
from ..values import Bounds, Truth
from .agree import may_conflict
from .condition import ALWAYS, LEAVES, AllOf, AnyOf, Concept, Condition, Not, UnsupportedNode
from .leafcode import BIT, NO, UNKNOWN, YES, LeafWriter
from .vocabulary import source_fact

W = TypeVar("W")

#: An output is met where any of its (gate, condition) pairs has both met.
Pairs = Sequence[tuple[Condition, Condition]]

_TRUTHS: tuple[Truth, Truth, Truth, Truth] = (False, None, None, True)
_NOT = (3, 1, 1, 0)


@dataclass(frozen=True, slots=True)
class Compiled(Generic[W]):
    """The functions made of some conditions, and the source they were made from.

    ``truths(profile)`` gives True, False or None for each output in the order given;
    ``table(profile)`` a new dict of the outputs' names and the words for their values.
    Both raise :class:`~liushou.ContradictionError` where :func:`~liushou.profile.settle`
    does.
    """

    truths: Callable[[Profile], tuple[Truth, ...]]
    table: Callable[[Profile], dict[str, W]]
    source: str


def compile_rules(
    outputs: Mapping[str, Pairs],
    words: tuple[W, W, W],
    *,
    on: date,
    parameters: Mapping[str, Bounds[Any]] | None = None,
    place_facts: Mapping[str, Value] | None = None,
    facts: Mapping[str, Fact] = BY_NAME,
    build: Callable[[str], Any] | None = None,
) -> Compiled[W]:
    """One function for all ``outputs`` (name → (gate, condition) pairs) on the day ``on``.

    ``words`` are what ``table`` says for no, unknown and yes. ``facts`` are the names that
    exist. ``build`` turns the source into code and is there for tests that change it.
    Raises :class:`UnsupportedNode` for a node this reading does not know.
    """
    writer = _Writer(on, parameters or {}, dict(place_facts or {}), facts)
    source = writer.program(outputs, words)
    namespace: dict[str, Any] = {}
    code = compile(source, "<liushou compiled rules>", "exec") if build is None else build(source)
    exec(code, {"__builtins__": {}}, namespace)  # noqa: S102 - see the module's docstring
    truths, table = namespace["make"](*writer.constants.values())
    return Compiled(truths, table, source)


def compile_condition(
    condition: Condition,
    *,
    on: date,
    parameters: Mapping[str, Bounds[Any]] | None = None,
    place_facts: Mapping[str, Value] | None = None,
    facts: Mapping[str, Fact] = BY_NAME,
    build: Callable[[str], Any] | None = None,
) -> Callable[[Profile], Truth]:
    """The function that :func:`~liushou.rules.evaluate` is for one condition."""
    compiled = compile_rules(
        {"it": [(ALWAYS, condition)]}, (False, None, True),
        on=on, parameters=parameters, place_facts=place_facts, facts=facts, build=build,
    )  # fmt: skip
    truths = compiled.truths
    return lambda profile: truths(profile)[0]


class _Writer:
    """Writes the source; ``constants`` gathers what is handed to it, by numbered name."""

    def __init__(
        self,
        on: date,
        parameters: Mapping[str, Bounds[Any]],
        place_facts: Mapping[str, Value],
        facts: Mapping[str, Fact],
    ) -> None:
        self.on, self.place_facts, self.facts = on, place_facts, facts
        self.constants: dict[str, Any] = {}
        self.lines: list[str] = []
        self.made: dict[Condition, str] = {}
        self.locals: dict[str, str] = {}
        self.sides: set[str] = set()
        self.leaves = LeafWriter(on, parameters, self.constant)

    def constant(self, value: Any) -> str:
        """The name under which the code finds a value."""
        for name, known in self.constants.items():
            if known is value or (type(known) is type(value) and known == value):
                return name
        name = f"c{len(self.constants)}"
        self.constants[name] = value
        return name

    def program(self, outputs: Mapping[str, Pairs], words: tuple[Any, Any, Any]) -> str:
        self._implications()
        gates = list(dict.fromkeys(self.node(gate) for pairs in outputs.values() for gate, _ in pairs))
        stop = len(self.lines)
        values = [self._output(pairs) for pairs in outputs.values()]
        body, rest = self.lines[:stop], self.lines[stop:]
        # Where no gate is open, every output is no: the whole answer is ready.
        closed = None if YES in gates else " | ".join(gates) or NO
        names = [self.constant(name) for name in outputs]
        nothing = self.constant((False,) * len(outputs))
        none = self.constant(dict.fromkeys(outputs, words[0]))
        truth = self.constant(_TRUTHS)
        word = self.constant((words[0], words[1], words[1], words[2]))
        program = []
        for function, early, late in (
            ("truths", nothing, "return (" + "".join(f"{{{value}}}, " for value in values) + ")"),
            ("table", f"{none}.copy()", "return {" + ", ".join(
                f"{name}: {{{value}}}" for name, value in zip(names, values, strict=True)) + "}"),
        ):  # fmt: skip
            lines = list(body)
            if closed is not None:
                lines += [f"if not ({closed}):", f"    return {early}"]
            lines += rest
            table = truth if function == "truths" else word
            shown = {value: f"w{index}" for index, value in enumerate(dict.fromkeys(values))}
            lines += [f"{name} = {table}[{value}]" for value, name in shown.items()]
            lines.append(_fill(late, shown))
            program += [f"    def {function}(p):", *(f"        {line}" for line in lines)]
        head = f"def make({', '.join(self.constants)}):"
        return "\n".join([head, *program, "    return truths, table", ""])

    # -- what is known of her, as settle() has it ---------------------------------------

    def _implications(self) -> None:
        """The implications of one fact for another; whatever settle() refuses goes to it."""
        refuse = self.constant(_refuser(self.on, self.place_facts))
        on = self.constant(self.on)
        for name in ("birth_date", "husband_away_since"):
            local = self._load(name)
            self._emit(f"if {local} is not None:", f"    {local}l = {local}.low", f"    {local}h = {local}.high")
            self._emit(f"    if {local}l is not None and {local}l > {on}:", f"        {refuse}(p)")
            self._emit(f"    if {local}h is None or {local}h > {on}:", f"        {local}h = {on}")
            self._emit("else:", f"    {local}l = {local}h = None")
            self.sides.add(name)
        disabled, grade = self._load("disabled"), self._load("disability_grade")
        self._emit(f"if {grade} is not None:")
        self._emit(f"    if {disabled} is False:", f"        {refuse}(p)", f"    {disabled} = True")
        # A fact that is not applicable is False, whatever its kind: a leaf on it is no.
        for fact, when, other, implied in IMPLIES:
            one, two = self._load(fact), self._load(other)
            self._emit(f"if {one} is {when}:")
            if implied is None:
                self._emit(f"    if {two} is not None and {two} is not False:", f"        {refuse}(p)")
                self._emit(f"    {two} = False")
            else:
                self._emit(f"    if {two} is {not implied}:", f"        {refuse}(p)", f"    {two} = {implied}")
        self._half_year(refuse)

    def _half_year(self, refuse: str) -> None:
        since, years = self.locals["husband_away_since"], self._load("husband_away_years")
        check = self.constant(may_conflict(self.on))
        self._emit(f"if {since} is not None:")
        self._emit(f"    if {years} is None:", f"        {years} = False")
        self._emit(f"    elif {check}({since}l, {since}h, {years}):", f"        {refuse}(p, False)")
        self._emit(f"elif {years} is not None:", f"    {since} = False")

    def _load(self, name: str) -> str:
        """The local that holds the fact, loaded on first use."""
        if name in self.locals:
            return self.locals[name]
        local = f"f{len(self.locals)}"
        self.locals[name] = local
        if name in BY_NAME:
            self._emit(f"{local} = p.{name}")
        else:
            self._emit(f"{local} = p.extra.get({self.constant(name)})")
        return local

    def _value(self, name: str) -> str:
        """The local of a fact that a leaf reads: with the place's own value beneath it."""
        local = self._load(name)
        if name in self.place_facts and name not in self.made_local:
            self.made_local.add(name)
            value = self.place_facts[name]
            constant = self.constant(value)
            self._emit(f"if {local} is None:", f"    {local} = {constant}")
            if name in self.sides and isinstance(value, Bounds):
                self._emit(f"    {local}l = {self.constant(value.low)}", f"    {local}h = {self.constant(value.high)}")
        return local

    # -- conditions -------------------------------------------------------------------

    def _output(self, pairs: Pairs) -> str:
        """Any over gate and condition; what stands behind one gate is put together first."""
        behind: dict[str, list[str]] = {}
        for gate, condition in pairs:
            behind.setdefault(self.node(gate), []).append(self.node(condition))
        return self._any([self._all([gate, self._any(conditions)]) for gate, conditions in behind.items()])

    def node(self, condition: Condition) -> str:
        """The local (or number) that holds the value of a condition; equal ones share it."""
        known = self.made.get(condition)
        if known is None:
            known = self.made[condition] = self._node(condition)
        return known

    def _node(self, condition: Condition) -> str:
        if isinstance(condition, AllOf):
            return self._all([self.node(child) for child in condition.children])
        if isinstance(condition, AnyOf):
            return self._any([self.node(child) for child in condition.children])
        if isinstance(condition, Not):
            return self._assign(f"{self.constant(_NOT)}[{self.node(condition.child)}]")
        if isinstance(condition, Concept):
            return self.node(condition.condition)
        if isinstance(condition, LEAVES):
            return self._leaf(condition)
        raise UnsupportedNode("compiled", condition)

    def _all(self, parts: list[str]) -> str:
        if NO in parts:
            return NO
        parts = [part for part in dict.fromkeys(parts) if part != YES]
        return self._join(parts, "&") if parts else YES

    def _any(self, parts: list[str]) -> str:
        if YES in parts:
            return YES
        parts = [part for part in dict.fromkeys(parts) if part != NO]
        return self._join(parts, "|") if parts else NO

    def _join(self, parts: list[str], sign: str) -> str:
        return parts[0] if len(parts) == 1 else self._assign(f" {sign} ".join(parts))

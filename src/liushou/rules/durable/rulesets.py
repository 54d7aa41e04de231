"""The durable_rules reading: conditions as rulesets of that engine, and facts as its messages.

Each condition becomes a derived fact that is concluded in both polarities: 1, certainly yes, and 0, certainly no.
Nothing is concluded where it is unknown. Leaves are concluded from messages, one for each fact that is known; ``all``
and ``any`` from what was concluded before, so that facts chain through concepts to services. Running forward until
nothing follows is Kleene's logic: ``all`` is yes when every part is, no when one part is.

The rulesets hold the rules and constants only. The day, the parameters of the place and what is known
of a woman come with the messages (:func:`messages`), as numbers: dates as days since 1970, and spans of
time as the last day on which they were already over. So the same rulesets serve every day and place
under the same documents. What the engine cannot do safely is avoided in what is written.
"""

from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

from ...profile import Fact, relations
from ...values import Bounds, Truth, Unit, cutoff
from .. import condition as tree
from ..evaluate import Situation, runs
from ..lower import lowering
from .terms import MOST_JOINED, Literal, Rule, Rulesets, all_in, held, plain, side_names, sided, span, spread

#: By operator: the side of the fact that is compared for a yes, the other one, and the tests of both.
_SIDES = {
    "<": ("high", "low", "$lt", "$gte"),
    "<=": ("high", "low", "$lte", "$gt"),
    ">": ("low", "high", "$gt", "$lte"),
    ">=": ("low", "high", "$gte", "$lt"),
}


def write_rulesets(outputs: Mapping[str, tree.Condition], facts: Mapping[str, Fact]) -> Rulesets:
    """The rulesets that conclude the outputs.

    Raises :class:`UnsupportedNodeError` for a node that this reading does not know.
    """
    writer = _Writer(facts)
    lowered = lowering(facts)
    literals = {name: writer.node(lowered.condition(condition)) for name, condition in outputs.items()}
    return writer.finish(literals)


#: The document's definition and the measure's own condition: both must hold.
Pair = tuple[tree.Condition, tree.Condition]


def rulesets_of(
    definitions: Mapping[str, tree.Condition], services: Mapping[str, Sequence[Pair]], facts: Mapping[str, Fact]
) -> Rulesets:
    """Documents as rulesets: definitions, then each ground, then each service over its grounds.

    Outputs are called ``definition NAME``, ``ground SERVICE NUMBER`` (from 0, in the order given) and ``service NAME``.
    """
    outputs = {f"definition {name}": condition for name, condition in definitions.items()}
    for service, pairs in services.items():
        grounds = [tree.AllOf(pair) for pair in pairs]
        outputs |= {f"ground {service} {number}": ground for number, ground in enumerate(grounds)}
        outputs[f"service {service}"] = tree.AnyOf(tuple(grounds))
    return write_rulesets(outputs, facts)


def messages(rules: Rulesets, situation: Situation) -> list[dict[str, Any]]:
    """What is known, as messages: one for each fact.

    Of what is unknown only ``FACT__open`` is said, where something holds unless the fact is no.

    Raises :class:`~liushou.InputError` for a number that the engine cannot compare.
    """
    known = situation.known
    stated: list[dict[str, Any]] = []
    for fact in rules.facts:
        if tree.source_fact(fact) in known.not_applicable:
            stated.append({f"{fact}__na": 1})
            continue
        value = situation.value(fact)
        if isinstance(value, bool):
            stated.append({f"{fact}__is": int(value)})
        elif isinstance(value, str):
            stated.append({f"{fact}__is": value})
        elif isinstance(value, Bounds):
            stated.append(_sides(tree.Parameter(fact), value) | beside(rules, fact, situation))
        elif fact in rules.possible:
            stated.append({f"{fact}__open": 1})
    lines = (_sides(tree.Parameter(name), situation.operand(tree.Parameter(name))) for name in rules.in_force)
    return [*stated, *filter(None, lines)]


def beside(rules: Rulesets, fact: str, situation: Situation) -> dict[str, Any]:
    """What a fact's message holds besides the fact: cut-off days, and the lines of the place."""
    fields: dict[str, Any] = {}
    for amount, unit in rules.spans.get(fact, ()):
        fields[span(amount, unit)] = plain(cutoff(situation.on, amount, unit))
    for parameter in rules.parameters.get(fact, ()):
        fields |= _sides(parameter, situation.operand(parameter))
    return fields


def truth_of(literal: Literal, concluded: Mapping[str, bool]) -> Truth:
    """The value of an output, given what was concluded (node → certainly yes or no)."""
    if isinstance(literal, bool):
        return literal
    node, as_it_is = literal
    value = concluded.get(node)
    return None if value is None else value is as_it_is


def _sides(parameter: tree.Parameter, bounds: Bounds[Any]) -> dict[str, Any]:
    sides = zip(side_names(parameter), (bounds.low, bounds.high), strict=True)
    return {name: plain(side) for name, side in sides if side is not None}


class _Writer:
    def __init__(self, facts: Mapping[str, Fact]) -> None:
        self.facts = facts
        #: The facts that can be not applicable because another is given.
        self.paired = {name for number, pair in relations(facts).pairs for name in (number, pair.fact)}
        self.possible: dict[str, None] = {}
        self.literals: dict[tree.Condition, Literal] = {}
        self.joined: dict[tuple[tuple[str, bool], ...], str] = {}
        self.rules: list[Rule] = []
        self.nodes = count()
        self.used: dict[str, None] = {}
        self.spans: dict[str, dict[tuple[int, Unit], None]] = {}
        self.parameters: dict[str, dict[tree.Parameter, None]] = {}
        self.in_force: dict[str, None] = {}

    # -- conditions to derived facts -----------------------------------------------------

    def node(self, condition: tree.Condition) -> Literal:
        """The derived fact of a condition; equal conditions share it."""
        if condition not in self.literals:
            self.literals[condition] = self._node(condition)
        return self.literals[condition]

    def _node(self, condition: tree.Condition) -> Literal:
        if isinstance(condition, tree.AllOf):
            return self._all([self.node(child) for child in condition.children])
        if isinstance(condition, tree.AnyOf):
            # De Morgan: any is not all not.
            return _opposite(self._all([_opposite(self.node(child)) for child in condition.children]))
        if isinstance(condition, tree.Not):
            return _opposite(self.node(condition.child))
        if isinstance(condition, tree.Possibly) and isinstance(condition.child, tree.IsTrue):
            return self._possibly(condition.child)
        if isinstance(condition, tree.InForce):
            return self._in_force(condition.parameter)
        if isinstance(condition, tree.LEAVES):
            return self._leaf(condition)
        raise tree.UnsupportedNodeError("durable", condition)

    def _all(self, parts: list[Literal]) -> Literal:
        open_parts = tuple(dict.fromkeys(part for part in parts if not isinstance(part, bool)))
        if False in parts:
            return False
        if len(open_parts) < 2:
            return open_parts[0] if open_parts else True
        if len(open_parts) > MOST_JOINED:
            groups = [open_parts[at : at + MOST_JOINED] for at in range(0, len(open_parts), MOST_JOINED)]
            return self._all([self._all(list(group)) for group in groups])
        if open_parts not in self.joined:
            node = self.joined[open_parts] = self._new("all")
            self._conclude(node, True, *({held(name): int(value)} for name, value in open_parts))
            for name, value in open_parts:
                self._conclude(node, False, {held(name): int(not value)})
        return self.joined[open_parts], True

    def _new(self, hint: str) -> str:
        return f"{hint}_{next(self.nodes)}"

    def _conclude(self, node: str, value: bool, *tests: dict[str, Any]) -> None:
        self.rules.append(Rule(tests, node, value))

    def _possibly(self, leaf: tree.IsTrue) -> Literal:
        """A yes/no fact is not no: its message says yes, or that nothing is known of it."""
        self.node(leaf)
        self.possible[leaf.fact] = None
        node = self._new(f"possibly_{leaf.fact}")
        for value in (1, 0):
            self._conclude(node, bool(value), {f"{leaf.fact}__is": value})
        self._conclude(node, True, {f"{leaf.fact}__open": 1})
        self._conclude(node, False, {f"{leaf.fact}__na": 1})
        return node, True

    def _in_force(self, name: str) -> Literal:
        """A parameter is 1: its message, where it has a value, holds its two sides."""
        self.in_force[name] = None
        node = self._new("in_force")
        self._conclude(node, True, sided(name, ("low", "$gte", 1), ("high", "$lte", 1)))
        self._conclude(node, False, sided(name, ("high", "$lt", 1)))
        return node, True

    # -- leaves ------------------------------------------------------------------------

    def _leaf(self, leaf: tree.Leaf) -> Literal:
        fact = tree.known_fact(leaf.fact, self.facts)
        if isinstance(leaf, tree.Between):
            sides = (tree.Compare(leaf.fact, ">=", leaf.low), tree.Compare(leaf.fact, "<=", leaf.high))
            return self._all([self.node(side) for side in sides])
        self.used[leaf.fact] = None
        listed = fact.kind in ("yes_no", "choice")
        node = self._new(leaf.fact)
        if tree.source_fact(leaf.fact) in self.paired:
            self._conclude(node, False, {f"{leaf.fact}__na": 1})
        field = f"{leaf.fact}__is"
        if isinstance(leaf, tree.IsTrue) and fact.kind == "yes_no":
            self._conclude(node, True, {field: 1})
            self._conclude(node, False, {field: 0})
        elif isinstance(leaf, tree.OneOf) and fact.kind == "choice":
            for value in leaf.values:
                self._conclude(node, True, {field: value})
            others = ({"$neq": {field: value}} for value in leaf.values)
            self._conclude(node, False, all_in({"$ex": {field: 1}}, *others))
        elif isinstance(leaf, tree.OneOf) and fact.kind == "integer":
            self._among(node, leaf)
        elif isinstance(leaf, tree.Compare) and not listed:
            self._compare(node, leaf)
        elif isinstance(leaf, tree.Elapsed) and fact.kind == "date":
            self.spans.setdefault(leaf.fact, {})[leaf.amount, leaf.unit] = None
            over = span(leaf.amount, leaf.unit)
            self._conclude(node, True, sided(leaf.fact, ("high", "$lte", over)))
            self._conclude(node, False, sided(leaf.fact, ("low", "$gt", over)))
        else:
            raise tree.UnsupportedNodeError("durable", leaf)
        return node, True

    def _compare(self, node: str, leaf: tree.Compare) -> None:
        low, high = self._operand(leaf.fact, leaf.operand)
        name = leaf.fact
        if leaf.operator == "=":
            # low >= their high and high <= their low: all four are the same.
            self._conclude(node, True, sided(name, ("low", "$gte", high), ("high", "$lte", low)))
            self._conclude(node, False, sided(name, ("high", "$lt", low)))
            self._conclude(node, False, sided(name, ("low", "$gt", high)))
            return
        near, far, sign, against = _SIDES[leaf.operator]
        marks = {"low": low, "high": high}
        self._conclude(node, True, sided(name, (near, sign, marks[far])))
        self._conclude(node, False, sided(name, (far, against, marks[near])))

    def _operand(self, fact: str, operand: tree.Operand) -> tuple[Any, Any]:
        """The two sides to compare with: numbers, or the names of fields of the message."""
        if isinstance(operand, tree.Parameter):
            self.parameters.setdefault(fact, {})[operand] = None
            return side_names(operand)
        return plain(operand), plain(operand)

    def _among(self, node: str, leaf: tree.OneOf) -> None:
        """A whole number among others: yes within a run of neighbours, no in a gap between."""
        whole = runs(_whole(value, leaf) for value in leaf.values)
        for first, last in whole:
            self._conclude(node, True, sided(leaf.fact, ("low", "$gte", first), ("high", "$lte", last)))
        edges = [None, *(side for run in whole for side in run), None]
        for after, before in zip(edges[::2], edges[1::2], strict=True):
            sides = [side for side in (("low", "$gt", after), ("high", "$lt", before)) if side[2] is not None]
            if sides:
                self._conclude(node, False, sided(leaf.fact, *sides))
            else:
                self._conclude(node, False, {"$ex": {f"{leaf.fact}__low": 1}})
                self._conclude(node, False, {"$ex": {f"{leaf.fact}__high": 1}})

    def finish(self, outputs: dict[str, Literal]) -> Rulesets:
        """The rules as rulesets, with what their messages must carry."""
        rulesets, sha256, listening = spread(self.rules)
        return Rulesets(
            rulesets=rulesets,
            outputs=outputs,
            facts=tuple(self.used),
            possible=frozenset(self.possible),
            spans={name: tuple(spans) for name, spans in self.spans.items()},
            parameters={name: tuple(known) for name, known in self.parameters.items()},
            in_force=tuple(self.in_force),
            sha256=sha256,
            listening=listening,
        )


def _opposite(literal: Literal) -> Literal:
    return not literal if isinstance(literal, bool) else (literal[0], not literal[1])


def _whole(value: str | float, leaf: tree.Leaf) -> int:
    if isinstance(value, str) or value != int(value):
        raise tree.UnsupportedNodeError("durable", leaf)
    return int(value)

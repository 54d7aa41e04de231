"""Kleene formulas over numbered atoms, each formula kept once and in a simple form.

The columnar reading writes its conditions as such formulas before it writes them as expressions of an engine: what many
services ask is then found to be the same thing and reckoned once. Only laws that hold for three values are used
(idempotence, absorption, distribution, double negation; not ``x or not x``), so the value never changes.
"""

from collections.abc import Callable, Hashable, Iterable
from typing import Literal, NamedTuple, TypeVar

Kind = Literal["yes", "no", "unknown", "atom", "all", "any", "not", "is_unknown", "surely"]

N = TypeVar("N", bound=Hashable)
YES, NO, UNKNOWN = 0, 1, 2


class Node(NamedTuple):
    """A formula: its kind, and the numbers of what it is made of."""

    kind: Kind
    parts: tuple[int, ...] = ()


def parts_first(wholes: Iterable[N], parts: Callable[[N], Iterable[N]]) -> list[N]:
    """The wholes and everything they are made of, each once, after its parts."""
    done: dict[N, None] = {}
    stack = [(whole, False) for whole in wholes]
    while stack:
        node, opened = stack.pop()
        if opened:
            done[node] = None
        elif node not in done:
            stack.append((node, True))
            stack.extend((part, False) for part in parts(node))
    return list(done)


class Formulas:
    """A pool of formulas, known by number; equal formulas have the same number.

    Besides Kleene's all, any and not there are ``is_unknown`` (yes or no, never unknown)
    and ``surely`` (yes where the formula is yes, else no).
    """

    def __init__(self) -> None:
        self.nodes: list[Node] = [Node("yes"), Node("no"), Node("unknown")]
        self._numbers: dict[Node, int] = {node: number for number, node in enumerate(self.nodes)}
        self._atoms: dict[Hashable, int] = {}
        #: Formulas that are never unknown.
        self._decided: set[int] = {YES, NO}

    def atom(self, key: Hashable, *, decided: bool = False) -> tuple[int, bool]:
        """(number, whether it is new) of the atom called ``key``; ``decided``: never unknown."""
        known = self._atoms.get(key)
        if known is not None:
            return known, False
        number = len(self.nodes)
        self.nodes.append(Node("atom", (number,)))
        self._atoms[key] = number
        if decided:
            self._decided.add(number)
        return number, True

    def all_of(self, parts: Iterable[int]) -> int:
        """Kleene's all; yes for none at all."""
        return self._join("all", parts)

    def any_of(self, parts: Iterable[int]) -> int:
        """Kleene's any; no for none at all."""
        return self._join("any", parts)

    def negate(self, part: int) -> int:
        """The other of yes and no; unknown stays unknown."""
        if part in (YES, NO, UNKNOWN):
            return (NO, YES, UNKNOWN)[part]
        node = self.nodes[part]
        return node.parts[0] if node.kind == "not" else self._intern(Node("not", (part,)))

    def is_unknown(self, part: int) -> int:
        """Yes where the formula is unknown, else no."""
        if part == UNKNOWN:
            return YES
        if part in self._decided:
            return NO
        node = self.nodes[part]
        return self._intern(Node("is_unknown", node.parts if node.kind == "not" else (part,)))

    def surely(self, part: int) -> int:
        """Yes where the formula is yes, else no."""
        node = self.nodes[part]
        if part == UNKNOWN or (node.kind == "all" and UNKNOWN in node.parts):
            return NO
        return part if part in self._decided else self._intern(Node("surely", (part,)))

    def possibly(self, part: int) -> int:
        """No where the formula is no, else yes."""
        return self.negate(self.surely(self.negate(part)))

    def decide(self, yes: int, possible: int) -> int:
        """Yes where ``yes`` is, no where ``possible`` is no, else unknown.

        ``yes`` must imply ``possible``: they are the two ends of a bounded comparison.
        """
        return yes if yes == possible else self.any_of((self.surely(yes), self.all_of((possible, UNKNOWN))))

    def parts(self, number: int, kind: Literal["all", "any"]) -> frozenset[int]:
        """What a formula of this kind joins; a formula of another kind is its own part."""
        node = self.nodes[number]
        return frozenset(node.parts) if node.kind == kind else frozenset((number,))

    def below(self, numbers: Iterable[int]) -> list[int]:
        """The formulas and everything they are made of, each once, parts first."""
        nodes = self.nodes
        return parts_first(numbers, lambda number: () if nodes[number].kind == "atom" else nodes[number].parts)

    # -- keeping each once ------------------------------------------------------------

    def _intern(self, node: Node) -> int:
        number = self._numbers.get(node)
        if number is None:
            number = self._numbers[node] = len(self.nodes)
            self.nodes.append(node)
            if node.kind in ("is_unknown", "surely") or all(part in self._decided for part in node.parts):
                self._decided.add(number)
        return number

    def _join(self, kind: Literal["all", "any"], parts: Iterable[int]) -> int:
        neutral, ruling = (YES, NO) if kind == "all" else (NO, YES)
        other: Literal["all", "any"] = "any" if kind == "all" else "all"
        flat = {inner for part in parts for inner in self.parts(part, kind)} - {neutral}
        if ruling in flat:
            return ruling
        sets = self._absorb({part: self.parts(part, other) for part in flat})
        if not sets:
            return neutral
        if len(sets) == 1:
            return next(iter(sets))
        common = frozenset.intersection(*sets.values())
        if common:
            # x·a + x·b = x·(a + b): what all of them ask is asked once.
            rests = [self._join(other, rest - common) for rest in sets.values()]
            return self._join(other, (*common, self._join(kind, rests)))
        return self._intern(Node(kind, tuple(sorted(sets))))

    @staticmethod
    def _absorb(sets: dict[int, frozenset[int]]) -> dict[int, frozenset[int]]:
        """x + x·y = x: a part that asks for all that another asks for, and more, says nothing new."""
        kept: dict[int, frozenset[int]] = {}
        for part, inner in sorted(sets.items(), key=lambda item: (len(item[1]), item[0])):
            if not any(smaller <= inner for smaller in kept.values()):
                kept[part] = inner
        return kept

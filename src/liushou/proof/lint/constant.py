"""L001 and L002: conditions, or parts of them, that can never hold or always hold.

A part is judged in its place: together with the definition and with whatever must hold
beside it. An empty ``when`` asks nothing and is neither. Only the outermost part is
reported, and a document whose definition nobody meets is reported once.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...profile import Profile
from ...rules import AllOf, AnyOf, Condition, Not, Situation, evaluate, resolve
from ..prover import PlaceProver, Provers
from ..sites import Site
from ..trees import words
from .findings import ALWAYS, NEVER, Finding, Kind

#: What a finding says: what is wrong, and why: of itself, by the definition, by what stands beside it.
_WORDS: dict[Kind, tuple[str, str, str, str]] = {
    NEVER: (
        "can never hold",
        "nobody meets it",
        "no woman under the definition meets it",
        "not together with what must hold beside it",
    ),
    ALWAYS: (
        "always holds",
        "everybody meets it",
        "the definition says so already",
        "it follows from the definition and from what must hold beside it",
    ),
}


def constant(site: Site, provers: Provers) -> Iterator[Finding]:
    """Errors for what can never hold, warnings for what always holds."""
    if site.empty:
        return
    prover = provers.at(site.place)
    context: tuple[Condition, ...] = ()
    if site.under is not None:
        if not prover.possible(site.under):
            return
        context = (site.under,)
    yield from _Walk(site, prover).node(site.condition, context, whole=True)


class _Walk:
    def __init__(self, site: Site, prover: PlaceProver) -> None:
        self.site, self.prover = site, prover

    def node(self, node: Condition, context: tuple[Condition, ...], *, whole: bool = False) -> Iterator[Finding]:
        """What is to be said of a node where ``context`` holds as well."""
        if not self.prover.possible(AllOf((*context, node))):
            yield self._finding(NEVER, node, whole)
        elif self.prover.implies(AllOf(context), node):
            yield self._finding(ALWAYS, node, whole)
        else:
            yield from self._below(node, context)

    def _below(self, node: Condition, context: tuple[Condition, ...]) -> Iterator[Finding]:
        if isinstance(node, AllOf):
            yield from self._all(node.children, context)
        elif isinstance(node, AnyOf):
            for child in node.children:
                yield from self.node(child, context)
        elif isinstance(node, Not):
            # The child's own verdict is that of the `not`, turned round.
            yield from self._below(node.child, context)

    def _all(self, children: tuple[Condition, ...], context: tuple[Condition, ...]) -> Iterator[Finding]:
        kept = list(children)
        # From the last one back: of two that say the same, the later one is superfluous.
        for child in reversed(children):
            others = [other for other in kept if other is not child]
            if self.prover.implies(AllOf((*context, *others)), child):
                kept = others
                yield self._finding(ALWAYS, child, False)
        for child in kept:
            others = [other for other in kept if other is not child]
            yield from self._below(child, (*context, *others))

    def _finding(self, kind: Kind, node: Condition, whole: bool) -> Finding:
        verb, by_itself, by_definition, beside = _WORDS[kind]
        prover = self.prover
        if not prover.possible(node) if kind is NEVER else prover.implies(AllOf(()), node):
            why = by_itself
            # Evaluation usually does not notice while nothing is known.
            if evaluate(node, Situation(resolve(Profile(), prover.prover.stage.on), prover.parameters)) is None:
                why += ", but it is reported as unknown while nothing is known of her"
        else:
            why = by_definition if whole else beside
        name = self.site.name
        single = node
        while isinstance(single, AllOf) and len(single.children) == 1:
            single = single.children[0]
        location = getattr(single, "location", None) or self.site.location
        if whole:
            return kind.finding(name, f"the condition of {name} {verb} ({why})", location)
        part = words(node)
        return kind.finding(f"{name}: {part}", f"a part of the condition of {name} {verb}: `{part}` ({why})", location)

"""L001 and L002: conditions, or parts of them, that can never hold or always hold.

A part is judged in its place: together with the definition and with whatever must hold
beside it. An empty ``when`` asks nothing and is neither. Only the outermost part is
reported, and a document whose definition nobody meets is reported once.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...problems import Location
from ...profile import Profile, settle
from ...rules import AllOf, AnyOf, Condition, Not, Situation, evaluate
from ..prover import PlaceProver, Provers
from ..sites import Site, words
from .findings import ALWAYS, NEVER, Finding


def constant(site: Site, provers: Provers) -> Iterator[Finding]:
    """Errors for what can never hold, warnings for what always holds."""
    if site.empty:
        return
    prover = provers.of(site)
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
        if self._never(node, context):
            yield self._found_never(node, context, whole)
        elif self._always(node, context):
            yield self._found_always(node, whole)
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
            others = [one for one in kept if one is not child]
            if self._always(child, (*context, *others)):
                kept = others
                yield self._found_always(child, False)
        for child in kept:
            others = [one for one in kept if one is not child]
            yield from self._below(child, (*context, *others))

    def _never(self, node: Condition, context: tuple[Condition, ...]) -> bool:
        return not self.prover.possible(AllOf((*context, node)))

    def _always(self, node: Condition, context: tuple[Condition, ...]) -> bool:
        return self.prover.implies(AllOf(context), node)

    def _found_never(self, node: Condition, context: tuple[Condition, ...], whole: bool) -> Finding:
        what = "" if whole else f": `{words(node)}`"
        if self.prover.possible(node):
            why = "no woman under the definition meets it" if whole else "not together with what must hold beside it"
        else:
            why = "nobody meets it" + self._reported(node)
        part = "the condition" if whole else "a part of the condition"
        message = f"{part} of {self.site.name} can never hold{what} ({why})"
        return Finding(NEVER, "error", self._subject(node, whole), message, self._where(node))

    def _found_always(self, node: Condition, whole: bool) -> Finding:
        what = "" if whole else f": `{words(node)}`"
        if self.prover.implies(AllOf(()), node):
            why = "everybody meets it" + self._reported(node)
        elif whole:
            why = "the definition says so already"
        else:
            why = "it follows from the definition and from what must hold beside it"
        part = "the condition" if whole else "a part of the condition"
        message = f"{part} of {self.site.name} always holds{what} ({why})"
        return Finding(ALWAYS, "warning", self._subject(node, whole), message, self._where(node))

    def _reported(self, node: Condition) -> str:
        """What evaluation says of it while nothing is known: usually it does not notice."""
        nothing = Situation(settle(Profile(), self.prover.prover.stage.on), self.prover.lines)
        if evaluate(node, nothing) is None:
            return ", but it is reported as unknown while nothing is known of her"
        return ""

    def _subject(self, node: Condition, whole: bool) -> str:
        return self.site.name if whole else f"{self.site.name}: {words(node)}"

    def _where(self, node: Condition) -> Location | None:
        single = node
        while isinstance(single, AllOf) and len(single.children) == 1:
            single = single.children[0]
        return getattr(single, "location", None) or self.site.location

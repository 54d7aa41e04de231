"""L001 to L004 and L007: conditions that never or always hold, or ask both ways; measures that do not go together.

A part is judged in its place: together with the definition and with whatever must hold
beside it. An empty ``when`` asks nothing and is neither. Only the outermost part is
reported, and a document whose definition nobody meets is reported once.

Evaluation takes each leaf on its own, so that ``any: [a, not: a]`` holds for everyone and is unknown while ``a`` is. It
is exact where all leaves can be met at once, and failed at once, within whatever is known: where each fact is asked for
in one direction only (``age >= 60`` and ``age >= 35``, never ``disabled`` beside ``not: disabled``), and facts that
imply one another with one sign. No search is made: what is noted here may be exact.

Two measures with the same condition and different quotes are two promises of the text, and normal. A measure is
superfluous if it asks more than another, promises no more and names nobody else; or if it says the same under the same
quote. Two grounds contradict each other where one quote is read in two ways, or where no woman can have both.
"""

from collections.abc import Hashable, Iterator, Mapping
from itertools import combinations, permutations
from typing import Any

from ...documents import FORCES, Policy
from ...problems import Phrase
from ...profile import Fact, Profile, relations
from ...rules import Situation, evaluate, resolve, tree
from ...rules.solver import Prover
from ..sites import MeasureSite, Provers, Site, below, by_service, measure_sites, shown, words
from .findings import ALWAYS, BOTH_WAYS, CONTRADICTION, NEVER, SUPERFLUOUS, Finding, Kind


def exactness(site: Site, facts: Mapping[str, Fact], *, with_definition: bool = True) -> Iterator[Finding]:
    """A note on a condition, taken together with its definition if ``with_definition``."""
    alone = both_ways(site.condition, facts)
    names = both_ways(site.whole, facts) if with_definition else alone
    if names:
        beside = None if alone else Phrase("lint-with-definition")
        shown = [f"`{name}`" for name in names]
        yield BOTH_WAYS.finding(site.name, "both-ways", site.location, name=site.name, beside=beside, names=shown)


def both_ways(condition: tree.Condition, facts: Mapping[str, Fact]) -> tuple[str, ...]:
    """The facts and parameters that are asked for in both directions; none where evaluation is exact."""
    ways: dict[str, set[Hashable]] = {}
    signs: dict[str, set[bool]] = {}
    for leaf, sign in _signed(condition, True):
        signs.setdefault(leaf.fact, set()).add(sign)
        for axis, way in _ways(leaf, sign, facts):
            ways.setdefault(axis, set()).add(way)
    names = [axis for axis, directions in ways.items() if len(directions) > 1]
    names += [name for name in signs if tree.source_fact(name) != name and tree.source_fact(name) in signs]
    for link in relations(facts).links():
        linked = [name for name in signs if name in link]
        if len(set().union(*(signs[name] for name in linked))) > 1:
            names += linked
    return tuple(dict.fromkeys(names))


def _signed(condition: tree.Condition, sign: bool) -> Iterator[tuple[tree.Leaf, bool]]:
    if isinstance(condition, tree.LEAVES):
        yield condition, sign
    for child in below(condition):
        yield from _signed(child, sign is not isinstance(condition, tree.Not))


def _ways(leaf: tree.Leaf, sign: bool, facts: Mapping[str, Fact]) -> Iterator[tuple[str, Hashable]]:
    """(fact or parameter, direction): more or less of it, or a direction that only the same leaf has."""
    way: Hashable = (leaf, sign)
    of_parameters = way
    if isinstance(leaf, (tree.IsTrue, tree.Elapsed)):
        way = isinstance(leaf, tree.IsTrue) is sign
    elif isinstance(leaf, tree.Compare) and leaf.operator != "=":
        way = (leaf.operator in (">", ">=")) is sign
        of_parameters = not way
    elif isinstance(leaf, tree.OneOf) and leaf.fact in facts and facts[leaf.fact].kind == "integer":
        lowest = facts[leaf.fact].low
        first = lowest is not None and sorted(leaf.values) == [lowest + step for step in range(len(leaf.values))]
        way = not sign if first else way  # grades 1 and 2 are those up to 2
    yield leaf.fact, way
    yield from ((f"${name}", of_parameters) for name in tree.parameters(leaf))


def constant(site: Site, provers: Provers) -> Iterator[Finding]:
    """Errors for what can never hold, warnings for what always holds."""
    if site.empty:
        return
    prover = provers.at(site.place)
    context: tuple[tree.Condition, ...] = ()
    if site.under is not None:
        if not prover.satisfiable(site.under):
            return
        context = (site.under,)
    yield from _Walk(site, prover).node(site.condition, context, whole=True)


class _Walk:
    def __init__(self, site: Site, prover: Prover) -> None:
        self.site, self.prover = site, prover

    def node(
        self, node: tree.Condition, context: tuple[tree.Condition, ...], *, whole: bool = False
    ) -> Iterator[Finding]:
        """What is to be said of a node where ``context`` holds as well."""
        if not self.prover.satisfiable(tree.AllOf((*context, node))):
            yield self._finding(NEVER, node, whole)
        elif self.prover.implies(tree.AllOf(context), node):
            yield self._finding(ALWAYS, node, whole)
        else:
            yield from self._below(node, context)

    def _below(self, node: tree.Condition, context: tuple[tree.Condition, ...]) -> Iterator[Finding]:
        if isinstance(node, tree.AllOf):
            yield from self._all(node.children, context)
        elif isinstance(node, tree.AnyOf):
            for child in node.children:
                yield from self.node(child, context)
        elif isinstance(node, tree.Not):
            # The child's own verdict is that of the `not`, turned round.
            yield from self._below(node.child, context)

    def _all(self, children: tuple[tree.Condition, ...], context: tuple[tree.Condition, ...]) -> Iterator[Finding]:
        kept = list(children)
        # From the last one back: of two that say the same, the later one is superfluous.
        for child in reversed(children):
            others = [other for other in kept if other is not child]
            if self.prover.implies(tree.AllOf((*context, *others)), child):
                kept = others
                yield self._finding(ALWAYS, child, False)
        for child in kept:
            others = [other for other in kept if other is not child]
            yield from self._below(child, (*context, *others))

    def _finding(self, kind: Kind, node: tree.Condition, whole: bool) -> Finding:
        prover, name, key = self.prover, self.site.name, "never" if kind is NEVER else "always"
        if not prover.satisfiable(node) if kind is NEVER else prover.implies(tree.AllOf(()), node):
            # Evaluation usually does not notice while nothing is known.
            nothing = Situation(resolve(Profile(), prover.setting.on), prover.setting.parameters)
            but = Phrase("lint-unnoticed") if evaluate(node, nothing) is None else None
            why = Phrase(f"lint-{key}-itself", but=but)
        else:
            why = Phrase(f"lint-{key}-{'whole' if whole else 'beside'}")
        single = node
        while isinstance(single, tree.AllOf) and len(single.children) == 1:
            single = single.children[0]
        location = getattr(single, "location", None) or self.site.location
        if whole:
            return kind.finding(name, key, location, name=name, why=why)
        part = words(node)
        data = {"part_of": Phrase("lint-part-of"), "part": f"`{part}`"}
        return kind.finding(f"{name}: {part}", key, location, name=name, why=why, **data)


def measures(policy: Policy, provers: Provers) -> Iterator[Finding]:
    """The findings for every service of the document with more than one measure."""
    prover = provers.at(policy.place)
    if not prover.satisfiable(policy.definition.condition):
        return
    for sites in by_service(measure_sites(policy)).values():
        if len(sites) > 1:
            live = [site for site in sites if site.empty or prover.satisfiable(site.whole)]
            yield from _contradictions(live, prover)
            yield from _superfluous(live, prover)


def _contradictions(sites: list[MeasureSite], prover: Prover) -> Iterator[Finding]:
    for first, second in combinations(sites, 2):
        subject = f"{first.name} / {second.name}"
        about: dict[str, Any] = {"first": first.name, "second": second.name, "related": first.location}
        if _same_quote(first, second):
            forces = (first.measure.force, second.measure.force)
            differs = [Phrase("lint-differs-force", forces=forces)] if len(set(forces)) > 1 else []
            differs += [] if _same_women(first, second, prover) else [Phrase("lint-differs-condition")]
            if differs:
                yield CONTRADICTION.finding(subject, "two-readings", second.location, **about, differs=differs)
        elif not (first.empty or second.empty or prover.satisfiable(tree.AllOf((first.whole, second.condition)))):
            about |= {"service": first.service, "severity": "warning", "witness": shown(prover.witness(second.whole))}
            yield CONTRADICTION.finding(subject, "excludes", second.location, **about)


def _same_women(first: MeasureSite, second: MeasureSite, prover: Prover) -> bool:
    if first.condition == second.condition:
        return True
    return prover.implies(first.whole, second.whole) and prover.implies(second.whole, first.whole)


def _superfluous(sites: list[MeasureSite], prover: Prover) -> Iterator[Finding]:
    reported: set[str] = set()
    for site, other in permutations(reversed(sites), 2):
        if site.name in reported or other.name in reported or not _says_no_more(site, other):
            continue
        same_quote = _same_quote(site, other)
        same = _same_women(site, other, prover)
        # The same condition with another quote is another promise of the text; one quote with
        # two conditions or two forces is a contradiction.
        if same is not same_quote or (same_quote and site.measure.force != other.measure.force):
            continue
        if not (same or other.empty or prover.implies(site.whole, other.whole)):
            continue
        reported.add(site.name)
        data: dict[str, Any] = {"name": site.name, "other": other.name, "related": other.location}
        data["why"] = Phrase(f"lint-superfluous-{'same' if same else 'wider'}")
        data["witness"] = None if same else shown(prover.witness(tree.AllOf((site.whole, other.whole))))
        yield SUPERFLUOUS.finding(f"{site.name} < {other.name}", "superfluous", site.location, **data)


def _says_no_more(site: MeasureSite, other: MeasureSite) -> bool:
    """Whether the other measure is at least as strong, as unconditional and as well staffed."""
    narrow, wide = site.measure, other.measure
    if FORCES.index(narrow.force) < FORCES.index(wide.force) or not set(wide.residual) <= set(narrow.residual):
        return False
    if wide.until is not None and (narrow.until is None or narrow.until > wide.until):
        return False
    if narrow.need not in (None, wide.need) or not set(narrow.carried_out_by) <= set(wide.carried_out_by):
        return False
    return all(offices <= others for offices, others in zip(_offices(site), _offices(other), strict=True))


def _offices(site: MeasureSite) -> tuple[set[str], set[str]]:
    """Who leads, and everybody."""
    _, agencies = site.policy.agencies_of(site.clause, site.measure)
    return {*agencies.lead, *agencies.sole}, set(agencies.all())


def _same_quote(first: MeasureSite, second: MeasureSite) -> bool:
    return first.clause is second.clause and first.measure.quote == second.measure.quote

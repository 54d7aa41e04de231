"""Which leaves of a document the cases have seen yes, no and unknown, and in which case."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ...documents import Policy, Rules
from ...problems import Location
from ...rules import Leaf, Word, evaluate, phrase, word
from ..cases import Case, CaseFile, Runner
from ..sites import MeasureSite, Site, concept_site, definition_site, measure_sites
from ..trees import written_leaves
from .mutants import concepts_of


@dataclass(frozen=True, slots=True, kw_only=True)
class LeafSeen:
    """A leaf, where it is written, and the first case that saw it yes, no and unknown."""

    where: str
    leaf: str
    yes: str | None
    no: str | None
    unknown: str | None
    location: Location | None

    @property
    def unseen(self) -> tuple[str, ...]:
        """Which of the three values no case has shown."""
        return tuple(name for name in ("yes", "no", "unknown") if getattr(self, name) is None)


def leaves_seen(policy: Policy, rules: Rules, files: Iterable[CaseFile]) -> tuple[LeafSeen, ...]:
    """The leaves of the definition, the individual measures, and the concepts they use.

    A case sees the leaves of the measures that its expectations pick, those of the
    definition if it expects anything of this document, and the concepts in either.
    """
    # A measure that reaches nobody in person is never asked of a case.
    sites = [definition_site(policy), *measure_sites(policy)]
    concepts = [concept_site(rules, name) for name in concepts_of(policy)]
    seen: dict[tuple[str, Leaf], dict[Word, str]] = {
        (site.name, leaf): {} for site in (*sites, *concepts) for leaf in written_leaves(site.condition)
    }
    for file in files:
        runner = Runner(file.rules, file.places)
        for case in file.cases:
            asked = _asked(case, policy, sites)
            if not asked:
                continue
            situation = runner.matcher(case).situation(case.profile)
            names = {f"concept {name}" for site in asked for name in site.concepts}
            for site in (*asked, *(concept for concept in concepts if concept.name in names)):
                for leaf in written_leaves(site.condition):
                    seen[site.name, leaf].setdefault(word(evaluate(leaf, situation)), case.name)
    return tuple(
        LeafSeen(
            where=where,
            leaf=phrase(leaf),
            yes=cases.get("yes"),
            no=cases.get("no"),
            unknown=cases.get("unknown"),
            location=leaf.location,
        )
        for (where, leaf), cases in seen.items()
    )


def _asked(case: Case, policy: Policy, sites: Iterable[Site]) -> list[Site]:
    """The measures that a case picks, and the definition if it looks at this document at all."""
    asked: list[Site] = [
        site
        for site in sites
        if isinstance(site, MeasureSite) and any(expectation.means(site) for expectation in case.expectations)
    ]
    if asked or policy.id in case.left_behind or "*" in case.left_behind:
        asked += [site for site in sites if not isinstance(site, MeasureSite)]
    return asked

"""A measure in words: what the pages of a document, a comparison and the matrix show of it."""

from dataclasses import dataclass, field

from ..answer import Citation
from ..documents import FORCE_WORDS, FORCES, ROLE_WORDS, Agencies, Clause, Measure, Policy, Rules
from ..rules import ALWAYS, Concept, Vocabulary, say, written

NO_CONDITION = say(ALWAYS, Vocabulary())


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureView:
    """One measure of a document, or its definition (then ``measure`` is None); ``condition`` comes on top of that.

    ``concepts`` are the (name, title) of the concepts that the condition itself names.
    ``agencies_clause`` is the clause or annex item that names the agencies.
    """

    name: str
    title: str
    citation: Citation
    force: str = "provide"
    condition: str = NO_CONDITION
    concepts: tuple[tuple[str, str], ...] = ()
    agencies: Agencies = field(default_factory=Agencies)
    agencies_clause: str = ""
    contact: str | None = None
    carried_out_by: tuple[str, ...] = ()
    need: str | None = None
    residual: tuple[str, ...] = ()
    reading: str | None = None
    measure: Measure | None = None

    @property
    def unconditional(self) -> bool:
        """Whether it has no condition but the definition."""
        return self.condition == NO_CONDITION

    @property
    def rank(self) -> int:
        """The stronger the force, the lower."""
        return FORCES.index(self.force)

    @property
    def force_word(self) -> str:
        """应当, 优先, 提供, 鼓励支持."""
        return FORCE_WORDS[self.force]

    @property
    def rule(self) -> str:
        """Force, condition and need in one line."""
        parts = [self.force_word, *([] if self.unconditional else [self.condition])]
        return "；".join([*parts, *([f"需求：{self.need}"] if self.need else [])])

    @property
    def offices(self) -> str:
        """Every office by role: 牵头：…；配合：…. Empty where the text names none."""
        offices = "；".join(f"{ROLE_WORDS[role]}：{'、'.join(names)}" for role, names in self.agencies.roles())
        return offices + ("等" if self.agencies.others else "")


@dataclass(frozen=True, slots=True)
class MeasureGroup:
    """All measures of one service (or topic) in one document; any of them gives it.

    ``condition`` is that of all of them in words; ``facts`` are, in a comparison, the titles
    of the facts that only this side asks for.
    """

    condition: str
    measures: tuple[MeasureView, ...]
    facts: tuple[str, ...] = ()

    @property
    def strongest(self) -> MeasureView:
        """The measure of the strongest force, the first of them as printed."""
        return min(self.measures, key=lambda measure: measure.rank)

    @property
    def others(self) -> tuple[MeasureView, ...]:
        """All but the strongest."""
        return tuple(measure for measure in self.measures if measure is not self.strongest)

    @property
    def residual(self) -> tuple[str, ...]:
        """What the measures leave to the office, each once."""
        return tuple(dict.fromkeys(text for measure in self.measures for text in measure.residual))


def measure_view(rules: Rules, policy: Policy, clause: Clause, measure: Measure) -> MeasureView:
    """A measure of a document in words."""
    register = rules.services if measure.individual else rules.topics
    agencies_clause, agencies = policy.agencies_of(clause, measure)
    named = written(measure.condition)
    return MeasureView(
        name=measure.name,
        title=register[measure.name].title,
        citation=Citation(policy.number, policy.title, clause.at, measure.quote),
        force=measure.force,
        condition=say(measure.condition, rules.vocabulary),
        concepts=tuple(dict.fromkeys((node.name, node.title) for node in named if isinstance(node, Concept))),
        agencies=agencies,
        agencies_clause=agencies_clause,
        contact=measure.contact,
        carried_out_by=measure.carried_out_by,
        need=None if measure.need is None else rules.facts[measure.need].title,
        residual=measure.residual,
        reading=measure.reading,
        measure=measure,
    )

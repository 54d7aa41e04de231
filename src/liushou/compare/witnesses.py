"""Witnesses in words: who shows a difference, and what each document says of her."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ..profile import Fact
from ..rules import Concept, Condition, evaluate, facts, source_fact, walk
from ..rules.solver import Stage, Verdict, Witness
from ..values import Bounds
from .model import WitnessView
from .sentences import person


def sources(condition: Condition) -> tuple[str, ...]:
    """The facts that a condition asks for (age as birth_date), each once."""
    return tuple(dict.fromkeys(source_fact(name) for name in facts(condition)))


@dataclass(frozen=True, slots=True)
class People:
    """Tells witnesses: ``names`` are those of the two documents."""

    stage: Stage
    facts: Mapping[str, Fact]
    names: tuple[str, str]

    def views(
        self, proof: Verdict, words: tuple[str, str], *, skip: Iterable[str], about: tuple[Condition, ...] = ()
    ) -> tuple[WitnessView, ...]:
        """The witnesses of a verdict; ``skip`` are facts that go without saying.

        ``about`` are the conditions compared, whose concepts may stand for denied facts.
        """
        found: list[WitnessView] = []
        for witness, says in ((proof.only_a, words), (proof.only_b, (words[1], words[0]))):
            if witness is not None:
                found.append(self._witness(witness, says, frozenset(skip), about))
        return tuple(found)

    def _witness(
        self, witness: Witness, says: tuple[str, str], skip: frozenset[str], about: tuple[Condition, ...]
    ) -> WitnessView:
        profile = witness.profile.to_mapping()
        told_by, groups = self._not_in(witness, profile, about)
        text = person(profile, self.facts, self.stage.on, leave_out=skip | told_by)
        text = "，".join(part for part in (text, *groups) if part) or person(profile, self.facts, self.stage.on)
        lines = self.stage.vocabulary.parameters
        assumed = {name: _plain(value) for name, value in witness.assumed.items()}
        told = "".join(f"，{lines[name].title}{value:g}{lines[name].unit}" for name, value in assumed.items())
        a, b = ("算" if say_ in ("yes", "eligible") else "不算" for say_ in says)
        sentence = f"{text}{told}：{self.names[0]}{a}，{self.names[1]}{b}"
        return WitnessView(profile, says[0], says[1], sentence, assumed)

    def _not_in(
        self, witness: Witness, profile: Mapping[str, Any], about: tuple[Condition, ...]
    ) -> tuple[frozenset[str], tuple[str, ...]]:
        """The denied facts that one word tells: 不属于“困难群体” for nine of them."""
        situation = self.stage.situation(profile, witness.assumed)
        denied = {name for name, value in profile.items() if value is False}
        told: set[str] = set()
        groups: list[str] = []
        concepts = [node for one in about for node in walk(one) if isinstance(node, Concept)]
        # On two dates one name stands for two conditions; it is used only where both deny it.
        held = {concept.name for concept in concepts if evaluate(concept, situation) is not False}
        for concept in concepts:
            mine = (set(sources(concept)) & denied) - told
            if len(mine) > 1 and concept.name not in held:
                told |= mine
                groups.append(f"不属于“{concept.title}”")
        return frozenset(told), tuple(groups)


def _plain(value: Any) -> Any:
    return value.low if isinstance(value, Bounds) else value

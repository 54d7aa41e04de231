"""Services over their grounds as rulesets, and what durable_rules concludes held against another reading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ...problems import InputError, unknown_name
from ...profile import Fact
from ...values import Truth
from ..condition import AllOf, AnyOf, Condition, DisagreementError
from ..evaluate import Situation
from ..truth import word
from .engine import shared_engine
from .rulesets import write_rulesets
from .terms import Rulesets

#: The document's definition and the measure's own condition: both must hold.
Pair = tuple[Condition, Condition]


def check_engine(name: object, engines: Iterable[str] = ("python", "durable")) -> None:
    """Raise :class:`~liushou.InputError` for an engine that is none of ``engines``."""
    names = tuple(engines)
    if name not in names:
        raise InputError(unknown_name("engine", name, names))


def rulesets_of(
    definitions: Mapping[str, Condition], services: Mapping[str, Sequence[Pair]], facts: Mapping[str, Fact]
) -> Rulesets:
    """Documents as rulesets: definitions, then each ground, then each service over its grounds.

    Outputs are called ``definition NAME``, ``ground SERVICE NUMBER`` (from 0, in the order
    given) and ``service NAME``.
    """
    outputs = {f"definition {name}": condition for name, condition in definitions.items()}
    for service, pairs in services.items():
        grounds = [AllOf(pair) for pair in pairs]
        outputs |= {f"ground {service} {number}": ground for number, ground in enumerate(grounds)}
        outputs[f"service {service}"] = AnyOf(tuple(grounds))
    return write_rulesets(outputs, facts)


class Confirmation:
    """Rulesets with the engine that runs them, to confirm what another reading says."""

    def __init__(self, rulesets: Rulesets) -> None:
        self.rulesets, self.engine = rulesets, shared_engine()

    def confirm(self, situation: Situation, expected: Mapping[str, Truth]) -> None:
        """Raise :class:`~liushou.rules.DisagreementError` where an output is not the ``expected`` one."""
        concluded = self.engine.evaluate(self.rulesets, situation)
        differing = [name for name, value in expected.items() if concluded[name] is not value]
        if differing:
            listed = "; ".join(
                f"{name}: {word(concluded[name])} against {word(expected[name])}" for name in differing[:5]
            )
            raise DisagreementError(
                f"durable_rules and the reference reading disagree on {len(differing)} outputs: {listed}"
            )

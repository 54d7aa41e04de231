"""Which engine decides: liushou's own readings, or durable_rules held against them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from .answer import ServiceAnswer, Status, status_of
from .answering import Basis
from .documents import Policy
from .problems import InputError, LiushouError, Problem, closest
from .profile import Fact
from .rules import AllOf, AnyOf, Condition, Situation, Word, word
from .rules.durable import Rulesets, write_rulesets

Engine = Literal["python", "durable"]
ENGINES: tuple[Engine, ...] = ("python", "durable")


class DisagreementError(LiushouError, RuntimeError):
    """Two readings of the same rules give different answers: an error of liushou, never passed over."""


def check_engine(name: object) -> Engine:
    """The engine of that name; raises :class:`~liushou.InputError` for another one."""
    for engine in ENGINES:
        if name == engine:
            return engine
    near = closest(str(name), ENGINES)
    raise InputError(Problem(f"unknown engine `{str(name)[:40]}`", None, ", ".join(ENGINES), near, "unknown-name"))


def rulesets_of(
    policies: Sequence[Policy], bases: Mapping[str, Sequence[Basis]], facts: Mapping[str, Fact]
) -> Rulesets:
    """The documents as rulesets: definitions, then each ground, then each service over its grounds.

    Outputs are called ``definition NAME``, ``ground SERVICE NUMBER`` (from 0, nearest document
    first) and ``service NAME``.
    """
    outputs: dict[str, Condition] = {f"definition {one.id}": one.definition.condition for one in policies}
    for service, found in bases.items():
        grounds = [AllOf(basis.pair) for basis in found]
        outputs |= {f"ground {service} {number}": one for number, one in enumerate(grounds)}
        outputs[f"service {service}"] = AnyOf(tuple(grounds))
    return write_rulesets(outputs, facts)


class DurableAnswers:
    """The documents of a place and a day, decided by durable_rules."""

    def __init__(self, rulesets: Rulesets) -> None:
        from .rules.durable import shared_engine

        self.rulesets, self.engine = rulesets, shared_engine()

    def statuses(self, situation: Situation, expected: Mapping[str, Status]) -> dict[str, Status]:
        """The services' statuses as the engine concludes them.

        Raises :class:`DisagreementError` where they are not the ``expected`` ones.
        """
        concluded = self.engine.evaluate(self.rulesets, situation)
        found = {name: status_of(concluded[f"service {name}"]) for name in expected}
        _agree({f"service {name}": status for name, status in found.items()},
               {f"service {name}": status for name, status in expected.items()})  # fmt: skip
        return found

    def confirm(self, situation: Situation, left_behind: Mapping[str, Word], services: Sequence[ServiceAnswer]) -> None:
        """Hold every status of an answer against what the engine concludes.

        Raises :class:`DisagreementError` with what differs.
        """
        concluded = self.engine.evaluate(self.rulesets, situation)
        answered = {f"definition {name}": value for name, value in left_behind.items()}
        own: dict[str, str] = {name: word(concluded[name]) for name in answered}
        stated: dict[str, str] = dict(answered)
        for service in services:
            stated[f"service {service.id}"] = service.status
            own[f"service {service.id}"] = status_of(concluded[f"service {service.id}"])
            for number, ground in enumerate(service.grounds):
                name = f"ground {service.id} {number}"
                stated[name], own[name] = ground.status, status_of(concluded[name])
        _agree(own, stated)


def _agree(durable: Mapping[str, str], reference: Mapping[str, str]) -> None:
    differing = [name for name in reference if durable[name] != reference[name]]
    if differing:
        said = "; ".join(f"{name}: {durable[name]} against {reference[name]}" for name in differing[:5])
        raise DisagreementError(f"durable_rules and the reference reading disagree on {len(differing)}: {said}")

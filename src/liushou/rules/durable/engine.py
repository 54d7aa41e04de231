"""Running rulesets in durable_rules 2.0.28, as safely as it allows.

Each way in which that library fails is closed here or by :mod:`.rulesets`, or is
an error that says so.
"""

import copy
from collections import deque
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import count
from threading import RLock
from typing import Any

from ...on_demand import library
from ...problems import InputError, LiushouError, unknown_name
from ...values import Truth
from ..condition import DisagreementError
from ..evaluate import Situation, word
from .rulesets import messages, truth_of
from .terms import OPENING, Rulesets, held

#: Rulesets that one process registers at most; each takes about 0.35 MB for good.
MOST_REGISTERED = 400


class DurableError(LiushouError, RuntimeError):
    """durable_rules failed, or was asked for more than it can do."""


@dataclass(slots=True, kw_only=True)
class _Run:
    """One evaluation: what has been concluded, and what other rulesets have still to hear."""

    session: str
    rules: Rulesets
    concluded: dict[str, bool] = field(default_factory=dict)
    waiting: deque[tuple[str, dict[str, Any]]] = field(default_factory=deque)
    opened: list[str] = field(default_factory=list)
    errors: list[BaseException] = field(default_factory=list)


class DurableEngine:
    """A host of durable_rules with its rulesets; usable from many threads, one at a time."""

    def __init__(self, limit: int = MOST_REGISTERED) -> None:
        engine = library("durable.engine", "durable", "durable_rules")
        self.unheard: type[Exception] = engine.MessageNotHandledException
        self.limit = limit
        self.host = _quiet_host(engine, self._action)
        self.lock = RLock()
        self.registered: set[str] = set()
        self.sessions = count(1)
        self.run: _Run | None = None

    def evaluate(self, rules: Rulesets, situation: Situation) -> dict[str, Truth]:
        """The outputs' values as the engine concludes them.

        Raises :class:`DurableError` for whatever goes wrong in the engine or an action.
        """
        known = messages(rules, situation)
        with self.lock:
            self._register(rules)
            self.run = run = _Run(session=f"s{next(self.sessions)}", rules=rules)
            try:
                for message in known:
                    listeners = dict.fromkeys(name for key in message for name in rules.listening.get(key, ()))
                    run.waiting.extend((name, message) for name in listeners)
                while run.waiting:
                    self._assert(run, *run.waiting.popleft())
            except LiushouError:
                raise
            except Exception as error:
                raise DurableError(f"durable_rules failed: {error!r}") from error
            finally:
                self.run = None
                self._forget(run)
        return {name: truth_of(literal, run.concluded) for name, literal in rules.outputs.items()}

    def _assert(self, run: _Run, ruleset: str, message: Mapping[str, Any]) -> None:
        if ruleset not in run.opened:
            run.opened.append(ruleset)
            self.host.assert_fact(ruleset, {**OPENING, "sid": run.session})
        # Where no rule asks about this value, nothing follows from it.
        with suppress(self.unheard):
            self.host.assert_fact(ruleset, {**message, "sid": run.session})
        if run.errors:
            raise DurableError(f"an action failed in durable_rules: {run.errors[0]!r}") from run.errors[0]

    def _forget(self, run: _Run) -> None:
        failed: Exception | None = None
        for name in run.opened:
            try:
                self.host.delete_state(name, run.session)
            except Exception as error:
                failed = error
        if failed is not None:
            raise DurableError(f"a session of durable_rules could not be deleted: {failed!r}") from failed

    def _register(self, rules: Rulesets) -> None:
        if rules.sha256 in self.registered:
            return
        if len(self.host.list_rulesets()) + len(rules.rulesets) > self.limit:
            full = f"{self.limit} rulesets are registered, and durable_rules cannot unregister any"
            raise DurableError(f"{full}: evaluate other documents in a new process")
        # The engine takes the definitions apart; ours stay whole.
        self.host.register_rulesets(copy.deepcopy({name: dict(ruleset) for name, ruleset in rules.rulesets.items()}))
        self.registered.add(rules.sha256)

    def _action(self, conclusion: str) -> Callable[[Any], None]:
        """The action of a rule: one parameter, or the engine would take it for asynchronous."""
        node, _, value = conclusion.rpartition(" ")

        def conclude(closure: Any) -> None:
            run = self.run
            if run is None:
                return
            try:
                self._conclude(run, closure, node, value == "1")
            except BaseException as error:
                run.errors.append(error)

        return conclude

    def _conclude(self, run: _Run, closure: Any, node: str, value: bool) -> None:
        before = run.concluded.get(node)
        if before is not None:
            if before is not value:
                raise DurableError(f"`{node}` was concluded both yes and no")
            return
        run.concluded[node] = value
        fact = {held(node): int(value)}
        here = closure._ruleset._name
        for name in run.rules.listening.get(held(node), ()):
            if name == here:
                with suppress(self.unheard):
                    closure.assert_fact(dict(fact))
            else:
                run.waiting.append((name, fact))


def _quiet_host(engine: Any, action: Callable[[str], Callable[[Any], None]]) -> Any:
    """A host without the background threads, that finds a rule's action by its conclusion."""

    class QuietHost(engine.Host):  # type: ignore[misc]
        def _run(self) -> None:
            """The library starts its two timers here."""

        def get_action(self, name: str) -> Callable[[Any], None]:
            return action(name)

        def list_rulesets(self) -> list[Any]:
            return list(self._ruleset_list)

    return QuietHost()


@lru_cache(maxsize=1)
def shared_engine() -> DurableEngine:
    """The engine of this process: rulesets stay registered, so there is one."""
    return DurableEngine()


def check_engine(name: object, engines: Collection[str] = ("python", "durable")) -> None:
    """Raise :class:`~liushou.InputError` for an engine that is none of ``engines``."""
    if name not in engines:
        raise InputError(unknown_name("engine", name, engines))


class Confirmation:
    """Rulesets with the engine that runs them, to confirm what another reading says."""

    def __init__(self, rulesets: Rulesets) -> None:
        self.rulesets, self.engine = rulesets, shared_engine()

    def confirm(self, situation: Situation, expected: Mapping[str, Truth]) -> None:
        """Raise :class:`~liushou.rules.DisagreementError` where an output is not the ``expected`` one."""
        concluded = self.engine.evaluate(self.rulesets, situation)
        differing = [name for name, value in expected.items() if concluded[name] is not value]
        if differing:
            both = [f"{name}: {word(concluded[name])} against {word(expected[name])}" for name in differing[:5]]
            message = f"durable_rules and the reference reading disagree on {len(differing)} outputs"
            raise DisagreementError(f"{message}: {'; '.join(both)}")

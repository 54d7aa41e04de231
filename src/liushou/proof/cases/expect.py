"""What a case expects: services and statuses, details of the grounds, force and offices."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ...answer import STATUS_WORDS
from ...documents import FORCES, ROLES, Policy
from ...problems import closest
from ...rules import Word
from ...yaml import Mapping as Tree
from ...yaml import Node, Scalar, Sequence
from .model import Expectation, Expected
from .reader import Reader, items

LISTS = (*ROLES, "residual", "carried_out_by")
SETS = ("blocked_by", "missing")
DETAILS = (
    "status", "policy", "clause", "quote", "force", "need", "contact", "annex", "beyond_document", *LISTS, *SETS,
)  # fmt: skip

_STATUSES: dict[str, Expected] = {
    **{status: status for status in STATUS_WORDS},
    **{word: status for status, word in STATUS_WORDS.items()},
    "absent": "absent",
}


class Expectations(Reader):
    """Reads ``expect:`` and ``definition:``."""

    __slots__ = ()

    def read(self, node: Node | None, policy: Policy | None, clause: str | None) -> Iterable[Expectation]:
        if node is None:
            return
        if not isinstance(node, Tree):
            self.problem("`expect` maps services to statuses", node.location, "expect: {dibao: eligible}", "type")
            return
        for key, value in node:
            if not self.exists(key.text, key, self.rules.services, "service"):
                continue
            for one in value.items if isinstance(value, Sequence) else (value,):
                expectation = self._expectation(key, one, policy, clause)
                if expectation is not None:
                    yield expectation

    def _expectation(self, key: Scalar, node: Node, policy: Policy | None, clause: str | None) -> Expectation | None:
        before = len(self.problems)
        service, where = key.text, key.location
        details: dict[str, Any] = {}
        status: Expected | None = None
        quote: str | None = None
        if isinstance(node, Tree):
            where = node.location
            self.keys(node, DETAILS, f"what is expected of {service}")
            for name, value in node:
                if name.text == "status":
                    status = self._status(value)
                elif name.text == "policy":
                    policy = self.policy(value) or policy
                elif name.text == "clause":
                    clause = self.text(value)
                elif name.text == "quote":
                    quote = self.text(value)
                elif name.text in DETAILS:
                    details[name.text] = self.detail(name, value)
        else:
            status = self._status(node)
        made = Expectation(service, status, policy.id if policy else None, clause, quote, details, where)
        if len(self.problems) == before and status != "absent":
            self._has_ground(made, policy)
        return made if len(self.problems) == before else None

    def _has_ground(self, made: Expectation, policy: Policy | None) -> None:
        """The measure that is meant exists: a wrong label is found when the file is read."""
        if policy is None:
            return
        at = [clause.at for clause, measure in policy.measures() if measure.individual and measure.name == made.service]
        if not at:
            self.problem(f"{policy.id} has no measure for {made.service}", made.location,
                          "absent, if that is what the text says", "measure")  # fmt: skip
        elif made.clause is not None and policy.clause(made.clause) is None:
            labels = [clause.at for clause in policy.clauses]
            self.problem(f"{policy.id} has no clause `{made.clause}`", made.location, None, "clause",
                          closest(made.clause, labels) or ", ".join(dict.fromkeys(at)))  # fmt: skip
        elif made.clause is not None and made.clause not in at:
            self.problem(f"{made.clause} of {policy.id} has no measure for {made.service}", made.location,
                          ", ".join(dict.fromkeys(at)), "clause")  # fmt: skip
        elif made.quote is not None and not any(
            made.picks(policy.id, clause.at, measure.quote)
            for clause, measure in policy.measures()
            if measure.individual and measure.name == made.service
        ):
            self.problem(f"no measure for {made.service} quotes “{made.quote}”", made.location,
                          "a part of the quote, as printed", "quote")  # fmt: skip

    def _status(self, node: Node) -> Expected | None:
        text = self.text(node) or ""
        if text in _STATUSES:
            return _STATUSES[text]
        self.problem(f"`{text}` is not a status", node.location, ", ".join((*STATUS_WORDS, "absent")), "value",
                      closest(text, _STATUSES))  # fmt: skip
        return None

    def detail(self, key: Scalar, node: Node) -> Any:
        name = key.text
        if name in LISTS or name in SETS:
            texts = tuple(one.text for one in items(node) if isinstance(one, Scalar) and one.text)
            for one in items(node) if name in SETS else ():
                if isinstance(one, Scalar) and one.text:
                    self.exists(one.text, one, self.rules.facts, "fact")
            return frozenset(texts) if name in SETS else texts
        text = self.text(node)
        if name == "force" and text not in FORCES:
            near = closest(text or "", FORCES)
            self.problem(f"`{text}` is not a force", node.location, ", ".join(FORCES), "value", near)
        if name in ("need", "beyond_document"):
            word = None if not text or text in ("none", "null", "~") else self.word(node)
            return word == "yes" if name == "beyond_document" else word
        return text or None

    def left_behind(self, node: Node | None, policy: Policy | None) -> dict[str, Word]:
        if node is None:
            return {}
        if isinstance(node, Tree):
            found: dict[str, Word] = {}
            for key, value in node:
                if self.exists(key.text, key, self.rules.policies, "document"):
                    found[key.text] = self.word(value)
            return found
        return {policy.id if policy else "*": self.word(node)}

"""What a case expects: services and statuses, details of the grounds, force and offices."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ...answer import STATUS_WORDS
from ...documents import FORCES, ROLES, Policy
from ...problems import closest
from ...rules import Word
from ...yaml import Mapping as Tree
from ...yaml import Node, Scalar
from ..sites import measure_sites
from .model import Expectation, Expected
from .reader import Reader, items, texts

LISTS = (*ROLES, "residual", "carried_out_by")
SETS = ("blocked_by", "missing")
PICKS = ("status", "policy", "clause", "quote")
DETAILS = (*PICKS, "force", "need", "contact", "annex", "beyond_document", *LISTS, *SETS)

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
            for item in items(value):
                expectation = self._expectation(key, item, policy, clause)
                if expectation is not None:
                    yield expectation

    def _expectation(self, key: Scalar, node: Node, policy: Policy | None, clause: str | None) -> Expectation | None:
        before = len(self.problems)
        details: dict[str, Any] = {}
        status: Expected | None = None
        quote: str | None = None
        if isinstance(node, Tree):
            self.keys(node, DETAILS, f"what is expected of {key.text}")
            stated = node.get("status")
            status = None if stated is None else self._status(stated)
            policy = self.policy(node.get("policy")) or policy
            clause = self.text(node.get("clause")) or clause
            quote = self.text(node.get("quote"))
            details = {
                name.text: self.detail(name, value)
                for name, value in node
                if name.text in DETAILS and name.text not in PICKS
            }
        else:
            status = self._status(node)
        expectation = Expectation(
            service=key.text,
            status=status,
            policy=policy.id if policy else None,
            clause=clause,
            quote=quote,
            details=details,
            location=node.location if isinstance(node, Tree) else key.location,
        )
        if len(self.problems) == before and status != "absent" and policy is not None:
            self._has_ground(expectation, policy)
        return expectation if len(self.problems) == before else None

    def _has_ground(self, expectation: Expectation, policy: Policy) -> None:
        """The measure that is meant exists: a wrong label is reported when the file is read."""
        service, clause, where = expectation.service, expectation.clause, expectation.location
        sites = [site for site in measure_sites(policy) if site.service == service]
        at = ", ".join(dict.fromkeys(site.clause.at for site in sites))
        if not sites:
            expected = "absent, if that is what the text says"
            self.problem(f"{policy.id} has no measure for {service}", where, expected, "measure")
        elif clause is not None and policy.clause(clause) is None:
            near = closest(clause, [each.at for each in policy.clauses]) or at
            self.problem(f"{policy.id} has no clause `{clause}`", where, None, "clause", near)
        elif clause is not None and not any(site.clause.at == clause for site in sites):
            self.problem(f"{clause} of {policy.id} has no measure for {service}", where, at, "clause")
        elif not any(expectation.picks(policy.id, site.clause.at, site.measure.quote) for site in sites):
            message = f"no measure for {service} quotes “{expectation.quote}”"
            self.problem(message, where, "a part of the quote, as printed", "quote")

    def _status(self, node: Node) -> Expected | None:
        text = self.text(node) or ""
        if text in _STATUSES:
            return _STATUSES[text]
        expected = ", ".join((*STATUS_WORDS, "absent"))
        self.problem(f"`{text}` is not a status", node.location, expected, "value", closest(text, _STATUSES))
        return None

    def detail(self, key: Scalar, node: Node) -> Any:
        name = key.text
        if name in LISTS:
            return texts(node)
        if name in SETS:
            for item in items(node):
                if isinstance(item, Scalar) and item.text:
                    self.exists(item.text, item, self.rules.facts, "fact")
            return frozenset(texts(node))
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
            return {
                key.text: self.word(value)
                for key, value in node
                if self.exists(key.text, key, self.rules.policies, "document")
            }
        return {policy.id if policy else "*": self.word(node)}

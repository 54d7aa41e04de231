"""The clause rows of a file, and its explanations of mutants that may live."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ...documents import ROLES, Policy
from ...yaml import Mapping as Tree
from ...yaml import Scalar
from .expect import Expectations
from .model import ClauseRow
from .reader import texts

ROW = ("at", "force", *ROLES)


class Rows(Expectations):
    """Reads ``clauses:`` and ``explained:``."""

    __slots__ = ()

    def rows(self, tree: Tree, policy: Policy | None) -> Iterable[ClauseRow]:
        rows = self.listed(tree, "clauses")
        if rows and policy is None:
            self.problem("`clauses` needs a document", rows[0].location, "policy: … at the top", "missing-key")
            return
        for node in rows:
            if not isinstance(node, Tree):
                self.problem("a clause row has keys", node.location, "{at: 二（一）, joint: […], force: {…}}", "type")
                continue
            self.keys(node, ROW, "a clause row")
            at = self.text(node.get("at"))
            assert policy is not None
            labels = [*(clause.at for clause in policy.clauses), *(item.at for item in policy.annex)]
            if not at or not self.exists(at, node.get("at") or node, labels, "clause"):
                if not at:
                    self.problem("a clause row without `at`", node.location, "at: 二（一）", "missing-key")
                continue
            named = [role for role in ROLES if node.get(role) is not None]
            roles = {role: texts(node.get(role)) for role in named}
            stated = node.get("force")
            forces = {
                key.text: self.detail(Scalar("force", True, key.location), value) or ""
                for key, value in (stated if isinstance(stated, Tree) else ())
            }
            if not named and not forces:
                self.problem("a clause row that says nothing", node.location, "joint: […] or force: {…}", "missing-key")
            yield ClauseRow(
                policy=policy.id,
                at=at,
                roles=roles if named else None,
                forces=forces,
                location=node.location,
            )

    def explained(self, tree: Tree) -> Mapping[str, str]:
        node = tree.get("explained")
        if node is None:
            return {}
        if not isinstance(node, Tree):
            self.problem("`explained` maps mutants to reasons", node.location, "explained: {mutant: why}", "type")
            return {}
        explained: dict[str, str] = {}
        for key, value in node:
            why = self.text(value)
            if not why:
                self.problem(f"`{key.text}` has no reason", key.location, "mutant: why", "value")
            explained[key.text] = why or ""
        return explained

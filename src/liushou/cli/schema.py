"""``liushou schema``: the JSON Schema that editors use."""

from __future__ import annotations

from typing import Annotated

import typer

from .common import Policies, guarded, print_json, rules_of


@guarded
def schema(
    kind: Annotated[str, typer.Argument(help="policy, registers, profile or places.")] = "policy",
    policies: Policies = [],  # noqa: B006
) -> None:
    """Print the JSON Schema (结构定义) of a kind of file, with every name that exists."""
    from ..documents import KINDS
    from ..documents import schema as schema_of
    from ..problems import InputError, Problem, closest

    if kind not in KINDS:
        raise InputError(Problem(f"unknown kind of file `{kind[:40]}`", None, ", ".join(KINDS), closest(kind, KINDS)))
    print_json(schema_of(kind, rules_of(policies)))

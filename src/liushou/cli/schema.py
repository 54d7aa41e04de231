"""``liushou schema``: the JSON Schema that editors use."""

from __future__ import annotations

from typing import Annotated

import typer

from .common import Policies, guarded, print_json, rules_of


@guarded
def schema(
    kind: Annotated[str, typer.Argument(help="policy, registers, profile, places or answer.")] = "policy",
    policies: Policies = [],  # noqa: B006
) -> None:
    """Print the JSON Schema (结构定义) of a kind of file, with every name that exists."""
    from ..answer import answer_schema
    from ..documents import KINDS
    from ..documents import schema as schema_of
    from ..problems import InputError, unknown_name

    if kind == "answer":
        print_json(answer_schema())
        return
    if kind not in KINDS:
        raise InputError(unknown_name("kind-of-file", kind, (*KINDS, "answer")))
    print_json(schema_of(kind, rules_of(policies)))

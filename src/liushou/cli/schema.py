"""``liushou schema``: the JSON Schema that editors use."""

from typing import Annotated

import typer

from .common import Policies, rules_of, show


def schema(policies: Policies, kind: Annotated[str, typer.Argument()] = "policy") -> None:
    """Print the JSON Schema of a kind of file, with every name that exists."""
    from ..answer import answer_schema
    from ..documents import KINDS
    from ..documents import schema as schema_of
    from ..problems import InputError, unknown_name

    if kind not in (*KINDS, "answer"):
        raise InputError(unknown_name("kind-of-file", kind, (*KINDS, "answer")))
    show(True, lambda: answer_schema() if kind == "answer" else schema_of(kind, rules_of(policies)), tuple)

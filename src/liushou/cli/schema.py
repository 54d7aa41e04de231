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

    answers = {"answer": False, "lean-answer": True}
    if kind not in (*KINDS, *answers):
        raise InputError(unknown_name("kind-of-file", kind, (*KINDS, *answers)))
    if kind in answers:
        show(True, lambda: answer_schema(lean=answers[kind]), tuple)
    else:
        show(True, lambda: schema_of(kind, rules_of(policies)), tuple)

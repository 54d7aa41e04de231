"""``liushou docs``: documents and registers as pages to read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .common import On, Policies, day, echo, rules_of
from .language import language

if TYPE_CHECKING:
    from ..texts import Source


def docs(
    out: Annotated[Path, typer.Option("--out", metavar="DIR")],
    policies: Policies,
    sources: Annotated[Path | None, typer.Option("--sources", metavar="DIR")] = None,
    on: On = None,
) -> None:
    """Render each document as pages: the text on the left, the rule on the right."""
    from ..report import render_docs, write_docs
    from ..texts import find_texts

    rules = rules_of(policies)
    texts: dict[str, Source] = {}
    if sources is not None:
        for name, text in find_texts(sources, rules.policies.values()).items():
            if text.source is not None:
                texts[name] = text.source
            elif text.problem is not None:
                echo(f"note: {text.problem.format(language())}", err=True)
    written = write_docs(render_docs(rules, day(on), texts), out)
    echo(f"{len(written)} pages in {out} (begin with index.html)")

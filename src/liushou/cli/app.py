"""The ``liushou`` command. Each command is one small file of this package."""

from __future__ import annotations

import importlib
import sys
from typing import Annotated

import typer

from .language import Group

#: Commands in the order of the help page: module of this package, and function in it.
COMMANDS: tuple[str, ...] = (
    "match",
    "policies",
    "services",
    "facts",
    "check",
    "verify",
    "coverage",
    "docs",
    "diff",
    "matrix",
    "lint",
    "laws",
    "mutate",
    "ledger",
    "export",
    "schema",
    "new",
)

app = typer.Typer(
    name="liushou",
    cls=Group,
    help="Policy documents on 农村留守妇女 as rules: from text to clause to answer.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        from .._version import __version__

        typer.echo(f"liushou {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
    lang: Annotated[
        str | None,
        typer.Option("--lang", metavar="en|zh", help="The language of messages (消息语言); any command takes it."),
    ] = None,
) -> None:
    """Policy documents on 农村留守妇女 as rules: from text to clause to answer."""


for _name in COMMANDS:
    _module = importlib.import_module(f".{_name}", __package__)
    if hasattr(_module, "app"):
        app.add_typer(_module.app, name=_name)
    else:
        app.command(_name)(getattr(_module, _name))


def main() -> None:
    """The entry point: UTF-8 out whatever the terminal's locale says."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
    app()

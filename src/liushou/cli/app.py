"""The ``liushou`` command. Each command is one small file of this package, imported when it is run."""

from __future__ import annotations

import importlib
import sys
from typing import Annotated, Any

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


class _Commands(Group):
    """The commands, each imported only when it is run, or when all are listed."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        # For "did you mean".
        self.commands: Any = dict.fromkeys(COMMANDS)

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - typer's signature
        """All names, in the order of the help page."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 - typer's signature
        """The command of this name."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f".{cmd_name}", __package__)
        commands = getattr(module, "app", None)
        if commands is None:
            commands = typer.Typer()
            commands.command(cmd_name)(getattr(module, cmd_name))
        commands._add_completion = False
        command = typer.main.get_command(commands)
        command.name = cmd_name
        return command


app = typer.Typer(
    name="liushou",
    cls=_Commands,
    help="Policy documents on 农村留守妇女 as rules: from text to clause to answer.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        from .. import __version__

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


def main() -> None:
    """The entry point: UTF-8 out whatever the terminal's locale says."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
    app()

"""The ``liushou`` command. Each command is one small file of this package, imported when it is run."""

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperCommand, TyperGroup

from ..files import plain
from ..problems import Code, InputError, LiushouError, Problem, mask, os_reason
from .common import BAD_INPUT, DONE, OUTPUTS, echo, files_of_a_command
from .language import language, message, put_help, take_language, usage_problem
from .process import main as main

_LISTS = ("policies", "services", "topics", "facts", "concepts", "parameters", "agencies", "references", "words")
#: Commands by the headings of the help page, in its order; each a function in the module of its name, but for _MODULES.
GROUPS: dict[str, tuple[str, ...]] = {
    "answers": ("match", "ask", "notice", "page", "ledger", "serve", "export"),
    "names": (*_LISTS, "explain"),
    "rules": ("new", "draft", "check", "verify", "coverage", "lint", "laws", "mutate", "schema"),
    "documents": ("docs", "diff", "matrix"),
}
COMMANDS: tuple[str, ...] = tuple(name for names in GROUPS.values() for name in names)
_MODULES = dict.fromkeys(_LISTS, "lists")
#: The base of what click raises for bad usage, which typer may bring along itself.
_UsageError: Any = typer.BadParameter.__mro__[1]


class Command(TyperCommand):
    """A command whose help is in the language of messages."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """As typer does it, once the words are there."""
        put_help(self, ctx)
        super().format_help(ctx, formatter)

    def invoke(self, ctx: Any) -> Any:
        """As typer does it, once it is known that no output is an input."""
        folders = {parameter.name for parameter in self.params if parameter.metavar != "FILE"}
        with files_of_a_command(ctx.params, OUTPUTS - folders):
            return super().invoke(ctx)


class Group(TyperGroup):
    """Commands whose help is in the language of messages."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """As typer does it, once the words are there."""
        put_help(self, ctx)
        for name in self.list_commands(ctx):
            heading = next((group for group, names in GROUPS.items() if name in names), "commands")
            put_help(self.get_command(ctx, name), ctx, "commands" if ctx.parent else heading)
        super().format_help(ctx, formatter)


class _Commands(Group):
    """The commands, each imported only when it is run, or when all are listed; each takes ``--lang``."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        # For "did you mean".
        self.commands: Any = dict.fromkeys(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 - typer's signature
        """The command of this name."""
        if cmd_name in COMMANDS and self.commands[cmd_name] is None:
            module = importlib.import_module(f".{_MODULES.get(cmd_name, cmd_name)}", __package__)
            commands = typer.Typer(cls=Group, no_args_is_help=True, add_completion=False)
            several = getattr(module, "commands", None)
            for function in several or (getattr(module, cmd_name),):
                commands.command(function.__name__, cls=Command)(function)
            if several:
                commands.callback()(lambda: None)
            command = self.commands[cmd_name] = typer.main.get_command(commands)
            command.name = cmd_name
            # It is taken from among the arguments before any of them is read: here it is only shown.
            lang = copy(next(option for option in self.params if option.name == "lang"))
            lang.expose_value = False
            for taking in (command, *getattr(command, "commands", {}).values()):
                taking.params.append(lang)
        return self.commands.get(cmd_name)

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any) -> Any:
        """As typer does it, once the language is taken from among the arguments."""
        with _failures():
            return super().make_context(info_name, take_language(args), parent, **extra)

    def invoke(self, ctx: Any) -> Any:
        """As typer does it; what a command returns is its exit code."""
        with _failures():
            raise typer.Exit(super().invoke(ctx) or DONE)


@contextmanager
def _failures() -> Iterator[None]:
    """Turn every expected failure into a message on stderr and exit code 2."""
    try:
        yield
    except _UsageError as error:
        known = None if language() == "en" or type(error).__name__ == "NoArgsIsHelpError" else usage_problem(error)
        if known is None:
            text = mask(plain(error.format_message()))
            error.format_message = lambda: text
            raise
        _stop(known)
    except InputError as error:
        _stop(*error.problems)
    except LiushouError as error:
        _stop(getattr(error, "problem", None) or Problem(Code.INTERNAL, reason=error))
    except BrokenPipeError:
        # The reader went away (`| head`): nothing is wrong, and nobody to tell.
        raise typer.Exit(DONE) from None
    except OSError as error:
        _stop(Problem(Code.SYSTEM, file=error.filename, reason=os_reason(error)))
    except RecursionError:
        _stop(Problem(Code.TOO_DEEP))


def _stop(*problems: Problem) -> NoReturn:
    for problem in problems:
        echo(message(problem), err=True)
    raise typer.Exit(BAD_INPUT) from None


app = typer.Typer(
    name="liushou",
    cls=_Commands,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        from .. import __version__

        echo(f"liushou {__version__}")
        raise typer.Exit


@app.callback()
def liushou(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True)] = False,
    lang: Annotated[str | None, typer.Option("--lang", metavar="en|zh")] = None,
) -> None:
    """Policy documents on 农村留守妇女 as rules: from text to clause to answer."""

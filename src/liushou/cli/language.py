"""The language of messages: ``--lang`` anywhere on the command line, ``LIUSHOU_LANG``, or the locale."""

from __future__ import annotations

import os
import re
from contextvars import ContextVar
from typing import Any

import typer
from typer.core import TyperGroup

from ..messages import say
from ..problems import LANGUAGES, Code, Phrase, Problem, closest, unknown_name

_LOCALE = ("LIUSHOU_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
#: What ``--lang`` said of the command that runs; None where it said nothing.
_ASKED: ContextVar[str | None] = ContextVar("lang", default=None)
#: The base of what click raises for bad usage, which typer may bring along itself.
_UsageError: Any = typer.BadParameter.__mro__[1]
_BAD_USAGE = 2


def language() -> str:
    """The language that messages are shown in; English unless Chinese is asked for, or the locale is Chinese."""
    chosen = _ASKED.get() or next((value for name in _LOCALE if (value := os.environ.get(name))), "")
    return "zh" if chosen.lower().startswith("zh") else "en"


def told(problem: Problem) -> str:
    """The problem as the command line reports it."""
    lang = language()
    return say(Phrase("label-error", text=problem.format(lang)), lang)


class Group(TyperGroup):
    """The commands, each of which takes ``--lang``; bad usage is told in that language."""

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any) -> Any:
        """As typer does it, once the language is taken from among the arguments."""
        args, lang = _taken(args)
        _ASKED.set(lang)
        try:
            if lang is not None and lang not in LANGUAGES:
                _stop(unknown_name("language", lang, LANGUAGES))
            return super().make_context(info_name, args, parent, **extra)
        except _UsageError as error:
            _tell(error)
            raise

    def invoke(self, ctx: Any) -> Any:
        """As typer does it."""
        try:
            return super().invoke(ctx)
        except _UsageError as error:
            _tell(error)
            raise


def _taken(args: list[str]) -> tuple[list[str], str | None]:
    """(the arguments without ``--lang``, what it says)"""
    for position, argument in enumerate(args):
        if argument == "--":
            break
        if argument == "--lang" and position + 1 < len(args):
            return args[:position] + args[position + 2 :], args[position + 1]
        if argument.startswith("--lang="):
            return args[:position] + args[position + 1 :], argument.partition("=")[2]
    return args, None


def _stop(problem: Problem) -> None:
    typer.echo(told(problem), err=True)
    raise typer.Exit(_BAD_USAGE)


def _tell(error: Any) -> None:
    """Stop with the error in Chinese, where that is the language and the error is known."""
    kind, message = type(error).__name__, str(getattr(error, "message", ""))
    if language() == "en" or kind == "NoArgsIsHelpError":
        return
    parameter = getattr(error, "param", None)
    option = next((name for name in getattr(parameter, "opts", ()) if name.startswith("-")), None)
    name = option or getattr(parameter, "metavar", None)
    quoted = re.search(r"'([^' ]*)'", message)
    value = quoted[1] if quoted else None
    if kind == "NoSuchOption":
        near = next(iter(error.possibilities or ()), None)
        _stop(Problem(Code.UNKNOWN_OPTION, subject=error.option_name, near=near))
    if kind == "MissingParameter":
        _stop(Problem(Code.MISSING_ARGUMENT, subject=name))
    if kind == "BadParameter":
        _stop(Problem(Code.BAD_ARGUMENT, subject=name, value=value))
    if kind == "BadOptionUsage":
        _stop(Problem(Code.OPTION_VALUE, subject=error.option_name))
    names = tuple(getattr(getattr(error.ctx, "command", None), "commands", ()))
    if value is not None and names:
        _stop(Problem(Code.UNKNOWN_COMMAND, subject=value, near=closest(value, names), names=names))
    if "(" in message:
        _stop(Problem(Code.EXTRA_ARGUMENT, subject=message.rpartition("(")[2].rstrip(")")))

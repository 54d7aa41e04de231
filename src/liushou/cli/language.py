"""The language of messages and help: ``--lang`` anywhere, ``LIUSHOU_LANG``, or the locale; and bad usage in it."""

import os
import re
from contextvars import ContextVar
from typing import Any

from ..messages import LANGUAGES, Phrase, catalogue, say
from ..problems import Code, InputError, Problem, closest, unknown_name

_LOCALE = ("LIUSHOU_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
#: What ``--lang`` asks for in the command that runs; None where it is not given.
_ASKED: ContextVar[str | None] = ContextVar("lang", default=None)


def language() -> str:
    """The language that messages are shown in; English unless Chinese is asked for, or the locale is Chinese."""
    chosen = _ASKED.get() or next((value for name in _LOCALE if (value := os.environ.get(name))), "")
    return "zh" if chosen.lower().startswith("zh") else "en"


def in_words(key: str, **data: object) -> str:
    """A phrase of the catalogue in the language of messages."""
    return say(Phrase(key, **data), language())


def take_language(args: list[str]) -> list[str]:
    """The arguments without ``--lang``, which is noted; raises :class:`~liushou.InputError` for an unknown one."""
    _ASKED.set(None)
    for position, argument in enumerate(args):
        if argument == "--":
            break
        name, equals, lang = argument.partition("=")
        if name == "--lang" and (equals or position + 1 < len(args)):
            length = 1 if equals else 2
            lang = lang if equals else args[position + 1]
            _ASKED.set(lang)
            if lang not in LANGUAGES:
                raise InputError(unknown_name("language", lang, LANGUAGES))
            return args[:position] + args[position + length :]
    return args


def message(problem: Problem) -> str:
    """A problem as the command line prints it."""
    return in_words("label-error", text=problem.format(language()))


def put_help(command: Any, ctx: Any, heading: str = "commands") -> None:
    """Give a command and its options their help in the language of messages; ``heading`` is what it stands under."""
    texts = catalogue().texts
    command.help = command.short_help = in_words(f"help-{command.name}")
    command.rich_help_panel = in_words(f"help-{heading}")
    for parameter in command.get_params(ctx):
        keys = (f"help-{command.name}-{parameter.name}", f"help-option-{parameter.name}")
        panel = "help-arguments" if parameter.param_type_name == "argument" else "help-options"
        parameter.rich_help_panel = in_words(panel)
        parameter.help = next((in_words(key) for key in keys if key in texts), parameter.help)


def usage_problem(error: Any) -> Problem | None:
    """What the parser of the command line reports in English, as a problem; None where it is not known."""
    kind, text = type(error).__name__, str(getattr(error, "message", ""))
    parameter = getattr(error, "param", None)
    option = next((name for name in getattr(parameter, "opts", ()) if name.startswith("-")), None)
    name = option or getattr(parameter, "metavar", None) or getattr(error, "option_name", None)
    quoted = re.search(r"'([^' ]*)'", text)
    value = quoted[1] if quoted else None
    codes = {"MissingParameter": Code.MISSING_ARGUMENT, "BadOptionUsage": Code.OPTION_VALUE}
    if kind in codes:
        return Problem(codes[kind], subject=name)
    if kind == "NoSuchOption":
        return Problem(Code.UNKNOWN_OPTION, subject=name, near=next(iter(error.possibilities or ()), None))
    if kind == "BadParameter":
        return Problem(Code.BAD_ARGUMENT, subject=name, value=value)
    names = tuple(getattr(getattr(error.ctx, "command", None), "commands", ()))
    if value is not None and names:
        return Problem(Code.UNKNOWN_COMMAND, subject=value, near=closest(value, names), names=names)
    extra = text.rpartition("(")[2].rstrip(")") if "(" in text else None
    return None if extra is None else Problem(Code.EXTRA_ARGUMENT, subject=extra)

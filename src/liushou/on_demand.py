"""What is imported when it is first used: names, so that starting stays quick, and libraries of optional extras."""

import os
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from threading import Thread
from typing import Any

#: Seconds in which threads that are there have answered.
_PATIENCE = 3
_polars_works_in: int | None = None


def on_demand(module: str, sources: Mapping[str, str]) -> Callable[[str], object]:
    """The ``__getattr__`` of a module: ``sources`` lists, for each module of its package, the names it has.

    No module of the package may have one of these names itself: importing it would bind it.
    """
    source_of = {name: source for source, names in sources.items() for name in names.split()}

    def get(name: str) -> object:
        if name not in source_of:
            raise AttributeError(f"module {module!r} has no attribute {name!r}")
        package = sys.modules[module].__package__
        value: object = getattr(import_module(f".{source_of[name]}", package), name)
        setattr(sys.modules[module], name, value)
        return value

    return get


def by_name(module: str, name: str) -> Any:
    """What a module of liushou has under a name, for one that lies below it and only calls it."""
    return getattr(import_module(f".{module}", __package__), name)


def library(module: str, extra: str, package: str | None = None) -> Any:
    """A module of a library of an optional extra; raises :class:`~liushou.MissingExtraError` where there is none."""
    from .problems import MissingExtraError

    try:
        return import_module(module)
    except ImportError:
        raise MissingExtraError(extra, package or module) from None


def polars() -> Any:
    """The module polars, where its threads run.

    In a process that was forked after polars was used they do not, and every call would wait for ever. Raises
    :class:`~liushou.InputError` there, and :class:`~liushou.problems.MissingExtraError` without the extra.
    """
    from .problems import Code, InputError, Problem

    global _polars_works_in
    loaded_before = "polars" in sys.modules
    polars = library("polars", "ledger")
    if _polars_works_in == os.getpid():
        return polars
    # Who has used it before, and in which process, is known only of our own calls: else it is tried.
    if _polars_works_in is not None or (loaded_before and not _answers(polars)):
        raise InputError(Problem(Code.FORKED, subject="polars"))
    _polars_works_in = os.getpid()
    return polars


def _answers(polars: Any) -> bool:
    trial = Thread(target=lambda: polars.select(polars.lit(1)).lazy().collect(), daemon=True)
    trial.start()
    trial.join(_PATIENCE)
    return not trial.is_alive()

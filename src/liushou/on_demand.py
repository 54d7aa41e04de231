"""What is imported when it is first used: names, so that starting stays quick, and libraries of optional extras."""

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


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


def library(module: str, extra: str, package: str | None = None) -> Any:
    """A module of a library of an optional extra; raises :class:`~liushou.MissingExtraError` where there is none."""
    from .problems import MissingExtraError

    try:
        return import_module(module)
    except ImportError:
        raise MissingExtraError(extra, package or module) from None

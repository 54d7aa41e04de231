"""One JavaScript module that answers as Python does: data, places and interpreter in one file."""

import json
from pathlib import Path
from typing import Any

from ..documents import PlacesFile, Rules
from ..places import table
from ..rules.javascript import interpreter
from .data import rules_data

_FOLDER = Path(__file__).parent
_EXPORTS = "Interview, LiushouError, facts, interview, match, nextQuestion, places, rules, services, statuses"


def scripts(rules: Rules, places: PlacesFile | None = None) -> str:
    """The data and all functions as one script, without exports."""
    parts = [interpreter(), *(_FOLDER.joinpath(name).read_text(encoding="utf-8") for name in _FILES)]
    data = dumped(rules_data(rules, places))
    return "\n".join(["const DATA = " + data + ";", "const PLACES = " + dumped(_names()) + ";", *parts])


_FILES = ("places.js", "opening.js", "answer.js", "diagrams.js", "asking.js", "order.js", "interview.js", "module.js")


def _names() -> str:
    """The table of places without what is said about it."""
    return "\n".join(line for line in table().splitlines() if not line.startswith("#"))


def javascript_module(rules: Rules, places: PlacesFile | None = None) -> str:
    """The text of a module with the functions ``match`` and ``statuses``, and ``facts``, ``services``, ``places``."""
    head = f"// liushou rules {rules.version}, sha256 {rules.sha256}; written by `liushou export --to javascript`."
    return f'{head}\n"use strict";\n{scripts(rules, places)}\nexport {{ {_EXPORTS} }};\n'


def dumped(data: Any) -> str:
    """Data as JSON that may stand in a script, also in one within a page; whole numbers as such."""
    text = json.dumps(_whole(data), ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _whole(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _whole(value) for key, value in data.items()}
    if isinstance(data, (list, tuple)):
        return [_whole(value) for value in data]
    return int(data) if isinstance(data, float) and data.is_integer() else data

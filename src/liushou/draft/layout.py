"""Rule files in the layout of the shipped ones: short lists on one line, longer ones a line each, comments above."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from ..documents import CONTEXT_KINDS, Context
from ..files import one_line
from ..rules import Condition, to_data
from ..yaml import entries, to_yaml

#: Where something stands in a file.
Path = tuple[str | int, ...]
#: The longest line of a list or a short mapping, in characters; a text alone may be longer.
WIDTH = 110
#: Keys whose value always has lines of its own, and those whose entries have an empty line between them.
_BLOCKS, _APART = frozenset({"definition", "clauses", "measures", "annex", "differs"}), frozenset({"clauses", "annex"})
_WITH_LINES = _BLOCKS - {"differs"}
#: Lists of more texts than this that are longer than a line are written one text a line where they are long.
_SHORT = 24
#: A text in single quotes that double quotes hold as it is.
_SIMPLE = re.compile(r"'([^'\"\\]*)'")


class Line(NamedTuple):
    """A line of a file, and the path of what stands there, or of what it is a comment on."""

    text: str
    path: Path = ()
    is_comment: bool = False


def plain(value: Any) -> Any:
    """Documents and entries of registers as the data of a file: conditions as phrases, context by kind, no defaults."""
    if isinstance(value, Condition):
        return to_data(value)
    if isinstance(value, tuple) and value and isinstance(value[0], Context):
        return _context(value)
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if not is_dataclass(value) or isinstance(value, type):
        return value
    defaults = {part.name: part.default for part in fields(value)}
    data = {}
    for key, entry in entries(type(value)).items():
        content = getattr(value, entry.attribute)
        if entry.required or (content != defaults[entry.attribute] and content not in ((), {})):
            data[key] = plain(content)
    return data


def _context(parts: Iterable[Context]) -> Any:
    """Context by kind; of a whole clause the kind alone."""
    by_kind: dict[str, list[str]] = {kind: [] for kind in CONTEXT_KINDS}
    for part in parts:
        if part.whole:
            return part.kind
        by_kind[part.kind].append(str(part))
    return {kind: spans for kind, spans in by_kind.items() if spans}


@lru_cache(maxsize=4096)
def _text(text: str, within: bool) -> str:
    """A text as it is written after its key, or ``within`` a list on one line."""
    written = to_yaml([text], flow=True).strip()[1:-1] if within else to_yaml({"k": text}).strip()[3:]
    if "\n" in written:
        return json.dumps(text)
    return f'"{simple[1]}"' if (simple := _SIMPLE.fullmatch(written)) else written


def _scalar(value: Any, *, within: bool = False) -> str:
    return _text(value, within) if isinstance(value, str) else to_yaml([value], flow=True).strip()[1:-1]


def _tokens(value: Any) -> list[str]:
    """A value on one line, in parts between which there is a space, and may be a new line."""
    if isinstance(value, Mapping):
        marks = "{}"
        named = [(_scalar(key, within=True), _tokens(inner)) for key, inner in value.items()]
        parts = [[f"{key}: {tokens[0]}", *tokens[1:]] for key, tokens in named]
    elif isinstance(value, list):
        marks, parts = "[]", [_tokens(item) for item in value]
    else:
        return [_scalar(value, within=True)]
    if not parts:
        return [marks]
    for part in parts[:-1]:
        part[-1] += ","
    parts[0][0] = marks[0] + parts[0][0]
    parts[-1][-1] += marks[1]
    return [token for part in parts for token in part]


class Layout:
    """Writes plain data; ``comments`` are what stands above an entry, by its path."""

    def __init__(self, comments: Mapping[Path, Iterable[str]]) -> None:
        self.comments = comments
        self.within = {path[:length] for path in comments for length in range(1, len(path))}

    def mapping(self, data: Mapping[str, Any], path: Path = (), indent: int = 0) -> Iterator[Line]:
        """The lines of a mapping."""
        for key, value in data.items():
            yield from self._entry(f"{_scalar(key)}:", value, (*path, key), indent)

    def _above(self, path: Path, indent: int) -> Iterator[Line]:
        for comment in self.comments.get(path, ()):
            yield Line(f"{' ' * indent}# {one_line(comment)}", path, True)

    def _entry(self, key: str, value: Any, path: Path, indent: int) -> Iterator[Line]:
        margin = " " * indent
        yield from self._above(path, indent)
        if not isinstance(value, (Mapping, list)):
            yield Line(f"{margin}{key} {_scalar(value)}", path)
        elif not value or not self._needs_lines(value, path, indent):
            yield from (Line(text, path) for text in _wrapped(f"{margin}{key} ", _tokens(value), indent + 2))
        else:
            yield Line(f"{margin}{key}", path)
            if isinstance(value, Mapping):
                yield from self.mapping(value, path, indent + 2)
            else:
                yield from self._items(value, path, indent + 2)

    def _items(self, items: list[Any], path: Path, indent: int) -> Iterator[Line]:
        margin = " " * indent
        for number, item in enumerate(items):
            here = (*path, number)
            if number and path[-1] in _APART:
                yield Line("")
            yield from self._above(here, indent)
            if isinstance(item, Mapping) and (path[-1] in _WITH_LINES or self._needs_lines(item, here, indent)):
                lines = list(self.mapping(item, here, indent + 2))
                first = next(place for place, line in enumerate(lines) if not line.is_comment)
                yield from (line._replace(text=line.text[2:]) for line in lines[:first])
                yield Line(f"{margin}- {lines[first].text.lstrip()}", here)
                yield from lines[first + 1 :]
            else:
                written = " ".join(_tokens(item)) if isinstance(item, (Mapping, list)) else _scalar(item)
                yield Line(f"{margin}- {written}", here)

    def _needs_lines(self, value: Any, path: Path, indent: int) -> bool:
        """Whether a list or mapping is written over several lines."""
        if path[-1] in _BLOCKS or path in self.within or path[0] == "definition":
            return True
        if len(path) == 1 and isinstance(value, Mapping):
            return True
        tokens = _tokens(value)
        fits = indent + len(" ".join(tokens)) < WIDTH
        if "when" in path and fits:
            return len(tokens) > 3 or any("'" in token or '"' in token for token in tokens)
        return not fits and (isinstance(value, Mapping) or max(map(len, tokens)) > _SHORT)


def _wrapped(head: str, tokens: list[str], indent: int) -> Iterator[str]:
    line = head + tokens[0]
    for token in tokens[1:]:
        if len(line) + 1 + len(token) > WIDTH:
            yield line
            line = " " * indent + token
        else:
            line += f" {token}"
    yield line

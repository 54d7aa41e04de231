"""YAML read as text with positions, and nothing guessed.

PyYAML's event stream is turned into a small tree in which every scalar is still text. Anchors, aliases, tags, merge
keys, duplicate keys, several documents, and files that are too large or too deep are problems with a place; nothing is
executed and nothing recursive runs on untrusted depth.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from math import isinf
from pathlib import Path
from typing import Any

from ..files import read_text
from ..problems import Code, Foreign, InputError, Location, Phrase, Problem, Problems, keyboard_hint

MAX_DEPTH = 40
MAX_NODES = 200_000
#: What is longer is not looked at for what YAML 1.1 would take it for.
MAX_TYPED = 100

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)\Z")
_FLOAT = re.compile(r"[-+]?(0|[1-9][0-9]*)\.[0-9]+\Z")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
#: What YAML 1.1 would silently take a plain scalar for, and what to write instead.
_IMPLICIT = {
    "bool": ("kind-boolean", "true-or-false"),
    "timestamp": ("kind-time", "plain-decimal"),
    **dict.fromkeys(("int", "float"), ("kind-misread", "plain-decimal")),
}
_BOOLEANS = ("true", "True", "false", "False")

#: A line up to its text, which may hold what it likes: `- key: `, or a key with a full-width colon.
_BEFORE_TEXT = re.compile(r"""^([\s-]*(?:[^\s:：]{1,40}：|[^:]{1,40}: *[“‘［｛【\u3000]|[［｛＃【]|)).*$""")
_BEFORE_KEY = " *(?:- +)*"
_NO_SPACE = re.compile(rf"({_BEFORE_KEY}[^\W\d]\w*:)(?![\s/]|$)|( *-)(?=[^\s\d-])")
_NO_COLON = re.compile(rf"({_BEFORE_KEY}(?:[a-z_]+(?= )|\w+(?=\s*$)))")
_WORD = re.compile(rf"({_BEFORE_KEY}[^\s：]+)")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A scalar as it stands; ``plain`` is False where it was quoted or a block."""

    text: str
    plain: bool
    location: Location

    def at(self, offset: int, length: int) -> Location:
        """The place of a part of this scalar's text."""
        return self.location.shifted(offset if self.plain else offset + 1, length)


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list, with its place."""

    items: tuple["Node", ...]
    location: Location


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values in written order, each key once, with its place."""

    entries: tuple[tuple[Scalar, "Node"], ...]
    location: Location
    _by_key: dict[str, tuple[Scalar, "Node"]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_key", {entry[0].text: entry for entry in self.entries})

    def get(self, key: str) -> "Node | None":
        """The value under ``key``."""
        return self._by_key[key][1] if key in self._by_key else None

    def key(self, key: str) -> Scalar | None:
        """The key itself, for its position."""
        return self._by_key[key][0] if key in self._by_key else None

    def __iter__(self) -> Iterator[tuple[Scalar, "Node"]]:
        return iter(self.entries)


Node = Scalar | Sequence | Mapping


def compose(text: str, file: str = "<text>") -> tuple[Node | None, tuple[Problem, ...]]:
    """The tree of one YAML document and what is wrong with it.

    The tree is None for an empty text or where the syntax broke.
    """
    try:
        return _Composer(text, file).run()
    except InputError as error:
        return None, error.problems


def compose_file(path: Path | str) -> tuple[Node | None, tuple[Problem, ...]]:
    """As :func:`compose`, from a file; an unreadable file is a problem, too."""
    try:
        text = read_text(path)
    except InputError as error:
        return None, error.problems
    return compose(text, str(path))


class _Composer:
    def __init__(self, text: str, file: str) -> None:
        self.text, self.file = text, file
        self.lines = re.split(r"\r\n|\r|\n", text)
        self.starts = [0, *(found.end() for found in re.finditer(r"\r\n|\r|\n", text))]
        self.problems = Problems()
        # One frame an open collection: (is a mapping, start event, children so far).
        self.stack: list[tuple[bool, Any, list[Node]]] = []
        self.last: Any = None

    def where(self, mark: Any, end: Any = None) -> Location:
        # By the index: YAML also ends lines at U+0085, U+2028 and U+2029, editors do not.
        line = bisect_right(self.starts, mark.index) - 1
        length = max(1, end.column - mark.column) if end is not None and end.line == mark.line else 1
        return Location(self.file, line + 1, mark.index - self.starts[line] + 1, self.lines[line], length=length)

    def problem(self, code: Code, event: Any, **data: Any) -> None:
        self.problems.append(Problem(code, self.where(event.start_mark, event.end_mark), **data))

    def run(self) -> tuple[Node | None, tuple[Problem, ...]]:
        import yaml  # only when a text is read

        root: Node | None = None
        try:
            root = self._events()
        except yaml.MarkedYAMLError as error:
            self.problems.append(self._stopped(error))
        except yaml.YAMLError as error:
            reason = Foreign(str(error).splitlines()[0])
            self.problems.append(Problem(Code.SYNTAX, Location(self.file, 1, 1), reason=reason))
        return root, tuple(self.problems)

    def _events(self) -> Node | None:
        import yaml

        roots: list[Node] = []
        count = 0
        stack = self.stack
        for event in yaml.parse(self.text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            self.last = event
            if isinstance(event, yaml.DocumentStartEvent):
                if roots:
                    self.problem(Code.DOCUMENTS, event)
                    raise InputError(self.problems)
                continue
            if isinstance(event, yaml.AliasEvent):
                self.problem(Code.ALIAS, event, subject=event.anchor)
                node: Node = Scalar("", False, self.where(event.start_mark, event.end_mark))
            elif isinstance(event, yaml.ScalarEvent):
                self._marked(event)
                node = Scalar(event.value, not event.style, self.where(event.start_mark, event.end_mark))
            elif isinstance(event, yaml.CollectionStartEvent):
                self._marked(event)
                if len(stack) >= MAX_DEPTH:
                    self.problem(Code.TOO_DEEP, event, limit=MAX_DEPTH)
                    raise InputError(self.problems)
                stack.append((isinstance(event, yaml.MappingStartEvent), event, []))
                continue
            elif isinstance(event, yaml.CollectionEndEvent):
                is_mapping, start, children = stack.pop()
                where = self.where(start.start_mark)
                node = self._mapping(children, where) if is_mapping else Sequence(tuple(children), where)
            else:
                continue
            count += 1
            if count > MAX_NODES:
                self.problem(Code.TOO_MANY_VALUES, event, limit=f"{MAX_NODES:,}")
                raise InputError(self.problems)
            (stack[-1][2] if stack else roots).append(node)
        return roots[-1] if roots else None

    def _marked(self, event: Any) -> None:
        if event.anchor is not None:
            self.problem(Code.ANCHOR, event, subject=event.anchor)
        if event.tag is not None and event.tag != "!":
            self.problem(Code.TAG, event, subject=event.tag)

    def _mapping(self, children: list[Node], where: Location) -> Mapping:
        entries: dict[str, tuple[Scalar, Node]] = {}
        for key, value in zip(children[::2], children[1::2], strict=True):
            if not isinstance(key, Scalar):
                self.problems.append(Problem(Code.KEY, key.location))
                continue
            if key.text in entries:
                line = entries[key.text][0].location.line
                self.problems.append(Problem(Code.DUPLICATE_KEY, key.location, subject=key.text, line=line))
                continue
            entries[key.text] = (key, value)
        return Mapping(tuple(entries.values()), where)

    # -- what broke the YAML: at the place where something has to be typed, with the line put right --

    def _stopped(self, error: Any) -> Problem:
        """What is wrong, at the mistake where it is one that people make, else where PyYAML stopped."""
        here = self.where(error.problem_mark or error.context_mark)
        begun = self.where(error.context_mark) if error.context_mark else here
        what = " ".join(part for part in (error.context, error.problem) if part)
        # The commonest slip: `[disability_grade in [1, 2]]` is no YAML list of one phrase.
        bracket = Phrase("phrase-in-brackets") if re.search(r"\bin\s*\[", here.text.partition("[")[2]) else None
        flow = next((self.where(start.start_mark) for _, start, _ in self.stack if start.flow_style), None)
        above = next((line for line in range(here.line - 1, 0, -1) if self._line(line).strip()), here.line)
        keyless = flow is None and ("simple key" in what or what.startswith("mapping values"))
        for number in dict.fromkeys((begun.line if "simple key" in what else above, above, here.line)):
            if slip := self._slip(number, keyless and (number < here.line or "simple key" in what)):
                return slip
        if "simple key" in what and (word := _WORD.match(self._line(begun.line))):
            return self._syntax(begun.line, word.end(), _no_colon(word[1]))
        if flow is not None and flow.line < here.line:
            reason = Phrase("left-open", sign=flow.text[flow.column - 1], line=flow.line)
            return self._syntax(above, len(self._line(above).rstrip()), reason, bracket)
        quote = begun if "quoted scalar" in what and "escape" not in what else self._quote(here)
        if quote is not None:
            reason = Phrase("left-open", sign=quote.text[quote.column - 1], line=quote.line)
            return self._syntax(quote.line, len(quote.text.rstrip()), reason)
        return Problem(Code.SYNTAX, here, bracket, reason=Foreign(what))

    def _line(self, number: int) -> str:
        return self.lines[number - 1]

    def _slip(self, number: int, keyless: bool) -> Problem | None:
        line = self._line(number)
        structure = re.sub(_BEFORE_TEXT, r"\1", line)
        if hint := keyboard_hint(structure.lstrip(" -")):
            column = next(at for at, sign in enumerate(structure) if keyboard_hint(sign))
            return self._syntax(
                number, column, _no_colon(line[:column]) if line[column] == "：" else Phrase("typed-wide"), hint=hint
            )
        if match := _NO_SPACE.match(line):
            return self._syntax(
                number, match.end(), Phrase("no-space", sign=line[match.end() - 1]), _fixed(line, match.end())
            )
        if keyless and (match := _NO_COLON.match(line)):
            return self._syntax(number, match.end(), _no_colon(match[1]), _fixed(line, match.end(), ":"))
        return None

    def _quote(self, here: Location) -> Location | None:
        """The start of the quoted text that ends on this line and began on another: mostly it was left open there."""
        if getattr(self.last, "style", None) not in ("'", '"'):
            return None
        start, end = self.where(self.last.start_mark), self.where(self.last.end_mark)
        return start if start.line < end.line == here.line else None

    def _syntax(
        self, number: int, column: int, reason: Phrase, expected: Any = None, hint: Phrase | None = None
    ) -> Problem:
        at = Location(self.file, number, column + 1, self._line(number))
        return Problem(Code.SYNTAX, at, expected, reason=reason, hint=hint)


def _no_colon(before: str) -> Phrase:
    return Phrase("no-colon-after", word=before.strip(" -"))


def _fixed(line: str, column: int, sign: str = "") -> str:
    return f"{line[:column]}{sign} {line[column:].strip()}".strip()


def to_data(node: Node, *, loose: bool = False) -> tuple[Any, tuple[Problem, ...]]:
    """Plain Python data (str, int, float, bool, date, None, list, dict) of a tree.

    Only what reads the same to everyone is typed: ``12``, ``0.5``, ``true``, ``null``,
    ``2024-03-01``. Other implicit types of YAML 1.1 (``no``, ``010``, ``1:30``, ``0x1``)
    are problems; with ``loose`` (profiles), ``yes`` and ``no`` are booleans.
    """
    problems: list[Problem] = []
    return _data(node, loose, problems), tuple(problems)


def file_data(path: Path | str) -> Any:
    """The data in a file of tables, as :func:`to_data` gives them. Raises :class:`~liushou.InputError`."""
    tree, problems = compose_file(path)
    data, more = (None, ()) if tree is None else to_data(tree)
    if problems or more or data is None:
        raise InputError([*problems, *more])
    return data


def _data(node: Node, loose: bool, problems: list[Problem]) -> Any:
    if isinstance(node, Mapping):
        return {key.text: _data(value, loose, problems) for key, value in node}
    if isinstance(node, Sequence):
        return [_data(item, loose, problems) for item in node.items]
    if not node.plain:
        return node.text
    text = node.text
    if _INTEGER.match(text):
        # int() of a very long run of digits is refused by Python itself.
        return int(text) if len(text) < 20 else _float(node, problems)
    if _FLOAT.match(text):
        return _float(node, problems)
    if _DATE.match(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            problems.append(Problem(Code.DATE, node.location, value=text))
            return text
    tag = _implicit_tag(text) if len(text) <= MAX_TYPED else "str"
    if tag == "null":
        return None
    if tag == "bool" and (loose or text in _BOOLEANS):
        return text.lower() in ("true", "yes", "on")
    if tag in _IMPLICIT:
        kind, what = map(Phrase, _IMPLICIT[tag])
        problems.append(Problem(Code.IMPLICIT_TYPE, node.location, value=text, kind=kind, what=what))
    return text


def _float(node: Scalar, problems: list[Problem]) -> float:
    number = float(node.text)
    if isinf(number):
        problems.append(Problem(Code.NOT_FINITE, node.location, value=node.text))
    return number


@lru_cache(maxsize=4096)
def _implicit_tag(text: str) -> str:
    """What YAML 1.1 takes a plain scalar for."""
    import yaml

    resolver: Any = yaml.SafeLoader("")
    return str(resolver.resolve(yaml.ScalarNode, text, (True, False))).rpartition(":")[2]


def locate(root: Node, path: tuple[str | int, ...], *, key_itself: bool = False) -> Location:
    """The place of the deepest node along ``path`` that exists; with ``key_itself`` that of a key, not of its value."""
    node: Node = root
    location = root.location
    for step in path:
        if isinstance(node, Mapping) and isinstance(step, str):
            key, value = node.key(step), node.get(step)
            if key is None or value is None:
                break
            at_value = isinstance(value, Scalar) and value.text and not key_itself
            location = value.location if at_value else key.location
            node = value
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
            location = node.location
        else:
            break
    return location


def child(node: Node | None, key: str) -> Node | None:
    """The value under ``key`` where ``node`` is a mapping, else None."""
    return node.get(key) if isinstance(node, Mapping) else None


def items(node: Node | None) -> tuple[Node, ...]:
    """The items where ``node`` is a list, else none."""
    return node.items if isinstance(node, Sequence) else ()


def scalars(node: Node | None) -> tuple[Scalar, ...]:
    """The scalar items of a list, or the scalar itself."""
    if isinstance(node, Scalar):
        return (node,)
    return tuple(item for item in items(node) if isinstance(item, Scalar))


def text_of(node: Node | None) -> str | None:
    """The text of a scalar, else None."""
    return node.text if isinstance(node, Scalar) else None

"""The one reader of what is written by hand: from a YAML tree to a dataclass, every mistake at its place.

What a mapping may hold is said by the fields of the dataclass: types, defaults, and ``Annotated`` marks. A field
without a default must be written. Its key is its name unless a :class:`Key` says otherwise; a plain text among the
marks describes it to editors.
"""

import re
import types
from collections.abc import Callable, Iterable
from collections.abc import Mapping as AbstractMapping
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from datetime import date
from functools import cache
from typing import Annotated, Any, Final, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from ..problems import Code, Location, Phrase, Problem, Problems, closest, unknown_name
from ..values import date_meant, number_meant
from .tree import Mapping, Node, Scalar, Sequence, to_data

T = TypeVar("T")

#: What stands for a value that could not be read.
BROKEN: Any = object()
#: A text that was meant as a key or a collection, but for the keyboard or a space.
_ASCII_WANTED = re.compile(r"\w+：|[［｛【\[{]|-[^\s\d-]")
_EXPECTED = {
    str: "text",
    date: "a-day",
    bool: "true-or-false",
    float: "a-number",
    int: "a-whole-number",
    tuple: "a-list",
    AbstractMapping: "a-mapping",
}


@dataclass(frozen=True, slots=True)
class Key:
    """The key in the file where it is not the field's name."""

    name: str


@dataclass(frozen=True, slots=True)
class Length:
    """How many characters a text, or entries a list, may have."""

    least: int
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Range:
    """The least and the greatest number, both allowed."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Pattern:
    """What a text must look like, and the problem of one that does not."""

    regex: str
    code: Code

    def fits(self, text: str) -> bool:
        """Whether the whole text is of this form."""
        return re.fullmatch(self.regex, text) is not None


@dataclass(frozen=True, slots=True)
class By:
    """Read by the function that the reader holds under this name; written as ``form``, where another type says how."""

    name: str
    form: Any = None


@dataclass(frozen=True, slots=True)
class Known:
    """A name that must be among those of this kind, as the reader holds them."""

    kind: str


#: A field that is not written in the file but handed in by whoever reads it.
GIVEN: Final = "given"

Text = Annotated[str, Length(1, 2000)]
Name = Annotated[str, Length(1, 64)]
Unit = Annotated[str, Length(0, 32)]
Identifier = Annotated[str, Length(1, 64), Pattern("[a-z][a-z0-9_]*", Code.NOT_AN_IDENTIFIER)]
#: The longest quote of a law, in characters.
MAX_PASSAGE = 240


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Words of a law or document on which an entry rests; `verify` proves that they stand in the article named."""

    law: Annotated[Name, Known("law"), "法律或文件的名称（见 liushou references），或政策文件的文号"]
    at: Annotated[Name, "条、款、项，如 第八条（一）"]
    quote: Annotated[str, Length(1, MAX_PASSAGE), "该条原文里连续的一段"]
    location: Location | None = field(default=None, compare=False, repr=False)

    def __str__(self) -> str:
        return f"{self.law} {self.at}“{self.quote}”"


Passages = Annotated[tuple[Passage, ...], "所据法律、文件的条文"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One key of a mapping and the field that it fills."""

    key: str
    attribute: str
    hint: Any
    required: bool
    about: str | None


@cache
def entries(shape: type) -> dict[str, Entry]:
    """The keys that a mapping read as ``shape`` may have, in the order of its fields."""
    hints = get_type_hints(shape, include_extras=True)
    result = {}
    for part in fields(shape):
        marks = unwrapped(hints[part.name])[1]
        if part.name == "location" or GIVEN in marks:
            continue
        key = next((mark.name for mark in marks if isinstance(mark, Key)), part.name)
        result[key] = Entry(
            key=key,
            attribute=part.name,
            hint=hints[part.name],
            required=part.default is MISSING and part.default_factory is MISSING,
            about=next((mark for mark in marks if isinstance(mark, str)), None),
        )
    return result


@cache
def unwrapped(hint: Any) -> tuple[Any, tuple[Any, ...]]:
    """(the type, the marks) of an annotation."""
    return (hint.__origin__, hint.__metadata__) if get_origin(hint) is Annotated else (hint, ())


class Reader:
    """Reads mappings as dataclasses; what is wrong gathers in ``problems``.

    What :class:`By` names is in ``by``, or a method: it is handed the node and its place and returns the value or
    ``BROKEN``. ``names`` holds, by kind, those that :class:`Known` asks for. With ``loose``, yes and no are booleans
    (:func:`to_data`).
    """

    def __init__(
        self, by: AbstractMapping[str, Callable[[Node, Location], Any]] | None = None, *, loose: bool = False
    ) -> None:
        self.by, self.loose = dict(by or {}), loose
        self.names: dict[str, Any] = {}
        self.problems = Problems()

    def add(self, code: Code, where: Location | None, /, **data: Any) -> Any:
        """Note a problem of a value, which is then ``BROKEN``; ``data`` is what its texts are made of."""
        return self.wrong(Problem(code, where, **data))

    def wrong(self, problem: Problem) -> Any:
        """Note a problem of a value, which is then ``BROKEN``."""
        self.problems.append(problem)
        return BROKEN

    def duplicate(
        self, kind: str, name: str, where: Location | None, *, first: int | str | None = None, expected: str = ""
    ) -> None:
        """Note that a name of a kind comes a second time: ``first`` is the line, or the file, that has it already."""
        at = Phrase("on-line", line=first) if isinstance(first, int) else first and Phrase("in-file", file=first)
        wanted = Phrase(expected) if expected else None
        self.add(Code.DUPLICATE, where, subject=name, kind=Phrase(f"kind-{kind}"), where=at, expected=wanted)

    def exists(self, name: str, names: Iterable[str], kind: str, where: Location | None) -> None:
        """That a name is one of the names."""
        allowed = names if isinstance(names, AbstractMapping) else list(names)
        if name not in allowed:
            shown = Phrase("that-exists", kind=Phrase(f"kind-{kind}")) if len(allowed) > 12 else None
            self.problems.append(unknown_name(kind, name, allowed, where, shown))

    def read(self, shape: type[T], node: Node, where: Location | None = None, **given: Any) -> T | None:
        """The mapping as a ``shape``, with the fields that are ``given``; None where anything in it is wrong.

        ``where`` is the place of the mapping as a whole, that of its key for one under a key.
        """
        value = self._mapping(shape, node, where or node.location, given, None)
        return None if value is BROKEN else value

    def _mapping(
        self, shape: type, node: Node, where: Location, given: AbstractMapping[str, Any], name: str | None
    ) -> Any:
        if not isinstance(node, Mapping):
            return self._type(node, where, name, AbstractMapping)
        known = entries(shape)
        values: dict[str, Any] = dict(given)
        written = set()
        for key, value in node:
            entry = known.get(key.text)
            written.add(key.text)
            if entry is None:
                names = list(known)
                near = closest(key.text, names)
                written.add(near or "")
                values[""] = self.add(Code.UNKNOWN_KEY, key.location, subject=key.text, near=near, names=names)
            else:
                place = value.location if isinstance(value, Scalar) and value.text else key.location
                values[entry.attribute] = self.value(entry.hint, value, place, key.text)
        for entry in known.values():
            if entry.required and entry.key not in written:
                values[""] = self.add(Code.MISSING_KEY, where, subject=entry.key)
        if any(value is BROKEN for value in values.values()):
            return BROKEN
        if "location" in shape.__dataclass_fields__:  # type: ignore[attr-defined]
            values.setdefault("location", node.location)
        return shape(**values)

    def value(self, hint: Any, node: Node, where: Location, name: str | None = None) -> Any:
        """The value that an annotation describes; ``BROKEN`` where it is another."""
        kind, marks = unwrapped(hint)
        by = next((mark.name for mark in marks if isinstance(mark, By)), None)
        if by is not None:
            return (self.by.get(by) or getattr(self, by))(node, where)
        origin = get_origin(kind)
        if origin in (Union, types.UnionType):
            return self._union(hint, node, where, name)
        if origin is Literal:
            return self._choice(get_args(kind), node, where, name)
        if origin is tuple:
            return self._list(get_args(kind)[0], marks, node, where, name)
        if origin in (AbstractMapping, dict):
            return self._table(get_args(kind), node, where, name)
        if is_dataclass(kind):
            return self._mapping(kind, node, where, {}, name)  # type: ignore[arg-type]
        if kind is Any:
            return self._data(node)
        return self._scalar(kind, marks, node, where, name)

    def _union(self, hint: Any, node: Node, where: Location, name: str | None) -> Any:
        union, marks = unwrapped(hint)
        kinds = get_args(union)
        if type(None) in kinds and to_data(node)[0] is None:
            return None
        others = [kind for kind in kinds if kind is not type(None)]
        nested = [kind for kind in others if is_dataclass(unwrapped(kind)[0])]
        scalars = [kind for kind in others if kind not in nested]
        fitting = nested if nested and (isinstance(node, Mapping) or not scalars) else scalars
        if len(fitting) > 1:  # true or a word
            value = self._data(node)
            return value if any(isinstance(value, kind) for kind in fitting) else self._type(node, where, name, str)
        kind, own = unwrapped(fitting[0])
        marks = (*own, *marks)
        return self.value(Annotated[(kind, *marks)] if marks else kind, node, where, name)

    def _choice(self, names: tuple[Any, ...], node: Node, where: Location, name: str | None) -> Any:
        value = self._data(node)
        if value is BROKEN or value in names:
            return value
        near = closest(value, names)
        return self.add(Code.NOT_ONE_OF, where, subject=name, near=near, label=_label(name), value=value, names=names)

    def _list(self, hint: Any, marks: tuple[Any, ...], node: Node, where: Location, name: str | None) -> Any:
        if not isinstance(node, Sequence):
            return self._type(node, where, name, tuple)
        length = next((mark for mark in marks if isinstance(mark, Length)), Length(0))
        values = tuple(self.value(hint, item, item.location) for item in node.items)
        limit = Phrase("at-least", limit=length.least)
        if length.most is not None and len(values) > length.most:
            limit = Phrase("at-most", limit=length.most)
        elif len(values) >= length.least:
            return BROKEN if any(value is BROKEN for value in values) else values
        return self.add(Code.COUNT, where, expected=limit, subject=name, label=_label(name), length=len(values))

    def _table(self, hints: tuple[Any, ...], node: Node, where: Location, name: str | None) -> Any:
        if not isinstance(node, Mapping):
            return self._type(node, where, name, AbstractMapping)
        values = {}
        for key, value in node:
            fits = self._limits(unwrapped(hints[0])[1], key.text, key.location, key.text)
            place = value.location if isinstance(value, Scalar) and value.text else key.location
            values[key.text] = self.value(hints[1], value, place, key.text) if fits else BROKEN
        return BROKEN if any(value is BROKEN for value in values.values()) else values

    def _scalar(self, kind: Any, marks: tuple[Any, ...], node: Node, where: Location, name: str | None) -> Any:
        value = self._data(node)
        if value is BROKEN:
            return value
        if kind is float and isinstance(value, int) and not isinstance(value, bool):
            return float(value)
        if kind is date and isinstance(value, str) and len(value) == 10 and date_meant(value) == value:
            return date.fromisoformat(value)
        if type(value) is not kind:
            return self._type(node, where, name, kind)
        return value if self._limits(marks, value, where, name) else BROKEN

    def _limits(self, marks: tuple[Any, ...], value: Any, where: Location, name: str | None) -> bool:
        """Whether a text or a number keeps within its marks; else the problem is noted."""
        for mark in marks:
            if isinstance(mark, Known) and mark.kind in self.names:
                self.exists(value, self.names[mark.kind], mark.kind, where)
            if isinstance(mark, Length) and len(value) < mark.least:
                self.add(Code.EMPTY_VALUE, where, subject=name, label=_label(name))
            elif isinstance(mark, Length) and mark.most is not None and len(value) > mark.most:
                self.add(Code.TOO_LONG, where, subject=name, label=_label(name), length=len(value), limit=mark.most)
            elif isinstance(mark, Pattern) and not mark.fits(value):
                self.add(mark.code, where, subject=value)
            elif isinstance(mark, Range) and not mark.low <= value <= mark.high:
                between = Phrase("from-to", low=mark.low, high=mark.high)
                self.add(Code.OUT_OF_RANGE, where, expected=between, subject=name, value=value)
            else:
                continue
            return False
        return True

    def _data(self, node: Node) -> Any:
        value, problems = to_data(node, loose=self.loose)
        self.problems.extend(problems)
        return BROKEN if problems else value

    def _type(self, node: Node, where: Location, name: str | None, wanted: Any) -> Any:
        value = self._data(node)
        if value is BROKEN:
            return BROKEN
        typed = isinstance(value, str) and (wanted in (date, float, int) or _ASCII_WANTED.match(value))
        return self.add(
            Code.TYPE,
            where,
            expected=Phrase(_EXPECTED[wanted]),
            subject=name,
            near=None if typed and wanted is tuple else _meant(value, wanted),
            label=_label(name),
            hint=Phrase("write-true-false") if wanted is bool else None,
            kind=_kind(value),
            value=value if typed else None,
        )


def _meant(value: Any, wanted: Any) -> str | None:
    """How a value of another type is written as the ``wanted`` one."""
    if wanted is str:
        return None if isinstance(value, (str, bool, list, dict, type(None))) else f'"{value}"'
    if wanted is tuple:
        return f"[{value}]" if isinstance(value, str) else None
    if wanted is date:
        near = date_meant(value)
        return near if near and len(near) == 10 else None
    return number_meant(value) if wanted in (int, float) and isinstance(value, str) else None


def _label(name: str | None) -> Phrase:
    return Phrase("this-entry") if name is None else Phrase("key-label", name=name)


def _kind(value: Any) -> Phrase:
    if value is None:
        return Phrase("kind-empty")
    if isinstance(value, bool):
        return Phrase("kind-yes-no", value=str(value).lower())
    if isinstance(value, (int, float)):
        return Phrase("kind-number", value=value)
    if isinstance(value, (dict, list)):
        return Phrase("kind-mapping" if isinstance(value, dict) else "kind-list")
    return Phrase("kind-text", value=value)

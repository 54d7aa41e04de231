"""Errors as data: what is wrong, where it is, what was expected.

Checks return tuples of :class:`Problem`; only the edges (loading a file, calling ``match``) raise, and then they raise
one :class:`InputError` with all of them. What a problem says, in English and in Chinese, is in :mod:`liushou.messages`.
"""

import errno
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import KW_ONLY, dataclass, replace
from functools import lru_cache
from typing import Any, Self

from .messages import HALF_A_CHARACTER, LANGUAGES, MAX_TEXT, Code, Foreign, Phrase, catalogue, mask, part, say, written

#: A message repeats names from the input, which may be of any length.
MAX_MESSAGE = 500
#: As many mistakes are listed; what has more is no longer read.
MAX_PROBLEMS = 500
#: The longest name for which the one that was meant is sought.
MAX_NAME = 200
#: What a Chinese keyboard types where YAML and conditions want ASCII, beside the full-width forms.
_KEYBOARD = {"≥": ">=", "≤": "<=", "≠": "!=", "\u3000": " "}
_KEYBOARD |= dict(zip("“”‘’、。【】—–−￥¥", "\"\"'',.[]---$$", strict=True))
#: A stretch of text that ends before a letter which no mark behind it can change, or somewhere in a run of marks.
_STRETCH = re.compile(r"[\s\S]{1,500}[^\n -~一-鿿]{0,500}")


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a file: ``line`` and ``column`` count from 1, in characters.

    ``text`` is the line; of a very long one, what is around the place, from the character ``start`` on.
    """

    file: str
    line: int
    column: int
    text: str = ""
    _: KW_ONLY
    length: int = 1
    start: int = 0

    def shifted(self, offset: int, length: int) -> Self:
        """The place ``offset`` characters further on in the same line."""
        return replace(self, column=self.column + offset, length=max(1, length))

    def masked(self) -> Self:
        """The place with the numbers in its line and in the file's name masked."""
        cut = max(0, self.column - 1 - self.start - MAX_TEXT // 2) if len(self.text) > MAX_TEXT else 0
        text = _mask_line(self.text[cut : cut + MAX_TEXT])
        return replace(self, file=_mask_line(self.file), text=text, start=self.start + cut)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


#: Many problems may be in one long line.
_mask_line = lru_cache(maxsize=8)(written)


@dataclass(frozen=True, slots=True, init=False)
class Problem:
    """One thing that is wrong.

    ``code`` is its kind, ``subject`` the fact, field or name it is about, ``data`` what its texts are made of,
    ``did_you_mean`` what was probably meant, and ``also`` the other places of the same mistake. ID numbers and
    telephones are masked in all of it. The texts are English unless a language is named: ``format(lang="zh")``.
    """

    code: Code
    location: Location | None
    subject: str | None
    did_you_mean: str | None
    data: Mapping[str, Any]
    also: tuple[Location, ...]

    def __init__(
        self,
        code: Code,
        /,
        location: Location | None = None,
        expected: Any = None,
        *,
        subject: object = None,
        near: str | None = None,
        also: tuple[Location, ...] = (),
        **data: Any,
    ) -> None:
        data["expected"] = expected
        values = {
            "code": code,
            "location": location and location.masked(),
            "subject": None if subject is None else written(subject),
            "did_you_mean": None if near is None else written(near),
            "data": {name: _masked(value) for name, value in data.items() if value is not None},
            "also": tuple(place.masked() for place in also),
        }
        for name, value in values.items():
            object.__setattr__(self, name, value)

    def __hash__(self) -> int:
        return hash((self.code, self.location, self.subject))

    def at(self, location: Location | None, **changed: Any) -> "Problem":
        """The same problem at another place, with other values where given."""
        values: dict[str, Any] = {**self.data, "subject": self.subject, "near": self.did_you_mean, "also": self.also}
        values.update(changed)
        return Problem(values.pop("code", self.code), location, **values)

    @property
    def message(self) -> str:
        """What is wrong, in English."""
        return self.texts()["message"] or ""

    @property
    def expected(self) -> str | None:
        """What would be right, in English."""
        return self.texts()["expected"]

    def texts(self, lang: str = "en") -> dict[str, str | None]:
        """``message``, ``expected`` and ``hint`` in a language; None where there is none."""
        data = {**self.data, "subject": self.subject}
        data["keyboard"] = keyboard_hint(str(data.get("value") or self.subject or ""))
        message = mask(part(self.code, "message", data, lang) or "")
        expected = part(self.code, "expected", data, lang)
        if expected is None and self.did_you_mean is None:
            expected = part(self.code, "candidates", data, lang)
        hint = say(data["hint"], lang) if "hint" in data else part(self.code, "hint", data, lang)
        return {
            "message": message if len(message) <= MAX_MESSAGE else message[: MAX_MESSAGE - 1] + "…",
            "expected": expected and mask(expected),
            "hint": hint and mask(hint),
        }

    def format(self, lang: str = "en") -> str:
        """``file:line:column: message``, the line with a caret, then the help."""
        texts = self.texts(lang)
        lines = [f"{self.location}: {texts['message']}" if self.location else texts["message"] or ""]
        if self.location is not None and self.location.text:
            lines += _excerpt(self.location)
        help_lines = {
            "label-expected": texts["expected"],
            "label-near": self.did_you_mean,
            "label-hint": texts["hint"],
            "label-also": ", ".join(map(str, self.also)),
        }
        lines += [f"  {say(Phrase(label, text=text), lang)}" for label, text in help_lines.items() if text]
        return "\n".join(lines)

    def __str__(self) -> str:
        return self.format()


def _masked(value: Any) -> Any:
    if isinstance(value, Phrase):
        return Phrase(value.key, **{name: _masked(inner) for name, inner in value.data.items()})
    if isinstance(value, (tuple, list)):
        return tuple(_masked(item) if isinstance(item, Phrase) else written(item) for item in value)
    return Foreign(written(value)) if isinstance(value, Foreign) else written(value)


def _excerpt(location: Location) -> list[str]:
    number = str(location.line)
    excerpt, shift = location.text, location.column - 1 - location.start
    if shift > 80:
        cut = shift - 40
        excerpt, shift = "…" + excerpt[cut:], 41
    excerpt = excerpt[:120]
    pad = "".join("\t" if c == "\t" else " " * _width(c) for c in excerpt[:shift])
    mark = "^" * max(1, sum(_width(c) for c in excerpt[shift : shift + location.length]))
    return [f"  {number} | {excerpt}", f"  {' ' * len(number)} | {pad}{mark}"]


def merged(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems with one cause put together: an unknown name once, with all its places."""
    result: dict[object, Problem] = {}
    for problem in problems:
        key: object = id(problem)
        if problem.code.startswith("unknown-") and problem.location is not None:
            key = (problem.code, problem.subject, str(problem.data), problem.location.file)
        first = result.setdefault(key, problem)
        if first is not problem and problem.location is not None and problem.location != first.location:
            result[key] = first.at(first.location, also=(*first.also, problem.location))
    return tuple(result.values())


class Problems(list[Problem]):
    """What is wrong, in the order in which it was found; of no more than ``MAX_PROBLEMS`` mistakes.

    One more raises :class:`InputError` with all of them: no input makes work without bound.
    """

    def append(self, problem: Problem) -> None:
        """Add one."""
        if len(self) == MAX_PROBLEMS:
            raise InputError([*self, Problem(Code.MORE_PROBLEMS, problem.location, limit=MAX_PROBLEMS)])
        super().append(problem)

    def extend(self, problems: Iterable[Problem]) -> None:
        """Add several."""
        for problem in problems:
            self.append(problem)

    def __iadd__(self, problems: Iterable[Problem]) -> Self:  # type: ignore[override, misc]
        self.extend(problems)
        return self


class LiushouError(Exception):
    """Base of every error that liushou raises on purpose; each can be pickled, so that a process pool returns it.

    Two are equal that say the same; numbers of people are masked in what they say.
    """

    def __init__(self, *args: object) -> None:
        super().__init__(*(mask(part) if isinstance(part, str) else part for part in args))

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and (self.args, vars(self)) == (getattr(other, "args", None), vars(other))

    def __hash__(self) -> int:
        return hash((type(self), str(self)))

    def __reduce__(self) -> tuple[Any, ...]:
        return _unpickled, (type(self), self.args), self.__dict__


def _unpickled(kind: type[LiushouError], args: tuple[object, ...]) -> LiushouError:
    """The error without another call of its ``__init__``, whose parameters are not ``args``."""
    return kind.__new__(kind, *args)


class InputError(LiushouError, ValueError):
    """What was handed in cannot be used; ``problems`` says why, all of it at once."""

    def __init__(self, problems: Iterable[Problem] | Problem) -> None:
        self.problems: tuple[Problem, ...] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(problem.format() for problem in self.problems)


class ContradictionError(InputError):
    """A profile says two things that cannot both be true; ``fields`` names both."""

    def __init__(self, fields: tuple[str, str], problem: Problem) -> None:
        super().__init__(problem)
        self.fields = fields


class MissingExtraError(LiushouError, ImportError):
    """A library of an optional extra is not installed; ``extra`` names the extra."""

    def __init__(self, extra: str, module: str) -> None:
        super().__init__(extra, module)
        self.extra = extra
        self.problem = Problem(Code.MISSING_EXTRA, subject=module, extra=extra)

    def __str__(self) -> str:
        return self.problem.message


def closest(name: object, candidates: Iterable[str]) -> str | None:
    """The candidate a person who typed ``name`` most likely meant, or None.

    A mapping of names to entries with a title is also searched by the titles, and a
    Chinese word for a name of the rule language (应当, 服务) is known as such.
    """
    import difflib  # only when something is wrong

    names = list(candidates)
    name = name if isinstance(name, str) else written(name)
    if len(name) > MAX_NAME:  # the time it takes grows with the square of the length
        return None
    name = unicodedata.normalize("NFKC", name).strip(" \t:,")
    if not name.isascii():
        entries = candidates.items() if isinstance(candidates, Mapping) else ()
        titled: list[str] = [str(key) for key, entry in entries if name in _titles(entry)]
        titled += [word for word in catalogue().words.get(name, ()) if word in names]
        if titled:
            return titled[0]
    typed = {unicodedata.normalize("NFKC", candidate): candidate for candidate in reversed(names)}
    matches = difflib.get_close_matches(name, reversed(typed), n=1, cutoff=0.6)
    return typed[matches[0]] if matches else None


def unknown_name(
    kind: str, name: object, candidates: Iterable[str], where: Location | None = None, names: Any = None
) -> Problem:
    """The problem of a ``kind`` of name (fact, service …) that is not a candidate; ``names`` says what is."""
    near, shown = closest(name, candidates), names or tuple(candidates)
    return Problem(Code.UNKNOWN_NAME, where, subject=name, near=near, kind=Phrase(f"kind-{kind}"), names=shown)


def _titles(entry: Any) -> tuple[str, ...]:
    title = entry if isinstance(entry, str) else str(getattr(entry, "title", ""))
    return title, title.removeprefix("是否"), title.removeprefix("是"), title.strip("“”")


def same_office(printed: str, offices: Iterable[str]) -> str | None:
    """The office that ``printed`` is but for punctuation, brackets and width; never another office."""
    return next((office for office in offices if _letters(office) == _letters(printed)), None)


def _letters(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalnum())


def nfkc(text: str) -> str:
    """``unicodedata.normalize("NFKC", text)``, but in time that grows with the length, however many marks are in a row.

    A run of more than 500 marks behind one letter, which no language has, is normalised in parts.
    """
    return "".join(unicodedata.normalize("NFKC", stretch) for stretch in _STRETCH.findall(text))


def typed_ascii(text: str) -> str:
    """The text with what a Chinese keyboard types full-width in ASCII."""
    return "".join(_KEYBOARD.get(c) or (unicodedata.normalize("NFKC", c) if "！" <= c <= "～" else c) for c in text)


def keyboard_hint(text: str) -> Phrase | None:
    """What a Chinese keyboard typed full-width where ASCII is needed, or a dash without its space, put right."""
    text = text[:MAX_NAME]
    typed = dict.fromkeys(c for c in text if c in _KEYBOARD or "！" <= c <= "～")
    fixed = re.sub(r":(?=\S)", ": ", typed_ascii(text)).strip()[:80]
    if typed:
        return Phrase("wide-space" if "\u3000" in typed else "keyboard", typed="".join(typed), fixed=fixed)
    return Phrase("space-after-dash", fixed=f"- {fixed[1:]}") if re.match(r"-[^\s\d-]", fixed) else None


def os_reason(error: OSError) -> Phrase:
    """Why the system refused, as a phrase of the catalogue."""
    name = errno.errorcode.get(error.errno or 0, "")
    known = Phrase(f"os-{name}")
    return known if known.key in catalogue().texts else Phrase("os", reason=error.strerror or type(error).__name__)


def _width(character: str) -> int:
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


__all__ = [
    "HALF_A_CHARACTER",
    "LANGUAGES",
    "MAX_TEXT",
    "Code",
    "ContradictionError",
    "Foreign",
    "InputError",
    "LiushouError",
    "Location",
]
__all__ += ["MissingExtraError", "Phrase", "Problem", "Problems", "closest", "keyboard_hint", "mask", "merged"]
__all__ += ["nfkc", "os_reason", "same_office", "typed_ascii", "unknown_name", "written"]

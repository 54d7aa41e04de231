"""What problems say, in English and in Chinese: data, read when a message is first shown.

One file per group of codes; every text is ``[English, Chinese]``, or one text for both. ``{name}`` stands for a value
of the problem's data; within backticks it is cut to 60 characters. ``[[…]]``, and a text other than the message, is
left out where a value it names is missing.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from .codes import Code
from .masks import mask
from .written import HALF_A_CHARACTER, MAX_TEXT, written

LANGUAGES = ("en", "zh")
PARTS = ("message", "expected", "candidates", "hint")

_OPTIONAL = re.compile(r"\[\[(.*?)\]\]")
_PLACEHOLDER = re.compile(r"`\{([a-z_]+)\}`|\{([a-z_]+)\}")
_QUOTED = re.compile(r"'[^']*'|<[^>]*>| ?\([^)]*\)|[\d,]*\d")
_MAX_NAME = 60
_HEADS = {
    "example": ("Example:", "例如："),
    "message": ("It says:", "显示为："),
    "expected": ("What would be right:", "应当是："),
    "candidates": ("What would be right, where no similar name exists:", "没有相近的名称时，应当是："),
    "hint": ("Hint:", "提示："),
}


@dataclass(frozen=True, slots=True, init=False)
class Phrase:
    """A phrase of the catalogue within a message, put into words together with it."""

    key: str
    data: Mapping[str, Any]

    def __init__(self, key: str, /, **data: Any) -> None:
        object.__setattr__(self, "key", key)
        object.__setattr__(self, "data", data)

    def __hash__(self) -> int:
        return hash((self.key, tuple(self.data)))


class Foreign(str):
    """Another library's English message; where it has no translation, that it failed is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """All texts: of codes by part, phrases, translations, and what people write for a name."""

    groups: Mapping[str, tuple[str, ...]]
    titles: Mapping[str, tuple[str, str]]
    codes: Mapping[str, Mapping[str, tuple[str, str]]]
    texts: Mapping[str, tuple[str, str]]
    foreign: Mapping[str, str]
    words: Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def catalogue() -> Catalogue:
    """The texts of all groups; a group is a file; `liushou explain` prints the page of a code."""
    import yaml  # only when something is wrong

    groups: dict[str, tuple[str, ...]] = {}
    titles, codes, texts, foreign, words = {}, {}, {}, {}, {}
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    for path in sorted(Path(__file__).parent.glob("*.yaml")):
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
        if "codes" in data:
            groups[path.stem] = tuple(data["codes"])
            titles[path.stem] = _both(data["title"])
        for code, parts in data.get("codes", {}).items():
            codes[code] = {part: _both(parts[part]) for part in PARTS if part in parts}
        texts.update({key: _both(value) for key, value in data.get("texts", {}).items()})
        foreign.update(data.get("foreign", {}))
        words.update({word: tuple(str(names).split()) for word, names in data.get("words", {}).items()})
    return Catalogue(groups=groups, titles=titles, codes=codes, texts=texts, foreign=foreign, words=words)


def _both(value: str | list[str]) -> tuple[str, str]:
    return (value, value) if isinstance(value, str) else (value[0], value[1])


def part(code: str, name: str, data: Mapping[str, Any], lang: str) -> str | None:
    """One part of a code's texts in words; None where it has none, or lacks a value for it."""
    both = catalogue().codes[code].get(name)
    return None if both is None else _fill(both[LANGUAGES.index(lang)], data, lang, strict=name != "message")


@lru_cache(maxsize=1)
def _explained() -> dict[str, dict[str, Any]]:
    """What is said of each code beside its message: in each language, and an example."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    files = sorted((Path(__file__).parent / "explained").glob("*.yaml"))
    return {code: parts for path in files for code, parts in yaml.load(path.read_text("utf-8"), Loader=loader).items()}


def code_page(code: str, lang: str) -> tuple[str, str]:
    """(title, page) of a code, as Markdown: what is wrong, an example, the message, and what would be right."""
    side, parts, explained = LANGUAGES.index(lang), catalogue().codes[code], _explained().get(code, {})
    about = explained.get(lang) or _outline(parts["message"][side])
    lines = [f"# {code}\n", f"{about}\n"]
    blocks = {"example": explained.get("example", "…")} | {name: _outline(both[side]) for name, both in parts.items()}
    for name, text in blocks.items():
        if text.strip("`…"):
            lines += [f"{_HEADS[name][side]}\n", "\n".join(f"    {line}" for line in text.rstrip().split("\n")), ""]
    return re.split(r"[.;]\s|[.;。；]$|[。；]", about)[0], "\n".join(lines)


def _outline(template: str) -> str:
    """A template as a person reads it: … for each value, without what is left out where a value is missing."""
    return _PLACEHOLDER.sub(lambda found: "`…`" if found[1] else "…", _OPTIONAL.sub("", template))


def say(value: Any, lang: str) -> str:
    """A value of a problem's data in words."""
    if isinstance(value, Phrase):
        both = catalogue().texts[value.key]
        return _fill(both[LANGUAGES.index(lang)], value.data, lang) or ""
    if isinstance(value, Foreign) and lang != "en":
        known = catalogue().foreign
        return known.get(_QUOTED.sub("…", value), known["*"])
    if isinstance(value, (tuple, list)):
        return (", " if lang == "en" else "、").join(say(item, lang) for item in value)
    return str(value)


def _fill(template: str, data: Mapping[str, Any], lang: str, *, strict: bool = False) -> str | None:
    template = _OPTIONAL.sub(lambda found: _fill(found[1], data, lang, strict=True) or "", template)
    missing: list[str] = []

    def fill(found: re.Match[str]) -> str:
        name = found[1] or found[2]
        if data.get(name) in (None, "", ()):
            missing.append(name)
            return "``" if found[1] else ""
        words = say(data[name], lang)
        return f"`{words if len(words) <= _MAX_NAME else words[: _MAX_NAME - 1] + '…'}`" if found[1] else words

    result = _PLACEHOLDER.sub(fill, template)
    return None if strict and missing else result


__all__ = [
    "HALF_A_CHARACTER",
    "LANGUAGES",
    "MAX_TEXT",
    "PARTS",
    "Code",
    "Foreign",
    "Phrase",
    "catalogue",
    "code_page",
    "mask",
    "part",
    "say",
    "written",
]

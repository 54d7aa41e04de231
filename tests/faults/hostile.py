"""Texts that make a careless reader slow, and every reader of text that strangers write."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from liushou import load_rules
from liushou.chinese import day_at_end, number_of, to_arabic
from liushou.documents import parse_places, read_rules
from liushou.ledger.columns.names import parse_mapping
from liushou.places import find_place
from liushou.problems import closest, mask
from liushou.profile.model import parse_json, parse_yaml
from liushou.proof.cases import read_cases
from liushou.texts.coverage import cover
from liushou.texts.source import normalise, parse_source
from liushou.texts.verify import verify_policy
from liushou.values import date_meant, number_meant

#: Signs and words of YAML, of conditions and of documents, each to be repeated; · is a space.
UNITS = r"""
[ ] { } ( （ ） “ ” 《 " ' # ! \ &a· *a· |· >· ?· % @ ` -· - :· : , ， 、 。 ； 甲。 甲， a 甲 9 1· 1. 0 · 𠀀 … a… <!-- ---· ~·
十 百 零 半 万 两 not· all:· any:·[ a:· x·x· in·[ is· $ * × 1·*· >= and· between·1·and· yes· 2020-01-01· 11010119900101
—— 等 牵头 负责 由 市 县 附件 第一条· 一、 （一） （甲牵头 （甲负责） 2020年 1月 〔2020〕 关于 意见
"""
BLANKS = ("\n", "\r", "\r\n", " \n", "\t", "　", "\u0085", "a:\n", "甲；\n", "\n---\n", "...\n")
MARKS = ("\u0301", "\u1100", "\ufdfa", "\ufeff")


def _repeated(unit: str) -> Callable[[int], str]:
    return lambda length: unit * (length // len(unit))


#: Each makes a text of about that many characters.
SHAPES: dict[str, Callable[[int], str]] = {
    unit: _repeated(unit) for unit in (*(word.replace("·", " ") for word in UNITS.split()), *BLANKS, *MARKS)
}
SHAPES |= {
    "nested block": lambda n: "".join(" " * depth + "a:\n" for depth in range(int((2 * n) ** 0.5))),
    "nested list": lambda n: "- " * (n // 2),
    "laughs": lambda n: "".join(f"a{k}: &a{k} [*a{k - 1},*a{k - 1}]\n" for k in range(n // 25)),
    "one anchor": lambda n: "a: &a x\nb: [" + "*a," * (n // 3) + "]",
    "many keys": lambda n: "".join(f"k{k}: 1\n" for k in range(n // 9)),
    "many facts": lambda n: "".join(f"disabld{k}: 1\n" for k in range(n // 14)),
    "one key": lambda n: "sex: female\n" * (n // 12),
    "flow keys": lambda n: "{" + "".join(f"k{k}: 1, " for k in range(n // 10)) + "}",
    "flow list": lambda n: "unsure: [" + "".join(f"k{k}, " for k in range(n // 7)) + "]",
    "long plain": lambda n: "sex: " + "a" * n,
    "long quoted": lambda n: 'sex: "' + "\\u0041" * (n // 6) + '"',
    "long open": lambda n: 'sex: "' + "a\n" * (n // 2),
    "long block": lambda n: "sex: |\n" + " a\n" * (n // 3),
    "long folded": lambda n: "sex: >\n" + "  a b\n\n" * (n // 7),
    "long digits": lambda n: "birth_date: " + "9" * n,
    "long key": lambda n: "a" * n + ": 1",
    "long comment": lambda n: "sex: female #" + "#" * n,
    "comments": lambda n: "# a\n" * (n // 4) + "sex: female\n",
    "brackets in a slip": lambda n: 'sex: "' + "[" * n + '" x',
    "in in a slip": lambda n: "sex: [a" + "[ in " * (n // 5),
    "spaces in a slip": lambda n: "sex" + " " * n + "female",
    "wide colons": lambda n: "性别：女" * (n // 4),
    "colon less": lambda n: "sex female\n" * (n // 11),
    "JSON nested": lambda n: '{"a":' * (n // 5),
    "JSON keys": lambda n: "{" + ",".join(f'"k{k}":1' for k in range(n // 9)) + "}",
    "JSON list": lambda n: '{"unsure":[' + ",".join(f'"k{k}"' for k in range(n // 7)) + "]}",
    "JSON decisions": lambda n: '{"decisions":[' + "{}," * (n // 3) + "{}]}",
    "JSON text": lambda n: '{"sex":"' + "a" * n + '"}',
    "JSON number": lambda n: '{"birth_date":' + "9" * n + "}",
    "decisions": lambda n: "decisions:\n" + "- {policy: a}\n" * (n // 14),
    "marks": lambda n: "sex: e" + "\u0301\u0323" * (n // 2),
    "closing": lambda n: "一、甲\n（一）乙。丙。（" + "市民政局、" * (n // 5) + "牵头）",
    "tails": lambda n: "一、甲\n（一）乙。（甲" + "等" * n + "负责）",
    "clauses": lambda n: "一、甲\n" + "（一）乙。丙，丁。\n" * (n // 10),
    "parts": lambda n: "".join(f"第{'一' * (k % 5 + 1)}条 甲。\n" for k in range(n // 8)),
    "offices": lambda n: "一、甲\n" + "民政局\n" * (n // 4) + "2020年1月1日",
    "heading lines": lambda n: "第一章 甲\n" * (n // 6),
    "titles": lambda n: "关于甲\n" * (n // 4) + "的意见\n",
    "annex": lambda n: "一、甲。\n附件\n" + "一、甲。\n" * (n // 5),
}

ON = date(2025, 6, 30)
DOCUMENT = """policy: a
title: 甲
number: 甲〔2020〕1号
issued: 2020-12-30
place: "500000"
issuers: [甲]
definition: {at: 一, quote: 甲, when: [sex is female]}
clauses:
  - at: 一
    agencies: {sole: [市民政局]}
    measures:
      - {service: dibao, force: shall, quote: QUOTE, when: [CONDITION]}
"""


def rule_file(text: str) -> object:
    """What is wrong with a rule file, in words."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.yaml"
        path.write_text(text, encoding="utf-8", newline="")
        return [problem.format("zh") for problem in read_rules([], [str(path)])[1]]


def cases_file(text: str) -> object:
    """The cases of a file."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.cases.yaml"
        path.write_text(text, encoding="utf-8", newline="")
        return read_cases(path)


def _document(**words: str) -> Callable[[str], object]:
    """A reader of a rule file with the text in one place of it, in quotes."""
    (name, _), *_ = words.items()
    around = DOCUMENT.replace({"quote": "CONDITION", "condition": "QUOTE"}[name], words[name])

    def read(text: str) -> object:
        quoted = "".join(c if c.isprintable() and c not in '"\\' else f"\\U{ord(c):08x}" for c in text)
        return rule_file(around.replace(name.upper(), f'"{quoted}"'))

    return read


def _register(name: str) -> Callable[[str], object]:
    """A reader of a register with the text as its entries."""
    return lambda text: rule_file(f"{name}:\n  " + text.replace("\n", "\n  "))


def _verified(text: str) -> object:
    policy = load_rules().policies["fengdu"]
    return [difference.format("zh") for difference in verify_policy(policy, parse_source(text))]


def _covered(text: str) -> object:
    policy = load_rules().policies["fengdu"]
    return [difference.format("zh") for difference in cover(policy, parse_source(text)).findings]


READERS: dict[str, Callable[[str], object]] = {
    "profile": parse_yaml,
    "profile JSON": parse_json,
    "rule file": rule_file,
    "condition": _document(condition="甲"),
    "quote": _document(quote="disabled"),
    "services": _register("services"),
    "facts": _register("facts"),
    "concepts": _register("concepts"),
    "parameters": _register("parameters"),
    "words": _register("words"),
    "agencies": _register("agencies"),
    "places register": _register("places"),
    "references": _register("references"),
    "places": lambda text: parse_places(text, load_rules()),
    "a place": lambda text: parse_places('"500230": ' + text.replace("\n", "\n  "), load_rules()),
    "mapping": lambda text: parse_mapping(text, load_rules().facts),
    "cases": cases_file,
    "verify": _verified,
    "coverage": _covered,
    "normalise": normalise,
    "numeral": lambda text: (to_arabic(text), number_of(text), day_at_end(text)),
    "date": lambda text: (date_meant(text), number_meant(text)),
    "place by name": lambda text: find_place("丰都" + text, ON),
    "closest": lambda text: closest(text, load_rules().facts),
    "masking": mask,
}

"""The head and the foot of a printed document that are no part of its text: letterhead, secrecy, copies, printing."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from .lines import Line, Notes, ends_sentence, is_day, is_number, is_office

_TABLE: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("furniture.yaml").read_text(encoding="utf-8"))
_HEAD = {kind: re.compile("|".join(forms)) for kind, forms in _TABLE["head"].items()}
_ANYWHERE = {kind: re.compile("|".join(forms)) for kind, forms in _TABLE["anywhere"].items()}
_COPIES, _PRINTED = (re.compile("|".join(_TABLE["foot"][kind])) for kind in ("copies", "printed"))
_LETTERHEAD = re.compile(_TABLE["letterhead"])
_SIGNED_OFF = re.compile(_TABLE["signed-off"])
_SPACED_WORDS = frozenset(_TABLE["spaced-words"].split())
_HAN = "\u3400-\u9fff〇○"
_SPACED = re.compile(rf"[{_HAN}〔〕（）()\d](?:[ \u3000\xa0\u2002\u2003\t]+[{_HAN}〔〕（）()\d])+\Z")
_GAP = re.compile(r"[ \u3000\xa0\u2002\u2003\t]+")
#: Lines of the head in which a letterhead is looked for, with a number below it and without; lines of a list of copies.
_FIRST, _WITHOUT_NUMBER, _LIST = 30, 5, 12
#: Longer lines are text.
_LONGEST = 240


def without_letterhead(lines: Sequence[Line], notes: Notes) -> list[Line]:
    """The lines of the text itself; spaced-out words are put together."""
    for line in lines:
        _close_up(line, notes)
    lines = [line for line in lines if line.text]
    number = next((at for at, line in enumerate(lines[:_FIRST]) if is_number(line.text)), None)
    kept = [
        line
        for at, line in enumerate(lines)
        if not _is_furniture(line, _HEAD if at < (_FIRST if number is None else number + 3) else {}, notes)
    ]
    kept = _without_red_head(kept, notes)
    return _without_foot(kept, notes)


def _close_up(line: Line, notes: Notes) -> None:
    """重 庆 市 民 政 局 becomes 重庆市民政局, 渝民发 〔2020〕 38 号 becomes 渝民发〔2020〕38号."""
    if len(line.text) > _LONGEST:
        return
    text = _SIGNED_OFF.sub("", line.text)
    if text != line.text:
        notes.left_out("signed-off", line.text[len(text) :])
        line.put(text.strip())
    closed = _GAP.sub("", line.text)
    if closed == line.text:
        return
    spaced = _SPACED.match(line.text) and (len(closed) > 3 or closed in _SPACED_WORDS)
    if spaced or is_number(line.text) or is_day(line.text):
        notes.put_right("spaces-out", line.text)
        line.put(closed)


def _is_furniture(line: Line, head: dict[str, re.Pattern[str]], notes: Notes) -> bool:
    for kind, form in {**head, **_ANYWHERE}.items():
        if len(line.text) <= _LONGEST and form.fullmatch(line.text):
            notes.left_out(kind, line.text)
            return True
    return False


def _without_red_head(lines: list[Line], notes: Notes) -> list[Line]:
    """Without 某某局文件 above the title; the office stays where the text names it nowhere else."""
    kept = []
    number = next((at for at, line in enumerate(lines[:_FIRST]) if is_number(line.text)), _WITHOUT_NUMBER)
    for at, line in enumerate(lines):
        found = _LETTERHEAD.fullmatch(line.text) if at < number and len(line.text) < 60 else None
        if found and is_office(found[1]):
            notes.left_out("letterheads", line.text)
            if any(found[1] == other.text for other in lines):
                continue
            line.put(found[1])
        kept.append(line)
    return kept


def _without_foot(lines: list[Line], notes: Notes) -> list[Line]:
    """Without the list of copies and the line of printing at the foot."""
    gone: set[int] = set()
    for at, line in enumerate(lines):
        above = lines[at - 1].text if at else ""
        alone = at - 1 in gone or ends_sentence(above) or not re.search("[，。；]", above)
        if alone and len(line.text) <= _LONGEST and _PRINTED.fullmatch(line.text):
            gone.add(at)
        elif _COPIES.match(line.text) and at not in gone:
            end = at
            while end + 1 < min(len(lines), at + _LIST) and lines[end].text[-1:] not in "。.；":
                if _PRINTED.fullmatch(lines[end + 1].text[:_LONGEST]) or not _lists(lines[end].text):
                    break
                end += 1
            gone |= set(range(at, end + 1))
    for at in sorted(gone):
        notes.left_out("foot", lines[at].text)
    return [line for at, line in enumerate(lines) if at not in gone]


def _lists(text: str) -> bool:
    """Whether a list of copies goes on behind this line."""
    return text[-1:] in "，,、；" or len(text) > 20

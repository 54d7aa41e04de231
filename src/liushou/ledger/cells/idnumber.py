"""ID numbers (公民身份号码, GB 11643—1999): what a sound one says, and how others are damaged.

Only a number whose check digit holds says anything. A damaged one is recognised and
reported, never used and never mended.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from .reading import UnreadableError, squeeze

_SOUND = re.compile(r"[1-9]\d{16}[\dX]")
_LONG = re.compile(r"\d(?:[\s-]?\d){11,}[\s-]?[XxＸｘ]?")
#: A cell's text in the list of what could not be read is cut here.
_LENGTH = 40
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?e\+?\d+")


@dataclass(frozen=True, slots=True)
class IdNumber:
    """A sound number: as 18 characters, with the birth date and sex that it says."""

    number: str
    birth_date: date
    sex: str


def read_id(value: Any) -> IdNumber:
    """The ID number in a cell. Raises :class:`UnreadableError` with what is wrong with it."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        digits = str(value)
        if isinstance(value, int) and len(digits) == 18 and not digits.endswith("000"):
            return _sound(digits)
        if not value >= 1e14:
            raise UnreadableError("不是身份证号")
        damaged = "被表格软件当作数字存过，后几位已不可靠"
        raise UnreadableError("是15位的旧号码，没有校验位" if value < 1e15 else damaged)
    if not isinstance(value, str):
        raise UnreadableError("不是身份证号")
    text = re.sub("[-'’‘`]", "", squeeze(value)).upper()
    if _SCIENTIFIC.fullmatch(text.lower()):
        raise UnreadableError("被表格软件改成了科学计数法，后几位已丢失")
    if "*" in text or "＊" in text:
        raise UnreadableError("已脱敏，不能用")
    if re.fullmatch(r"\d{15}", text):
        raise UnreadableError("是15位的旧号码，没有校验位")
    return _sound(text)


def _sound(text: str) -> IdNumber:
    # Imported on use: most callers of this package read no ID number.
    from stdnum.cn import ric
    from stdnum.exceptions import ValidationError

    if not _SOUND.fullmatch(text):
        length = len(text)
        raise UnreadableError(f"不是18位（{length}位）" if length != 18 else "含有不该有的字符")
    if ric.calc_check_digit(text) != text[-1]:
        if text.endswith("000"):
            raise UnreadableError("末三位是000且校验不符，多半是被表格软件当作数字存过")
        raise UnreadableError("校验位不符")
    try:
        born = ric.get_birth_date(text)
    except ValidationError:
        raise UnreadableError("其中的出生日期不存在") from None
    return IdNumber(text, born, "male" if int(text[16]) % 2 else "female")


def mask(number: str) -> str:
    """The number with its middle hidden: 500230********4562."""
    if len(number) < 12:
        return number[:2] + "*" * max(0, len(number) - 2)
    return number[:6] + "*" * (len(number) - 10) + number[-4:]


def mask_id_numbers(text: str) -> str:
    """The text with every long number in it masked, full-width ones and ones with blanks too."""
    return _LONG.sub(lambda found: mask("".join(found[0].replace("-", "").split())), text)


def shorten(text: str) -> str:
    """A cell's text as it is listed: long ones cut, numbers like ID numbers masked."""
    if sum(character.isdigit() for character in text) >= 15:
        return mask("".join(text.split()))
    return text if len(text) <= _LENGTH else text[: _LENGTH - 1] + "…"

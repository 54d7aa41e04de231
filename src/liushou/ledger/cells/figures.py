"""Days, months and years as ledgers write them; ID numbers.

A month or a year alone is a bounded date. What two readings are possible for is the
bounds of both; what cannot be read is an error with its reason, never a guess. Of ID
numbers (公民身份号码, GB 11643—1999) only one whose check digit holds says anything: a
damaged one is recognised and reported, never used and never mended.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import inf, isfinite
from typing import Any

from ...chinese import to_arabic
from ...values import FIRST_DAY, LAST_DAY, Bounds, Date, add, age, exactly, parse_date
from .reading import UnreadableError, cell_text, known_words, squeeze
from .words import plain_figures

#: Excel's day 0 as it is counted from 1900-03-01 on (its 1900 has a 29 February), and that of a workbook of 1904.
_EPOCH, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
_SERIALS = range(10_000, 110_000)
_YEARS = range(FIRST_DAY.year, LAST_DAY.year + 1)
#: Years that somebody types into a cell for days: 2025 becomes 1905-07-17.
_TYPED_YEARS = range(1940, 2101)

_DAY = re.compile(r"(\d{4})[-./年、,](\d{1,2})[-./月、,](\d{1,2})[日号]?")
_MONTH = re.compile(r"(\d{4})[-./年、,](\d{1,2})月?(?:份|底|初|末|中旬|上旬|下旬)?")
_YEAR = re.compile(r"(\d{4})年?(?:初|底|末|春|夏|秋|春天|夏天|秋天|春节|春节后|年初|年底|年末)?")
_HALF = re.compile(r"(\d{4})年?(上|下)半年")
_WHOLE = re.compile(r"\d+(?:\.0+)?")
_TIME = re.compile(r"(?<![\st])[\st]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?z?$")
_AROUND = re.compile(
    r"^(?:自从|自|从|于|始于)|(?:起|开始|外出|出去|以来)$|(?:(?<![-—~至到])[-—~至到]+(?:今|现在|目前|今日))$"
)
_FILLED = re.compile(
    r"\d{4}(?:年\d{1,2}月\d{1,2}[日号]|年\d{1,2}月[底末]?|年[底末]?|([-./])\d{1,2}(?:\1\d{1,2})?)(?!\d)"
)


def read_date(value: Any, *, date1904: bool = False) -> Date:
    """The day, month or year that a cell states, as bounds.

    ``date1904``: serial numbers count from 1904 on. Raises :class:`UnreadableError` with the reason.
    """
    epoch = _EPOCH_1904 if date1904 else _EPOCH
    if isinstance(value, date):
        return _checked(value.date() if isinstance(value, datetime) else value, epoch)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _numeric_date(float(value) if abs(value) < 1e15 else inf, epoch)
    if isinstance(value, str):
        return _written_date(value, epoch)
    raise UnreadableError("不是日期")


def _numeric_date(value: float, epoch: date) -> Date:
    if not isfinite(value):
        raise UnreadableError("不是日期")
    whole = int(value)
    if value == whole:
        return _written_date(str(whole), epoch)
    if whole in _YEARS:
        # 2024.3 is March; the number 2024.1 is also what a typed 2024.10 becomes.
        text = f"{value:.2f}".split(".")[1]
        if text == "10":
            return Bounds(date(whole, 1, 1), date(whole, 10, 31))
        month = text.rstrip("0") if text.endswith("0") else text
        if abs(value - float(f"{whole}.{text}")) < 1e-9:
            return _month(whole, int(month), f"{whole}.{month}")
    if whole in _SERIALS:
        return _checked(epoch + timedelta(days=whole), epoch)
    raise UnreadableError("不是日期")


def _written_date(raw: str, epoch: date) -> Date:
    text = _TIME.sub("", plain_figures(raw))
    # 2024 3 1 has three numbers; elsewhere blanks say nothing.
    text = to_arabic(re.sub(r"(?<=\d) (?=\d)", "-", text).replace(" ", ""))
    for _ in range(3):
        text = _AROUND.sub("", text)
    if found := _DAY.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]), raw, epoch)
    if found := _MONTH.fullmatch(text):
        return _month(int(found[1]), int(found[2]), raw)
    if found := _HALF.fullmatch(text):
        year = _year(int(found[1]))
        first = found[2] == "上"
        return Bounds(date(year, 1 if first else 7, 1), date(year, 6, 30) if first else date(year, 12, 31))
    if _WHOLE.fullmatch(text):
        return _digits(text.partition(".")[0], raw, epoch)
    if found := _YEAR.fullmatch(text):
        return parse_date(_year(int(found[1])))
    if re.fullmatch(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{4}", text):
        raise UnreadableError("月、日次序不明")
    if re.match(r"\d{2}[-./年]", text):
        raise UnreadableError("年份只有两位")
    raise UnreadableError("不是日期")


def _digits(text: str, raw: str, epoch: date) -> Date:
    """Digits alone: a year, a compact month or day, else an Excel serial number."""
    number = int(text)
    if number in _YEARS:
        return parse_date(number)
    if len(text) == 8:
        return _day(int(text[:4]), int(text[4:6]), int(text[6:]), raw, epoch)
    if len(text) == 6 and int(text[:4]) in _YEARS:
        return _month(int(text[:4]), int(text[4:]), raw)
    if number in _SERIALS and text == str(number):
        return _checked(epoch + timedelta(days=number), epoch)
    if len(text) == 4:
        _year(number)
    raise UnreadableError("不是日期")


def _day(year: int, month: int, day: int, raw: str, epoch: date) -> Date:
    year = _year(year)
    try:
        return _checked(date(year, month, day), epoch)
    except ValueError:
        raise UnreadableError(f"没有“{cell_text(raw)}”这一天") from None


def _month(year: int, month: int, raw: str) -> Date:
    if not 1 <= month <= 12:
        raise UnreadableError(f"没有“{cell_text(raw)}”这个月")
    return parse_date(f"{_year(year):04d}-{month:02d}")


def _year(year: int) -> int:
    if year not in _YEARS:
        raise UnreadableError(f"年份不在{FIRST_DAY.year}—{LAST_DAY.year}之间")
    return year


def _checked(day: date, epoch: date) -> Date:
    """The day itself, or the year that was typed into a cell for days."""
    serial = (day - epoch).days
    if serial in _TYPED_YEARS:
        return parse_date(serial)
    _year(day.year)
    return exactly(day)


def filled_day(text: str) -> date | None:
    """The (last) day on which a line above the header says that the ledger was filled in; None where it says none.

    Such lines are a date alone, or a date after a word of ``filled_on``: 统计时间：截止到2023年6月30日.
    """
    plain = to_arabic(squeeze(text[:500]))
    end, labelled, day = 0, False, None
    for found in _FILLED.finditer(plain):
        before = plain[end : found.start()].rstrip(":为是于()[]")
        stem = before.removesuffix("到").removesuffix("日期").removesuffix("时间")
        named = stem.endswith(known_words().filled_on) or (not stem and before != "")
        alone = end == 0 and not before and not plain[found.end() :].strip(")]止。") and found[0][4:] != "年"
        # 填报单位（盖章）：高家镇人民政府  2024年12月31日
        signed = plain[found.end() :].strip(")]止。") == "" and "单位" in plain[:8] and "日" in found[0]
        labelled = named or alone or signed or (labelled and not before.strip("至到-~—"))
        end = found.end()
        if labelled:
            try:
                day = read_date(found[0].rstrip("末底")).high
            except UnreadableError:
                labelled = False
    return day


#: The facts that :func:`implausible` looks at.
TIMES = ("birth_date", "husband_away_since", "husband_away_years")
#: No woman of a ledger is older, or married younger (婚姻法 1950 第四条); no day of leaving is earlier.
OLDEST, _MARRIAGE_AGE = 110, 18


def implausible(known: Mapping[str, Any], on: date) -> dict[str, str]:
    """Fact → why what a row says cannot be: a birth to come, an age over 110, an absence since she was a child."""
    born, since, years = map(known.get, TIMES)
    if born is None:
        return {}
    if born.low is not None and born.low > on:
        return {TIMES[0]: "出生日期晚于评估日"}
    if born.high is not None and age(born.high, on) > OLDEST:
        return {TIMES[0]: f"年龄超过{OLDEST}周岁"}
    left = {
        TIMES[1]: None if since is None else since.high,
        TIMES[2]: None if years is None or years.low is None else add(on, -int(years.low * 12), "months"),
    }
    grown = None if born.low is None else add(born.low, _MARRIAGE_AGE, "years")
    reason = f"丈夫外出时她还不满{_MARRIAGE_AGE}周岁"
    return {name: reason for name, day in left.items() if day is not None and grown is not None and day < grown}


_SOUND = re.compile(r"[1-9]\d{16}[\dX]")
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?e\+?\d+")


@dataclass(frozen=True, slots=True)
class IdNumber:
    """A sound number: as 18 characters, with the birth date and sex that it says."""

    number: str
    birth_date: date
    sex: str


def read_id(value: Any) -> IdNumber:
    """The ID number in a cell. Raises :class:`UnreadableError` with what is wrong with it."""
    # Imported on use: most callers of this package read no ID number.
    from stdnum.cn import ric
    from stdnum.exceptions import ValidationError

    if isinstance(value, int) and len(str(value)) == 18 and value % 1000:
        value = str(value)
    if isinstance(value, (int, float)) and value >= 1e14:
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

"""Whatever a cell holds, a reader reads it or says why not."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from liushou.ledger.cells.figures import filled_day
from liushou.ledger.cells.reading import Hints
from liushou.values import Bounds

from .cells import read
from .test_time_of_readers import TARGETS

PIECES = ["是", "否", "无", "（", "）", "(", "，", "、", "2023", "年", "3", "月", "日", "-", ".", "/", "万", "千", "百", "十", "两", "三", "半",
          "个", "多", "余", "元", "以上", "不到", "至", "广东省", "东莞市", "丰都", "县", "外", "内", "本", "务工", "低保户", "残疾", "二级",
          "½", "①", "⁴", "٣", "\u200b", "\u0300", "#N/A", "□", "☑", "19800308", "几", "来", "~", "1e5", "重庆", "非", "未", "岁", "〇"]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=8).map("".join) | st.text(max_size=20)
OTHERS = [
    10**400,
    -1,
    1e308,
    float("nan"),
    float("inf"),
    True,
    date(1905, 7, 17),
    datetime(2024, 3, 1, 8),
    2**63,
    1905.3,
    date(9999, 12, 31),
]
HINTS = [Hints(), Hints(unit="月"), Hints(unit="万元", per_year=True), Hints(date1904=True)]
PLACES = ["500230", "nation", "500000", "220182", "429004"]


@given(st.sampled_from(TARGETS), TEXTS | st.sampled_from(OTHERS), st.sampled_from(HINTS), st.sampled_from(PLACES))
def test_it_is_read_or_unread(target: str, cell: Any, hints: Hints, place: str) -> None:
    reading = read(target, cell, hints=hints, place=place)
    bounds = [value for value in reading.values.values() if isinstance(value, Bounds)]
    assert all(value.low is None or value.high is None or value.low <= value.high for value in bounds)


@given(TEXTS)
def test_any_line_above_a_header_may_say_a_day(text: str) -> None:
    assert filled_day(text) is None or isinstance(filled_day(text), date)

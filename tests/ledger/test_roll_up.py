"""The national roll-up of a ledger, in its own bands."""

from __future__ import annotations

from pathlib import Path

from python_calamine import CalamineWorkbook

from liushou.ledger.output.roll_up import roll_up
from liushou.ledger.sample import make_sample, write_sample

from .sheets import ON, results_of, write_sheet

HEADER = [
    "姓名",
    "乡镇",
    "出生日期",
    "文化程度",
    "是否登记领证",
    "健康状况",
    "丈夫外出年限",
    "丈夫最近一次回家探望时间",
    "公婆情况",
    "子女数量",
    "家庭经济来源",
    "获得生产帮扶情况",
]
ROWS = [
    [
        "甲",
        "一乡",
        "1975-03-08",
        "小学",
        "登记领证",
        "残疾",
        3,
        "2025-01-01",
        "双方健在",
        2,
        "打工",
        "社会救助、技能培训",
    ],
    ["乙", "一乡", "2003-01-01", "大专", "否", "健康", 0.5, "2010-01-01", "去世", 5, "打工、种养殖业", "无"],
    ["丙", "二乡", "1950-01-01", "私塾", None, "一般", 10, "2024-01-01", "一方健在", 0, "捡废品", "送了化肥"],
    ["丁", "二乡", None, None, None, None, None, None, None, None, None, None],
    ["戊", "二乡", "1990", None, None, None, "3个月", None, None, None, None, None],
]


def counted(tmp_path: Path) -> dict[str, dict[tuple[str, str], int]]:
    results = results_of(write_sheet(tmp_path / "a.xlsx", [HEADER, *ROWS]))
    groups, lines = roll_up(results)
    bands = [(group.heading[-1], band) for group in groups for band in group.bands]
    return {line.area: dict(zip(bands, line.counts, strict=True)) for line in lines}


def test_the_bands(tmp_path: Path) -> None:
    bands = {band: count for band, count in counted(tmp_path)["合计"].items() if count}
    assert bands == {
        ("年龄段情况", "20-24周岁"): 1, ("年龄段情况", "45-60周岁"): 1, ("年龄段情况", "其他"): 1, ("年龄段情况", "未采集"): 2,
        ("文化程度情况", "小学"): 1, ("文化程度情况", "中专及以上"): 1, ("文化程度情况", "其他"): 1, ("文化程度情况", "未采集"): 2,
        ("婚姻登记", "登记领证"): 1, ("婚姻登记", "未登记领证"): 1, ("婚姻登记", "未采集"): 3,
        ("健康状况", "残疾"): 1, ("健康状况", "健康"): 1, ("健康状况", "一般或较弱"): 1, ("健康状况", "未采集"): 2,
        ("外出务工年限", "三年以上五年以内"): 1, ("外出务工年限", "半年以上一年以内"): 1, ("外出务工年限", "务工十年以上"): 1, ("外出务工年限", "未采集"): 2,
        ("外出未回年限", "一年内未回"): 1, ("外出未回年限", "十年以上未回"): 1, ("外出未回年限", "一年以上两年以内"): 1,
        ("公婆情况", "双方健在"): 1, ("公婆情况", "双方去世"): 1, ("公婆情况", "一方健在"): 1, ("公婆情况", "未采集"): 2,
        ("子女情况", "2个"): 1, ("子女情况", "3个及以上"): 1, ("子女情况", "无子女"): 1, ("子女情况", "其他"): 2,
        ("家庭主要经济来源", "打工"): 2, ("家庭主要经济来源", "种养殖业"): 1, ("家庭主要经济来源", "其他"): 1, ("家庭主要经济来源", "未采集"): 2,
        ("获得生产生活帮扶情况", "社会救助"): 1, ("获得生产生活帮扶情况", "技能培训"): 1, ("获得生产生活帮扶情况", "无"): 1, ("获得生产生活帮扶情况", "其他帮扶"): 1, ("获得生产生活帮扶情况", "未采集"): 2,
    }  # fmt: skip


def test_areas_and_shares(tmp_path: Path) -> None:
    results = results_of(write_sheet(tmp_path / "a.xlsx", [HEADER, *ROWS]))
    _, lines = roll_up(results)
    assert [(line.area, line.count, line.share) for line in lines] == [
        ("合计", 5, 100.0),
        ("一乡", 2, 40.0),
        ("二乡", 3, 60.0),
    ]


def test_every_group_of_one_answer_adds_up(tmp_path: Path) -> None:
    write_sample(make_sample(80, seed=5, place="500230", on=ON, messy=True), tmp_path / "a.xlsx")
    groups, lines = roll_up(results_of(tmp_path / "a.xlsx"))
    for line in lines:
        at = 0
        for group in groups:
            part = line.counts[at : at + len(group.bands)]
            at += len(group.bands)
            if group.heading[-1] not in ("家庭主要经济来源", "获得生产生活帮扶情况", "外出未回年限"):
                assert sum(part) == line.count, (line.area, group.heading)


def test_the_sheet_has_the_forms_three_header_lines(tmp_path: Path) -> None:
    results_of(write_sheet(tmp_path / "a.xlsx", [HEADER, *ROWS]), tmp_path / "out.xlsx")
    sheet = CalamineWorkbook.from_path(tmp_path / "out.xlsx").get_sheet_by_name("排查汇总表")
    rows = sheet.to_python()
    assert rows[2][0] == "区域"
    assert "丈夫外出务工情况" in rows[2]
    assert "外出务工年限" in rows[3]
    assert "20-24周岁" in rows[4]
    assert rows[5][:3] == ["合计", 5, 100]
    merged = {(top[0], top[1], end[0], end[1]) for top, end in sheet.merged_cell_ranges}
    assert (2, 0, 4, 0) in merged
    assert (2, 3, 3, 8) in merged

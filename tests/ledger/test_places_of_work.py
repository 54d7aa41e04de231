"""Places of work are words, not parts of words: names where a place is named, and 内 and 外 with what they belong to."""

from __future__ import annotations

import pytest

from .cells import is_unread, read, values

OUTSIDE, INSIDE, EITHER, UNREAD = True, False, None, "unread"


@pytest.mark.parametrize(
    ("cell", "outside"),
    [("乡（镇）内务工", INSIDE), ("乡（镇）外县内务工", INSIDE), ("县外省内务工", OUTSIDE), ("省外务工", OUTSIDE),
     ("本县外出务工", EITHER), ("丰都外出务工", EITHER), ("浙江外出务工", OUTSIDE), ("县城北京路", UNREAD), ("县城", INSIDE), ("浙江省温岭市内田村", OUTSIDE), ("浙江省宁波市慈溪市周巷镇内塘村", OUTSIDE),
     ("广东省东莞市本镇", UNREAD), ("本省外县", OUTSIDE), ("不在本县", OUTSIDE), ("非本县", OUTSIDE), ("不在县内", OUTSIDE), ("未出县", INSIDE),
     ("县内县外都有", UNREAD), ("县内、县外", EITHER), ("国外", OUTSIDE), ("境外（日本）", OUTSIDE), ("外地", EITHER), ("省内", EITHER),
     ("市外", OUTSIDE), ("跨省", OUTSIDE), ("镇外", EITHER), ("乡外县内", INSIDE), ("丰都县城", INSIDE), ("丰都", INSIDE),
     ("丰都县高家镇", INSIDE), ("重庆市丰都县三合街道", INSIDE), ("重庆", EITHER), ("重庆市渝北区", OUTSIDE), ("重庆涪陵", OUTSIDE),
     ("北京路12号", UNREAD), ("北京烤鸭店", UNREAD), ("南京东路", UNREAD), ("四川省道212号", UNREAD), ("上海市场", UNREAD), ("日本料理店", UNREAD),
     ("深圳", OUTSIDE), ("义乌市", OUTSIDE), ("浙江义乌", OUTSIDE), ("广东东莞长安镇", OUTSIDE), ("在广东打工", OUTSIDE), ("上海电子厂", OUTSIDE),
     ("广东省东莞市长安镇振安路8号", OUTSIDE), ("广东、浙江", OUTSIDE), ("广东/本县", EITHER), ("北京市朝阳区", OUTSIDE), ("新疆", OUTSIDE),
     ("广东（已返乡）", UNREAD), ("广东省已返乡", UNREAD), ("原在广东", UNREAD), ("拟去广东", UNREAD), ("广东省驻丰都办事处", UNREAD),
     ("广东省东莞市丰都饭店", UNREAD), ("无", UNREAD), ("高家镇", UNREAD), ("丰都县外", OUTSIDE), ("丰都县县外", OUTSIDE), ("重庆市以外", OUTSIDE),
     ("丰都县以外地区", OUTSIDE), ("云阳县外郎乡", OUTSIDE), ("丰都县外郎乡", INSIDE), ("云南省外", EITHER), ("忠县", OUTSIDE), ("义乌", OUTSIDE), ("、", UNREAD), ("长期", UNREAD), ("工地", EITHER)],
)  # fmt: skip
def test_outside_the_county(cell: str, outside: object) -> None:
    if outside == UNREAD:
        assert is_unread("away_place", cell)
        return
    known = values("away_place", cell)
    assert known.get("husband_outside_county") is outside
    assert known["husband_away_for_work"] is True
    assert bool(read("away_place", cell).problem) == (outside is EITHER)


@pytest.mark.parametrize("cell", ["在家", "务农", "服刑", "监狱", "去世", "离婚"])
def test_what_is_no_work(cell: str) -> None:
    assert values("away_place", cell) == {"husband_away_for_work": False}
    assert is_unread("away_place", f"{cell}（已变更）")


def test_where_he_is_does_not_say_that_he_works() -> None:
    assert values("whereabouts", "广东省") == {"husband_outside_county": True}
    assert values("whereabouts", "广东务工") == {"husband_away_for_work": True, "husband_outside_county": True}


@pytest.mark.parametrize(
    ("place", "cell", "outside"),
    [("220182", "吉林", EITHER), ("220182", "长春市", EITHER), ("220182", "延边朝鲜族自治州", OUTSIDE), ("220182", "榆树市", INSIDE),
     ("500000", "重庆市渝北区", EITHER), ("500000", "四川", OUTSIDE), ("nation", "广东", EITHER), ("350582", "福建省泉州市惠安县", OUTSIDE),
     ("500101", "本区", INSIDE), ("500230", "本区", EITHER), ("640104", "本区", EITHER), ("500101", "区外", OUTSIDE), ("350582", "泉州", EITHER), ("350582", "厦门", OUTSIDE), ("350582", "晋江", INSIDE)],
)  # fmt: skip
def test_from_other_places(place: str, cell: str, outside: object) -> None:
    assert values("away_place", cell, place=place).get("husband_outside_county") is outside


@pytest.mark.parametrize(
    ("cell", "outside"),
    [
        ("乡（镇）外县内务工", INSIDE),
        ("广东省", OUTSIDE),
        ("县外、省外", OUTSIDE),
        ("不在本县", OUTSIDE),
        ("是", OUTSIDE),
        ("非县外", INSIDE),
        ("是（广东）", OUTSIDE),
    ],
)
def test_the_column_that_asks_for_it(cell: str, outside: bool) -> None:
    assert values("husband_outside_county", cell)["husband_outside_county"] is outside


@pytest.mark.parametrize(
    ("cell", "facts"),
    [("是（广东）", {"husband_away_for_work": True, "husband_outside_county": True}),
     ("外出（浙江温州）", {"husband_away_for_work": True, "husband_outside_county": True}),
     ("是，县内", {"husband_away_for_work": True, "husband_outside_county": False}),
     ("是（省内）", {"husband_away_for_work": True}), ("是（监狱）", {}), ("是（在家）", {}), ("是（曾在广东）", {}),
     ("是（广东，2024年返乡）", {}), ("否（广东）", {}), ("丧偶", {"husband_away_for_work": False})],
)  # fmt: skip
def test_a_place_beside_the_answer(cell: str, facts: dict[str, bool]) -> None:
    assert values("husband_away_for_work", cell) == facts


@pytest.mark.parametrize("cell", ["是（县内）", "是（省内）", "否（广东）", "是（已返乡）"])
def test_a_place_that_does_not_go_with_the_answer(cell: str) -> None:
    assert is_unread("husband_outside_county", cell)

"""A misspelt place: another of the same sound, and never one in another province than the one that is named."""

import pytest

from liushou.places import UnknownPlaceError, find_place

MEANT = {
    "凤都县": "重庆市丰都县 500230",
    "峰都县": "重庆市丰都县 500230",
    "重庆市凤都县": "重庆市丰都县 500230",
    "丰都": "重庆市丰都县 500230",
    "重庆": "重庆市 500000",
    "长春朝阳区": "吉林省长春市朝阳区 220104",
    "北京朝阳": "北京市朝阳区 110105",
    "吉林榆树": "吉林省长春市榆树市 220182",
    "吉林市船营去": "吉林省吉林市船营区 220204",
    "云南昆明五华": "云南省昆明市五华区 530102",
    "北京市丰都县": None,
    "长春丰都县": None,
    "没有这个地方": None,
}


@pytest.mark.parametrize("text", MEANT)
def test_what_is_offered(text: str) -> None:
    with pytest.raises(UnknownPlaceError) as caught:
        find_place(text)
    assert caught.value.problems[0].did_you_mean == MEANT[text]

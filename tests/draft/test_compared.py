"""Two sentences beside each other lose nothing, and a number that changed is shown whole."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from liushou.draft.compared import Stretch, compared

SENTENCES = st.text("为对农村留守妇女每月发放补助100,5元A。", max_size=30)


@given(SENTENCES, SENTENCES)
def test_both_sentences_are_there_whole(before: str, after: str) -> None:
    stretches = list(compared(before, after))
    assert "".join(same + gone for same, gone, _ in stretches) == before
    assert "".join(same + added for same, _, added in stretches) == after


def test_a_number_is_one_thing() -> None:
    assert list(compared("每月发放补助100元", "每月发放补助150元")) == [
        Stretch("每月发放补助"), Stretch(gone="100", added="150"), Stretch("元"),
    ]  # fmt: skip


def test_one_equal_character_between_differences_is_part_of_them() -> None:
    assert [stretch.gone for stretch in compared("甲的乙提供服务", "丙的丁提供服务") if stretch.gone] == ["甲的乙"]

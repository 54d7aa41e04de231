"""An annex is proved: its recorded differences, and no others, turn the body into its items."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from liushou import Rules
from liushou.documents import AnnexItem, Policy, Rewording
from liushou.texts.findings import Difference, YamlPlaces
from liushou.texts.source import Source
from liushou.texts.spans import annex_differences, groups, reworded

from .helpers import changed, reparsed, text_of


@pytest.fixture
def yunnan(rules: Rules) -> Policy:
    return rules.policies["yunnan"]


@pytest.fixture
def text(rules: Rules, sources: Path) -> Source:
    return text_of(rules, sources, "yunnan")


def found(policy: Policy, source: Source) -> list[Difference]:
    return list(annex_differences(policy, source, YamlPlaces(policy.file)))


def with_item(policy: Policy, at: str, **change: object) -> Policy:
    items = tuple(replace(item, **change) if item.at == at else item for item in policy.annex)  # type: ignore[arg-type]
    assert items != policy.annex
    return replace(policy, annex=items)


def test_it_is_proved(yunnan: Policy, text: Source) -> None:
    assert found(yunnan, text) == []


def test_items_that_share_a_clause_are_one_group(yunnan: Policy) -> None:
    labels = [[yunnan.annex[number].at for number in group] for group in groups(yunnan)]
    assert ["附件 五", "附件 六"] in labels
    assert ["附件 十四", "附件 十五"] in labels
    assert ["附件 一"] in labels
    assert sorted(at for group in labels for at in group) == sorted(item.at for item in yunnan.annex)


def test_groups_are_joined_through_a_third_item(yunnan: Policy) -> None:
    items = [
        replace(yunnan.annex[0], at=at, of=of)
        for at, of in (("甲", ("一",)), ("乙", ("二",)), ("丙", ("一", "二")), ("丁", ("三",)))
    ]
    assert groups(replace(yunnan, annex=tuple(items))) == ((0, 1, 2), (3,))


def test_the_body_in_the_words_of_the_annex(yunnan: Policy, text: Source) -> None:
    number = next(at for at, item in enumerate(yunnan.annex) if item.at == "附件 二十二")
    item = text.clause("附件 二十二")
    assert item is not None
    assert reworded(yunnan, text, (number,)) == item.body


def test_every_recorded_difference_is_needed(yunnan: Policy, text: Source) -> None:
    tried = 0
    for item in yunnan.annex:
        for at in range(len(item.differs)):
            less = (*item.differs[:at], *item.differs[at + 1 :])
            result = found(with_item(yunnan, item.at, differs=less), text)
            assert [finding.code for finding in result] == ["annex"], item.at
            assert "where `differs` does not say so" in result[0].problem.message
            assert result[0].problem.location is not None
            assert result[0].source is not None
            tried += 1
    assert tried >= 12


def test_every_word_of_a_difference_counts(yunnan: Policy, text: Source) -> None:
    for item in yunnan.annex:
        for at, difference in enumerate(item.differs):
            wrong = [Rewording(changed(difference.body, 0), difference.annex)]
            if difference.annex:
                wrong.append(Rewording(difference.body, changed(difference.annex, 0)))
            for wording in wrong:
                differs = (*item.differs[:at], wording, *item.differs[at + 1 :])
                assert found(with_item(yunnan, item.at, differs=differs), text), wording


@pytest.mark.parametrize("of", [("二（一）",), ("四（十四）", "四（十五）")])
def test_another_body_clause(yunnan: Policy, text: Source, of: tuple[str, ...]) -> None:
    assert found(with_item(yunnan, "附件 一", of=of), text)


@pytest.mark.parametrize("difference", [Rewording("党的领导", "党的领导"), Rewording("", "党的领导")])
def test_a_difference_that_differs_in_nothing(yunnan: Policy, text: Source, difference: Difference) -> None:
    item: AnnexItem | None = yunnan.annex_item("附件 一")
    assert item is not None
    result = found(with_item(yunnan, "附件 一", differs=(*item.differs, difference)), text)
    assert any("a difference" in finding.problem.message for finding in result)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("使新思想理论融入", "使新思想新理论融入"),
        ("（省妇联负责）\n七、", "为她们做好事。（省妇联负责）\n七、"),
        ("十二、指导村民委员会配合", "十二、督促村民委员会配合"),
    ],
)
def test_a_text_whose_annex_reads_otherwise(yunnan: Policy, text: Source, old: str, new: str) -> None:
    start = text.text.index("\n附件\n")
    changed_text = text.text[:start] + text.text[start:].replace(old, new, 1)
    assert changed_text != text.text
    assert found(yunnan, reparsed(yunnan, changed_text))


def test_items_in_another_order_repeat_the_body_all_the_same(yunnan: Policy, text: Source) -> None:
    five, six = text.clause("附件 五"), text.clause("附件 六")
    assert five is not None
    assert six is not None
    swapped = (
        text.text[: five.start]
        + six.text.replace("六、", "五、", 1)
        + five.text.replace("五、", "六、", 1)
        + text.text[six.end :]
    )
    items = []
    for item in yunnan.annex:
        if item.at in ("附件 五", "附件 六"):
            other = yunnan.annex_item({"附件 五": "附件 六", "附件 六": "附件 五"}[item.at])
            assert other is not None
            item = replace(other, at=item.at)
        items.append(item)
    assert found(replace(yunnan, annex=tuple(items)), reparsed(yunnan, swapped)) == []

"""Whatever the text: the document of its frame loads, and verify finds nothing."""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liushou import Rules
from liushou.draft.frame import frame_of

from .whole import TODAY, findings, loaded

TEXTS = [path.read_text(encoding="utf-8") for path in sorted((Path(__file__).parent / "texts").glob("*.txt"))]
HEADS = [
    "某某县民政局文件",
    "某民发〔2023〕5号",
    "关于做好农村留守妇女工作的通知",
    "丰都县民政局",
    "各乡镇人民政府：",
    "为做好工作，根据《意见》（民发〔2019〕86号），现通知如下。",
    "（2021年3月4日）",
    "《某某",
    "某某》方案",
    "第709号",
    "附件",
    "",
    "农村留守妇女，是指丈夫连续外出务工、经商等半年以上，本人留在农村居住生活的妇女。",
]
LABELS = [
    "一、",
    "二、",
    "三、",
    "（一）",
    "（二）",
    "(三)",
    "1.",
    "2．",
    "3、",
    "（1）",
    "①",
    "第一条",
    "第二条\u3000",
    "第二章\u3000",
    "第一部分\u3000",
    "㈠",
    "十一、",
    "第十条\u3000",
]
BODIES = [
    "加强组织领导",
    "加强组织领导。",
    "加强帮扶，压实责任。各地要健全机制。",
    "将符合条件的妇女纳入低保。",
    "各地要做到：",
    "深入宣传《中华人民共和国民法典》《家庭暴力法》《某某省条例》。",
    "",
    "。",
    "（含《",
    "“未关上",
]
CLOSINGS = [
    "（县民政局负责）",
    "（县妇联牵头，县民政局、县妇联配合）",
    "责任单位：县民政局、县残联。",
    "（责任单位：各乡镇；完成时限：2025年底）",
    "【牵头单位：民政局】",
    "(民政局会同财政局负责)",
    "（负责）",
    "（牵头单位：）",
    "（，牵头）",
    "",
]
TAILS = [
    "特此通知。",
    "附件：1.表",
    "2.另一表",
    "丰都县民政局",
    "某省妇联 某省民政厅",
    "2021年10月14日",
    "二〇二一年二月三十日",
    "附件2",
    "姓名\t性别\t地址",
    "一、将符合条件的妇女纳入低保。（县民政局负责）",
]


def _holds(rules: Rules, text: str) -> None:
    folder = Path(tempfile.mkdtemp())
    try:
        frame = frame_of(text, "文.txt", rules, today=TODAY)
        _, policy = loaded(frame, folder / "own")
        assert [finding.format("zh") for finding in findings(policy, text)] == []
        labels = [part.at for part in frame.source.clauses]
        assert len(labels) == len(set(labels))
    finally:
        shutil.rmtree(folder)


def _lines(lines: list[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(lines), max_size=6)


CLAUSES = st.builds(lambda *parts: "".join(parts), *map(st.sampled_from, (LABELS, BODIES, CLOSINGS)))


@settings(max_examples=40)
@given(_lines(HEADS), st.lists(CLAUSES | st.sampled_from(BODIES), max_size=12), _lines(TAILS))
def test_documents_made_of_parts(rules: Rules, head: list[str], body: list[str], tail: list[str]) -> None:
    text = "\n".join([*head, *body, *tail])
    if text.strip():
        _holds(rules, text)


@settings(max_examples=40)
@given(st.data())
def test_cut_and_garbled_texts(rules: Rules, data: st.DataObject) -> None:
    lines = data.draw(st.sampled_from(TEXTS)).split("\n")
    first = data.draw(st.integers(0, len(lines) - 1))
    lines = lines[first : first + data.draw(st.integers(1, len(lines)))]
    for _ in range(data.draw(st.integers(0, 4))):
        at = data.draw(st.integers(0, len(lines) - 1))
        cut = data.draw(st.integers(0, len(lines[at])))
        more = data.draw(st.sampled_from("（）《》“”。：、\n\t　:一1#'"))
        lines[at] = lines[at][:cut] + more + lines[at][cut:]
        lines.insert(data.draw(st.integers(0, len(lines))), data.draw(st.sampled_from(tuple(lines))))
    text = "\n".join(lines)
    if text.strip():
        _holds(rules, text)


@pytest.mark.parametrize(
    "text",
    [
        "农村留守妇女，是指丈夫外出" * 9000,
        "一、" + "将符合条件的妇女纳入低保，" * 9000 + "\n附件\n一、" + "将符合条件的妇女纳入低保、" * 9000,
        "一、将妇女纳入低保范围内。\n" * 600 + "附件\n" + "一、将妇女纳入低保范围内。\n" * 600,
        "根据" * 20_000 + "（民发〔2019〕86号）",
    ],
    ids=["definitions", "annex", "items", "numbers"],
)
def test_long_texts_are_read_in_seconds(rules: Rules, text: str) -> None:
    before = time.process_time()
    frame_of(text, "文.txt", rules, today=TODAY)
    assert time.process_time() - before < 4

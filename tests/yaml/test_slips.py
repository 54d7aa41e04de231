"""Broken YAML: the caret is where the analyst has to type, and the line is shown put right."""

import pytest

from liushou.yaml.tree import compose

SLIPS = {
    "a colon left out": (
        "policy: x\ntitle 关于\nb: 1\n",
        "2:6",
        "no colon after `title`",
        "`title` 后面缺少",
        "title: 关于",
    ),
    "a colon left out in an entry": (
        "a:\n  - at 一\n    b: 1\n",
        "2:7",
        "no colon after `at`",
        "`at` 后面缺少",
        "- at: 一",
    ),
    "a colon left out above a block": (
        "definition\n  at: 三\n",
        "1:11",
        "no colon after `definition`",
        "",
        "definition:",
    ),
    "a colon left out in Chinese": ("a: 1\n关于 意见\nb: 1\n", "2:3", "no colon after `关于`", "`关于` 后面缺少", None),
    "a colon left out at the end": ("a: 1\nplace\n", "2:6", "no colon after `place`", "`place` 后面缺少", "place:"),
    "no space before quotes": (
        'a: x\nplace:"500230"\nb: 1\n',
        "2:7",
        "no space after `:`",
        "`:` 后面缺少空格",
        'place: "500230"',
    ),
    "no space before a word": (
        "place:500230\nb: 1\n",
        "1:7",
        "no space after `:`",
        "`:` 后面缺少空格",
        "place: 500230",
    ),
    "no space after a dash": ("a:\n  -at: 一\n    b: x\n", "2:4", "no space after `-`", "`-` 后面缺少空格", "- at: 一"),
    "a bracket left open": ("a: [x, y\nb: 2\n", "1:9", "`[` of line 1 is not closed", "第 1 行的 `[` 没有配对", None),
    "a bracket left open further up": (
        "a: [x,\n  y\nb: 2\n",
        "2:4",
        "`[` of line 1 is not closed",
        "第 1 行的 `[`",
        None,
    ),
    "a bracket left open at a list": ("a: [x, y\n- b\n", "2:4", "`[` of line 1 is not closed", "第 1 行的 `[`", None),
    "a brace left open": ("a: {x: 1, y: 2\nb: 2\n", "1:15", "`{` of line 1 is not closed", "第 1 行的 `{`", None),
    "a quote left open": ('a: "x\nb: 2\n', "1:6", '`"` of line 1 is not closed', '第 1 行的 `"` 没有配对', None),
    "a quote left open before another": ('a: "x\nb: "y"\nc: 1\n', "1:6", '`"` of line 1 is not closed', "", None),
    "a full-width colon": ("a: 1\ntitle：y\nb: 3\n", "2:6", "no colon after `title`", "`title` 后面缺少", None),
    "a full-width colon on the first line": ("title：y\nb: 3\n", "1:6", "no colon after `title`", "", None),
    "a full-width space": ("title:　y\nb: 3\n", "1:7", "full-width character", "半角（英文）符号", None),
}
HINTS = {
    "a full-width colon": ("： is typed full-width (全角)", "： 是全角（中文输入法）符号"),
    "a full-width colon on the first line": ("type it in ASCII: title:", "请切换到半角（英文）输入：title:"),
    "a full-width space": ("the space is a full-width one (U+3000)", "这里是全角空格（U+3000）"),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_where_and_what(slip: str) -> None:
    text, place, english, chinese, fixed = SLIPS[slip]
    tree, (problem,) = compose(text, "f")
    assert tree is None
    assert str(problem.location) == f"f:{place}"
    assert english in problem.message
    assert chinese in str(problem.texts("zh")["message"])
    assert problem.expected == fixed


@pytest.mark.parametrize("slip", HINTS)
def test_the_keyboard_is_named(slip: str) -> None:
    _, (problem,) = compose(SLIPS[slip][0], "f")
    assert [
        words in str(problem.texts(lang)["hint"]) for words, lang in zip(HINTS[slip], ("en", "zh"), strict=True)
    ] == [True, True]


@pytest.mark.parametrize(
    ("text", "place"),
    [("a: b: c\n", "1:5"), ("a: 1\n  b: 2\n", "2:4"), ("a:\n    b: 1\n  c: 2\n", "3:3"), ("a: @x\n", "1:4")],
)
def test_anything_else_stays_where_the_parser_stopped(text: str, place: str) -> None:
    _, (problem,) = compose(text, "f")
    assert str(problem.location) == f"f:{place}"

"""Line and column count characters, also beside Chinese text and odd line ends."""

import pytest

from liushou.problems import Code, Location, Problem
from liushou.yaml.tree import Mapping, Scalar, compose


def places(text: str) -> dict[str, str]:
    tree, problems = compose(text, "f")
    assert problems == ()
    assert isinstance(tree, Mapping)
    return {name.text: str(value.location) for name, value in tree}


def test_chinese_keys_and_values() -> None:
    assert places("标题: 关于留守妇女\n文号： : x\n") == {"标题": "f:1:5", "文号：": "f:2:7"}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(end: str) -> None:
    assert places(f"甲: 1{end}{end}乙:   二{end}") == {"甲": "f:1:4", "乙": "f:3:6"}


def test_line_separators_that_only_yaml_counts() -> None:
    """Editors end a line at CR and LF only; YAML 1.1 also at U+0085, U+2028 and U+2029."""
    for odd in "\x85\u2028\u2029":
        assert places(f"甲: '文{odd}字'\n乙: 2\n") == {"甲": "f:1:4", "乙": "f:2:4"}, repr(odd)


def test_characters_beyond_the_basic_plane() -> None:
    assert places("{𠮷: a, 乙: b}") == {"𠮷": "f:1:5", "乙": "f:1:11"}


def test_a_part_of_a_scalar() -> None:
    for text, column in (("a: sex is femal", 11), ("a: 'sex is femal'", 12)):
        tree, _ = compose(text, "f")
        assert isinstance(tree, Mapping)
        value = tree.get("a")
        assert isinstance(value, Scalar)
        assert value.at(7, 5).column == column
        assert text[column - 1 :].startswith("femal")


def test_the_caret_stands_under_wide_characters() -> None:
    shown = Problem(Code.FINDING, Location("f", 3, 4, "标题: 值"), reason="wrong").format().splitlines()
    assert shown[1] == "  3 | 标题: 值"
    # Two Chinese characters take four columns of a terminal, the colon one.
    assert shown[2] == "    | " + " " * 5 + "^"


def test_a_far_column_is_cut_and_still_marked() -> None:
    shown = (
        Problem(Code.FINDING, Location("f", 1, 5001, "x" * 5000 + "!" + "y" * 5000), reason="wrong")
        .format()
        .splitlines()
    )
    assert len(shown[1]) < 140
    assert shown[1][shown[2].index("^")] == "!"

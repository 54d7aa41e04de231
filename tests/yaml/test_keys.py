"""Each key once, and only words as keys."""

from liushou.yaml.tree import Mapping, compose


def test_duplicate_keys_name_the_first_line() -> None:
    tree, problems = compose("a: 1\nb:\n  c: 1\n  c: 2\na: 3\n", "f")
    assert [(problem.code, str(problem.location)) for problem in problems] == [
        ("duplicate-key", "f:4:3"),
        ("duplicate-key", "f:5:1"),
    ]
    assert "line 1" in problems[1].message
    assert isinstance(tree, Mapping)
    assert getattr(tree.get("a"), "text", None) == "1"


def test_quoted_and_plain_are_the_same_key() -> None:
    assert [problem.code for problem in compose("a: 1\n'a': 2\n\"a\": 3\n")[1]] == ["duplicate-key"] * 2


def test_chinese_duplicates_in_flow() -> None:
    _, problems = compose("{甲: 1, 甲: 2}", "f")
    assert [str(problem.location) for problem in problems] == ["f:1:8"]


def test_a_list_or_a_mapping_is_no_key() -> None:
    for text in ("[a]: 1\n", "{a: 1}: 2\n", "? [a, b]\n: c\n"):
        assert [problem.code for problem in compose(text)[1]] == ["key"], text


def test_a_second_document() -> None:
    for text in ("a: 1\n---\nb: 2\n", "a: 1\n...\n---\nb: 2\n"):
        tree, problems = compose(text)
        assert tree is None
        assert [problem.code for problem in problems] == ["documents"]
    assert compose("---\na: 1\n...\n")[1] == ()

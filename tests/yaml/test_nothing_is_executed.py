"""Anchors, aliases, tags and merge keys are problems; nothing explodes and nothing runs."""

from liushou.yaml.tree import Mapping, compose

LAUGHS = "a: &a [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n" + "".join(
    f"{name}: &{name} [{', '.join(['*' + before] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


def codes(text: str) -> list[str]:
    return [problem.code for problem in compose(text)[1]]


def test_a_billion_laughs_are_not_laughed() -> None:
    tree, problems = compose(LAUGHS)
    assert {problem.code for problem in problems} == {"anchor", "alias"}
    assert len(problems) == 9 + 8 * 9
    assert isinstance(tree, Mapping)


def test_an_alias_to_itself() -> None:
    assert codes("a: &a [*a]\n") == ["anchor", "alias"]


def test_an_alias_to_nothing() -> None:
    assert codes("a: *nowhere\n") in (["alias"], ["syntax"])


def test_an_anchor_that_nobody_uses() -> None:
    assert codes("a: &x 1\n") == ["anchor"]


def test_tags() -> None:
    for tag in ("!!python/object/apply:os.system ['true']", "!!str 5", "!own x", "!!binary aGk=", "!!set {a, b}"):
        assert "tag" in codes(f"a: {tag}\n"), tag


def test_merge_keys_have_nothing_to_merge() -> None:
    assert codes("base: &base {a: 1}\nother:\n  <<: *base\n") == ["anchor", "alias"]


def test_every_one_is_reported_at_its_place() -> None:
    _, problems = compose("一: &x 甲\n二: !t 乙\n三: *x\n", "p.yaml")
    assert [str(problem.location) for problem in problems] == ["p.yaml:1:4", "p.yaml:2:4", "p.yaml:3:4"]

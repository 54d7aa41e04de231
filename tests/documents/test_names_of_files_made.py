"""What is made from a file keeps no second suffix, and no number a `.0`."""

import pytest

from liushou.files import without_suffix
from liushou.problems import written
from liushou.values import number_meant


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("own/b.yaml", "b"),
        ("own/b.yml@HEAD~1", "b@HEAD~1"),
        ("b.yaml@2021-03-01", "b@2021-03-01"),
        ("x.cases.yaml", "x"),
        ("a.registers.yaml", "a"),
        ("her.json", "her"),
        ("chongqing", "chongqing"),
        ("notice.2026.yaml", "notice.2026"),
        ("yaml", "yaml"),
    ],
)
def test_names_without_their_suffix(given: str, name: str) -> None:
    assert without_suffix(given) == name


def test_whole_floats_are_written_whole() -> None:
    assert [written(value) for value in (5.0, -1.0, 0.5, 5, True, "5.0", [5.0])] == [
        "5",
        "-1",
        "0.5",
        "5",
        "true",
        "5.0",
        "[5]",
    ]
    assert [number_meant(text) for text in ("5.0", "600元", "1.50")] == ["5", "600", "1.50"]

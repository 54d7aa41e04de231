"""Every draft of every text loads, is proved by its text, and accounts for every 分句 of it."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liushou import InputError, Rules, load_rules
from liushou.draft import PrintedText, draft, save
from liushou.texts import coverage, verify

from ..texts.helpers import DOCUMENTS
from .making import TODAY, proved

#: What a line of a text is broken with.
BREAKS = [
    "“",
    "（",
    "#",
    "：",
    ": ",
    "{",
    "'",
    '"',
    "&",
    "……",
    "，",
    "；",
    "。",
    "（市财政局负责）",
    "\n",
    "\u2028",
    "《",
    "\t",
]


def check_drafted(rules: Rules, text: str) -> None:
    made = draft(PrintedText(file="own.txt", text=text), rules, today=TODAY)
    with tempfile.TemporaryDirectory() as folder:
        save(made, folder)
        loaded, name = load_rules(folder), made.policy.id
        assert loaded.policies[name] == made.policy
        (proved,) = verify(loaded, Path(folder) / "sources", [name])
        assert [finding.format() for finding in proved.findings] == []
        (covered,) = coverage(loaded, Path(folder) / "sources", [name])
        assert (covered.untouched, covered.sentences["nobody"]) == ((), 0)


def texts(sources: Path) -> list[Path]:
    return sorted([*sources.glob("*.txt"), *sources.glob("others/*.txt"), *sources.glob("laws/*.txt")])


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_encoded_documents(rules: Rules, sources: Path, name: str) -> None:
    check_drafted(rules, (sources / f"{name}.txt").read_text(encoding="utf-8"))


@pytest.mark.nightly
def test_laws_and_documents_of_other_fields(rules: Rules, sources: Path) -> None:
    wrong = {}
    for path in texts(sources):
        try:
            check_drafted(rules, path.read_text(encoding="utf-8"))
        except (AssertionError, InputError) as error:
            wrong[path.name] = str(error)
    assert wrong == {}


@given(st.data())
def test_damaged_texts_are_proved(sources: Path, data: st.DataObject) -> None:
    made = draft(PrintedText(file="own.txt", text=data.draw(damaged(sources))), load_rules(), today=TODAY)
    findings, covered = proved(made, made.frame.source)
    assert [finding.format() for finding in findings] == []
    assert (covered.untouched, covered.sentences["nobody"]) == ((), 0)


@pytest.mark.nightly
@given(st.data())
def test_damaged_texts_load(sources: Path, data: st.DataObject) -> None:
    check_drafted(load_rules(), data.draw(damaged(sources)))


@st.composite
def damaged(draw: st.DrawFn, sources: Path) -> str:
    """Lines left out, printed twice, cut short, in another order, with signs that mean something to a rule file."""
    lines = draw(st.sampled_from(texts(sources))).read_text(encoding="utf-8").splitlines()[:60]
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(lines) - 1))
        cut = draw(st.integers(0, len(lines[at])))
        broken = draw(st.sampled_from(["out", "twice", "short", "moved", "sign"]))
        if broken == "out" and len(lines) > 1:
            del lines[at]
        elif broken == "twice":
            lines.insert(at, lines[at])
        elif broken == "moved":
            lines.insert(0, lines.pop(at))
        elif broken == "short" and cut:
            lines[at] = lines[at][:cut]
        else:
            lines[at] = lines[at][:cut] + draw(st.sampled_from(BREAKS)) + lines[at][cut:]
    return "\n".join(lines)

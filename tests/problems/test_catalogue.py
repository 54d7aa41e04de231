"""The catalogue is whole: every code has a page and texts in both languages, with the same values."""

import ast
import re
from pathlib import Path

import pytest

import liushou
from liushou.messages import Code, catalogue
from liushou.problems import Foreign, Phrase, Problem

from .pages import DOCS, pages

PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
#: What stays English in Chinese: names of the rule language, file names, options, libraries, what one types.
WORDS = set(
    re.findall(
        r"\S+",
        """
8 a absent age doc docx html htm ocr ofd pdf mht rtf agencies ago answer all an and annex any assume at at_least at_most b between birth_date body cases
choice choices chongqing clauses code codes collective columns concepts contact context csv cut d dataframe date days
describe differs dir document duckdb durable durable_rules en excess expect explained extra fact fact_value facts
false fengdu female file fold frame from gb git goal hardship hashes head header_row help http id id_number implies in
individual install instead_of int integer is javascript joint json key lang lazyframe lead lean least line_column list liushou
lock markdown registers schema shell texts m mapping maximum measures minimum months more n name nation need needs no not nul null number number_form of on one pandas
parameter parameters parquet past per pip place place_column places polars policies policy profile pyarrow pyspark year month
reach reading references role s service services sex sha sha256 shall sheet sole source spark support t table
tag text the topic true txt type unit unsure until utf value values verify w when within words write x xls
xlsx y yaml years yes yes_no z3 zh
""",
    )
)


def both_texts() -> list[tuple[str, str, str]]:
    texts = catalogue()
    found = [(f"{code}.{part}", *both) for code, parts in texts.codes.items() for part, both in parts.items()]
    return found + [(f"text {key}", *both) for key, both in texts.texts.items()]


def test_the_catalogue_and_the_codes_are_the_same() -> None:
    assert set(catalogue().codes) == {str(code) for code in Code}
    listed = [code for codes in catalogue().groups.values() for code in codes]
    assert len(listed) == len(set(listed)) == len(Code)


@pytest.mark.parametrize("code", list(Code))
def test_every_code_has_a_message(code: Code) -> None:
    assert "message" in catalogue().codes[code]
    problem = Problem(code)
    assert problem.message is not None
    assert problem.format("zh") is not None


def test_both_languages_name_the_same_values() -> None:
    wrong = [  # what the system itself says is English, and left out
        where
        for where, english, chinese in both_texts()
        if (set(PLACEHOLDER.findall(english)) ^ set(PLACEHOLDER.findall(chinese))) - {"title"}
    ]
    assert wrong == ["text os"]


def test_no_english_is_left_in_chinese() -> None:
    """Words of two letters and more, outside backticks and placeholders, are names that one types."""
    wrong = {}
    for where, _, chinese in both_texts():
        bare = re.sub(r"`[^`]*`|\{[^{}]*\}|liushou \S+( --\S+)?|'liushou\[.*\]'", " ", chinese)
        words = {word for word in re.findall(r"[A-Za-z][A-Za-z_]+", bare) if word.lower() not in WORDS}
        if words and re.search("[\u4e00-\u9fff]", chinese):
            wrong[where] = words
    assert not wrong


def test_what_is_said_in_words_is_said_in_both() -> None:
    """A text with an English sentence has its own Chinese."""
    same = [where for where, english, chinese in both_texts() if english == chinese and " " in english.strip()]
    allowed = re.compile(r"example-|expected|text kind-|text nothing|no-hash")
    assert not [where for where in same if not allowed.search(where)]


def test_every_phrase_in_the_code_is_in_the_catalogue() -> None:
    texts, missing = catalogue().texts, []
    for path in sorted(Path(liushou.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id == "Phrase"
                and node.args
            ):
                keys = [key for key in ast.walk(node.args[0]) if isinstance(key, ast.Constant)]
                plain = not any(
                    isinstance(part, (ast.JoinedStr, ast.Compare, ast.Call)) for part in ast.walk(node.args[0])
                )
                missing += [
                    (path.name, key.value)
                    for key in keys
                    if plain and isinstance(key.value, str) and key.value not in texts
                ]
    assert not missing


def test_the_pages_are_those_of_the_catalogue() -> None:
    for name, text in pages().items():
        assert (DOCS / name).read_text(encoding="utf-8") == text, "python -m tests.problems.pages"
    written = {f"errors/{path.name}" for path in (DOCS / "errors").glob("*.md")}
    assert written == {name for name in pages() if name.startswith("errors/")}


def test_ids_are_masked_in_every_language() -> None:
    problem = Problem(Code.NOT_A_DATE, subject="x", title="x", value="110101199003074514", reason=Foreign("x"))
    for lang in ("en", "zh"):
        assert "110101199003074514" not in problem.format(lang)
        assert "1101**************" in problem.format(lang)
    assert "199003074514" not in repr(problem)
    assert Phrase("yes-or-no-hint") == Phrase("yes-or-no-hint")

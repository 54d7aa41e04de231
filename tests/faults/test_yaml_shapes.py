"""Issue 11: whatever YAML allows, forbids or leaves open: an answer, or a refusal with its place, in every reader."""

from __future__ import annotations

import json

import pytest

import yaml
from liushou import InputError
from liushou.profile.model import parse_yaml
from liushou.yaml import compose, to_data

from .hostile import READERS
from .yaml_shapes import DOCUMENTS

#: Codes whose message names the file, and has no place in it.
NAMES_THE_FILE = ("empty-file", "mapping-file", "no-case", "unreadable", "not-a-folder")
#: Each document as a whole file, below a key, and in a list.
WRAPPED = {
    "a file": "{}",
    "below a key": "sex:\n  {}",
    "in a list": "unsure:\n- {}",
    "behind another": "disabled: no\n{}",
    "before another": "{}\ndisabled: no\n",
}


def wrapped(around: str, document: str) -> str:
    before, _, after = around.partition("{}")
    indent = "\n" + " " * (len(before) - before.rfind("\n") - 1)
    return before + document.replace("\n", indent) + after


def without_place(reader: str, text: str) -> str | None:
    """What a reader says of a text that is neither an answer nor a refusal with its place."""
    try:
        READERS[reader](text)
    except InputError as error:
        for problem in error.problems:
            problem.format("en"), problem.format("zh")
            if problem.location is None and problem.code not in NAMES_THE_FILE:
                return problem.format()
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return None


def test_there_are_some_hundreds() -> None:
    assert len(set(DOCUMENTS)) > 300


@pytest.mark.parametrize("around", list(WRAPPED))
@pytest.mark.parametrize("reader", ["profile", "profile JSON", "places", "a place", "mapping", "cases"])
def test_an_answer_or_a_refusal(reader: str, around: str) -> None:
    """Below a key or beside others every fourth document, another one each time."""
    documents = DOCUMENTS if around == "a file" else DOCUMENTS[list(WRAPPED).index(around) :: 4]
    texts = [wrapped(WRAPPED[around], document) for document in documents]
    assert not {text: wrong for text in texts if (wrong := without_place(reader, text))}


@pytest.mark.parametrize("reader", ["rule file", "services", "concepts"])
def test_an_answer_or_a_refusal_of_rule_files(reader: str) -> None:
    """Each reads the shipped rules, too: by day every ninth document, another one each time."""
    start = ["rule file", "services", "concepts"].index(reader)
    assert not {text: wrong for text in DOCUMENTS[start::9] if (wrong := without_place(reader, text))}


@pytest.mark.nightly
@pytest.mark.parametrize("reader", list(READERS))
def test_every_document_in_every_reader(reader: str) -> None:
    texts = [wrapped(around, document) for around in WRAPPED.values() for document in DOCUMENTS]
    assert not {text: wrong for text in texts if (wrong := without_place(reader, text))}


#: What we read otherwise than PyYAML, on purpose: a key is text, and nothing is merged.
OTHERWISE = ("{?}\n", "~: a\n", "<<: {sex: female}\n")


def test_what_is_read_is_what_pyyaml_reads() -> None:
    """Where nothing is guessed, the data are those of PyYAML on the same parser; all else is a problem."""
    differing = []
    for document in DOCUMENTS:
        tree, problems = compose(document)
        data, wrong = to_data(tree) if tree else (None, ())
        if not problems and not wrong:
            try:
                other = yaml.load(document, Loader=yaml.CSafeLoader)
            except yaml.constructor.ConstructorError:  # `=` has no value in it
                continue
            differing += [] if json.dumps(data, default=str) == json.dumps(other, default=str) else [document]
    assert differing == [*OTHERWISE]


def test_half_of_them_are_profiles() -> None:
    """So that the test above says something."""
    read = 0
    for document in DOCUMENTS:
        try:
            parse_yaml(document)
        except InputError:
            continue
        read += 1
    assert read > 40

"""Every error survives pickling whole: a process pool hands it to the caller instead of hanging."""

from __future__ import annotations

import copy
import importlib
import multiprocessing
import pickle
import pkgutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import date

import pytest

import liushou
from liushou import ContradictionError, InputError, LiushouError, MissingExtraError, Problem, match
from liushou.files import read_text
from liushou.ledger.cells.figures import read_date
from liushou.ledger.columns.names import parse_mapping
from liushou.ledger.rows.women import parse_assumptions
from liushou.problems import Code, Location
from liushou.profile import BY_NAME
from liushou.profile.facts import FactError
from liushou.profile.model import parse_json, parse_yaml
from liushou.rules import ALWAYS
from liushou.rules.condition import IsTrue, Possibly, UnsupportedNodeError, below
from liushou.rules.solver.witness import WitnessError

ON = date(2025, 6, 30)
PROBLEM = Problem(Code.FINDING, Location("f.yaml", 3, 5, "a: b"), "right", near="write", reason="wrong")
#: Errors whose parameters are not one message; every other class is made with a text.
MAKERS: dict[type[Exception], Callable[[], Exception]] = {
    InputError: lambda: InputError((PROBLEM, PROBLEM)),
    ContradictionError: lambda: ContradictionError(("disabled", "disability_grade"), PROBLEM),
    MissingExtraError: lambda: MissingExtraError("prove", "z3-solver"),
    FactError: lambda: FactError(PROBLEM),
    UnsupportedNodeError: lambda: UnsupportedNodeError("columns", ALWAYS),
    WitnessError: lambda: WitnessError("not confirmed", {"sex": "female"}),
}


def errors() -> list[type[Exception]]:
    """Every exception that is defined in the package."""
    modules = [module.name for module in pkgutil.walk_packages(liushou.__path__, "liushou.")]
    defined = {
        value
        for name in modules
        if not name.endswith("__main__")
        for value in vars(importlib.import_module(name)).values()
        if isinstance(value, type)
        and issubclass(value, Exception)
        and value.__module__.startswith("liushou")
        and not issubclass(value, Warning)
    }
    return sorted(defined, key=lambda kind: kind.__qualname__)


NUMBER = "500230197503080022"
#: Errors of every kind as they come about.
FAILURES: dict[str, Callable[[], object]] = {
    "a profile": lambda: parse_yaml(f"sex: female\n{NUMBER}: yes\nbirth_date: {NUMBER}\n"),
    "JSON": lambda: parse_json(f'{{"sex": "{NUMBER}" "x"}}'),
    "a contradiction": lambda: match({"disabled": False, "disability_grade": 2}, place="500230", on=ON),
    "a place": lambda: match({}, place=NUMBER, on=ON),
    "a fact": lambda: BY_NAME["birth_date"].read(NUMBER),
    "a cell": lambda: read_date(f"{NUMBER}日"),
    "a condition": lambda: below(Possibly(IsTrue("disabled"))),
    "a file": lambda: read_text(f"/nowhere/{NUMBER}.yaml"),
    "an assumption": lambda: parse_assumptions([NUMBER, f"{NUMBER}=1", f"sex={NUMBER}"], BY_NAME),
    "a mapping file": lambda: parse_mapping(f"columns:\n  {NUMBER}: {NUMBER}\n", BY_NAME, f"{NUMBER}.yaml"),
}


def failure(name: str) -> LiushouError:
    try:
        FAILURES[name]()
    except LiushouError as error:
        return error
    raise AssertionError(name)


@pytest.mark.parametrize("kind", errors(), ids=lambda kind: kind.__qualname__)
def test_every_error_comes_back_as_it_was(kind: type[Exception]) -> None:
    error = MAKERS[kind]() if kind in MAKERS else kind("what is wrong")
    _comes_back(error)


@pytest.mark.parametrize("name", FAILURES)
def test_an_error_that_came_about_comes_back_as_it_was(name: str) -> None:
    error = failure(name)
    _comes_back(error)
    held = [
        str(error),
        repr(error),
        repr(error.args),
        repr(vars(error)),
        pickle.dumps(error, protocol=0).decode("ascii"),
    ]
    assert [text for text in held if NUMBER in text or NUMBER[6:14] in text] == []


def _comes_back(error: BaseException) -> None:
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):
        assert type(again) is type(error)
        assert again == error
        assert hash(again) == hash(error)
        assert (str(again), again.args, vars(again)) == (str(error), error.args, vars(error))
    assert error != Exception(*error.args)


def test_a_process_pool_returns_every_error() -> None:
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        assert list(pool.map(failure, FAILURES)) == [failure(name) for name in FAILURES]


POOL = """
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import partial
from liushou import ContradictionError, match

if __name__ == "__main__":
    women = [{"disabled": True}, {"disabled": False, "disability_grade": 2}, {"sex": "female"}]
    with ProcessPoolExecutor(2) as pool:
        answers = [pool.submit(partial(match, woman, place="500230", on=date(2025, 6, 30))) for woman in women]
        for answer in answers:
            try:
                print(len(answer.result().services) > 0)
            except ContradictionError as error:
                print(sorted(error.fields), error.problems[0].code)
"""


def test_a_process_pool_returns_the_contradiction() -> None:
    run = subprocess.run([sys.executable, "-c", POOL], capture_output=True, text=True, timeout=120, check=False)
    assert run.stdout.splitlines() == ["True", "['disability_grade', 'disabled'] contradiction", "True"], run.stderr

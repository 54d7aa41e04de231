"""Every error survives pickling whole: a process pool hands it to the caller instead of hanging."""

import importlib
import pickle
import pkgutil
import subprocess
import sys
from collections.abc import Callable

import pytest

import liushou
from liushou import ContradictionError, InputError, LiushouError, MissingExtraError, Problem
from liushou.problems import Code, Location
from liushou.profile.facts import FactError
from liushou.rules import ALWAYS
from liushou.rules.condition import UnsupportedNodeError
from liushou.rules.solver.witness import WitnessError

PROBLEM = Problem(Code.FINDING, Location("f.yaml", 3, 5, "a: b"), "right", near="write", reason="wrong")
#: Errors whose parameters are not one message; every other class is made with a text.
MAKERS: dict[type[LiushouError], Callable[[], LiushouError]] = {
    InputError: lambda: InputError((PROBLEM, PROBLEM)),
    ContradictionError: lambda: ContradictionError(("disabled", "disability_grade"), PROBLEM),
    MissingExtraError: lambda: MissingExtraError("prove", "z3-solver"),
    FactError: lambda: FactError(PROBLEM),
    UnsupportedNodeError: lambda: UnsupportedNodeError("columns", ALWAYS),
    WitnessError: lambda: WitnessError("not confirmed", {"sex": "female"}),
}


def errors() -> list[type[LiushouError]]:
    for module in pkgutil.walk_packages(liushou.__path__, "liushou."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    classes, waiting = set(), [LiushouError]
    while waiting:
        kind = waiting.pop()
        if kind not in classes and kind.__module__.startswith("liushou"):
            classes.add(kind)
            waiting += kind.__subclasses__()
    return sorted(classes, key=lambda kind: kind.__qualname__)


@pytest.mark.parametrize("kind", errors(), ids=lambda kind: kind.__qualname__)
def test_every_error_comes_back_as_it_was(kind: type[LiushouError]) -> None:
    error = MAKERS[kind]() if kind in MAKERS else kind("what is wrong")
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is kind
    assert str(copy) == str(error)
    assert copy.args == error.args
    assert vars(copy) == vars(error)


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

"""Issue 11: many threads at once get the answers of one: rules, ledgers, frames and profiles."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Barrier

import pytest

from liushou import InputError, load_rules, match
from liushou.documents import read_rules
from liushou.profile import read_profile

ON = date(2025, 6, 30)
LEDGER = "姓名,性别,是否残疾,低保\n甲,女,是,否\n乙,女,否,是\n丙,男,,\n丁,女,不清楚,是\n"


@pytest.fixture(autouse=True)
def switching() -> Iterator[None]:
    """Threads that give way to each other as often as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(before)


def ledger(folder: Path) -> object:
    from liushou.ledger import Options, run_ledger

    path = folder / "a.csv"
    path.write_text(LEDGER, encoding="utf-8")
    results = run_ledger(path, folder / "out.csv", Options(place="500230", on=ON))
    return results.counts, (folder / "out.csv").read_text(encoding="utf-8")


def rules(folder: Path) -> object:
    (folder / "own.yaml").write_text("services:\n  tea: {title: 茶}\n", encoding="utf-8")
    return load_rules(folder).sha256, list(load_rules(folder).services)


def mistakes(folder: Path) -> object:
    path = folder / "own.yaml"
    path.write_text("services:\n  tea: {titel: 茶}\n  tea: {}\n", encoding="utf-8")
    return [problem.format("zh").replace(str(folder), "") for problem in read_rules([], [str(path)])[1]]


def answer(folder: Path) -> object:
    path = folder / "her.yaml"
    path.write_text("sex: female\ndisabled: yes\nbirth_date: 1980\n", encoding="utf-8")
    return match(read_profile(path), place="500230", on=ON).to_dict()


def refusal(folder: Path) -> object:
    path = folder / "her.yaml"
    path.write_text("sex: femal\ndisabeld: yes\n", encoding="utf-8")
    with pytest.raises(InputError) as refused:
        read_profile(path)
    return str(refused.value).replace(str(folder), "")


@pytest.mark.parametrize("task", [ledger, rules, mistakes, answer, refusal])
def test_many_threads_get_the_answers_of_one(tmp_path: Path, task: Callable[[Path], object]) -> None:
    folders = [tmp_path / str(number) for number in range(8)]
    for folder in folders:
        folder.mkdir()
    start = Barrier(len(folders))

    def work(folder: Path) -> list[object]:
        start.wait()
        return [task(folder) for _ in range(3)]

    with ThreadPoolExecutor(len(folders)) as pool:
        answers = [answer for answers in pool.map(work, folders) for answer in answers]
    assert all(answer == answers[0] for answer in answers)

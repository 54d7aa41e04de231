"""One Matcher, and match() itself, from eight threads at once."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest

from liushou import Matcher, Profile, match

ON = date(2025, 6, 30)
WOMEN = [
    Profile(
        sex="female", lives_in_village=True, husband_away_for_work=True, husband_outside_county=True,
        husband_away_since=ON - timedelta(days=30 * months), receives_dibao=months % 2 == 0,
        disabled=True if months % 3 == 0 else None,
    )
    for months in range(24)
]  # fmt: skip


@pytest.fixture
def switching() -> object:
    """Threads that give way to each other as often as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("switching")
def test_eight_threads_on_a_matcher_get_the_answers_of_one() -> None:
    alone = Matcher(place="500230", on=ON)
    expected = [(alone.statuses(one), alone.truths(one), alone.match(one)) for one in WOMEN]
    # Fresh, so that the threads also come first to what is prepared on first use.
    matcher, start = Matcher(place="500230", on=ON), Barrier(8)

    def work(shift: int) -> None:
        start.wait()
        for index in range(len(WOMEN)):
            number = (index + 3 * shift) % len(WOMEN)
            one = WOMEN[number]
            assert (matcher.statuses(one), matcher.truths(one), matcher.match(one)) == expected[number]

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))


@pytest.mark.usefixtures("switching")
def test_eight_threads_get_the_answers_of_one() -> None:
    places = ("500230", "500101", "220182", "530102", "nation")
    expected = {place: Matcher(place=place, on=ON).match(WOMEN[0]) for place in places}
    start = Barrier(8)

    def work(shift: int) -> None:
        start.wait()
        for index in range(10):
            place = places[(index + shift) % len(places)]
            assert match(WOMEN[0], place=place, on=ON) == expected[place]

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))

"""Rules of one's own may be entangled: what cannot be gone through is said, and nothing is left out by guess."""

from __future__ import annotations

from datetime import date

import pytest

from liushou import Matcher
from liushou.ask import Desk
from liushou.ask import diagram as module
from liushou.ask.asking import Asking
from liushou.ask.diagram import TooLargeError
from liushou.documents import PlaceValues
from liushou.profile import BY_NAME, FACTS
from liushou.rules import ALWAYS, AllOf, AnyOf, IsTrue

ON = date(2025, 6, 30)
PLAIN = [fact.name for fact in FACTS if fact.kind == "yes_no" and not (fact.need or fact.implies or fact.needs)]


def pairs(count: int) -> AnyOf:
    """(a and m) or (b and n) or …: in the order of the catalogue, all first halves come before all second ones."""
    halves = zip(PLAIN[:count], PLAIN[count : 2 * count], strict=True)
    return AnyOf(tuple(AllOf((IsTrue(one), IsTrue(other))) for one, other in halves))


def asking(as_written: bool) -> Asking:
    services = {"service": ((ALWAYS, pairs(8)),)}
    return Asking(services, on=ON, values=PlaceValues({}, {}), facts=BY_NAME, as_written=as_written)


def test_the_order_as_written_is_small_where_that_of_the_catalogue_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(asking(False).diagrams) > 3 * len(asking(True).diagrams)
    monkeypatch.setattr(module, "MOST_NODES", 1000)
    with pytest.raises(TooLargeError):
        asking(False)
    assert len(asking(True).diagrams) < 1000


def test_match_then_lists_all_that_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_NODES", 50)
    answer = Matcher(place="220182", on=ON).match({"sex": "female"})
    missing = {name for service in answer.services for name in service.missing}
    assert {question.fact for question in answer.questions} == missing
    matcher = Matcher(place="220182", on=ON)
    with pytest.raises(TooLargeError):
        matcher._desk.screen(matcher.situation({}).known)
    assert isinstance(matcher._desk, Desk)

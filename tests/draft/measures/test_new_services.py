"""A promise for which nothing is registered is open, and suggests a service or topic so that the file loads."""

from __future__ import annotations

from dataclasses import replace

from liushou.documents import Service

from .drafts import RULES, notice


def test_a_promise_to_her_suggests_a_service() -> None:
    proposals = notice("为农村留守妇女发放交通补贴")
    (proposal,) = proposals.measures
    assert proposal.judgement.certainty == "open"
    assert {name: entry.title for name, entry in proposals.services.items()} == {
        proposal.measure.service: "发放交通补贴"
    }


def test_a_promise_to_nobody_suggests_a_topic() -> None:
    proposals = notice("改造农村公路")
    assert (list(proposals.services), [each.judgement.certainty for each in proposals.measures]) in (
        ([], ["open"]),
        ([], []),
    )


def test_a_service_of_ones_own_is_known_by_its_title() -> None:
    own = Service(id="own_meals", title="爱心助餐")
    rules = replace(RULES, services={**RULES.services, "own_meals": own})
    (proposal,) = notice("为农村留守妇女提供爱心助餐", rules=rules).measures
    assert (proposal.measure.service, proposal.judgement.certainty) == ("own_meals", "check")

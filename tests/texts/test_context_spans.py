"""首词… and 首词…尾词: what of a clause a context entry covers, and what is wrong with one that covers nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from liushou.documents import AnnexItem, Clause, Context, Definition, Measure, Policy
from liushou.problems import Location
from liushou.rules import ALWAYS
from liushou.texts.coverage import cover
from liushou.texts.findings import YamlPlaces
from liushou.texts.hashes import Lock
from liushou.texts.source import parse_source
from liushou.texts.spans import Placed, place
from liushou.texts.verify import verify_policy
from liushou.yaml import Scalar

TEXT = """一、总则
（一）加强救助。帮助她们，解决困难，做到应救尽救、应保尽保。帮助家庭，为困难家庭发放补助，让群众满意。特此说明，做好宣传。特此说明，做好引导。
附件
一、加强救助。另行通知，报送材料。
"""


def policy(*context: Context, quotes: tuple[str, ...] = (), definition: str = "无此文字") -> Policy:
    measures = tuple(Measure(service="dibao", force="shall", quote=quote) for quote in quotes)
    clause = Clause(at="一（一）", heading="加强救助", measures=measures, context=context)
    return Policy(
        id="own",
        title="",
        number="",
        issued=date(2020, 1, 1),
        place="nation",
        implements=(),
        issuers=(),
        definition=Definition("一（一）", definition, ALWAYS),
        clauses=(clause,),
    )


SOURCE = parse_source(TEXT, headings={"一（一）": "加强救助"})
PART = SOURCE.clauses[0]


def covered(placed: Placed) -> list[str]:
    return [SOURCE.text[span.start : span.end] for span in placed.context]


def wrong(*context: Context, quotes: tuple[str, ...] = ()) -> str:
    (misplaced,) = place(policy(*context, quotes=quotes), PART).misplaced
    problem = misplaced[0]
    return f"{problem.message} | {problem.expected} | {problem.did_you_mean}"


@pytest.mark.parametrize(
    ("opening", "ending", "words"),
    [
        ("帮助她们", "", "帮助她们"),
        ("帮助她", "", "帮助她们"),
        ("解决", "", "解决困难"),
        ("解决", "应保尽保", "解决困难，做到应救尽救、应保尽保"),
        ("帮助她们", "困难", "帮助她们，解决困难"),
        ("帮助她们，解决", "", "帮助她们，解决困难"),
        ("做到", "应救尽救", "做到应救尽救"),
        ("特此说明，做好宣", "", "特此说明，做好宣传"),
    ],
)
def test_what_is_covered(opening: str, ending: str, words: str) -> None:
    placed = place(policy(Context("goal", opening, ending)), PART)
    assert (covered(placed), placed.misplaced) == ([words], ())


def test_the_whole_clause() -> None:
    placed = place(policy(Context("goal")), PART)
    assert covered(placed) == [sentence.text for sentence in PART.sentences]
    assert (
        cover(policy(Context("goal")), parse_source(TEXT.split("附件")[0], headings={"一（一）": "加强救助"})).untouched
        == ()
    )


def test_a_beginning_that_a_quote_touches_does_not_count() -> None:
    """Two 分句 begin with 帮助; one is quoted, so the other is meant."""
    assert covered(place(policy(Context("goal", "帮助"), quotes=("帮助家庭",)), PART)) == ["帮助她们"]


def test_words_before_a_quote_in_the_same_clause_part() -> None:
    """The 分句 begins before the quote: 首词…尾词 covers what stands before it."""
    placed = place(policy(Context("organisation", "为困难", "家庭"), quotes=("发放补助",)), PART)
    assert (covered(placed), placed.misplaced) == (["为困难家庭"], ())


def test_the_definition_accounts_for_its_own_sentence() -> None:
    placed = place(policy(definition="解决困难"), PART)
    assert [(span.kind, SOURCE.text[span.start : span.end]) for span in placed.context] == [
        ("background", "帮助她们，解决困难，做到应救尽救、应保尽保")
    ]
    (misplaced,) = place(policy(Context("goal", "解决"), definition="帮助她们"), PART).misplaced
    assert "is quoted already" in str(misplaced[0])


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (Context("goal", "帮助"), "2 分句 of 一（一） begin with `帮助` | one of 帮助她们…, 帮助家庭… | None"),
        (Context("goal", "困难"), "no 分句 of 一（一） begins with `困难` | None | 解决困难…"),
        (Context("goal", "解绝困难"), "no 分句 of 一（一） begins with `解绝困难` | None | 解决困难…"),
        (
            Context("goal", "修路架桥"),
            "no 分句 of 一（一） begins with `修路架桥` | the first words of a 分句, as printed | None",
        ),
        (
            Context("goal", "帮助她们", "满意"),
            "`满意` does not follow `帮助她们` in its sentence | the last words of a 分句: 困难, 尽保 | None",
        ),
        (
            Context("goal", "解决", "应保尽宝"),
            "`应保尽宝` does not follow `解决` in its sentence | the last words of a 分句: 解决困难, 应保尽保"
            " | 解决…应保尽保",
        ),
    ],
    ids=["ambiguous", "inside", "misspelt", "nowhere", "next-sentence", "misspelt-ending"],
)
def test_an_entry_that_does_not_say_where(entry: Context, words: str) -> None:
    assert wrong(entry) == words


def test_overlaps_are_wrong() -> None:
    once, again = Context("goal", "解决"), Context("duty", "帮助她们", "困难")
    assert wrong(once, again).startswith("`帮助她们…困难` covers what is context already")
    assert wrong(once, quotes=("解决困难",)).startswith("`解决…` is quoted already")
    assert wrong(Context("goal", "帮助她们", "应救尽救"), quotes=("解决困难",)).startswith(
        "`帮助她们…应救尽救` runs into what is quoted already"
    )
    assert wrong(Context("goal", "为困难"), quotes=("发放补助",)).startswith("`为困难…` runs into")


def test_context_of_an_annex_item_is_left_out_of_the_proof() -> None:
    """An item that repeats the body and adds a 分句 of its own."""
    text = "一、总则\n（一）帮助她们，解决困难。\n附件\n一、帮助她们，解决困难。另行通知，报送材料。\n二、联系方式。\n"
    source = parse_source(text)
    item = AnnexItem(at="附件 一", of=("一（一）",), context=(Context("organisation", "另行通知", "材料"),))
    other = AnnexItem(at="附件 二", context=(Context("organisation"),))
    own = replace(policy(quotes=("帮助她们，解决困难",)), annex=(item, other))
    own = replace(own, clauses=(replace(own.clauses[0], heading=None),))
    nowhere = Location("", 1, 1)
    lock = Lock("", {"own": {part.at: Scalar(part.sha256, True, nowhere) for part in source.clauses}})

    def differences(changed: Policy) -> set[str]:
        found = verify_policy(changed, source, YamlPlaces(""), lock)
        return {finding.code for finding in found} - {"number", "title", "issued", "quote"}

    assert differences(own) == set()
    assert dict(cover(own, source).sentences) == {"measure": 1, "context": 2, "repeats": 1, "nobody": 0}
    assert differences(replace(own, annex=(replace(item, context=()), other))) == {"annex"}
    assert differences(replace(own, annex=(replace(item, context=(Context("goal", "另外"),)), other))) == {
        "annex",
        "context",
    }

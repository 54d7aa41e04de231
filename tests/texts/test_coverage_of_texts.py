"""``liushou coverage``: every sentence of a text is accounted for, or named."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from liushou import Rules
from liushou.cli.app import app
from liushou.documents import Policy
from liushou.texts.coverage import Coverage, cover, coverage
from liushou.texts.source import parse_source
from liushou.texts.spans import joined, touched, touches

from .helpers import DOCUMENTS, INVENTED, text_of

run = CliRunner().invoke


def without(policy: Policy, at: str, quote: str) -> Policy:
    """The document with every entry of a clause dropped whose quote holds these words."""
    clauses = []
    for clause in policy.clauses:
        if clause.at == at:
            measures = tuple(measure for measure in clause.measures if quote not in measure.quote)
            context = tuple(entry for entry in clause.context if quote not in str(entry))
            assert len(measures) + len(context) < len(clause.measures) + len(clause.context)
            clause = replace(clause, measures=measures, context=context)
        clauses.append(clause)
    return replace(policy, clauses=tuple(clauses))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_sentence_and_every_piece_is_accounted_for(rules: Rules, sources: Path, name: str) -> None:
    covered = coverage(rules, sources, [name])[0]
    assert covered.findings == ()
    assert covered.untouched == ()
    assert dict(covered.sentences)["nobody"] == 0


@pytest.mark.parametrize(
    ("name", "by_part", "annex"),
    [
        ("chongqing", {"二": 6, "三": 3, "四": 3}, 0),
        ("fengdu", {"二": 6, "三": 3, "四": 3}, 0),
        ("jilin", {"一": 15, "二": 4, "三": 4}, 0),
        ("yunnan", {"二": 10, "三": 3, "四": 4}, 22),
        ("national_2025", {"三": 6, "四": 3}, 0),
    ],
)
def test_the_numbers_of_clauses(rules: Rules, sources: Path, name: str, by_part: dict[str, int], annex: int) -> None:
    clauses = coverage(rules, sources, [name])[0].data()["clauses"]
    assert clauses["by_part"] == by_part
    assert clauses["annex"] == annex


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_counts_are_those_of_the_file_and_the_text(rules: Rules, sources: Path, name: str) -> None:
    policy, source = rules.policies[name], text_of(rules, sources, name)
    covered = cover(policy, source)
    measures = [measure for _, measure in policy.measures()]
    data = covered.data()
    counted = data["measures"]
    assert counted["all"] == len(measures) == sum(counted["force"].values()) == sum(counted["reach"].values())
    assert counted["reach"]["individual"] == sum(measure.individual for measure in measures)
    assert data["context"].pop("all") == sum(len(clause.context) for clause in policy.clauses)
    assert set(data["context"]) == {"background", "goal", "organisation", "duty"}
    assert sum(dict(covered.sentences).values()) == sum(len(clause.sentences) for clause in source.clauses)
    assert covered.pieces == sum(len(sentence.pieces) for clause in source.clauses for sentence in clause.sentences)
    readings = {entry["reading"] for entry in data["readings"]}
    assert readings == {measure.reading for measure in measures if measure.reading}
    assert len(data["residuals"]) == sum(len(measure.residual) for measure in measures)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_clause_without_its_entries_is_bare(rules: Rules, sources: Path, name: str) -> None:
    policy, source = rules.policies[name], text_of(rules, sources, name)
    for number, clause in enumerate(policy.clauses):
        empty = replace(clause, measures=(), context=())
        covered = cover(
            replace(policy, clauses=(*policy.clauses[:number], empty, *policy.clauses[number + 1 :])), source
        )
        found = source.clause(clause.at)
        assert found is not None
        defined = joined(touched(found, [policy.definition.quote] if policy.definition.at == clause.at else []))
        sentences = [sentence for sentence in found.sentences if not touches(defined, sentence)]
        assert [finding.around for finding in covered.findings] == [sentence.text for sentence in sentences]
        pieces = [piece.text for sentence in sentences for piece in sentence.pieces]
        assert [bare.text for bare in covered.untouched] == pieces


def test_one_quote_of_a_sentence_with_five_services(rules: Rules, sources: Path) -> None:
    """A sentence cannot pass on one of its services: the 分句 is listed."""
    policy = without(rules.policies["chongqing"], "二（一）", "免费进行“两癌”筛查")
    covered = cover(policy, text_of(rules, sources, "chongqing"))
    assert covered.findings == ()
    assert [(bare.clause, bare.text, bare.line) for bare in covered.untouched] == [
        ("二（一）", "为适龄农村留守妇女免费进行“两癌”筛查", 22)
    ]


def test_a_sentence_that_nobody_accounts_for(rules: Rules, sources: Path) -> None:
    policy = without(rules.policies["chongqing"], "二（一）", "失能老年")
    covered = cover(policy, text_of(rules, sources, "chongqing"))
    assert [finding.code for finding in covered.findings] == ["unaccounted"]
    assert covered.findings[0].around == "失能老年农村留守妇女优先入住公办养老服务机构"
    assert covered.findings[0].source is not None
    assert covered.findings[0].source.line == 22
    assert dict(covered.sentences)["nobody"] == 1


def test_a_clause_that_is_not_in_the_file_is_unaccounted_for(rules: Rules, sources: Path) -> None:
    policy = rules.policies["jilin"]
    less = replace(policy, clauses=tuple(clause for clause in policy.clauses if clause.at != "一（十一）"))
    found = cover(less, text_of(rules, sources, "jilin")).findings
    assert [finding.around for finding in found][1] == "开展贫困母亲“两癌”救助"
    assert len(found) == 3


def test_an_annex_sentence_is_accounted_for_by_the_body_it_repeats(rules: Rules, sources: Path) -> None:
    policy, source = rules.policies["yunnan"], text_of(rules, sources, "yunnan")
    assert dict(cover(policy, source).sentences)["repeats"] == 45
    items = tuple(replace(item, differs=()) if item.at == "附件 十九" else item for item in policy.annex)
    covered = cover(replace(policy, annex=items), source)
    assert [finding.around for finding in covered.findings] == [source.clause("附件 十九").sentences[0].text]  # type: ignore[union-attr]


def quoted(*quotes: str) -> list[str]:
    """The sentences of a small text that the quotes touch."""
    clause = parse_source(INVENTED).clause("三（三）")
    assert clause is not None
    spans = joined(touched(clause, quotes))
    return [sentence.text for sentence in clause.sentences if touches(spans, sentence)]


def test_touching() -> None:
    assert quoted() == []
    assert quoted("压实责任") == ["各市要建立机制，压实责任"]
    assert quoted("鼓励创新") == ["鼓励创新"]
    assert quoted("压实责任；鼓励") == ["各市要建立机制，压实责任", "鼓励创新"]
    assert quoted("；") == []
    assert quoted("不在文中") == []
    assert quoted("") == []


def test_words_that_stand_twice_touch_the_place_they_equal() -> None:
    clause = parse_source("一、甲\n（一）做好附件工作，附件。附件齐全。\n").clauses[0]
    assert [span[0] - clause.body_start for span in touched(clause, ["附件"])] == [7]
    assert [span[0] - clause.body_start for span in touched(clause, ["附件齐全"])] == [10]
    assert [span[0] - clause.body_start for span in touched(clause, ["件"])] == [3]


def test_the_command(sources: Path) -> None:
    result = run(app, ["coverage", "--sources", str(sources), "--strict"])
    assert result.exit_code == 0
    assert "12 numbered (二 6 + 三 3 + 四 3)" in result.stdout
    assert "22 annex items" in result.stdout
    assert "适龄按 35 至 64 周岁" in result.stdout
    assert "符合条件（由民政部门审核确认）" in result.stdout


def test_the_command_as_json(sources: Path) -> None:
    result = run(app, ["coverage", "--sources", str(sources), "--json"])
    assert result.exit_code == 0
    data = json.loads(result.stdout)
    assert (data["findings"], data["untouched"]) == (0, 0)
    yunnan = next(document for document in data["documents"] if document["policy"] == "yunnan")
    assert yunnan["clauses"]["numbered"] == 17
    assert yunnan["clauses"]["annex"] == 22
    assert yunnan["sentences"]["nobody"] == 0


def test_without_a_text_nothing_is_accounted_for(tmp_path: Path) -> None:
    result = run(app, ["coverage", "--sources", str(tmp_path)])
    assert result.exit_code == 1
    assert result.stdout.count("no text of ") == 5


def test_a_changed_text_is_a_finding(sources: Path, tmp_path: Path, rules: Rules) -> None:
    text = (
        (sources / "jilin.txt")
        .read_text("utf-8")
        .replace("开展贫困母亲“两癌”救助。", "开展贫困母亲“两癌”救助。另外修建道路，铺设管道。")
    )
    (tmp_path / "jilin.txt").write_text(text, "utf-8")
    covered: Coverage = coverage(rules, tmp_path, ["jilin"])[0]
    assert [finding.around for finding in covered.findings] == ["另外修建道路，铺设管道"]
    assert [bare.text for bare in covered.untouched] == ["另外修建道路", "铺设管道"]

"""How right a draft is: each document drafted from its text without itself, and compared with what a person encoded.

    python -m benchmarks.draft [--json FILE] [--only ID] [--markdown]

Leave one out: a document is drafted with the rules from which it is taken away; the registers stay. Chongqing and
Fengdu are nearly copies of each other, so both are drafted once more with both taken away. ``LIUSHOU_SOURCES`` names
the folder with the texts (else ``../shared/sources``).

- *recall*: the share of the encoded measures whose quote a proposed quote overlaps; *precision*: the share of the
  proposed measures whose quote overlaps an encoded one.
- *service, force, when, need, residual, agencies, contact*: each encoded measure is paired with a proposal that
  overlaps it, one to one, those of the same service or topic first, then by overlap. A measure without a pair is
  wrong in everything, so these are shares of all encoded measures. *four*: service, force, when and need at once.
  Conditions are compared without regard to order, residuals without the remark in brackets that says who decides.
- *of found*: the force alone, of the measures that were found: that of the pair, without one of any proposal that
  overlaps. The target of force means this; *force* counts a measure without a pair as wrong.
- *sure*: the share of the proposed measures; *with ctx*: of measures and context. A sure proposal is *wrong* if it
  differs from every encoded measure that it overlaps in service, force, when, need or residual, or overlaps none: then
  it stands on what is encoded as context. Each is listed. So is each measure that a document has and the draft has
  not, the worst marked: all that was proposed beside it is sure, or it was sure to be context.
- *frame*: each key of the header, the labels of the clauses (and their order), headings, closings, laws, annex.
- *nearest* is the baseline: it is given the encoded quotes and takes the values of the likest quote elsewhere.

``*`` marks a figure below its target; that of *sure* is for all five together.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.draft_nearest import propose_known
from benchmarks.draft_scores import KEYS, Score, as_data, encoded_measures, score_context, score_frame, score_measures

from liushou import Rules, load_rules
from liushou.documents import Policy
from liushou.texts import Source, find_texts

ROOT = Path(__file__).resolve().parent.parent
#: Stands for a date that is not printed; all of the five are dated.
TODAY = date(2025, 6, 30)
COPIES = frozenset({"chongqing", "fengdu"})
#: Shares that each document has to reach; the same for all but service and four.
TARGETS: dict[str, dict[str, float]] = {
    "chongqing": {"service": 0.95, "four": 0.92},
    "fengdu": {"service": 0.95, "four": 0.92},
    "jilin": {"service": 0.88, "four": 0.82},
    "yunnan": {"service": 0.85, "four": 0.78},
    "national_2025": {"service": 0.65, "four": 0.50},
}
EVERYWHERE = {"recall": 0.95, "precision": 0.90, "force_found": 0.97}
#: Of all proposals of the five at least half have to be sure.
TOTAL, SURE = "all five", 0.50
COLUMNS = ("recall", "precision", "service", "force", "force_found", *KEYS[2:], "four", "sure", "sure_of_all")
#: Shares that are not of the encoded measures alone.
SHARES = ("recall", "precision", "force_found", "sure", "sure_of_all")
WRITTEN = {"precision": "precis.", "agencies": "offices", "sure_of_all": "with ctx", "force_found": "of found"}


def sources() -> Path:
    """The folder with the texts."""
    given = os.environ.get("LIUSHOU_SOURCES")
    return Path(given) if given else ROOT.parent / "shared" / "sources"


def without(rules: Rules, dropped: frozenset[str]) -> Rules:
    """The rules without some documents; the registers stay."""
    return replace(rules, policies={name: policy for name, policy in rules.policies.items() if name not in dropped})


def texts(rules: Rules, directory: Path) -> dict[str, Source]:
    """The text of each document that is there."""
    found = find_texts(directory, rules.policies.values())
    return {name: text.source for name, text in found.items() if text.source is not None}


def drafted(policy: Policy, source: Source, rules: Rules, dropped: frozenset[str]) -> Score:
    """The score of one document, drafted from its text alone."""
    from liushou.draft.frame import frame_of
    from liushou.draft.measures import propose

    score = Score(target=policy.id, without=tuple(sorted(dropped)))
    others = without(rules, dropped)
    before = time.process_time()
    frame = frame_of(source.text, source.file, others, today=TODAY)
    proposals = propose(frame, others)
    score.seconds = time.process_time() - before
    score_measures(score, encoded_measures(policy, source), proposals, frame)
    score_context(score, policy, source, proposals)
    score.frame = score_frame(policy, frame)
    return score


def nearest(policy: Policy, source: Source, rules: Rules, dropped: frozenset[str]) -> Score:
    """The score of the baseline, which knows where the measures are."""
    score = Score(target=policy.id, without=tuple(sorted(dropped)))
    encoded = encoded_measures(policy, source)
    before = time.process_time()
    proposals = propose_known(encoded, without(rules, dropped))
    score.seconds = time.process_time() - before
    score_measures(score, encoded, proposals, None)
    return score


def measured(only: str = "", *, baseline: bool = False, rules: Rules | None = None) -> list[Score]:
    """The scores of all documents whose text is there: without each, and without each and its near-copies."""
    rules = rules or load_rules()
    found = texts(rules, sources())
    run = nearest if baseline else drafted
    scores = []
    for name in TARGETS:
        if only in name and name in found:
            for dropped in dict.fromkeys((frozenset({name}), COPIES if name in COPIES else frozenset({name}))):
                scores.append(run(rules.policies[name], found[name], rules, dropped))
    return scores


def table(scores: Sequence[Score]) -> str:
    """The shares, a document a line, with ``*`` where a target is missed."""
    lines = [f"{'':<22}{'n':>4}" + "".join(f"{WRITTEN.get(name, name):>9}" for name in COLUMNS)]
    lines[0] += f"{'wrong':>7}{'s':>7}"
    for score in [*scores, total(scores)]:
        cells = "".join(_cell(score, name) for name in COLUMNS)
        wrong = f"{len(score.wrong)}{'*' if score.wrong else ' '}"
        lines.append(f"{_label(score):<22}{score.encoded:>4}{cells}{wrong:>7}{score.seconds:>7.2f}")
    return "\n".join(lines)


def _label(score: Score) -> str:
    return score.target + (" (no copy)" if len(score.without) > 1 else "")


def figure(score: Score, name: str) -> float:
    """A share by the name of its column."""
    value: float = getattr(score, name) if name in SHARES else score.share(name)
    return value


def total(scores: Sequence[Score]) -> Score:
    """All documents together, each drafted without itself alone."""
    every = Score(target=TOTAL, without=())
    for score in scores:
        if len(score.without) == 1:
            for name in ("encoded", "proposed", "recalled", "precise", "seconds"):
                setattr(every, name, getattr(every, name) + getattr(score, name))
            every.frame |= score.frame
            every.wrong += score.wrong
            for name in ("right", "certainty", "context"):
                getattr(every, name).update(getattr(score, name))
    return every


def missed_targets(score: Score) -> list[str]:
    """The columns in which a document stays below its target; near-copies away, service and four have none."""
    own = {"sure": SURE} if score.target == TOTAL else TARGETS[score.target] if len(score.without) == 1 else {}
    goals = EVERYWHERE | own
    return [name for name, goal in goals.items() if figure(score, name) < goal]


def _cell(score: Score, name: str) -> str:
    if name in ("agencies", "contact") and not score.frame:
        return f"{'–':>8} "
    return f"{100 * figure(score, name):>7.1f}%{'*' if name in missed_targets(score) else ' '}"


def listed(scores: Sequence[Score]) -> str:
    """What is wrong, case by case."""
    lines = []
    for score in scores:
        for wrong in score.wrong:
            lines.append(f"wrong and sure: {_label(score)} {wrong.clause}: {wrong.quote}")
            lines.append(f"    proposed {_values(wrong.proposed)}")
            lines += [f"    encoded  {_values(values)}" for values in wrong.encoded] or ["    encoded as context"]
        lines += [f"not proposed, all beside it sure: {_label(score)} {line}" for line in score.unpaired_beside_sure]
        lines += [f"not proposed, sure to be context: {_label(score)} {line}" for line in score.hidden_by_context]
        lines += [f"context, sure and of another kind: {_label(score)} {line}" for line in score.wrong_context]
        hidden = {*score.hidden_by_context}
        lines += [f"not proposed: {_label(score)} {line}" for line in score.missed if line not in hidden]
    return "\n".join(lines)


def _values(values: Any) -> str:
    return ", ".join(f"{key} {value}" for key, value in values.items() if value)


def frames(scores: Sequence[Score]) -> str:
    """What of each frame is right."""
    lines = []
    for score in scores:
        if score.frame and len(score.without) == 1:
            wrong = [key for key, value in score.frame.items() if value is False]
            parts = [f"{key} {value[0]}/{value[1]}" for key, value in score.frame.items() if isinstance(value, tuple)]
            lines.append(f"{score.target:<22}{', '.join(parts)}; wrong: {', '.join(wrong) or 'nothing'}")
    return "\n".join(lines)


def markdown(scores: Sequence[Score], baseline: Sequence[Score]) -> str:
    """The table of docs/draft.md."""
    names = ("recall", "precision", "service", "force", "force_found", "when", "need", "four")
    titles = [WRITTEN.get(name, name) if name == "force_found" else name for name in names]
    lines = [f"| % | measures | {' | '.join(titles)} | *likest quote: service, four* | sure | wrong |"]
    lines.append("|---|" + "---:|" * (len(names) + 4))
    for score, known in zip([*scores, total(scores)], [*baseline, total(baseline)], strict=True):
        cells = [f"{100 * figure(score, name):.0f}" for name in names]
        cells.append(f"{100 * known.share('service'):.0f}, {100 * known.share('four'):.0f}")
        cells += [f"{100 * score.sure:.0f}", str(len(score.wrong))]
        lines.append(f"| {_label(score)} | {score.encoded} | {' | '.join(cells)} |")
    return "\n".join(lines)


def main() -> int:
    """Draft, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there, too")
    parser.add_argument("--only", default="", metavar="ID", help="only documents whose id holds it")
    parser.add_argument("--markdown", action="store_true", help="only the table of docs/draft.md")
    given = parser.parse_args()
    scores = measured(given.only)
    if not scores:
        print(f"no texts in {sources()}")
        return 2
    known = measured(given.only, baseline=True)
    if given.markdown:
        print(markdown(scores, known))
        return 0
    print(table(scores), frames(scores), listed(scores), sep="\n\n")
    data: dict[str, Any] = {"draft": {_label(score): as_data(score) for score in scores}}
    print("\nnearest (difflib, given the encoded quotes):", table(known), sep="\n")
    data["nearest"] = {_label(score): as_data(score) for score in known}
    if given.json:
        given.json.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

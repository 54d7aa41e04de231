"""A rule file with many different mistakes reports every one, each at its line and column."""

from pathlib import Path

import pytest

from liushou import InputError, load_rules
from liushou.documents.rules import read_rules

MISTAKES = """\
policy: My-Policy                             #=1:9 identifier
titel: 关于关爱农村留守妇女的意见                  #=2:1 title
number: 12                                    #=3:9 text
issued: 2024-02-30                            #=4:9 no such day
place: "599999"                               #=5:8 unknown place code
issuers: []                                   #=6:1 at least 1
definition:
  at: 三                                      #=8:7 clause
  quote: 妇女
  when:
    - sex is femal                            #=11:14 female
    - lives_in_vilage                         #=12:7 lives_in_village
    - husband_away_since at least 6 weeks ago #=13:37 months
    - age >= 010                              #=14:14 not a number
clauses:
  - at: 一（一）
    sha256: abc                               #=17:5 unknown key `sha256`
    references: [民法点]                       #=18:18 民法典
    agencies:
      joint: [县民政局]                        # no office is known where the place is wrong
    measures:
      - service: dibaa                        #=22:18 dibao
        force: must                           #=23:16 shall
        quote: no                             #=24:16 yes/no
        when: [needs_legal_aid]               #=25:16 need
        need: disabled                        #=26:15 not a need
        contact: 县财政局                      #=27:18 contact
        forse: shall                          #=28:9 force
      - topic: facilities
        reach: individual                     #=30:16 collective
        quote: 加强
      - service: dibao
        reach: collective                     #=33:16 one woman
        force: provide
        quote: 加强
  - at: 一（一）                               #=36:9 already
    contact: 县民政局                           #=37:14 names no office
    context:
      gaol: [帮助…]                            #=39:7 goal
      goal:
        - 帮助农村留守妇女                        #=41:11 帮助农村留守妇女…
        - 帮助。。。妇女                          #=42:11 帮助…妇女
        - 甲…乙…丙                               #=43:11 first words
        - …                                     #=44:11 first words
      background: [帮助……, 帮助…]              #=45:26 already defined on line 45
  - at: 一（二）
    context: goals                            #=47:14 goal
  - at: 一（三）
    measures:
      - {topic: facilities, force: provide, quote: 加强}
    context: goal                             #=51:14 whole clause
  - at: 一（四）
    context: [{quote: x, kind: goal}]         #=53:5 goal: [首词…]
"""


def expected() -> dict[str, str]:
    found = {}
    for line in MISTAKES.splitlines():
        if "#=" in line:
            place, _, words = line.partition("#=")[2].partition(" ")
            found[place] = words
    return found


def test_all_of_them_at_their_places(tmp_path: Path) -> None:
    path = tmp_path / "mistakes.yaml"
    path.write_text("\n".join(line.partition("#=")[0].rstrip() for line in MISTAKES.splitlines()), encoding="utf-8")
    rules, problems = read_rules((), (str(path),))
    assert rules is None
    places: dict[str, list[str]] = {}
    for problem in problems:
        assert problem.location is not None, problem
        assert problem.location.file == str(path)
        shown = problem.format()
        places.setdefault(f"{problem.location.line}:{problem.location.column}", []).append(shown)
        # The line itself, and a caret beneath the right column.
        assert problem.location.text.strip() in shown
        assert "^" in shown
        assert problem.expected or problem.did_you_mean
    wanted = expected()
    missing = {place: words for place, words in wanted.items() if place not in places}
    assert not missing, (missing, sorted(places))
    for place, words in wanted.items():
        assert any(words in shown for shown in places[place]), (place, words, places[place])
    # Nothing is reported twice, and nothing that is not wrong (a missing title is the misspelt one).
    unexpected = {place: shown for place, shown in places.items() if place not in wanted}
    assert all("missing key" in shown for many in unexpected.values() for shown in many), unexpected
    assert len(wanted) >= 20


def test_they_come_in_the_order_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "mistakes.yaml"
    path.write_text("\n".join(line.partition("#=")[0].rstrip() for line in MISTAKES.splitlines()), encoding="utf-8")
    _, problems = read_rules((), (str(path),))
    lines = [(problem.location.line, problem.location.column) for problem in problems if problem.location]
    assert lines == sorted(lines)


def test_two_files_with_mistakes_are_reported_together(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("services:\n  x: {titel: a}\n", encoding="utf-8")
    (tmp_path / "b.yaml").write_text("policy: b\nclauses: 5\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_rules(tmp_path)
    files = {problem.location.file for problem in caught.value.problems if problem.location}
    assert files == {str(tmp_path / "a.yaml"), str(tmp_path / "b.yaml")}

"""A small document of one's own, in a folder of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

DOCUMENT = """\
policy: village
title: 关于做好农村留守妇女服务的通知
number: 青民发〔2024〕3号
issued: 2024-05-20
place: "630000"
issuers: [青海省民政厅]
definition:
  at: 一
  quote: 丈夫外出务工半年以上、留在农村的妇女
  when:
    - sex is female
    - lives_in_village
    - husband_away_half_year
clauses:
  - at: 一
    context: background
  - at: 二（一）
    heading: 看病
    agencies: {lead: [省卫健委], support: [省民政厅]}
    measures:
      - service: two_cancer_screening
        force: shall
        quote: 为40至59周岁的农村留守妇女免费筛查
        when: [age between 40 and 59]
      - service: well_water
        force: priority
        quote: 优先为有需求的缺水户打井，按规定补助
        when:
          - any: [water_is_far, disabled]
        need: wants_well
        residual: [按规定（由水利部门核定）]
  - at: 二（二）
    agencies: {sole: [省民政厅]}
    measures:
      - service: visits
        force: provide
        quote: 开展走访
      - topic: publicity
        reach: collective
        force: encourage
        quote: 鼓励宣传
"""

REGISTERS = """\
agencies:
  qh_civil_affairs: {name: 青海省民政厅, level: province, place: "630000", aliases: [省民政厅]}
  qh_health: {name: 青海省卫生健康委员会, level: province, place: "630000", aliases: [省卫健委]}
services:
  well_water: {title: 打井}
facts:
  water_is_far: {title: 离水源远, type: yes_no, ask: 离水源远吗？}
  wants_well: {title: 打井意愿, type: yes_no, ask: 想打井吗？, need: true}
"""

CASES = """\
place: "630000"
on: 2025-06-30
policies: policies
policy: village
base: {sex: female, lives_in_village: yes, husband_away_since: 2024-01-01, birth_date: 1980-05-20,
       water_is_far: no, disabled: no}
clauses:
  - {at: 二（一）, lead: [省卫健委], support: [省民政厅], force: {免费筛查: shall, 打井: priority}}
  - {at: 二（二）, sole: [省民政厅], force: {开展走访: provide, 鼓励宣传: encourage}}
cases:
  - {name: 适龄, clause: 二（一）, profile: {}, expect: {two_cancer_screening: {status: eligible, lead: [省卫健委]}}}
  - {name: 满六十, clause: 二（一）, profile: {birth_date: 1965-06-30}, expect: {two_cancer_screening: ineligible}}
  - {name: 五十九, clause: 二（一）, profile: {birth_date: 1965-07-01}, expect: {two_cancer_screening: eligible}}
  - {name: 满四十, clause: 二（一）, profile: {birth_date: 1985-06-30}, expect: {two_cancer_screening: eligible}}
  - {name: 三十九, clause: 二（一）, profile: {birth_date: 1985-07-01}, expect: {two_cancer_screening: ineligible}}
  - {name: 离水远, clause: 二（一）, profile: {water_is_far: yes}, expect: {well_water: {status: eligible, need: unknown}}}
  - {name: 残疾, clause: 二（一）, profile: {disabled: yes}, expect: {well_water: eligible}}
  - {name: 都不是, clause: 二（一）, profile: {}, expect: {well_water: ineligible}}
  - {name: 走访, clause: 二（二）, profile: {}, expect: {visits: eligible}}
  - {name: 是, clause: 一, profile: {}, definition: yes}
  - {name: 男的, clause: 一, profile: {sex: male}, definition: no}
  - {name: 不在村里, clause: 一, profile: {lives_in_village: no}, definition: no}
  - {name: 刚走, clause: 一, profile: {husband_away_since: 2025-06-01}, definition: no}
  - {name: 差一天, clause: 一, profile: {husband_away_since: 2025-01-01}, definition: no}
  - {name: 满半年, clause: 一, profile: {husband_away_since: 2024-12-31}, definition: yes}
  - {name: 半年, clause: 一, profile: {husband_away_since: null, husband_away_years: 0.5}, definition: yes}
  - {name: 不到半年, clause: 一, profile: {husband_away_since: null, husband_away_years: 0}, definition: no}
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder with a document, its registers and its cases."""
    folder = tmp_path / "policies"
    folder.mkdir()
    (folder / "village.yaml").write_text(DOCUMENT, encoding="utf-8")
    (folder / "registers.yaml").write_text(REGISTERS, encoding="utf-8")
    (tmp_path / "village.cases.yaml").write_text(CASES, encoding="utf-8")
    return tmp_path

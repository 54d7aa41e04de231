"""Notices that are made up: head, numbering, headings, closings and foot in the forms in which they are printed.

What is right is known because it is written here, not read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from random import Random

from liushou.documents import Agencies

COUNTIES = {
    "510824": "苍溪县",
    "411522": "光山县",
    "431126": "宁远县",
    "520523": "金沙县",
    "341522": "霍邱县",
    "610924": "紫阳县",
    "450123": "隆安县",
    "360733": "会昌县",
}
OFFICES = {
    "民政局": "民政局",
    "妇女联合会": "妇联",
    "司法局": "司法局",
    "财政局": "财政局",
    "卫生健康局": "卫生健康局",
    "人力资源和社会保障局": "人力资源社会保障局",
    "残疾人联合会": "残联",
    "农业农村局": "农业农村局",
}
DEFINITION = "丈夫连续外出务工、经商等半年以上、本人留在农村居住生活的妇女"
HEADINGS = [
    "加强救助保障",
    "促进就业创业",
    "关心身心健康",
    "维护合法权益",
    "建立信息台账",
    "丰富文化生活",
    "做好法律服务",
]
HEADINGS += ["强化家庭教育", "开展走访慰问", "参与基层治理", "加强宣传引导", "畅通求助渠道", "做好帮扶服务"]
SENTENCES = [
    "及时将符合条件的农村留守妇女家庭纳入最低生活保障范围",
    "为适龄农村留守妇女免费进行“两癌”筛查",
    "各单位要结合实际，认真抓好落实",
    "对年满70周岁的农村留守妇女，每月发放生活补助100元（含高龄津贴）",
    "加大职业技能培训力度，提高培训的针对性和实效性",
    "为有需求的残疾农村留守妇女提供基本康复服务",
    "加强对农村留守妇女土地承包权益维护；确保其合法权益不受侵害",
    "深入开展《民法典》等法律法规宣传教育",
    "积极开展“送戏下乡”“送技能下乡”等活动",
    "建立农村留守妇女信息台账，至少每半年更新一次",
    "一是摸清底数；二是建好台账；三是及时更新",
    "支持社会组织为困难农村留守妇女开展公益活动",
]
PARTS = ["主要任务", "工作措施", "保障措施", "组织实施"]
NUMERALS = "一二三四五六七八九十"


@dataclass(kw_only=True)
class Clause:
    """A clause as it should be read: its label (None where more than one is right), heading, offices and words.

    ``start`` is where the words begin in the text.
    """

    at: str | None
    heading: str | None
    agencies: Agencies
    start: int
    body: str


@dataclass(kw_only=True)
class Notice:
    """A made-up text and what is right of it."""

    text: str = ""
    number: str | None = None
    title: str = ""
    issued: date | None = None
    place: str = ""
    issuers: tuple[str, ...] = ()
    clauses: list[Clause] = field(default_factory=list)


def numeral(number: int) -> str:
    """1 to 99 in Chinese."""
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{NUMERALS[tens - 1]}十"
    return head + (NUMERALS[ones - 1] if ones else "")


def notice(seed: int) -> Notice:
    """The notice of a seed."""
    return _Writer(Random(seed)).notice()


class _Writer:
    def __init__(self, random: Random) -> None:
        self.random = random
        self.result = Notice()
        self.lines: list[str] = []
        self.place, self.county = random.choice(list(COUNTIES.items()))
        self.offices = random.sample(list(OFFICES.items()), random.randint(1, 4))

    def notice(self) -> Notice:
        result, random = self.result, self.random
        result.place = self.place
        result.issuers = tuple(self.county + name for name, _ in self.offices)
        result.title = random.choice(
            [
                "关于加强农村留守妇女关爱服务工作的通知",
                "农村留守妇女关爱服务工作实施方案",
                "关于做好农村留守妇女关爱服务工作的实施意见",
            ]
        )
        self._head()
        self._body()
        self._foot()
        result.text = "\n".join(self.lines) + "\n"
        return result

    # -- head and foot ---------------------------------------------------------------------------------

    def _head(self) -> None:
        random, result = self.random, self.result
        number = f"{self.county[0]}民发〔{random.randint(2019, 2025)}〕{random.randint(1, 99)}号"
        where = random.choice(["above", "below", "brackets", "none"])
        result.number = None if where == "none" else number
        if random.random() < 0.3:
            self.lines.append(f"{self.county}民政局文件")
        elif random.random() < 0.5:
            self.lines += result.issuers
        if where == "above":
            self.lines.append(number)
        self.lines.append(result.title)
        if where == "below":
            self.lines.append(number)
        elif where == "brackets":
            self.lines.append(f"（{number}）")
        if random.random() < 0.8:
            self.lines.append("各乡镇人民政府、街道办事处，县直有关单位：")
        self.lines.append(f"农村留守妇女是指{DEFINITION}。为做好有关工作，结合我县实际，通知如下。")

    def _foot(self) -> None:
        random, result = self.random, self.result
        if random.random() < 0.3:
            self.lines.append("附件：工作情况统计表")
        day = date(random.randint(2019, 2025), random.randint(1, 12), random.randint(1, 28))
        form = random.choice(["plain", "plain", "spaced", "chinese", "none"])
        if random.random() < 0.5:
            self.lines += result.issuers
        else:
            self.lines.append("　　".join(result.issuers))
        if form == "none":
            return
        result.issued = day
        if form == "chinese":
            year = "".join("〇一二三四五六七八九"[int(digit)] for digit in str(day.year))
            self.lines.append(f"{year}年{numeral(day.month)}月{numeral(day.day)}日")
        else:
            space = " " if form == "spaced" else ""
            self.lines.append(f"{day.year}{space}年{space}{day.month}{space}月{space}{day.day}{space}日")

    # -- the clauses -----------------------------------------------------------------------------------

    def _body(self) -> None:
        form = self.random.choice(["parts", "running", "single", "articles", "brackets", "digits", "nested digits"])
        self.heading_form = self.random.choice(["run-in", "run-in", "line", "none"])
        self.closing_form = self.random.choice(range(len(CLOSINGS)))
        self.headings = self.random.sample(HEADINGS, len(HEADINGS))
        if form in ("parts", "running", "nested digits"):
            self._parts(form)
            return
        for number in range(1, self.random.randint(3, 8)):
            label = {
                "single": f"{numeral(number)}、",
                "articles": f"第{numeral(number)}条　",
                "brackets": f"（{numeral(number)}）",
                "digits": f"{number}.",
            }[form]
            at = {"single": numeral(number), "articles": f"第{numeral(number)}条", "brackets": f"（{numeral(number)}）"}
            self._clause(label, at.get(form), form)

    def _parts(self, form: str) -> None:
        count = 0
        for part in range(1, self.random.randint(2, 4)):
            self.lines.append(f"{numeral(part)}、{PARTS[part - 1]}")
            for number in range(1, self.random.randint(3, 5)):
                count += 1
                shown = count if form == "running" else number
                if form == "nested digits":
                    self._clause(f"{shown}.", None, form)
                else:
                    self._clause(f"（{numeral(shown)}）", f"{numeral(part)}（{numeral(shown)}）", form)

    def _clause(self, label: str, at: str | None, form: str) -> None:
        random = self.random
        heading = None if self.heading_form == "none" or form == "articles" else self.headings.pop()
        # A first sentence without a comma and no heading could be either: only articles have no headings.
        first = [words for words in SENTENCES if heading or form == "articles" or "，" in words]
        opening = random.choice(first)
        others = random.sample([words for words in SENTENCES if words != opening], random.randint(0, 2))
        body = "。".join([opening, *others]) + "。"
        closing, below, agencies = self._closing() if random.random() < 0.8 else ("", [], Agencies())
        before = label
        if heading and self.heading_form == "run-in":
            before += f"{heading}。"
        elif heading:
            self.lines.append(f"{label}{heading}")
            before = ""
        start = sum(len(line) + 1 for line in self.lines) + len(before)
        self.lines += [f"{before}{body}{closing}", *below]
        self.result.clauses.append(Clause(at=at, heading=heading, agencies=agencies, start=start, body=body))

    def _closing(self) -> tuple[str, list[str], Agencies]:
        names = ["县" + short for short in self.random.sample(list(OFFICES.values()), self.random.randint(1, 4))]
        template, lead = CLOSINGS[self.closing_form]
        if lead and len(names) < 2:
            template, lead = "（{all}负责）", False
        words = template.format(all="、".join(names), first=names[0], rest="、".join(names[1:]))
        if lead:
            agencies = Agencies(lead=(names[0],), support=tuple(names[1:]))
        elif len(names) == 1 and "分工" not in template:
            agencies = Agencies(sole=tuple(names))
        else:
            agencies = Agencies(joint=tuple(names))
        inline, *below = words.split("\n")
        return inline, below, agencies


#: (the words, whether there is a lead); what stands behind a line end has a line of its own.
CLOSINGS = [
    ("（{all}按职责分工负责）", False),
    ("（{first}牵头，{rest}按职责分工负责）", True),
    ("（{first}牵头，{rest}配合）", True),
    ("（牵头单位：{first}；配合单位：{rest}）", True),
    ("（责任单位：{all}）", False),
    ("〔{first}牵头负责，{rest}配合〕", True),
    ("【责任单位：{all}】", False),
    ("\n责任单位：{all}", False),
    ("\n牵头单位：{first}\n配合单位：{rest}", True),
    ("\n牵头单位：{first}；配合单位：{rest}", True),
    ("\n（{first}牵头，{rest}按职责分工负责）", True),
]

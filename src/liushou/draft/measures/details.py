"""The smaller parts of a measure: need, residual, readings of open words, contact, who carries it out, last day."""

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Sequence
from datetime import date

from ...documents import Rules
from ...rules import Condition
from ...texts import Lexicon, pattern
from ..model import Frame
from .conditions import names
from .neighbours import Near

#: As many characters of words the field that a service has elsewhere is worth.
_ELSEWHERE = 5
#: From which likeness on a neighbour says who carries a service out.
_LIKE = 0.6
#: Who decides a printed residual, where nobody has written it yet.
DECIDED = "（由主管部门核定）"
_REMARK = re.compile("（[^）]*）$")
_UNTIL = re.compile(r"(?:到|至|在|力争)?(\d{4})年(?:(\d{1,2})月)?(?:(\d{1,2})日)?(?:年?底|末|前|之前|年底前)")
_THROUGH = re.compile(
    r"发挥好?(?!其|农村|广大)([^，。；、]{1,40}、[^，。；]{1,120}?)的?(?:辐射带动|桥梁纽带|职能|积极)?作用"
)
_DOES = re.compile(r"(?:\A|[由，、])([^，、。；由]{2,30}(?:统筹(?:指导)?|具体组织|组织实施|协助实施|牵头))(?=[，、])")
_HOW = re.compile(r"\A(?:积极|深入|不断|大力|切实|及时|有效|进一步|持续|着力|广泛|为|对|向)+")


class Details:
    """Fills in what one measure carries, with the words and documents of a rule set."""

    def __init__(self, rules: Rules, lexicon: Lexicon, frame: Frame) -> None:
        self.rules, self.lexicon, self.frame = rules, lexicon, frame
        self._says = {
            group.of: pattern(group.says) for group in rules.words.values() if group.means == "field" and group.of
        }
        named = (group.of for group in rules.words.values() if group.means == "fact")
        self._needs = tuple(dict.fromkeys(name for name in named if name and self._is_need(name)))
        fields: dict[str, Counter[str]] = {}
        for policy in rules.policies.values():
            for clause, measure in policy.measures():
                office = measure.contact or clause.contact
                agency = rules.agency(office, policy.place) if office else None
                if agency is not None and agency.field:
                    fields.setdefault(measure.name, Counter())[agency.field] += 1
        self._fields = {name: counts.most_common(1)[0][0] for name, counts in fields.items()}

    def _is_need(self, name: str) -> bool:
        fact = self.rules.facts.get(name)
        return fact is not None and fact.need

    def need(self, words: str, service: str) -> str | None:
        """The need of which both the words and the title of the service speak, where the words name a need at all."""
        if not self.lexicon.words("need", words):
            return None
        entry = self.rules.services.get(service)
        title = entry.title if entry else ""
        fitting = [name for name in self._needs if self.lexicon.says(name, words)]
        return next((name for name in fitting if self.lexicon.says(name, title)), None)

    def residual(self, words: str, near: Sequence[Near]) -> tuple[str, ...]:
        """The printed residual conditions, with the neighbours' remark on who decides."""
        remarks: dict[str, str] = {}
        for each in near:
            for measure in each.quoted.measures:
                for residual in measure.residual:
                    remarks.setdefault(_REMARK.sub("", residual), residual)
        result: list[str] = []
        for printed in sorted(remarks, key=len, reverse=True):
            if printed in words and not any(printed in other for other in result):
                result.append(remarks[printed])
        for word in self.lexicon.words("residual", words):
            if word == "予以" or any(word in other for other in result):
                continue
            longer = re.search(re.escape(word) + "(?:地方|地区)", words)
            result.append((longer[0] if longer else word) + (DECIDED if word.startswith("符合") else ""))
        return tuple(sorted(result, key=lambda each: words.find(_REMARK.sub("", each))))

    def reading(self, words: str, condition: Condition) -> str | None:
        """How open words are read: 等 as an example, concepts as they say themselves."""
        parts = []
        for match in re.finditer("等(?!级|于)[^，。；、“”《》]{0,8}", words):
            if self.lexicon.words("open", match[0][:1]) and words[max(0, match.start() - 1)] not in "平同对高中初均":
                parts.append(f"“{match[0]}”是举例，同类的也在内")
        for name in names(condition):
            entry = self.rules.concepts.get(name)
            # 适龄按 35 至 64 周岁，…: the reading of a word that is printed here.
            explained = (entry.reading or "").partition("按")[0] if entry is not None else ""
            if entry is not None and entry.reading and explained and explained in words:
                parts.append(entry.reading.rstrip("。"))
        return "；".join(dict.fromkeys(parts)) or None

    def contact(self, name: str, words: str, offices: Sequence[str], lead: Sequence[str]) -> str | None:
        """The office of the clause for this service: by its field in other documents, and by the words of the quote.

        None where one office alone is responsible or the leading one is it, which goes without saying.
        """
        weights = dict.fromkeys(offices, 0)
        for office in offices:
            field = self._field(office)
            says = self._says.get(field or "")
            weights[office] = sum(len(word) for word in set(says.findall(words))) if says else 0
            weights[office] += _ELSEWHERE if field is not None and field == self._fields.get(name) else 0
        best = max(weights.values(), default=0)
        fitting = [office for office in offices if weights[office] == best]
        return fitting[0] if best and len(offices) > 1 and len(fitting) == 1 and fitting[0] not in lead else None

    def _field(self, printed: str) -> str | None:
        agency = self.rules.agency(printed, self.frame.place)
        own = (each for each in self.frame.agencies.values() if printed in (each.name, *each.aliases))
        agency = agency or next(own, None)
        return agency.field if agency else None

    def carried_out_by(self, name: str, sentence: str, quote: str, near: Sequence[Near]) -> tuple[str, ...]:
        """Who carries a service out: the bodies of the words most like these, if the sentence names them, else
        those that it says before the quote do a part of it (甲统筹、乙具体组织), or through which it is done
        (发挥甲、乙作用). Those that the quote names are in the quote.
        """
        measures = (each.quoted.named(name) for each in near if each.likeness >= _LIKE)
        bodies = next((named[0].carried_out_by for named in measures if named), ())
        known = tuple(body for body in bodies if body in sentence)
        before = sentence.partition(quote)[0]
        listed = _THROUGH.search(before)
        return known or (tuple(listed[1].split("、")) if listed else tuple(_DOES.findall(before)))

    def until(self, words: str) -> date | None:
        """The last day of a dated goal."""
        match = _UNTIL.search(words)
        if match is None:
            return None
        year, month = int(match[1]), int(match[2] or 12)
        if not 1 <= month <= 12 or not 1900 <= year <= 2200:
            return None
        days = monthrange(year, month)[1]
        return date(year, month, min(int(match[3] or days), days) or days)

    def title(self, words: str) -> str:
        """A short title for a new service: the last 分句 without what says how."""
        last = re.split("[，；。]", words)[-1]
        plain = re.sub(r"\A.*?(?:农村留守妇女|留守妇女|妇女)(?:及其家庭|家庭)?", "", last) or last
        return _HOW.sub("", plain).strip("，、的")[:20] or last[:20]

"""A document's frame, put together from what its parts say."""

import re
from collections.abc import Iterator
from datetime import date

from ...documents import Clause, Policy, Rules
from ...places import NATION
from ...problems import Code, InputError
from ...texts import PREAMBLE, Source, parse_source
from ..model import Frame, Judgement
from .annex import annex_of
from .definition import definition_of
from .head import about_issuers, addressees_of, implemented, issued_on, number_of_document, title_of
from .laws import laws_named, new_references
from .offices import Offices, looks_like_office
from .placing import place_for
from .tables import judged, pattern

_IDENTIFIER = re.compile("[a-z][a-z0-9_]{0,63}")
#: Items of a clause, and brackets or labels within it that name offices, too.
_ITEMS = re.compile(r"(?m)^[^\S\n]*(?:[0-9０-９]{1,2}[.．、]|[（(][0-9０-９]{1,2}[）)]|[①-⑳])")
_EARLIER = re.compile(r"[（(\[〔][^）)\]〕]{2,80}(?:[局厅委办联]|单位|负责|牵头|配合|落实)[）)\]〕]\s*$", re.MULTILINE)
_ENDS = re.compile(r"[）)]\s*[。；;]?\s*\Z")


def frame_of(
    text: str, file: str, rules: Rules, *, place: str | None = None, id: str | None = None, today: date
) -> Frame:
    """The frame of the text of one document; ``file`` is what messages call it.

    ``place`` is a code, a name or ``nation`` where the issuers do not say it; ``id`` the document's id, ``today`` the
    day that stands for a date that is not printed. Raises :class:`~liushou.InputError` for a text without words, with
    more sentences or parts than are read, or a ``place`` that is none.
    """
    source = parse_source(text, file)
    problems = [problem for problem in source.problems if problem.code != Code.NO_CLAUSES]
    if problems:
        raise InputError(problems)
    title, about_title = title_of(source)
    number, about_number = number_of_document(source, title)
    issued, about_issued = issued_on(source, today)
    issuers = tuple(dict.fromkeys(line.text for line in source.issuers))
    code, about_place = place_for(source, issuers, place)
    if source.number and code != NATION and pattern("national_prefixes").search(number):
        about_number = judged(*about_number.speaks_for, against=("文号像是全国的机关的，发文机关却不是",))
    implements, about_implements = implemented(source, number)
    name = id or _identifier(file, code, number, rules)
    definition, facts, about_definition = definition_of(source, rules, name)
    clauses = tuple(_clauses(source, rules))
    policy = Policy(
        id=name,
        title=title,
        number=number,
        issued=issued,
        place=code,
        implements=implements,
        issuers=issuers,
        definition=definition,
        clauses=clauses,
    )
    annex = annex_of(source, policy)
    offices = Offices(rules, code)
    offices.add(issuers)
    closings = [
        *((("clauses", position), clause.at, clause.agencies) for position, clause in enumerate(clauses)),
        *((("annex", position), item.at, item.agencies) for position, item in enumerate(annex)),
    ]
    offices.add(office for _, _, agencies in closings for office in agencies.all())
    absent = {
        "title": not source.titles,
        "number": source.number is None,
        "issued": source.issued is None,
        "issuers": not issuers,
    }
    judgements: dict[tuple[str | int, ...], Judgement] = {
        ("title",): about_title,
        ("number",): about_number,
        ("issued",): about_issued,
        ("place",): about_place,
        ("implements",): about_implements,
        ("issuers",): about_issuers(source),
        ("definition",): about_definition,
    }
    for path, at, agencies in closings:
        judgement = _about_agencies(source, at, agencies.all(), rules, code)
        if judgement is not None:
            judgements[(*path, "agencies")] = judgement
    judgements |= {("agencies", key): judgement for key, judgement in offices.judgements.items()}
    return Frame(
        id=name,
        source=source,
        title=title,
        number=number,
        issued=issued,
        place=code,
        implements=implements,
        issuers=issuers,
        addressees=addressees_of(source),
        definition=definition,
        clauses=clauses,
        annex=annex,
        agencies=offices.agencies,
        references=new_references((law for clause in clauses for law in clause.references), rules),
        fields=offices.fields,
        facts=facts,
        judgements=judgements,
        not_printed=tuple(key for key, missing in absent.items() if missing),
    )


def _clauses(source: Source, rules: Rules) -> Iterator[Clause]:
    for part in source.clauses:
        if part.kind != "annex":
            titles = source.titles if part.at == PREAMBLE else ()
            laws = laws_named(part.body, rules, tuple(title.text for title in titles))
            yield Clause(at=part.at, heading=part.heading, references=laws, agencies=part.agencies)


def _about_agencies(source: Source, at: str, offices: tuple[str, ...], rules: Rules, place: str) -> Judgement | None:
    """How certain the offices of one part are; None where it neither names nor seems to name any."""
    part = source.clause(at)
    if part is None or (not offices and not _seems_closed(part.body)):
        return None
    if not offices:
        return judged(against=("末尾的括号没有读成负责的机关",))
    odd = [name for name in offices if rules.agency(name, place) is None and not looks_like_office(name)]
    against = [f"“{name}”看不出是一个机关" for name in odd]
    own_line = part.text[: part.text.rfind(part.closing or "")].rstrip(" \t\u3000").endswith("\n")
    if _EARLIER.search(part.body) or (len(_ITEMS.findall(part.body)) > 1 and not own_line):
        against.append("条款里不止一项，末尾的括号也许只属于最后一项")
    return judged(f"照条款末尾的{part.closing}", against=tuple(against))


def _seems_closed(body: str) -> bool:
    """Whether a part ends in brackets that speak of who does it, and was not read as a closing."""
    if not _ENDS.search(body):
        return False
    tail = body[max(body.rfind("（"), body.rfind("(")) :]
    return bool(re.search("责任|负责|牵头|配合|单位", tail))


def _identifier(file: str, place: str, number: str, rules: Rules) -> str:
    """An id for the document: the name of its file where that can be one, else its place, year and number."""
    stem = re.split(r"[\\/]", file)[-1].rsplit(".", 1)[0].lower().replace("-", "_").replace(" ", "_")
    parts = re.findall(r"\d+", number)
    base = stem if _IDENTIFIER.fullmatch(stem) else "_".join(["p" + place if place != "nation" else place, *parts[-2:]])
    base = base[:56]
    numbers = range(2, len(rules.policies) + 3)
    return next(name for name in (base, *(f"{base}_{extra}" for extra in numbers)) if name not in rules.policies)

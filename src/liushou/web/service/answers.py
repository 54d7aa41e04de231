"""``POST``: what is answered about a woman. Nothing of it is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from ...answer import Match
from ...ask import TooLargeError, next_question
from ...problems import Code, InputError, Phrase, Problem, closest, unknown_name
from ...profile import GROUPS, Profile
from ..description import described
from ..sheets import render_notice
from .reading import Asked, is_plain, parsed, profile_of, refused_profile, sent_body, shortened, type_problem
from .refusals import Refusal, Steps, dumped, language_of, problem_data
from .state import Here, State

#: So many women are answered without a thread, where their place is ready.
_FEW = 100
#: Bytes of a request that is read without a thread: of one woman, and of many.
_SMALL, _LARGE = 1 << 16, 1 << 18
_JSON = b"application/json"
_HTML = b"text/html; charset=utf-8"
_SHEET_POLICY = b"default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"


def router(state: State) -> APIRouter:
    """The routes."""
    routes = APIRouter(prefix="/v1")

    @routes.post("/match", response_class=Response, openapi_extra=described("match"))
    async def match(request: Request) -> Response:
        """The services that she may have, each with the clauses that say so."""
        asked = await asked_by(request, state, ("place", "on", "profile", "service", "lean"))
        service = _service(state, asked) if "service" in asked.data else None
        lean = asked.get("lean", bool)
        here, profile = await _hers(state, asked)
        if lean and service is None:
            return _answer(state, asked, _about(_lean, here, profile))
        return _answer(state, asked, await state.run(_about, _full, here, profile, service, bool(lean)))

    @routes.post("/statuses", response_class=Response, openapi_extra=described("statuses"))
    async def statuses(request: Request) -> Response:
        """The status of every service, of one woman or of many."""
        asked = await asked_by(request, state, ("place", "on", "profile", "women"))
        if "women" not in asked.data:
            here, profile = await _hers(state, asked)
            body = _rules(state) + here.head + _about(_statuses, here, profile) + b"}"
            return _answer(state, asked, body)
        women = _women(state, asked)
        lang = language_of(request.headers.get("accept-language", ""))
        many = _Many(state, asked, lang)
        work = many.answers if await many.is_quick(women) else None
        body = work(women) if work else await state.run(many.answers, women)
        return _answer(state, asked, body, lang)

    @routes.post("/next-question", response_class=Response, openapi_extra=described("next-question"))
    async def next_question(request: Request) -> Response:
        """The next screen of the interview, or null where nothing that is asked can change a status any more."""
        asked = await asked_by(request, state, ("place", "on", "profile", "skipped", "group"))
        skipped, group = _facts(state, asked, "skipped"), _group(asked)
        here, profile = await _hers(state, asked, needed=False)
        screen = await state.run(_about, _screen, here, profile, skipped, group)
        return _answer(state, asked, _rules(state) + b'"screen":' + screen + b"}")

    @routes.post("/notice", response_class=Response, openapi_extra=described("notice"))
    async def notice(request: Request) -> Response:
        """The sheet to hand over (告知单), one page of A4 as HTML."""
        asked = await asked_by(request, state, ("place", "on", "profile"))
        here, profile = await _hers(state, asked)
        body = await state.run(_about, _sheet, here, profile)
        return _answer(state, asked, body, kind=_HTML, policy=_SHEET_POLICY)

    return routes


def _answer(
    state: State, asked: Asked, body: bytes, lang: str = "", *, kind: bytes = _JSON, policy: bytes | None = None
) -> Response:
    """The answer with its mark: what is asked again with the same rules has the same one."""
    mark = hashlib.blake2b(asked.body + lang.encode(), key=state.key, digest_size=16).hexdigest()
    headers = [(b"content-length", b"%d" % len(body)), (b"content-type", kind), (b"etag", b'"%b"' % mark.encode())]
    if policy is not None:
        headers.append((b"content-security-policy", policy))
    if lang:
        headers += [(b"vary", b"Accept-Language"), (b"content-language", lang.encode())]
    response = Response(None)
    response.body, response.raw_headers = body, headers
    return response


# -- what is asked ---------------------------------------------------------------------------


async def asked_by(request: Request, state: State, names: Sequence[str]) -> Asked:
    """The keys of the JSON object that a request holds. Raises :class:`Refusal` (400, 413, 415 or 422)."""
    body = await sent_body(request)
    data = parsed(body) if len(body) < _LARGE else await state.run(parsed, body)
    return Asked(data, names, body=body)


async def _hers(state: State, asked: Asked, *, needed: bool = True) -> tuple[Here, Profile]:
    """Her place on her day, and her profile. Raises :class:`Refusal` with everything that is wrong."""
    on, place, data = asked.day(), asked.data.get("place"), asked.data.get("profile")
    here = profile = None
    if place is None:
        asked.get("place", str, needed=True)
    elif on is None:
        await state.run(asked.check_place)
    else:
        try:
            here = await state.prepared(place, on)
        except Refusal as refusal:
            asked.wrong += refusal.wrong
    if data is None and needed:
        asked.get("profile", dict, needed=True)
    else:
        reading = ({} if data is None else data, state.rules.facts, ("profile",))
        try:
            quick = len(asked.body) < _SMALL and is_plain(data, state.rules.facts)
            profile = profile_of(*reading) if quick else await state.run(profile_of, *reading)
        except Refusal as refusal:
            asked.wrong += refusal.wrong
    asked.done()
    assert here is not None
    assert profile is not None
    return here, profile


def _about(work: Callable[..., bytes], here: Here, profile: Profile, *more: Any) -> bytes:
    """What is worked out of her profile. Raises :class:`Refusal` where it cannot be so on the day."""
    try:
        return work(here, profile, *more)
    except InputError as error:
        raise refused_profile(error, ("profile",)) from None


def _service(state: State, asked: Asked) -> str | None:
    """The id of the service that is named by its id or its title."""
    name: str | None = asked.get("service", str)
    ids = {service.title: service.id for service in state.rules.services.values()}
    if name is None or name in state.rules.services:
        return name
    if name not in ids:
        asked.add("service", unknown_name("service", name, [*state.rules.services, *ids]))
    return ids.get(name)


def _facts(state: State, asked: Asked, name: str) -> tuple[str, ...]:
    facts = asked.texts(name)
    unknown = [(number, fact) for number, fact in enumerate(facts) if fact not in state.rules.facts]
    for number, fact in shortened(unknown, asked.wrong, (name,)):
        asked.wrong.append(((name, number), unknown_name("fact", fact, state.rules.facts)))
    return facts


def _group(asked: Asked) -> str | None:
    name: str | None = asked.get("group", str)
    if name is not None and name not in GROUPS:
        label, near = Phrase("key-label", name="group"), closest(name, GROUPS)
        asked.add("group", Problem(Code.NOT_ONE_OF, near=near, label=label, value=name, names=tuple(GROUPS)))
    return name


def _women(state: State, asked: Asked) -> list[Any]:
    women: list[Any] = asked.get("women", list, needed=True) or []
    if "profile" in asked.data:
        asked.add("profile", Problem(Code.NOT_TOGETHER, subject="profile", other="women"))
    most = state.limits.women
    if len(women) > most:
        label, limit = Phrase("key-label", name="women"), Phrase("at-most", limit=most)
        asked.add("women", Problem(Code.COUNT, expected=limit, label=label, length=len(women)))
    for name in ("place", "on"):
        # Who has none of her own needs the one that is given for all.
        if asked.data.get(name) is None and not all(isinstance(her, dict) and her.get(name) for her in women):
            asked.get(name, str, needed=True)
    asked.done()
    return women


# -- what is answered ------------------------------------------------------------------------


def _rules(state: State) -> bytes:
    return b'{"rules":' + state.used + b","


def _statuses(here: Here, profile: Profile) -> bytes:
    return here.matcher.statuses_json(profile)


def _lean(here: Here, profile: Profile) -> bytes:
    return here.matcher.lean(profile)


def _full(here: Here, profile: Profile, service: str | None, lean: bool) -> bytes:
    answer = here.matcher.match(profile)
    return dumped((answer if service is None else _only(answer, service)).to_dict(lean=lean))


def _only(answer: Match, name: str) -> Match:
    services = tuple(service for service in answer.services if service.id == name)
    missing = {fact for service in services for fact in service.missing}
    questions = tuple(question for question in answer.questions if question.fact in missing)
    return replace(answer, services=services, questions=questions)


def _screen(here: Here, profile: Profile, skipped: Sequence[str], group: str | None) -> bytes:
    try:
        screen = next_question(profile, **here.given, skipped=skipped, group=group)
    except TooLargeError:
        raise Refusal(422, [(("profile",), Problem(Code.TOO_ENTANGLED))]) from None
    return dumped(None if screen is None else screen.to_dict())


def _sheet(here: Here, profile: Profile) -> bytes:
    return render_notice(profile, **here.given).encode()


class _Many:
    """The statuses of many women; a mistake in one does not lose the others."""

    def __init__(self, state: State, asked: Asked, lang: str) -> None:
        self.state, self.lang, self.size = state, lang, len(asked.body)
        self.given = {name: asked.data.get(name) for name in ("place", "on")}
        self._known: dict[tuple[str, str], Here | Refusal] = {}

    async def is_quick(self, women: Sequence[Any]) -> bool:
        """Whether they are few, and all of one place, which is made ready here where it is not."""
        if self.size > _LARGE or len(women) > _FEW or not all(map(self._is_plain, women)):
            return False
        await self.state.run(self._here, *self.given.values())
        return True

    def _is_plain(self, her: Any) -> bool:
        if not isinstance(her, dict):
            return True
        own = "place" in her or "on" in her or len(her) > 1
        return not own and is_plain(her.get("profile"), self.state.rules.facts)

    def answers(self, women: Sequence[Any]) -> bytes:
        """All of them, each with her number in the request."""
        check_time, results = self.state.deadline(), []
        for number, her in enumerate(women):
            check_time()
            try:
                results.append(b'{"index":%d,%b}' % (number, self._hers(her, ("women", number))))
            except Refusal as refusal:
                problems = [problem_data(steps, problem, self.lang) for steps, problem in refusal.wrong]
                results.append(dumped({"index": number, "problems": problems}))
        return _rules(self.state) + b'"results":[' + b",".join(results) + b"]}"

    def _hers(self, her: Any, steps: Steps) -> bytes:
        if not isinstance(her, dict):
            raise Refusal(422, [(steps, type_problem(None, her, dict))])
        asked = Asked(her, ("place", "on", "profile"), steps)
        place, on = (her.get(name) if her.get(name) is not None else given for name, given in self.given.items())
        here, profile = self._here(place, on), None
        if isinstance(here, Refusal):
            asked.wrong += [((*steps, *inner), problem) for inner, problem in here.wrong]
        if her.get("profile") is None:
            asked.get("profile", dict, needed=True)
        else:
            try:
                profile = profile_of(her["profile"], self.state.rules.facts, (*steps, "profile"))
            except Refusal as refusal:
                asked.wrong += refusal.wrong
        asked.done()
        assert isinstance(here, Here)
        assert profile is not None
        try:
            return here.head + _statuses(here, profile)
        except InputError as error:
            raise refused_profile(error, (*steps, "profile")) from None

    def _here(self, place: Any, on: Any) -> Here | Refusal:
        """The place on the day, or what is wrong with them; each is looked up once."""
        key = (place, on)
        if not (isinstance(place, str) and isinstance(on, str)):
            return self._looked_up(place, on)
        if key not in self._known:
            self._known[key] = self._looked_up(place, on)
        return self._known[key]

    def _looked_up(self, place: Any, on: Any) -> Here | Refusal:
        asked = Asked({"place": place, "on": on}, ("place", "on"))
        day = asked.day()
        if day is None:
            asked.check_place()
        else:
            try:
                return self.state.here(place, day)
            except InputError as error:
                asked.add("place", *error.problems)
        return Refusal(422, asked.wrong)

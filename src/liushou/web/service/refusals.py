"""What is wrong with a request, as ``application/problem+json`` (RFC 9457), in Chinese or English."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ...messages import say
from ...problems import LiushouError, Phrase, Problem, mask
from ...values import grouped

MEDIA_TYPE = "application/problem+json"
#: Steps from the top of the request to the value that is wrong.
Steps = tuple[str | int, ...]
#: What is wrong, each with the steps to it.
Wrong = Sequence[tuple[Steps, Problem]]
Headers = tuple[tuple[bytes, bytes], ...]
_WEIGHT = re.compile(r"q\s*=\s*([01](?:\.\d{0,3})?)\Z")


class Refusal(LiushouError):
    """A request that is not answered: the status, and everything that is wrong with it; or all that as ``data``."""

    data: Mapping[str, Any] | None = None

    def __init__(self, status: int, wrong: Iterable[tuple[Steps, Problem]] = (), *, headers: Headers = ()) -> None:
        super().__init__(status)
        self.status, self.wrong, self.headers = status, tuple(wrong), headers


def language_of(accept: str) -> str:
    """The language of an ``Accept-Language``; English unless Chinese is preferred, as on the command line."""
    weights = {"en": 0.0, "zh": 0.0}
    for part in accept[:1000].split(","):
        tag, _, parameter = part.partition(";")
        weight = _WEIGHT.match(parameter.strip())
        language = tag.strip().lower().partition("-")[0]
        if language in weights and (weight or not parameter.strip()):
            weights[language] = max(weights[language], float(weight[1]) if weight else 1.0)
    return "zh" if weights["zh"] > weights["en"] else "en"


def pointer(steps: Steps) -> str:
    """The JSON pointer (RFC 6901) to a value, with numbers of people masked."""
    return mask("".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps))


def problem_data(steps: Steps, problem: Problem, lang: str) -> dict[str, Any]:
    """One problem as it stands in a refusal; what there is nothing to say of is left out."""
    texts = problem.texts(lang)
    # Other places are in files of the machine that serves.
    place = problem.location if problem.location and not problem.location.file else None
    data = {
        "field": pointer(steps),
        "code": str(problem.code),
        "message": texts["message"],
        "expected": texts["expected"],
        "did_you_mean": problem.did_you_mean,
        "hint": texts["hint"],
        "line": place and place.line,
        "column": place and place.column,
    }
    return {name: value for name, value in data.items() if value is not None}


def refusal_data(refusal: Refusal, lang: str) -> dict[str, Any]:
    """The problem details of a refusal."""
    if refusal.data is not None:
        return dict(refusal.data)
    problems = [problem_data(steps, problem, lang) for steps, problem in refusal.wrong]
    return {
        "type": f"urn:liushou:refusal:{refusal.status}",
        "title": say(Phrase(f"http-{refusal.status}"), lang),
        "status": refusal.status,
        "detail": "\n".join(_summary(problems)),
        "problems": problems,
    }


def _summary(problems: Iterable[Mapping[str, str]]) -> Iterator[str]:
    """A line for each thing that is wrong, with all its places before it."""
    for message, fields in grouped((problem["message"], problem["field"]) for problem in problems).items():
        yield ": ".join(filter(None, (", ".join(filter(None, fields)), message)))


def refusal_bytes(refusal: Refusal, lang: str) -> tuple[Headers, bytes]:
    """The headers and the body of a refusal."""
    body = dumped(refusal_data(refusal, lang))
    headers = (
        (b"content-type", MEDIA_TYPE.encode()),
        (b"content-language", lang.encode()),
        (b"content-length", str(len(body)).encode()),
        (b"vary", b"Accept-Language"),
        *refusal.headers,
    )
    return headers, body


def dumped(data: Any) -> bytes:
    """Data as JSON in UTF-8; half a character, which no UTF-8 has, is replaced."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")

"""GET / and /documents: whole pages, kept by whoever has them, that load nothing but what stands in them."""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
from urllib.parse import urljoin

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from liushou import Rules
from liushou.web import create_app, render_page

PAGES = ("/", "/?place=500230", "/documents", "/documents/fengdu", "/documents/services")


def test_the_page_is_that_of_liushou_page(client: TestClient, rules: Rules) -> None:
    assert client.get("/").text == render_page(rules)


@pytest.mark.parametrize("place", ["500230", "丰都县"])
def test_it_begins_in_a_place(client: TestClient, rules: Rules, place: str) -> None:
    assert client.get("/", params={"place": place}).text == render_page(rules, place="500230")


def test_a_place_that_there_is_not_is_refused(client: TestClient) -> None:
    answer = client.get("/", params={"place": "乌有县"})
    assert answer.status_code == 422
    assert [problem["field"] for problem in answer.json()["problems"]] == ["/place"]


@pytest.mark.parametrize("path", ["/documents/nowhere", "/documents/index", "/documents/../v1", "/documents/%00"])
def test_a_document_that_there_is_not_is_refused(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


@pytest.mark.parametrize("path", PAGES)
def test_only_what_stands_in_the_page_runs(client: TestClient, path: str) -> None:
    answer = client.get(path)
    policy = dict(part.strip().split(" ", 1) for part in answer.headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert not re.search(r"unsafe|https?:|\*", answer.headers["content-security-policy"])
    for kind in ("script", "style"):
        texts = re.findall(f"<{kind}>(.*?)</{kind}>", answer.text, re.DOTALL)
        hashes = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts)
        assert policy.get(f"{kind}-src", "").split() == [f"'sha256-{each}'" for each in hashes]


@pytest.mark.parametrize("path", PAGES)
def test_who_has_the_page_already_is_not_sent_it_again(client: TestClient, path: str) -> None:
    mark = client.get(path).headers["etag"]
    for known in (mark, f"W/{mark}", f'"other", {mark}', "*"):
        again = client.get(path, headers={"If-None-Match": known})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", mark)
    assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize(
    ("accepted", "packed"),
    [
        ("gzip, deflate, br", True),
        ("br;q=1.0, gzip;q=0.8", True),
        ("gzip;q=0", False),
        ("gzip;q=0.0", False),
        ("br", False),
        ("", False),
        ("xgzip", False),
    ],
)
def test_it_is_packed_for_who_can_unpack_it(client: TestClient, accepted: str, packed: bool) -> None:
    with client.stream("GET", "/", headers={"Accept-Encoding": accepted}) as answer:
        body = b"".join(answer.iter_raw())
    assert answer.headers.get("content-encoding") == ("gzip" if packed else None)
    assert answer.headers["vary"] == "Accept-Encoding"
    assert int(answer.headers["content-length"]) == len(body)
    assert (gzip.decompress(body) if packed else body) == client.get("/").content


@pytest.mark.parametrize("under", ["", "/liushou", "/a/b"])
def test_every_link_leads_to_a_page_under_whatever_path(under: str) -> None:
    app = create_app()
    if under:
        host = FastAPI()
        host.mount(under, app)
        app = host
    client, start = TestClient(app), f"http://testserver{under}/documents"
    waiting, seen, broken = [start], {start}, []
    while waiting:
        page = waiting.pop()
        answer = client.get(page)
        ids = set(re.findall(r' id="([^"]*)"', answer.text))
        for href in re.findall(r'href="([^"]*)"', answer.text):
            target, _, _ = urljoin(page, href).partition("#")
            if target.startswith("http://testserver") and target not in seen:
                seen.add(target)
                waiting.append(target)
            if href.startswith("#") and href[1:] not in ids:
                broken.append((page, href))
        if answer.status_code != 200 or answer.history:
            broken.append((page, str(answer.status_code)))
    assert broken == []
    assert len(seen) == 10


def test_openapi_describes_the_pages(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    for path, statuses in (
        ("/", {"200", "304", "422"}),
        ("/documents", {"200", "304"}),
        ("/documents/{name}", {"200", "304", "404"}),
    ):
        get = paths[path]["get"]
        assert set(get["responses"]) >= statuses
        assert "text/html" in get["responses"]["200"]["content"]
        assert get["summary"]
        assert get["description"]

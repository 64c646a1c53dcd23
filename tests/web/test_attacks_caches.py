"""Texts that are templates, addresses that lead away, and caches that mix people up: A35, A36, A37 and T28."""

import json
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.attacker import PAGE, Page, dangers, shown_everywhere, stays_here
from tests.factories import PASSWORD, Cast, approved, make_post
from tests.visitor import Visitor

CORPORA = os.environ.get("CORPORA")


@pytest.fixture
def site(app: Flask, cast: Cast) -> Flask:
    with app.app_context():
        post = make_post(cast)
        approved(post)
    return app


def rows_of(field_name: str) -> Iterable[str]:
    """The values of this kind in the collection of hostile fields, if it is here."""
    if not CORPORA:
        return []
    lines = (Path(CORPORA) / "fields" / "form_fields.jsonl").read_text().splitlines()
    return [row["value"] for row in map(json.loads, lines) if row["field"] == field_name]


# A35: a shared cache that does what the headers say


@dataclass
class SharedCache:
    """A proxy that keeps what it may (RFC 9111): it obeys Cache-Control and Vary, and asks again with the ETag."""

    app: Flask
    kept: dict[str, list[tuple[dict[str, str], TestResponse]]] = field(default_factory=dict)
    hits: int = 0

    def get(self, address: str, **headers: str) -> TestResponse:
        known = self._find(address, headers)
        if known is None:
            return self._fetch(address, headers)
        if "max-age=0" not in known.headers["Cache-Control"] and "no-cache" not in known.headers["Cache-Control"]:
            self.hits += 1
            return known
        if "ETag" not in known.headers:
            return self._fetch(address, headers)
        fresh = self.app.test_client(use_cookies=False).get(
            address, headers={**headers, "If-None-Match": known.headers["ETag"]}
        )
        if fresh.status_code == 304:
            self.hits += 1
            return known
        return self._keep(address, headers, fresh)

    def _fetch(self, address: str, headers: dict[str, str]) -> TestResponse:
        return self._keep(address, headers, self.app.test_client(use_cookies=False).get(address, headers=headers))

    def _find(self, address: str, headers: dict[str, str]) -> TestResponse | None:
        for asked, response in self.kept.get(address, []):
            names = [name.strip() for name in response.headers.get("Vary", "").split(",") if name.strip()]
            if all(asked.get(name) == headers.get(name) for name in names):
                return response
        return None

    def _keep(self, address: str, headers: dict[str, str], response: TestResponse) -> TestResponse:
        rules = response.headers.get("Cache-Control", "")
        if "no-store" not in rules and "private" not in rules and response.status_code in (200, 301, 308, 404):
            assert "Set-Cookie" not in response.headers, address
            self.kept.setdefault(address, []).append((headers, response))
        return response


PUBLIC = ("/", PAGE, f"{PAGE}?replytocom=1", "/feed/", "/page/1/", "/login", "/nowhere", "/comments/1/", "/healthz")
OWN = ("/moderation/", "/moderation/comments/1", "/desk/", "/desk/posts/1/edit", "/desk/posts/new", "/account/")


def test_A35_a_shared_cache_never_shows_one_person_what_is_anothers(site: Flask) -> None:
    cache = SharedCache(site)
    cookies = {"a reader": {}, "ada": _cookie(site, "ada"), "arthur": _cookie(site, "arthur"), "a reader again": {}}
    direct = {
        (who, address): site.test_client(use_cookies=False).get(address, headers=cookie)
        for who, cookie in cookies.items()
        for address in (*PUBLIC, *OWN)
    }
    for _ in range(2):
        for (who, address), response in direct.items():
            through = cache.get(address, **cookies[who])
            assert through.status_code == response.status_code, (who, address)
            assert _without_random(through.text) == _without_random(response.text), (who, address)
    assert cache.hits > 8
    for address in OWN:
        assert address not in cache.kept
    assert "Ada Admin" not in "".join(cache.get(address).text for address in PUBLIC)


def test_A35_a_waiting_reply_and_a_refused_one_are_never_kept(site: Flask) -> None:
    cache, reader = SharedCache(site), Visitor(site)
    waiting = reader.reply(PAGE, comment="It waits.").location.partition("#")[0]
    assert "It waits." in cache.get(waiting).text
    assert waiting not in cache.kept
    refused = reader.reply(PAGE, comment="It waits.")
    assert refused.status_code == 409
    assert refused.headers["Cache-Control"] == "private, no-store"
    assert "It waits." not in cache.get(PAGE).text


def test_A35_every_reader_gets_the_same_bytes(site: Flask) -> None:
    for address in ("/", PAGE, "/feed/", "/login", f"{PAGE}?replytocom=1"):
        answers = [
            site.test_client(use_cookies=False).get(address, headers=headers)
            for headers in (
                {},
                {"Accept-Language": "de", "User-Agent": "x", "Referer": "http://evil.example/"},
                {"X-Forwarded-Host": "evil.example", "X-Forwarded-For": "1.1.1.1", "X-Forwarded-Proto": "https"},
                {"Cookie": "other=1; rejoinder-device=x; theme=<script>"},
                {"Host": "evil.example", "Accept": "application/json", "DNT": "1"},
            )
        ]
        assert len({answer.get_data() for answer in answers}) == 1, address
        assert len({answer.headers["ETag"] for answer in answers}) == 1
        for answer in answers:
            assert answer.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
            assert {"Cookie", "Accept-Encoding"} <= set(answer.vary)
            assert "Set-Cookie" not in answer.headers


def test_A35_words_in_an_address_that_mean_nothing_make_no_page_anew(
    site: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = site.test_client().get(PAGE)
    monkeypatch.setattr("blog.reading.views.post_page", lambda *_: pytest.fail("made again"))
    for query in ("?x=1", "?utm_source=evil", "?", "?REPLYTOCOM=1", "?page=2&x=1", f"?{'a&' * 500}"):
        assert site.test_client().get(PAGE + query).get_data() == first.get_data()


def test_A35_any_session_cookie_makes_a_page_private(site: Flask) -> None:
    for value in ("", "x", "expired", "é"):
        response = site.test_client(use_cookies=False).get(PAGE, headers={"Cookie": f"rejoinder={value}"})
        assert response.headers["Cache-Control"] == "private, no-store"
        assert "ETag" not in response.headers


def _cookie(site: Flask, name: str) -> dict[str, str]:
    cookie = Visitor(site).sign_in(name).client.get_cookie("rejoinder")
    assert cookie
    return {"Cookie": f"rejoinder={cookie.value}"}


def _without_random(html: str) -> str:
    return re.sub(r'name="(token|stamp)"[^>]*>', "", html)


# A36: no text is a template


TEMPLATES = [
    "{{7*7}}",
    "{{ config }}",
    "{%print(7*7)%}",
    "{% include '/etc/passwd' %}",
    "{{''.__class__.__mro__[1].__subclasses__()}}",
    "{{request.application.__globals__.__builtins__.__import__('os').popen('id').read()}}",
    "${7*7}",
    "#{7*7}",
    "<%= 7*7 %>",
    "{{ _('Post Comment') }}",
    "%(name)s %(num)d %s %",
    "{name} {0} {0.real}",
    "@(7*7)",
    "{# not there #}",
]


def test_A36_no_text_is_a_template(site: Flask) -> None:
    texts = [*TEMPLATES, *(text for text in rows_of("any") if text.strip())]
    for text in dict.fromkeys(texts):
        answer = Visitor(site).reply(PAGE, comment=f"Look: {text}", author=text[:245].strip())
        assert answer.status_code in (303, 422), text
        page = Visitor(site).get(answer.location) if answer.status_code == 303 else answer
        assert "49" not in "".join(Page(page.text).texts) or "49" in text, text
        assert not re.findall(r">[^<]*\b49\b[^<]*</bdi>", page.text), text
    assert Visitor(site).reply(PAGE, comment="x", email="{{7*7}}", url="{{7*7}}", author="{{7*7}}").status_code == 422


def test_A36_templates_are_shown_letter_by_letter(site: Flask) -> None:
    pages = shown_everywhere(site, *TEMPLATES, author="{{7*7}} %(name)s {0}")
    assert dangers(pages) == []
    shown = [text.strip() for text in Page(pages["post"]).texts]
    for text in ("{{7*7}}", "{%print(7*7)%}", "%(name)s %(num)d %s %", "{name} {0} {0.real}"):
        assert text in shown
    assert "{{7*7}} %(name)s {0}" in pages["queue"]


def test_A36_nothing_that_an_author_types_is_a_template(site: Flask) -> None:
    author = Visitor(site).sign_in("arthur")
    for number, text in enumerate(TEMPLATES):
        saved = author.submit(
            "/desk/posts/new",
            "post-form",
            None,
            title=f"{number} {text}",
            body=text,
            excerpt=text,
            tags=text,
            action="publish",
        )
        assert saved.status_code == 303, text
        assert author.get(saved.location).status_code == 200
    pages = [author.get(address).text for address in ("/", "/page/2/", "/feed/", "/desk/", "/moderation/")]
    assert "0 {{7*7}}" in pages[0] + pages[1]
    assert "0 {{7*7}}" in pages[2]
    assert "0 {{7*7}}" in pages[3]
    assert not re.findall(r">\s*49\s*<", "".join(pages))
    assert author.submit("/account/", "/account/profile", None, name="{{7*7}} %(name)s").status_code == 303
    assert "{{7*7}} %(name)s" in author.get("/account/").text


# A37, T28: no redirect leads away


LEADING_AWAY = [
    "https://evil.example", "//evil.example", "///evil.example", "////evil.example", "/\\evil.example",
    "\\/evil.example",
    "\\\\evil.example", "/\t/evil.example", "/\n/evil.example", "/\r/evil.example", "\t//evil.example",
    " //evil.example",
    "https:evil.example", "http:/evil.example", "https:\\\\evil.example", "javascript:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,x", "//evil.example\\@localhost/", "//localhost@evil.example", "http://localhost.evil.example",
    "/%09/evil.example", "/%5cevil.example", "/x\r\nSet-Cookie: a=b", "/x%0d%0aSet-Cookie:%20a=b", "evil.example",
    ".evil.example", "@evil.example", "?//evil.example", "#//evil.example", "\u3000//evil.example",
    "/\u2028/evil.example",
    "//evil。example", "/.//evil.example", "/..//evil.example", "/./\\evil.example", "\x00//evil.example", "/\x00/evil",
    "http://[::1]", "//[evil", "/" * 500 + "evil.example", "x" * 10_000,
]  # fmt: skip


@pytest.mark.parametrize("way", ["POST", "GET"])
def test_A37_T28_nobody_is_sent_away_after_signing_in(site: Flask, way: str) -> None:
    visitor = Visitor(site)
    targets = [*LEADING_AWAY, *rows_of("next")]
    if way == "GET":  # what stands in the address is what the form sends
        for target in targets[:: max(1, len(targets) // 40)]:
            page = visitor.client.get("/login", query_string={"next": target})
            assert page.status_code == 200
            assert Page(page.text).dangers == []
            assert "Location" not in page.headers
        return
    for target in targets:
        response = visitor.submit("/login", "sign-in", None, email="ada@example.org", password=PASSWORD, next=target)
        assert response.status_code == 303
        assert stays_here(response.location), (target, response.location)
        assert not set("\r\n") & set(response.location)
        assert visitor.client.get_cookie("a") is None
        visitor.client.delete_cookie("rejoinder")


def test_A37_nobody_is_sent_away_after_a_decision(site: Flask) -> None:
    moderator = Visitor(site).sign_in("mo")
    for number, target in enumerate([*LEADING_AWAY, "/moderation/..//evil.example", "/moderation/\\..\\evil.example"]):
        action = "hold" if number % 2 == 0 else "approve"
        typed = {"action": action, "back": target}
        response = moderator.submit("/moderation/comments/1", "/comments/1/decisions", None, **typed)
        assert response.status_code == 303
        assert stays_here(response.location), target
        assert response.location.startswith("/moderation/")


def test_A37_a_page_that_asks_for_signing_in_is_come_back_to(site: Flask) -> None:
    asked = Visitor(site).get("/moderation/?status=spam&q=//evil.example")
    assert asked.location == "/login?next=/moderation/?status%3Dspam%26q%3D//evil.example"

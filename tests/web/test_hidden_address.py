"""An e-mail address, or anything that could be computed from it, is in nothing that a reader can fetch (A10, T22, T23).

A site with distinctive addresses is crawled as a reader, and everything that was seen or kept is searched for them.
"""

import base64
import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

import pytest
from cryptography.fernet import Fernet
from flask import Flask
from werkzeug.test import TestResponse

from blog.accounts.models import User
from blog.accounts.passwords import hash_password
from blog.accounts.registration import register
from blog.accounts.roles import Role
from blog.addresses import AddressBook
from blog.comments.models import Writer
from blog.database import db, transaction
from blog.record.acts import COMMAND_LINE
from blog.web.engine import engine
from tests.attacker import PAGE, approve_everything, filled_in, listen_to_log
from tests.factories import NOW, PASSWORD, Cast, make_post
from tests.visitor import Visitor

STATUSES = ("pending", "approved", "spam", "trash", "deleted")
OF_WRITERS = {status: f"Quokka.{status}+nightjar@Zyzzyva-{status}.example.org" for status in STATUSES}
OF_USERS = {"owner": "wobbegong.owner@bandicoot.example.org", "guest": "numbat.guest@bandicoot.example.org"}
REFUSED = "Echidna.refused@Kookaburra.example.org"
EVERYBODY = (*OF_WRITERS.values(), *OF_USERS.values(), REFUSED)
DIGESTS = ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "blake2b", "sha3_256")


@dataclass
class Seen:
    """Everything that a reader was sent, by where it came from."""

    parts: dict[str, bytes] = field(default_factory=dict)

    def note(self, address: str, response: TestResponse) -> TestResponse:
        headers = "\n".join(f"{name}: {value}" for name, value in response.headers)
        self.parts[f"{address} {len(self.parts)} headers"] = headers.encode()
        self.parts[f"{address} {len(self.parts)} body"] = response.get_data()
        response.close()
        return response


@pytest.fixture
def site(start: Callable[..., Flask]) -> Flask:
    app = start(rate_limits=True)
    with app.app_context():
        users = {}
        with transaction():
            for name, role in (("owner", Role.ADMIN), ("guest", Role.AUTHOR)):
                sealed = engine().addresses.seal(OF_USERS[name])
                users[name] = register(name.title(), role, sealed, hash_password(PASSWORD), COMMAND_LINE, NOW).id
        make_post(Cast(users), author="owner")
        make_post(Cast(users), author="guest", title="By a guest", body="![x](/static/pictures/psoas.svg)")
        make_post(Cast(users), author="guest", title="Not public", published_at=None)
    return app


@pytest.fixture
def words(site: Flask) -> object:
    return listen_to_log()


@pytest.fixture
def seen(site: Flask, words: object) -> Seen:
    """What a reader is sent while everything happens that happens on a site, and then while they look everywhere."""
    seen = Seen()
    _live(site, seen)
    _crawl(site, seen)
    assert len([part for part in seen.parts if "body" in part]) > 30
    return seen


def _live(site: Flask, seen: Seen) -> None:
    """Readers reply, are refused and look at their own; people sign in, fail to, reply and decide."""
    for number, (status, address) in enumerate(OF_WRITERS.items()):
        reader = Visitor(site, REMOTE_ADDR=f"192.0.2.{number}")
        sent = reader.reply(PAGE, None, email=address, comment=f"About {status}.", author=f"Writer {number}")
        assert sent.status_code == 303
        seen.note("sent", sent)
        seen.note("own preview", reader.get(sent.location))
        seen.note(
            "sent again",
            reader.reply(PAGE, None, email="x@example.org", comment=f"About {status}.", author=f"Writer {number}"),
        )
    owner = Visitor(site, REMOTE_ADDR="192.0.2.99")
    seen.note("sign in", owner.submit("/login", "sign-in", None, email=OF_USERS["owner"], password=PASSWORD))
    decide = [(1, "approve"), (1, "spam"), (1, "approve"), (2, "approve"), (3, "spam"), (4, "trash"), (5, "trash")]
    for comment, action in decide:
        page = f"/moderation/comments/{comment}"
        assert owner.submit(page, f"/comments/{comment}/decisions", None, action=action).status_code == 303
    owner.submit("/moderation/comments/5", "/comments/5/decisions", None, action="delete", sure="yes")
    owner.submit("/moderation/comments/1", "/comments/1/decisions", None, action="hold")
    assert OF_WRITERS["pending"] in owner.submit("/moderation/comments/1", "/comments/1/address").text
    assert owner.reply(PAGE, None, comment="By the owner.").status_code == 303
    stranger = Visitor(site, REMOTE_ADDR="192.0.2.98")
    for address in (OF_USERS["owner"], OF_USERS["guest"], "nobody@example.org"):
        seen.note(
            "sign in", _without_own_words(stranger.submit("/login", "sign-in", None, email=address, password="x" * 12))
        )
    refused = stranger.reply(PAGE, None, email=REFUSED, comment="")
    assert refused.status_code == 422
    assert refused.headers["Cache-Control"] == "private, no-store"
    seen.note("refused", _without_own_words(refused))
    quick = [
        stranger.reply(PAGE, None, email=REFUSED, comment=f"Quick {number}.", author="E. R.") for number in range(6)
    ]
    answer = quick[-1]
    assert answer.status_code == 429
    seen.note("too soon", _without_own_words(answer))
    forged = stranger.post(PAGE, filled_in(stranger, email=REFUSED), **{"Sec-Fetch-Site": "cross-site"})
    assert forged.status_code == 403
    seen.note("forged", _without_own_words(forged))


def _without_own_words(response: TestResponse) -> TestResponse:
    """A refused form gives back what was typed into it, in that one field and nowhere else."""
    assert response.headers["Cache-Control"] == "private, no-store"
    body = re.sub(rb'(<input[^>]*name="email"[^>]*value=")[^"]*', rb"\1", response.get_data())
    response.set_data(body)
    return response


def _crawl(site: Flask, seen: Seen) -> None:
    """Every address that a page, a feed, a style sheet or a redirect names, as a reader."""
    reader = site.test_client(use_cookies=False)
    ahead = ["/", "/feed/", "/nowhere", "/robots.txt", "/sitemap.xml", "/readyz", "/healthz", "/desk/", "/account/"]
    ahead += ["/moderation/", "/favicon.ico", "/2026/04/not-public/", "/author/owner/", "/page/1/", "/feed/atom/"]
    ahead += [f"/comments/{number}/" for number in range(1, 9)] + [
        f"{PAGE}?replytocom={number}" for number in range(1, 9)
    ]
    known: set[str] = set()
    while ahead:
        address = ahead.pop()
        if address in known or not address.startswith("/"):
            continue
        known.add(address)
        response = seen.note(address, reader.get(address, headers={"Accept-Encoding": "identity"}))
        ahead += _addresses_in(address, response)
    assert {"/2026/04/by-a-guest/", "/login", PAGE} <= {address.partition("?")[0] for address in known}
    assert {"/comments/feed/", "/comments/feed/json/", f"{PAGE}feed/atom/", "/sitemap-posts-1.xml"} <= known
    assert [address for address in known if address.startswith("/static/")]


def _addresses_in(address: str, response: TestResponse) -> list[str]:
    text = response.get_data().decode("utf-8", "replace") + f' href="{response.headers.get("Location", "")}"'
    found = re.findall(r'(?:href|src|action)="([^"]*)"|url\(["\']?([^"\')]*)', text)
    found += re.findall(r"<(link|guid|loc)[^>]*>([^<]*)", text)
    whole = [urljoin(f"http://localhost{address}", unescape(one)) for each in found for one in each if one]
    return [urlsplit(url)._replace(scheme="", netloc="", fragment="").geturl() for url in whole if "//localhost" in url]


def traces_of(address: str) -> dict[str, bytes]:
    """Everything that tells of an address: itself, its parts, other spellings, and what is often made from it."""
    local = address.partition("@")[0]
    traces = {"domain": address.partition("@")[2].partition(".")[0], "local part": local.partition("+")[0]}
    for spelling in {address, address.lower(), address.upper(), f"mailto:{address}", address.lower().strip() + "\n"}:
        raw = spelling.encode()
        traces |= {f"{spelling!r} {name}": text for name, text in _spelled(raw)}
        for digest in DIGESTS:
            made = hashlib.new(digest, raw)
            traces |= {f"{digest} of {spelling!r} {name}": text for name, text in _encoded(made.digest())}
    return {name: text.encode() for name, text in traces.items()}


def _spelled(raw: bytes) -> Iterator[tuple[str, str]]:
    yield "as it is", raw.decode()
    yield "percent-encoded", quote(raw.decode(), safe="")
    yield "as references", raw.decode().replace("@", "&#64;")
    yield "backwards", raw.decode()[::-1]
    yield from _encoded(raw)
    for offset in (1, 2):  # within a longer text, Base64 has three faces
        yield f"Base64 at {offset}", base64.b64encode(b"x" * offset + raw).decode()[4:-4]


def _encoded(raw: bytes) -> Iterator[tuple[str, str]]:
    yield "hex", raw.hex()
    yield "HEX", raw.hex().upper()
    yield "Base64", base64.b64encode(raw).decode().rstrip("=")
    yield "URL-safe Base64", base64.urlsafe_b64encode(raw).decode().rstrip("=")
    yield "Base32", base64.b32encode(raw).decode().rstrip("=")


def found_in(parts: dict[str, bytes]) -> list[str]:
    folded = {where: body.lower() for where, body in parts.items()}
    return [
        f"{address}: {name} in {where}"
        for address in EVERYBODY
        for name, trace in traces_of(address).items()
        for where in parts
        if trace in parts[where] or (len(trace) > 5 and trace.lower() in folded[where])
    ]


def test_A10_T23_no_reader_is_sent_an_address_or_anything_made_from_one(seen: Seen) -> None:
    assert found_in(seen.parts) == []


def test_A10_no_reader_is_sent_what_is_kept_in_its_place(site: Flask, seen: Seen) -> None:
    with site.app_context():
        rows = [*db.session.query(Writer), *db.session.query(User)]
        kept = [value for row in rows for value in (row.email_digest, row.email_ciphertext, row.email_key_id)]
    assert len(kept) >= 3 * 7
    everything = b"\n".join(seen.parts.values())
    assert [value for value in kept if value.encode() in everything] == []


def test_A10_no_file_of_ours_holds_an_address(site: Flask, seen: Seen, tmp_path: Path) -> None:
    files = {str(path): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert {"rejoinder.db", "limits.db"} <= {Path(path).name for path in files}
    assert sum(len(body) for body in files.values()) > 100_000
    assert b"About approved." in b"".join(files.values())  # the search finds what is there
    assert found_in(files) == []


def test_A10_the_log_holds_no_address_no_name_and_no_word(site: Flask, words: object, seen: Seen) -> None:
    log = str(words.getvalue()).encode()  # type: ignore[attr-defined]
    assert log.count(b"\n") > 80
    assert found_in({"log": log}) == []
    assert [word for word in (b"Writer 0", b"About", b"192.0.2", b"awaiting=", b"Owner") if word in log] == []


def test_the_search_would_find_an_address_that_leaked() -> None:
    address = OF_WRITERS["approved"]
    gravatar = hashlib.md5(address.strip().lower().encode()).hexdigest()
    token = base64.urlsafe_b64encode(f'["{address}"]'.encode())
    for leak in (address.encode(), gravatar.encode(), token, address.upper().encode(), quote(address).encode()):
        assert found_in({"page": b"<img src=x?" + leak + b">"})
    assert found_in({"page": b"an innocent page"}) == []


def test_T22_what_is_deleted_for_good_leaves_no_name_and_no_words(site: Flask, seen: Seen, tmp_path: Path) -> None:
    with site.app_context():
        row = db.session.execute(db.text("SELECT name, url, text, html, writer_id, network FROM comments WHERE id = 5"))
        assert tuple(row.one()) == ("", "", "", "", None, None)
        digests = engine().addresses.digests(OF_WRITERS["deleted"])
        assert db.session.query(Writer).filter(Writer.email_digest.in_(digests)).count() == 0


def test_T23_two_installations_make_nothing_alike_of_one_address() -> None:
    one, other = (AddressBook((Fernet.generate_key().decode(),)).seal("rhea@example.net") for _ in range(2))
    assert one.digest != other.digest
    assert one.ciphertext != other.ciphertext
    assert one.key_id != other.key_id


def test_T23_a_digest_is_no_hash_that_anybody_could_make() -> None:
    key = Fernet.generate_key()
    sealed = AddressBook((key.decode(),)).seal("rhea@example.net")
    for salt in (b"", key, base64.urlsafe_b64decode(key), sealed.key_id.encode()):
        for raw in (b"rhea@example.net", b"rhea@example.net" + salt, salt + b"rhea@example.net"):
            assert sealed.digest not in [hashlib.new(digest, raw).hexdigest() for digest in DIGESTS]


def test_A10_two_replies_of_one_writer_look_like_those_of_two(site: Flask) -> None:
    """Nothing on a public page says that two replies came from one address."""
    for number, address in enumerate(("rhea@example.net", "rhea@example.net", "other@example.net")):
        Visitor(site).reply(PAGE, None, email=address, author="Rhea", comment=f"Number {number}.")
    approve_everything(site)
    page = Visitor(site).get(PAGE).text
    items = re.findall(r'<li id="comment-\d+".*?</li>', page, flags=re.DOTALL)
    alike = {re.sub(r"\d+", "0", re.sub(r"<time.*?</time>", "", item, flags=re.DOTALL)) for item in items}
    assert len(items) == 3
    assert len(alike) == 1


def test_T22_a_writer_with_another_reply_is_not_forgotten_yet(site: Flask) -> None:
    for number in (1, 2):
        Visitor(site).reply(PAGE, None, comment=f"Number {number}.")
    owner = Visitor(site)
    owner.submit("/login", "sign-in", None, email=OF_USERS["owner"], password=PASSWORD)
    for comment, left in ((1, 1), (2, 0)):
        page, form = f"/moderation/comments/{comment}", f"/comments/{comment}/decisions"
        assert owner.submit(page, form, None, action="trash").status_code == 303
        assert owner.submit(page, form, None, action="delete", sure="yes").status_code == 303
        with site.app_context():
            assert db.session.query(Writer).count() == left
